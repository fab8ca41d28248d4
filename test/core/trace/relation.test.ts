// How two events are related, against brute force: every pair of events of random small traces, cycles among them, with
// happened-before closed transitively and the shortest chains found by relaxing every step until nothing changes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { asEvent, NONE } from "../../../src/core/trace/ids.ts";
import { chainOf, describeRelation, relate } from "../../../src/core/trace/relation.ts";
import { MessageFlag, type Trace } from "../../../src/core/trace/trace.ts";
import { randomTrace } from "../../support/arbitraryTrace.ts";
import { randomTrace as largeTrace } from "../../support/randomTrace.ts";
import { closure, isBefore } from "../../support/snapshotOracle.ts";
import { traceFromText } from "../../support/traceFromText.ts";

/** The fewest messages on a way from an event to each other one, along the processes and the messages. */
function distancesFrom(trace: Trace, from: number): number[] {
  const { send, receive } = trace.messages;
  const distance = Array.from(trace.events.process, () => Number.POSITIVE_INFINITY);
  distance[from] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    const relax = (a: number, b: number, cost: number): void => {
      if (distance[a] + cost >= distance[b]) return;
      distance[b] = distance[a] + cost;
      changed = true;
    };
    for (let e = 1; e < distance.length; e++) {
      if (trace.events.process[e] === trace.events.process[e - 1]) relax(e - 1, e, 0);
    }
    send.forEach((s, m) => {
      if (s !== NONE && receive[m] !== NONE) relax(s, receive[m], 1);
    });
  }
  return distance;
}

/** Each step of a chain begins where the one before ends, goes forward, and is one of the trace. */
function assertChain(trace: Trace, from: number, to: number, relation: ReturnType<typeof relate>): void {
  let at = from;
  for (const step of chainOf(trace, relation)) {
    if (step.kind === "process") {
      assert.equal(step.from, at);
      assert.ok(step.to > step.from && trace.events.process[step.to] === trace.events.process[step.from]);
      at = step.to;
    } else {
      assert.equal(trace.messages.send[step.message], at);
      at = trace.messages.receive[step.message];
    }
  }
  assert.equal(at, to);
}

describe("how two events are related", () => {
  for (const cycles of [false, true]) {
    it(`is what closing happened-before says, with the shortest chain${cycles ? ", in cycles too" : ""}`, () => {
      let chains = 0;
      const limits = { processes: 4, events: 12, messages: 12, cycles, unknownSends: true };
      fc.assert(
        fc.property(randomTrace(limits), ({ trace }) => {
          const past = closure(trace);
          const events = trace.events.process.length;
          for (let a = 0; a < events; a++) {
            const distance = distancesFrom(trace, a);
            for (let b = 0; b < events; b++) {
              const relation = relate(trace, asEvent(a), asEvent(b));
              if (a === b) {
                assert.equal(relation.kind, "same");
                continue;
              }
              const [before, after] = [isBefore(past, a, b), isBefore(past, b, a)];
              const expected = before ? (after ? "contradictory" : "before") : after ? "after" : "concurrent";
              assert.equal(relation.kind, expected);
              if (before) {
                assert.equal(relation.messages.length, distance[b]);
                assertChain(trace, a, b, relation);
                chains++;
              } else if (after) {
                assertChain(trace, b, a, relation);
              } else {
                assert.deepEqual(chainOf(trace, relation), []);
              }
            }
          }
        }),
        { seed: 21, numRuns: 150 },
      );
      assert.ok(chains > 1500, `${chains} chains`);
    });
  }

  it("goes one way or the other, or neither, over large traces", () => {
    const trace = largeTrace({ seed: 3, processes: 6, events: 4000 });
    const from = asEvent(trace.firstEvent[2] + 40);
    const distance = distancesFrom(trace, from);
    for (let b = 0; b < distance.length; b += 97) {
      const relation = relate(trace, from, asEvent(b));
      if (Number.isFinite(distance[b]) && b !== from) {
        assert.equal(relation.kind, "before");
        assert.equal(relation.messages.length, distance[b]);
        assertChain(trace, from, b, relation);
      } else {
        assert.notEqual(relation.kind, "before");
      }
    }
  });

  it("is not made by replayed markers, which order nothing", () => {
    const { trace, event } = traceFromText("P -m--\nQ --M-");
    assert.equal(relate(trace, event("m"), event("M")).kind, "before");
    const flags = trace.messages.flags.map((each) => each | MessageFlag.replayed);
    const replayed = { ...trace, messages: { ...trace.messages, flags } };
    assert.equal(relate(replayed, event("m"), event("M")).kind, "concurrent");
  });

  it("is told in words, with the messages counted", () => {
    const { trace, event } = traceFromText("P -a-*---\nQ ---Ab--\nR -*---B-");
    const words = (a: number, b: number): string =>
      describeRelation(trace, asEvent(a), asEvent(b), relate(trace, asEvent(a), asEvent(b)));
    const [a, B] = [event("a"), event("B")];
    assert.equal(words(a, B), "P, event 1 happened before R, event 2, through 2 messages");
    assert.equal(words(B, a), "R, event 2 happened after P, event 1, through 2 messages");
    assert.equal(words(a, a + 1), "P, event 1 happened before P, event 2, on one process");
    assert.equal(
      words(a + 1, event("A")),
      "P, event 2 and Q, event 1 are concurrent: neither happened before the other",
    );
    assert.equal(words(a, a), "P, event 1 is both of them");
    const chain = chainOf(trace, relate(trace, a, B));
    assert.deepEqual(
      chain.map(({ kind }) => kind),
      ["message", "process", "message"],
    );
  });
});
