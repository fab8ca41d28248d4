// What messages tell of channels and clocks: overtaking, against brute force over all pairs, and proven skew.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fifoViolations } from "../../../src/core/analysis/channelOrder.ts";
import { clockSkews } from "../../../src/core/analysis/clockSkew.ts";
import { NONE } from "../../../src/core/trace/ids.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { randomTrace } from "../../support/arbitraryTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const LIMITS = { processes: 3, events: 16, messages: 14, unknownSends: true };
const settings = (seed: number) => ({ seed, numRuns: 300 });

/** Whether `later` was sent after `earlier` on the same channel and received before it. */
function overtakes({ messages }: Trace, later: number, earlier: number): boolean {
  const { send, receive, channel } = messages;
  const isKnown = [send[later], send[earlier], receive[later], receive[earlier]].every(
    (event) => event !== NONE,
  );
  return (
    isKnown &&
    channel[later] === channel[earlier] &&
    send[later] > send[earlier] &&
    receive[later] < receive[earlier]
  );
}

describe("the violations of FIFO", () => {
  it("are one for each message that was overtaken, with one that overtook it", () => {
    let seen = 0;
    fc.assert(
      fc.property(randomTrace({ ...LIMITS, processes: 2, events: 24, messages: 20 }), ({ trace }) => {
        const violations = fifoViolations(trace);
        const all = [...trace.messages.send.keys()];
        const expected = all.filter((earlier) => all.some((later) => overtakes(trace, later, earlier)));
        assert.deepEqual(
          violations.map(({ earlier }) => earlier).sort((a, b) => a - b),
          expected,
        );
        for (const { channel, earlier, later } of violations) {
          assert.ok(overtakes(trace, later, earlier));
          assert.equal(channel, trace.messages.channel[earlier]);
        }
        seen += violations.length;
      }),
      settings(31),
    );
    assert.ok(seen > 100, `${seen} violations to find`);
  });

  it("are none between channels, at one event, or where a message is lost", () => {
    const { trace } = traceFromText("P ab-c-d\nQ ---B--\nR A-----", { to: { c: "Q", d: "Q" }, lost: "c" });
    assert.deepEqual(fifoViolations(trace), []);
  });
});

describe("clock skew", () => {
  it("is proven by a message received at an earlier time than it was sent", () => {
    const drawn = traceFromText("P ----a--b\nQ -A---B--");
    assert.deepEqual(clockSkews(drawn.trace), [
      { ahead: 0, behind: 1, atLeast: 3, witness: drawn.message("a"), messages: 2 },
    ]);
  });

  it("is shown by the first of several messages that prove as much", () => {
    const drawn = traceFromText("P ---a-b\nQ -A-B--");
    assert.deepEqual(
      clockSkews(drawn.trace).map(({ witness }) => witness),
      [drawn.message("a")],
    );
  });

  it("is the largest difference of each pair of processes, largest first", () => {
    fc.assert(
      fc.property(randomTrace({ ...LIMITS, cycles: true }), ({ trace }) => {
        const { send, receive } = trace.messages;
        const { time, process } = trace.events;
        const back = [...send.keys()].filter(
          (m) => send[m] !== NONE && receive[m] !== NONE && time[send[m]] > time[receive[m]],
        );
        const difference = (m: number): number => time[send[m]] - time[receive[m]];
        const skews = clockSkews(trace);
        for (const { ahead, behind, atLeast, witness, messages } of skews) {
          const pair = back.filter((m) => process[send[m]] === ahead && process[receive[m]] === behind);
          assert.equal(messages, pair.length);
          assert.equal(atLeast, Math.max(...pair.map(difference)));
          assert.ok(pair.includes(witness) && difference(witness) === atLeast);
        }
        assert.equal(
          skews.reduce((sum, { messages }) => sum + messages, 0),
          back.length,
        );
        const sizes = skews.map(({ atLeast }) => atLeast);
        assert.deepEqual(
          sizes,
          sizes.toSorted((a, b) => b - a),
        );
      }),
      settings(32),
    );
  });

  it("cannot be told where there are no times", () => {
    const { trace } = traceFromText("P ----a\nQ -A---");
    const time = new Float64Array(2).fill(Number.NaN);
    assert.deepEqual(clockSkews({ ...trace, events: { ...trace.events, time } }), []);
  });
});
