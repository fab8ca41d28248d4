// Cuts, against brute force: every cut of random small traces is looked at with definitions spelt out plainly. The
// traces have several messages at one event, lost messages, receives without a send, and cycles where it says so.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type Cut,
  causalFuture,
  causalPast,
  classifyMessages,
  cutAtTime,
  emptyCut,
  fullCut,
  isInside,
  isWithin,
  largestConsistentBelow,
  misfit,
  sameCut,
  smallestConsistentAbove,
} from "../../../src/core/trace/cut.ts";
import { asEvent, NONE } from "../../../src/core/trace/ids.ts";
import { MessageFlag, type Trace } from "../../../src/core/trace/trace.ts";
import { allCuts, randomTrace } from "../../support/arbitraryTrace.ts";
import { closure, insideEvents, isBefore, isClosed } from "../../support/snapshotOracle.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const settings = (seed: number) => ({ seed, numRuns: 120 });
const SMALL = { processes: 3, events: 8, messages: 6 };

/** Whether an event is inside a cut, by looking through a list of all that are. */
const insideOf = (trace: Trace, cut: Cut) => {
  const events = new Set(insideEvents(trace, cut));
  return (event: number): boolean => events.has(event);
};

const messagesWhere = (
  trace: Trace,
  holds: (send: number, receive: number, lost: boolean) => boolean,
): number[] =>
  [...trace.messages.send.keys()].filter((m) => {
    const { send, receive, flags } = trace.messages;
    return holds(send[m], receive[m], (flags[m] & MessageFlag.lost) !== 0);
  });

/** All cuts without an orphan. */
const consistentCuts = (trace: Trace): Cut[] =>
  [...allCuts(trace)].filter((cut) => {
    const isIn = insideOf(trace, cut);
    return messagesWhere(trace, (s, r) => s !== NONE && r !== NONE && isIn(r) && !isIn(s)).length === 0;
  });

const join = (cuts: readonly Cut[], trace: Trace): Cut =>
  cuts.reduce((a, b) => a.map((frontier, p) => Math.max(frontier, b[p])), emptyCut(trace));
const meet = (cuts: readonly Cut[], trace: Trace): Cut =>
  cuts.reduce((a, b) => a.map((frontier, p) => Math.min(frontier, b[p])), fullCut(trace));

/** Checks something of every cut of random traces. */
function forEveryCut(
  seed: number,
  limits: Parameters<typeof randomTrace>[0],
  check: (trace: Trace, cut: Cut) => void,
): void {
  fc.assert(
    fc.property(randomTrace({ ...SMALL, ...limits }), ({ trace }) => {
      for (const cut of allCuts(trace)) check(trace, cut);
    }),
    settings(seed),
  );
}

describe("what a cut does to the messages", () => {
  it("is orphan, in transit, unknown or nothing, by where the two ends are", () => {
    forEveryCut(1, { unknownSends: true, cycles: true }, (trace, cut) => {
      const isIn = insideOf(trace, cut);
      assert.deepEqual(classifyMessages(trace, cut), {
        orphans: messagesWhere(trace, (s, r) => s !== NONE && !isIn(s) && isIn(r)),
        inTransit: messagesWhere(trace, (s, r, lost) => s !== NONE && isIn(s) && !isIn(r) && !lost),
        unknown: messagesWhere(trace, (s, r) => s === NONE && isIn(r)),
      });
    });
  });

  it("has no orphan exactly where the cut is closed under happened-before", () => {
    forEveryCut(2, {}, (trace, cut) => {
      assert.equal(classifyMessages(trace, cut).orphans.length === 0, isClosed(trace, closure(trace), cut));
    });
  });
});

describe("the largest consistent cut below", () => {
  for (const cycles of [false, true]) {
    it(`is the join of all consistent cuts inside${cycles ? ", in traces with cycles too" : ""}`, () => {
      fc.assert(
        fc.property(randomTrace({ ...SMALL, cycles, unknownSends: true }), ({ trace }) => {
          const consistent = consistentCuts(trace);
          for (const cut of allCuts(trace)) {
            const inside = consistent.filter((each) => each.every((frontier, p) => frontier <= cut[p]));
            assert.deepEqual(largestConsistentBelow(trace, cut), join(inside, trace));
          }
        }),
        settings(3),
      );
    });
  }
});

