// What snapshots are for, asked of authored runs and recorded traces: deadlock and its phantom, garbage and what forgetting
// the channels does, termination, kept sums; with the witnesses, and unknown where the trace does not tell.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Opened } from "../../../../src/core/analysis/opened.ts";
import { readConserved } from "../../../../src/core/analysis/uses/conservedSum.ts";
import { readNames, withNames } from "../../../../src/core/analysis/uses/fieldNames.ts";
import {
  type Asked,
  answerAt,
  askedCut,
  askedEnd,
  askedSnapshot,
  overall,
  type Question,
} from "../../../../src/core/analysis/uses/questions.ts";
import type { Trace } from "../../../../src/core/trace/trace.ts";
import { openText } from "../../../language/lightcone/support.ts";
import { openSources } from "../../../support/openSources.ts";
import { textSource } from "../../../support/textSource.ts";

const names = withNames({});
const deadlock: Question = { kind: "deadlock", names, or: false };

async function opened(text: string): Promise<Opened & { readonly trace: Trace }> {
  const all = await openText(text);
  assert.deepEqual(all.problems, []);
  assert.ok(all.trace);
  return { ...all, trace: all.trace };
}

function snapshot({ trace, verdicts }: Opened & { readonly trace: Trace }, index: number): Asked {
  return askedSnapshot(trace, index, verdicts[index]);
}

const LOCKS = `process A { holds = { lock1 } }
process B { holds = { lock2 } }
process C
channel mesh latency 2
A does "asks for lock2" { waits = { lock2 } } at 2
B does "asks for lock1" { waits = { lock1 } } at 3
C does { waits = { A, lock3 } } at 4
snapshot by C at 1
snapshot by C at 8
`;

describe("deadlock", () => {
  it("is seen at a snapshot after it came about, and not before", async () => {
    const run = await opened(LOCKS);
    const [early, late] = [0, 1].map((index) => answerAt(deadlock, snapshot(run, index)));
    assert.equal(early.kind, "holds");
    assert.equal(late.kind, "violated");
    assert.equal(late.words, "deadlock: A waits for B, which waits for A");
    assert.deepEqual(late.details, [
      "A waits for lock2 (B has it)",
      "B waits for lock1 (A has it)",
      "C waits for A and lock3 (nobody holds it)",
      "stuck behind them: C",
    ]);
    assert.deepEqual(late.processes, [0, 1, 2]);
    assert.equal(overall([early, late]), "violated");
  });

  it("with choices C goes on, since nobody holds lock3", async () => {
    const run = await opened(LOCKS);
    const { processes, kind } = answerAt({ ...deadlock, or: true }, snapshot(run, 1));
    assert.deepEqual([kind, processes], ["violated", [0, 1]]);
  });

  it("a resource under way to who waits for it is no deadlock, and forgetting the channel makes it one", async () => {
    const { trace } = await opened(`process A { lock1, waits = lock2 }
process B { lock2, waits = none }
channel A <-> B
B -> A : lock2 at 2..6
B does { waits = lock1 } at 3`);
    const cut = askedCut(trace, Uint32Array.from([0, 2]));
    assert.equal(answerAt(deadlock, cut).kind, "holds");
    const forgetful: Asked = {
      ...cut,
      world: { ...cut.world, state: (p) => cut.world.state(p), messagesOn: () => [] },
    };
    assert.equal(answerAt(deadlock, forgetful).kind, "holds", "lock2 is nobody's then");
    // The same with fields: A still waits, B gave lock2 away in a message.
    const fields = await opened(`process A { holds = { lock1 }, waits = lock2 }
process B { holds = { lock2 } }
channel A <-> B
B does { holds = { }, waits = lock1 } at 2
B -> A : "grant" { lock = lock2 } at 3..9`);
    assert.equal(answerAt(deadlock, askedCut(fields.trace, Uint32Array.from([0, 2]))).kind, "holds");
  });

  it("requests under way show who waits, where no field does", async () => {
    const { trace } = await opened(`process A, B, C
channel ring of A, B, C latency 9
A -> B : "call"
B -> C : "call"
C -> A : "call"`);
    const all = answerAt(deadlock, askedCut(trace, Uint32Array.from([1, 1, 1])));
    assert.equal(all.words, "deadlock: A waits for B, which waits for C, which waits for A");
    assert.equal(all.messages.length, 3);
    assert.equal(answerAt(deadlock, askedCut(trace, Uint32Array.from([1, 1, 0]))).kind, "holds");
    assert.equal(
      answerAt(deadlock, askedEnd(trace)).words,
      "unknown: no field or message tells who holds or waits for what",
    );
  });

  it("reads a recorded trace whose fields are mapped", async () => {
    const trace = await recorded([
      {
        lctrace: 1,
        processes: [
          { name: "A", fields: { mine: "{ x }" } },
          { name: "B", fields: { mine: "y" } },
        ],
      },
      { p: "A", set: { fields: { pending: "y" } } },
      { p: "B", set: { fields: { pending: "x" } } },
    ]);
    const read = readNames("holds=mine,waits=pending|wanted");
    assert.ok("names" in read);
    const mapped: Question = { ...deadlock, names: withNames(read.names) };
    assert.equal(answerAt(mapped, askedEnd(trace)).kind, "violated");
    assert.equal(answerAt(deadlock, askedEnd(trace)).kind, "unknown");
    assert.ok("fault" in readNames("hold=mine"));
  });
});

