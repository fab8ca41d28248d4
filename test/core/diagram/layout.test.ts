// Where events stand: happened-before is visible on both axes, whatever the clocks say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axesOf, type Layout, layoutTrace } from "../../../src/core/diagram/layout.ts";
import { asProcess, NONE } from "../../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../../src/core/trace/localState.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";

/** Happened-before is visible: later on a process is not before, a receive is after its send. */
function assertRespectsOrder(trace: Trace, layout: Layout): void {
  for (let event = 1; event < layout.position.length; event++) {
    if (trace.events.process[event] !== trace.events.process[event - 1]) continue;
    assert.ok(layout.position[event] > layout.position[event - 1], `event ${event} after the one before`);
  }
  for (let m = 0; m < trace.messages.send.length; m++) {
    const { send, receive } = trace.messages;
    if (send[m] === NONE || receive[m] === NONE) continue;
    assert.ok(layout.position[receive[m]] > layout.position[send[m]], `message ${m} runs forward`);
  }
}

for (const axis of ["time", "logical"] as const) {
  test(`${axis}: every order of random traces is visible, with ties and with wrong clocks`, () => {
    for (let seed = 1; seed <= 40; seed++) {
      const skew = seed % 4 === 0 ? 20 : 0;
      const trace = randomTrace({ seed, processes: 2 + (seed % 7), events: 300, ties: 1 + (seed % 9), skew });
      assertRespectsOrder(trace, layoutTrace(trace, axis));
    }
  });
}

test("events keep their own time where no cause forbids it, and stay before the next tick", () => {
  const trace = randomTrace({ seed: 7, processes: 4, events: 400, ties: 6 });
  const { position, moved } = layoutTrace(trace, "time");
  assert.equal(moved, 0);
  position.forEach((place, event) => {
    const time = trace.events.time[event];
    assert.ok(place >= time && place < time + 1, `event ${event} at ${place} for ${time}`);
  });
});

test("events that a wrong clock would put before their cause are moved, and counted", () => {
  const { trace, event } = traceFromText("P ---a---\nQ -----A-");
  trace.events.time[event("A")] = 1;
  const layout = layoutTrace(trace, "time");
  assert.equal(layout.moved, 1);
  assertRespectsOrder(trace, layout);
});

test("a trace without times has the logical axis only", () => {
  const builder = new TraceBuilder("no times", "none");
  const p = builder.addProcess("P", EMPTY_STATE);
  builder.addEvent(p, Number.NaN, 0, 0, 0);
  const trace = builder.build();
  assert.deepEqual(axesOf(trace), ["logical"]);
  assert.equal(layoutTrace(trace, "time").axis, "logical");
});

test("a cycle of messages is laid out all the same, in the order of each process", () => {
  const builder = new TraceBuilder("cycle", "tick");
  const [p, q] = ["P", "Q"].map((name) => builder.addProcess(name, EMPTY_STATE));
  const there = builder.addMessage(0, builder.channel(p, q), NONE);
  const back = builder.addMessage(0, builder.channel(q, p), NONE);
  builder.setReceive(back, builder.addEvent(asProcess(0), 1, 0, 0, 0));
  builder.setSend(there, builder.addEvent(asProcess(0), 2, 0, 0, 0));
  builder.setReceive(there, builder.addEvent(asProcess(1), 1, 0, 0, 0));
  builder.setSend(back, builder.addEvent(asProcess(1), 2, 0, 0, 0));
  const trace = builder.build();
  for (const axis of ["time", "logical"] as const) {
    const { position, cyclic } = layoutTrace(trace, axis);
    assert.equal(cyclic, 4);
    assert.ok(position[0] < position[1] && position[2] < position[3]);
  }
});

test("a trace without events has an axis of some length", () => {
  const trace = new TraceBuilder("empty", "tick").build();
  const { start, end } = layoutTrace(trace, "time");
  assert.ok(end > start);
});
