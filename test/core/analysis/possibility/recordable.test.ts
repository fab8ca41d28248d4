// Which cuts of a computation Chandy–Lamport could have recorded, against all runs of the engine: the same events of each
// process and the same messages, at any times, with the snapshot started at any moment. Counts are exact.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { soleInitiators } from "../../../../src/core/analysis/possibility/answer.ts";
import { recordable, recordingTrace } from "../../../../src/core/analysis/possibility/recordable.ts";
import { describeRecordable } from "../../../../src/core/analysis/possibility/recordableWords.ts";
import { NONE } from "../../../../src/core/trace/ids.ts";
import { eventCountOf, MessageKind, type Trace } from "../../../../src/core/trace/trace.ts";
import { exploreRuns } from "../../../support/exploreRuns.ts";
import {
  type Ends,
  PAIR,
  RING,
  scenarioOf,
  sendScripts,
  withStarts,
} from "../../../support/smallScenarios.ts";
import { traceFromText } from "../../../support/traceFromText.ts";

/** A process's own events, as sends and receives on its channels; who sent which is told by FIFO order. */
function computationOf(trace: Trace): {
  readonly key: string;
  readonly isComplete: boolean;
  readonly own: (p: number, frontier: number) => number;
} {
  const { kind, channel, receive } = trace.messages;
  const signs = trace.processes.map((_, p) =>
    Array.from({ length: eventCountOf(trace, p) }, (_event, i) => {
      const event = trace.firstEvent[p] + i;
      const [sent, received] = [trace.events.sent[event], trace.events.received[event]];
      const on = (message: number): string =>
        message === NONE || kind[message] === MessageKind.marker ? "" : `${channel[message]}`;
      return `${on(sent) === "" ? "" : `s${on(sent)}`}${on(received) === "" ? "" : `r${on(received)}`}`;
    }),
  );
  return {
    key: signs.map((list) => list.join("")).join("|"),
    isComplete: kind.every((each, m) => each === MessageKind.marker || receive[m] !== NONE),
    own: (p, frontier) => signs[p].slice(0, frontier).filter((sign) => sign !== "").length,
  };
}

function* cutsOf(trace: Trace): Iterable<Uint32Array> {
  const cut = new Uint32Array(trace.processes.length);
  for (;;) {
    yield cut.slice();
    let p = 0;
    while (p < cut.length && cut[p] === eventCountOf(trace, p)) cut[p++] = 0;
    if (p === cut.length) return;
    cut[p]++;
  }
}

/** Checks all cuts of all computations of so many sends. */
function checkAll(channels: Ends, sends: number) {
  const processes = new Set(channels.flat()).size;
  const computations = new Map<string, Trace>();
  const recorded = new Set<string>();
  for (const script of sendScripts(channels, sends)) {
    const late = (steps: typeof script) => ({ ...scenarioOf(channels, steps), endTime: steps.length + 1 });
    for (const trace of exploreRuns(late(script))) {
      const { key, isComplete } = computationOf(trace);
      if (isComplete) computations.set(key, trace);
    }
    for (let by = 0; by < processes; by++) {
      for (const steps of withStarts(script, [{ snapshot: 0, by }])) {
        for (const trace of exploreRuns(late(steps))) {
          const { key, isComplete, own } = computationOf(trace);
          const [{ frontier }] = trace.snapshots;
          if (isComplete) recorded.add(`${by} ${key} ${Array.from(frontier, (f, p) => own(p, f)).join()}`);
        }
      }
    }
  }
  const counts = {
    computations: computations.size,
    cuts: 0,
    consistent: 0,
    recorded: recorded.size,
    possible: 0,
  };
  for (const [key, trace] of computations) {
    for (const cut of cutsOf(trace)) {
      const answer = recordable(trace, cut);
      const starters = Array.from({ length: processes }, (_, p) => p).filter((p) =>
        recorded.has(`${p} ${key} ${cut.join()}`),
      );
      assert.equal(answer.kind, starters.length > 0 ? "possible" : "impossible", `${key} ${cut.join()}`);
      counts.cuts++;
      if (recordable(trace, cut, "any").kind === "possible") counts.consistent++;
      if (answer.kind !== "possible") continue;
      assert.deepEqual(soleInitiators(answer), starters);
      // It raises an error where the replay records another cut.
      for (const p of soleInitiators(answer)) recordingTrace(trace, cut, [p]);
      counts.possible += starters.length;
    }
  }
  return counts;
}

const ROWS: readonly (readonly [
  name: string,
  channels: Ends,
  sends: number,
  counts: ReturnType<typeof checkAll>,
])[] = [
  ["a pair", PAIR, 2, { computations: 5, cuts: 45, consistent: 29, recorded: 42, possible: 42 }],
  ["a pair", PAIR, 3, { computations: 14, cuts: 224, consistent: 130, recorded: 168, possible: 168 }],
  ["a ring", RING, 2, { computations: 9, cuts: 99, consistent: 57, recorded: 108, possible: 108 }],
];

describe("the cuts that could have been recorded are those that some run records", () => {
  for (const [name, channels, sends, counts] of ROWS) {
    it(`${name}, ${sends} sends`, () => {
      assert.deepEqual(checkAll(channels, sends), counts);
    });
  }
});

describe("a cut or snapshot in hand", () => {
  const words = (picture: string, cut: readonly number[], options = {}): string => {
    const { trace } = traceFromText(picture, options);
    return describeRecordable(trace, recordable(trace, Uint32Array.from(cut)));
  };

  it("is told in words", () => {
    const run = "P  -a--B--\nQ  --Ab---";
    assert.equal(words(run, [0, 0]), "possible: any process starts it, in a run of these very events");
    assert.equal(words(run, [1, 0]), "possible: Q starts it, in a run of these very events");
    assert.equal(
      words(run, [0, 1]),
      "impossible: this is no global state of any run: the cut is inconsistent, 1 orphan message",
    );
    assert.equal(
      words("P  -a-----\nQ  ---A---", [1, 0]),
      "impossible: everybody but the initiator takes the first marker over a channel recorded as empty, " +
        "but the only channel to Q (P → Q) holds messages, and no channel leads to P",
    );
  });

  it("does not hold where a message in transit was overtaken", () => {
    assert.equal(
      words("P  -a-b--c---D\nQ  -----B-AdC--", [1, 0]),
      "unknown: no marker fits between a from P to Q and b from P to Q, which overtook it: the channel was not FIFO",
    );
  });

  it("is impossible where a snapshot recorded other contents", () => {
    const picture = "P  -a0----B-\nQ  --b-0A---";
    const { trace } = traceFromText(picture, { recorded: { 0: "b" } });
    const [snapshot] = trace.snapshots;
    const answer = recordable(trace, snapshot.frontier, "one", snapshot);
    assert.equal(
      describeRecordable(trace, answer),
      "impossible: what was recorded is no global state of any run: wrong: 1 message in transit not recorded",
    );
    assert.equal(answer.consistent, false);
  });
});