async function recorded(records: readonly object[]): Promise<Trace> {
  const text = records.map((record) => JSON.stringify(record)).join("\n");
  const { trace, problems } = await openSources([textSource("a.lctrace", text)]);
  assert.deepEqual(problems, []);
  assert.ok(trace);
  return trace;
}

describe("garbage", () => {
  const text = `process P { objects = { a, c }, refs = { a } }
process Q { objects = { b, d, e }, refs = { b, c }, refs-d = { e }, refs-e = { d } }
channel P <-> Q latency 4
Q -> P : "here is b" { refs = b } at 1
Q does "forgets b and c" { refs = { } } at 2
snapshot by P at 3`;

  it("is what neither a process nor a message in a channel refers to, circles included", async () => {
    const run = await opened(text);
    const { kind, words, details, messages, processes } = answerAt(
      { kind: "garbage", names },
      snapshot(run, 0),
    );
    assert.deepEqual([kind, words, processes], ["violated", "c, d, e are garbage", [0, 1]]);
    assert.equal(messages.length, 1);
    assert.equal(
      details.at(-1),
      "b is alive only through here is b from Q to P: without the channels it would be taken for garbage",
    );
  });

  it("a channel that nobody recorded leaves it open", async () => {
    const run = await opened(text);
    const asked = snapshot(run, 0);
    const blind: Asked = {
      ...asked,
      world: { trace: run.trace, state: (p) => asked.world.state(p), messagesOn: () => undefined },
    };
    const { kind, words } = answerAt({ kind: "garbage", names }, blind);
    assert.deepEqual([kind, words.startsWith("unknown: b, c, d, e are garbage unless")], ["unknown", true]);
  });
});

describe("termination", () => {
  it("needs all passive and all channels empty", async () => {
    const { trace } = await opened(`process P { state = active }
process Q { state = passive }
channel P <-> Q latency 3
P -> Q : "work" at 1
P does { state = passive } at 2
Q does { state = active } at 5
Q does { state = passive } at 6`);
    const at = (p: number, q: number) =>
      answerAt({ kind: "termination", names }, askedCut(trace, Uint32Array.from([p, q])));
    assert.equal(at(0, 0).words, "not terminated: P is active");
    assert.equal(at(2, 0).words, "not terminated: 1 in channels");
    assert.deepEqual(at(2, 0).details, ["in a channel: work from P to Q"]);
    assert.equal(at(2, 2).words, "not terminated: Q is active");
    assert.equal(at(2, 3).kind, "holds");
  });

  it("is unknown where no field tells", async () => {
    const { trace } = await opened("process P, Q\nchannel P -> Q\nP -> Q");
    assert.equal(
      answerAt({ kind: "termination", names }, askedEnd(trace)).words,
      "unknown: no field tells whether P, Q are passive",
    );
  });
});

describe("a kept sum", () => {
  it("counts the channels", async () => {
    const trace = await recorded([
      {
        lctrace: 1,
        processes: [
          { name: "A", fields: { balance: 100 } },
          { name: "B", fields: { balance: 50 } },
        ],
      },
      { p: "A", set: { fields: { balance: 70 } }, send: { id: 1, to: "B", fields: { amount: 30 } } },
      { p: "B", set: { fields: { balance: 80 } }, receive: 1 },
      { p: "B", set: { fields: { balance: 75 } }, label: "a fee" },
    ]);
    const kept: Question = { kind: "conservation", what: readConserved("balance+amount") };
    const at = (a: number, b: number) => answerAt(kept, askedCut(trace, Uint32Array.from([a, b])));
    assert.equal(at(0, 0).words, "the sum is kept: 150");
    assert.deepEqual(at(1, 0).details.at(-1), "without the channels 120 would be found, 30 too few");
    assert.equal(at(1, 0).kind, "holds");
    assert.equal(at(1, 1).kind, "holds");
    assert.deepEqual(
      [at(1, 2).kind, at(1, 2).words],
      ["violated", "the sum is 145, and was 150 at the beginning"],
    );
    assert.match(at(0, 1).words, /^unknown: the sum is 180, .* a state of no run/);
    const alone = answerAt(
      { kind: "conservation", what: readConserved("balance") },
      askedCut(trace, Uint32Array.from([1, 0])),
    );
    assert.equal(alone.kind, "violated");
  });

  it("of tokens, by kind", async () => {
    const { trace } = await opened(
      "process P { 2 G, Y }\nprocess Q\nchannel P -> Q latency 5\nP -> Q : G\nP does { - Y, + Z } at 3",
    );
    const kept: Question = { kind: "conservation", what: readConserved("tokens") };
    assert.equal(answerAt(kept, askedCut(trace, Uint32Array.from([1, 0]))).words, "tokens conserved");
    assert.equal(answerAt(kept, askedEnd(trace)).words, "missing: Y; too many: Z");
  });
});
