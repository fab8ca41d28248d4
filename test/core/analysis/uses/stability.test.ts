// Stability over a trace: as plain enumeration finds it, along the run and over all consistent cuts; and the properties that are
// stable in theory are so in random runs: what a consistent snapshot shows of them is there at the end.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { verifyCut } from "../../../../src/core/analysis/consistency.ts";
import { verifySnapshot } from "../../../../src/core/analysis/snapshotCheck.ts";
import { withNames } from "../../../../src/core/analysis/uses/fieldNames.ts";
import {
  answerAt,
  askedEnd,
  askedSnapshot,
  type Question,
} from "../../../../src/core/analysis/uses/questions.ts";
import {
  type Stability,
  stabilityAlongRun,
  stabilityOverCuts,
  type Work,
} from "../../../../src/core/analysis/uses/stability.ts";
import { stabilityLines } from "../../../../src/core/analysis/uses/stabilityWords.ts";
import { compilePredicate, type Predicate } from "../../../../src/core/predicate/compile.ts";
import { vocabularyOf } from "../../../../src/core/predicate/vocabulary.ts";
import { worldAt } from "../../../../src/core/predicate/world.ts";
import { simulate } from "../../../../src/core/snapshot/simulate.ts";
import { linearOrder } from "../../../../src/core/trace/clocks.ts";
import { type Cut, emptyCut } from "../../../../src/core/trace/cut.ts";
import { eventCountOf, type Trace } from "../../../../src/core/trace/trace.ts";
import { scenarioOf } from "../../../language/lightcone/support.ts";

function predicateOf(trace: Trace, text: string): Predicate {
  const compiled = compilePredicate(text, vocabularyOf(trace));
  assert.equal(compiled.kind, "ready", JSON.stringify(compiled));
  return (compiled as Extract<typeof compiled, { kind: "ready" }>).predicate;
}

/** Does the work a few steps at a time. */
function done(work: Work<Stability>): Stability {
  while (!work.run(3)) assert.ok(work.progress >= 0 && work.progress <= 1);
  return work.result();
}

function* allCuts(trace: Trace): Iterable<Cut> {
  const cut = emptyCut(trace);
  for (;;) {
    if (verifyCut(trace, cut).kind === "consistent") yield cut.slice();
    let p = 0;
    while (p < cut.length && cut[p] === eventCountOf(trace, p)) cut[p++] = 0;
    if (p === cut.length) return;
    cut[p]++;
  }
}

const TEXT = `process P { 2 G, x = 0 }
process Q { Y, y = 0 }
channel P <-> Q latency 2
P -> Q : G at 1
P does { x = 1 } at 2
Q does { y = 1 } at 2
P -> Q : G at 4
P does { x = 0 } at 6
Q does { y = 2 } at 7`;

describe("stability of a predicate", () => {
  for (const text of [
    "P.x = 1",
    "Q.y >= 1",
    "tokens(P) = 0",
    "P.x = 1 and Q.y = 1",
    "messages() = 0",
    "P.x = 5",
    "true",
    "G in Q",
    "P.x = 0 and tokens(P) = 0",
  ]) {
    it(`${text} is judged as by laying out every cut`, async () => {
      const trace = simulate(await scenarioOf(TEXT));
      const predicate = predicateOf(trace, text);
      const at = (cut: Cut): boolean => predicate.ask(worldAt(trace, cut)).kind === "true";
      const path = [emptyCut(trace)];
      for (const event of linearOrder(trace).order) {
        const next = path[path.length - 1].slice();
        next[trace.events.process[event]]++;
        path.push(next);
      }
      const along = done(stabilityAlongRun(trace, predicate));
      const holds = path.map(at);
      const ceases = holds.findIndex((now, i) => i > 0 && holds[i - 1] && !now);
      assert.equal(along.cuts, path.length);
      assert.equal(along.holds, holds.filter(Boolean).length);
      assert.equal(along.kind, !holds.includes(true) ? "never" : ceases > 0 ? "unstable" : "stable");
      assert.deepEqual(along.first, path[holds.indexOf(true)]);
      if (ceases > 0) assert.deepEqual(along.ceases?.cut, path[ceases - 1]);

      const cuts = [...allCuts(trace)];
      const over = done(stabilityOverCuts(trace, predicate));
      assert.equal(over.cuts, cuts.length);
      assert.equal(over.holds, cuts.filter(at).length);
      const isNext = (a: Cut, b: Cut): boolean =>
        [...b].reduce((sum, n, p) => sum + (n >= a[p] ? n - a[p] : 9), 0) === 1;
      const breaks = cuts.some((a) => at(a) && cuts.some((b) => isNext(a, b) && !at(b)));
      assert.equal(over.kind, !cuts.some(at) ? "never" : breaks ? "unstable" : "stable");
      if (over.ceases !== undefined) {
        assert.ok(at(over.ceases.cut));
        const after = over.ceases.cut.slice();
        after[trace.events.process[over.ceases.event]]++;
        assert.ok(!at(after) && verifyCut(trace, after).kind === "consistent");
      }
    });
  }

  it("says over which cuts it was judged, with the first and where it ceases", async () => {
    const trace = simulate(await scenarioOf(TEXT));
    const lines = stabilityLines(trace, done(stabilityAlongRun(trace, predicateOf(trace, "P.x = 1"))), "run");
    assert.deepEqual(lines, [
      "not stable over the 9 cuts along this run: it ceases to be true (true at 4 of 9)",
      "  first true at cut P=2",
      "  true at cut P=3,Q=2, no longer after P, event 4 at tick 6: internal event",
    ]);
    const bounded = done(stabilityOverCuts(trace, predicateOf(trace, "true"), 4));
    assert.deepEqual([bounded.kind, bounded.reason], ["unknown", "there are more cuts than were looked at"]);
  });

  it("what is unknown on the way leaves it open", async () => {
    const trace = simulate(
      await scenarioOf("process P { x = 1 }\nprocess Q\nP does { x = word } at 1\nP does { x = 3 } at 2"),
    );
    assert.equal(done(stabilityAlongRun(trace, predicateOf(trace, "P.x >= 1"))).kind, "unknown");
    assert.equal(done(stabilityAlongRun(trace, predicateOf(trace, "P.x >= 1 or true"))).kind, "stable");
  });
});

