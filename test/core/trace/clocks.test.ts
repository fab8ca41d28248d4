// Happened-before and the clocks, against its transitive closure by brute force; linear orders, against the definition.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { happenedBefore, lamportClocks, linearOrder, vectorClock } from "../../../src/core/trace/clocks.ts";
import { asEvent, NONE } from "../../../src/core/trace/ids.ts";
import { localIndex, type Trace } from "../../../src/core/trace/trace.ts";
import { randomTrace } from "../../support/arbitraryTrace.ts";
import { closure, isBefore } from "../../support/snapshotOracle.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const LIMITS = { processes: 4, events: 16, messages: 12, unknownSends: true };

function forTraces(seed: number, cycles: boolean, check: (trace: Trace, events: number[]) => void): void {
  fc.assert(
    fc.property(randomTrace({ ...LIMITS, cycles }), ({ trace }) =>
      check(trace, [...trace.events.process.keys()]),
    ),
    { seed, numRuns: 150 },
  );
}

describe("happened-before", () => {
  it("is the transitive closure of local order and messages", () => {
    forTraces(1, false, (trace, events) => {
      const past = closure(trace);
      for (const a of events) {
        for (const b of events) {
          assert.equal(
            happenedBefore(trace, asEvent(a), asEvent(b)),
            isBefore(past, a, b),
            `${a} before ${b}`,
          );
        }
      }
    });
  });
});

describe("a vector clock", () => {
  it("counts for each process the events in the past, the event itself included", () => {
    forTraces(2, false, (trace, events) => {
      const past = closure(trace);
      for (const event of events) {
        const expected = trace.processes.map(
          (_, p) =>
            events.filter((e) => trace.events.process[e] === p && (e === event || isBefore(past, e, event)))
              .length,
        );
        assert.deepEqual([...vectorClock(trace, asEvent(event))], expected);
      }
    });
  });

  it("tells happened-before by comparing one entry", () => {
    forTraces(3, false, (trace, events) => {
      for (const a of events) {
        for (const b of events) {
          if (a === b) continue;
          const p = trace.events.process[a];
          const isSeen = vectorClock(trace, asEvent(b))[p] > localIndex(trace, a);
          assert.equal(isSeen, happenedBefore(trace, asEvent(a), asEvent(b)));
        }
      }
    });
  });
});

describe("the linear order", () => {
  it("holds every event once, each after all that happened before it", () => {
    forTraces(4, false, (trace, events) => {
      const { order, cyclic } = linearOrder(trace);
      assert.equal(cyclic, 0);
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        events,
      );
      const place = new Map([...order].map((event, i) => [event, i]));
      const past = closure(trace);
      for (const a of events)
        for (const b of events) if (isBefore(past, a, b)) assert.ok(place.get(a)! < place.get(b)!);
    });
  });

  it("takes the earliest event that may come next; at one time, that of the first process", () => {
    const { trace } = traceFromText("P *-a\nQ *A-\nR -*-");
    // Q's receive is at 1, before its send at 2: it waits for the send.
    assert.deepEqual([...linearOrder(trace).order], [0, 2, 4, 1, 3]);
  });

  it("is the same each time", () => {
    forTraces(5, true, (trace) => assert.deepEqual(linearOrder(trace), linearOrder(trace)));
  });

  it("at one time, or without times, takes all that it can of the first process", () => {
    const { trace } = traceFromText("P **a\nQ **A");
    const without = { ...trace, events: { ...trace.events, time: new Float64Array(6).fill(Number.NaN) } };
    assert.deepEqual([...linearOrder(without).order], [0, 1, 2, 3, 4, 5]);
    const atOnce = { ...trace, events: { ...trace.events, time: new Float64Array(6).fill(7) } };
    assert.deepEqual([...linearOrder(atOnce).order], [0, 1, 2, 3, 4, 5]);
  });

  it("leaves out exactly the events in and behind cycles, and counts them", () => {
    forTraces(6, true, (trace, events) => {
      const past = closure(trace);
      const inCycle = events.filter((e) => isBefore(past, e, e));
      const left = events.filter((e) => inCycle.some((c) => c === e || isBefore(past, c, e)));
      const { order, cyclic } = linearOrder(trace);
      assert.equal(cyclic, left.length);
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        events.filter((e) => !left.includes(e)),
      );
    });
  });
});

describe("Lamport's clock", () => {
  it("is one more than the largest among the direct predecessors", () => {
    forTraces(7, false, (trace, events) => {
      const clock = lamportClocks(trace);
      for (const event of events) {
        const before = events.filter((e) => {
          const isPrevious = e === event - 1 && trace.events.process[e] === trace.events.process[event];
          return (
            isPrevious || trace.messages.send.some((s, m) => s === e && trace.messages.receive[m] === event)
          );
        });
        assert.equal(clock[event], 1 + Math.max(0, ...before.map((e) => clock[e])));
      }
    });
  });

  it("of events in and behind a cycle is 0", () => {
    const { trace } = traceFromText("P *Ba-\nQ *Ab*");
    assert.deepEqual([...lamportClocks(trace)], [1, 0, 0, 1, 0, 0, 0]);
    assert.ok([...trace.messages.send].every((send) => send !== NONE));
  });
});