describe("the smallest consistent cut above", () => {
  for (const cycles of [false, true]) {
    it(`is the meet of all consistent cuts around${cycles ? ", in traces with cycles too" : ""}`, () => {
      fc.assert(
        fc.property(randomTrace({ ...SMALL, cycles, unknownSends: true }), ({ trace }) => {
          const consistent = consistentCuts(trace);
          for (const cut of allCuts(trace)) {
            const around = consistent.filter((each) => each.every((frontier, p) => frontier >= cut[p]));
            assert.deepEqual(smallestConsistentAbove(trace, cut), meet(around, trace));
          }
        }),
        settings(4),
      );
    });
  }

  it("leaves a consistent cut as it is, and so does the largest below", () => {
    forEveryCut(5, {}, (trace, cut) => {
      if (classifyMessages(trace, cut).orphans.length > 0) return;
      assert.deepEqual(smallestConsistentAbove(trace, cut), cut);
      assert.deepEqual(largestConsistentBelow(trace, cut), cut);
    });
  });
});

describe("the light cone of an event", () => {
  const forEveryEvent = (seed: number, check: (trace: Trace, event: number) => void): void => {
    fc.assert(
      fc.property(
        randomTrace({ processes: 4, events: 14, messages: 10, cycles: true, unknownSends: true }),
        ({ trace }) => {
          for (let event = 0; event < trace.events.process.length; event++) check(trace, event);
        },
      ),
      settings(seed),
    );
  };

  it("behind it holds the event and what happened before it, with what comes before these on their processes", () => {
    forEveryEvent(6, (trace, event) => {
      const past = closure(trace);
      const inside = insideEvents(trace, causalPast(trace, asEvent(event)));
      const expected = [...trace.events.process.keys()].filter(
        (e) => e === event || isBefore(past, e, event),
      );
      assert.deepEqual(inside, expected);
    });
  });

  it("ahead of it begins where its effects begin", () => {
    forEveryEvent(7, (trace, event) => {
      const past = closure(trace);
      const future = causalFuture(trace, asEvent(event));
      const outside = [...trace.events.process.keys()].filter((e) => !insideOf(trace, future)(e));
      assert.deepEqual(
        outside,
        [...trace.events.process.keys()].filter((e) => e === event || isBefore(past, event, e)),
      );
    });
  });
});

describe("the cut at a time", () => {
  it("holds every event up to and at that time, and none later", () => {
    const times = fc.array(fc.array(fc.nat({ max: 6 }), { maxLength: 6 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(times, (lists) => {
        const rows = lists.map((list) => list.toSorted((a, b) => a - b));
        const trace = timed(rows);
        for (let time = -1; time <= 7; time += 0.5) {
          const expected = rows.map((row) => row.filter((each) => each <= time).length);
          assert.deepEqual([...cutAtTime(trace, time)], expected);
        }
      }),
      settings(8),
    );
  });
});

/** A trace of internal events at these times, a list a process. */
function timed(rows: readonly (readonly number[])[]): Trace {
  const { trace } = traceFromText(
    rows.map((row, p) => `P${p} ${row.length === 0 ? "-" : "*".repeat(row.length)}`).join("\n"),
  );
  return { ...trace, events: { ...trace.events, time: Float64Array.from(rows.flat()) } };
}

describe("cuts as such", () => {
  const { trace } = traceFromText("P *a*\nQ -*A\nR ---");

  it("are empty or full", () => {
    assert.deepEqual(
      [[...emptyCut(trace)], [...fullCut(trace)]],
      [
        [0, 0, 0],
        [3, 2, 0],
      ],
    );
  });

  it("know which events are inside", () => {
    const cut = Uint32Array.of(2, 1, 0);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((event) => isInside(trace, cut, event)),
      [true, true, false, true, false],
    );
  });

  it("lie within another if no frontier is larger", () => {
    assert.equal(isWithin(Uint32Array.of(1, 2), Uint32Array.of(1, 2)), true);
    assert.equal(isWithin(Uint32Array.of(1, 2), Uint32Array.of(2, 1)), false);
  });

  it("are the same if all frontiers are", () => {
    assert.equal(sameCut(Uint32Array.of(1, 2), Uint32Array.of(1, 2)), true);
    assert.equal(sameCut(Uint32Array.of(1, 2), Uint32Array.of(1, 3)), false);
    assert.equal(sameCut(Uint32Array.of(1), Uint32Array.of(1, 3)), false);
  });

  it("fit a trace with as many processes and at least as many events; else the first process that does not is told", () => {
    assert.equal(misfit(trace, Uint32Array.of(3, 2, 0)), NONE);
    assert.equal(misfit(trace, Uint32Array.of(3, 3, 1)), 1);
    assert.equal(misfit(trace, Uint32Array.of(3, 2)), 2);
    assert.equal(misfit(trace, Uint32Array.of(0, 0, 0, 0)), 3);
  });
});