describe("what is stable in theory", () => {
  /** Three processes that take locks, lose tokens and end; drawn by numbers. */
  function textOf(draws: readonly number[]): string {
    const names = ["A", "B", "C"];
    const lines = names.map((name, i) => `process ${name} { ${2 + i} G, holds = { l${i} }, state = active }`);
    lines.push("channel mesh latency 1..4");
    draws.forEach((draw, i) => {
      const p = names[draw % 3];
      const time = i + 1;
      switch ((draw >> 2) % 5) {
        case 0:
          lines.push(`${p} -> ${names[(draw + 1) % 3]} : "work" at ${time}`);
          break;
        case 1:
          lines.push(`${p} does { waits = { l${(draw >> 5) % 3} } } at ${time}`);
          break;
        case 2:
          lines.push(`${p} does { state = passive } at ${time}`);
          break;
        case 3:
          lines.push(`snapshot by ${p} at ${time}`);
          break;
        default:
          lines.push(`${p} does "rests" at ${time}`);
      }
    });
    // A process that waits does nothing more: what a deadlock is stable by.
    const stuck = new Set<string>();
    return lines
      .filter((line) => {
        const [name] = line.split(" ");
        if (stuck.has(name)) return false;
        if (line.includes("waits =") || line.includes("state = passive")) stuck.add(name);
        return true;
      })
      .concat("snapshot by A at 40")
      .join("\n");
  }

  it("deadlock and termination that a snapshot shows are there at the end of the run: 150 random runs", async () => {
    const found = { deadlock: 0, termination: 0 };
    const names = withNames({});
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 10_000 }), { minLength: 5, maxLength: 18, size: "max" }),
        async (draws) => {
          const trace = simulate(await scenarioOf(textOf(draws)));
          const questions: readonly Question[] = [
            { kind: "deadlock", names, or: false },
            { kind: "termination", names },
          ];
          for (const question of questions) {
            const wanted = question.kind === "deadlock" ? "violated" : "holds";
            trace.snapshots.forEach((snapshot, index) => {
              if (snapshot.unfinished !== undefined) return;
              const asked = askedSnapshot(trace, index, verifySnapshot(trace, snapshot));
              const there = answerAt(question, asked);
              if (there.kind !== wanted) return;
              found[question.kind as "deadlock" | "termination"]++;
              assert.equal(answerAt(question, askedEnd(trace)).kind, wanted, textOf(draws));
            });
          }
        },
      ),
      { numRuns: 150, seed: 17 },
    );
    assert.ok(found.deadlock > 10 && found.termination > 5, JSON.stringify(found));
  });

  it("a token that is lost stays lost", async () => {
    const trace = simulate(
      await scenarioOf(
        "process P { 3 G }\nprocess Q\nchannel P <-> Q latency 2\nP -> Q : G as m\nlose m\nP -> Q : G at 4\nQ -> P : G at 7",
      ),
    );
    const lost = predicateOf(trace, "tokens(G) < 3");
    assert.equal(done(stabilityAlongRun(trace, lost)).kind, "stable");
    assert.equal(done(stabilityOverCuts(trace, lost)).kind, "stable");
  });
});
