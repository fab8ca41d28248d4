// The helper that reads drawn traces reads what is drawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { classifyMessages } from "../../src/core/trace/cut.ts";
import { describeEvent } from "../../src/core/trace/describe.ts";
import { MessageFlag } from "../../src/core/trace/trace.ts";
import { traceFromText } from "./traceFromText.ts";

test("a picture becomes a trace: letters are messages, stars internal events, columns ticks", () => {
  const { trace, event, message } = traceFromText(`
    P  -a--*-
    Q  ---A--
  `);
  assert.deepEqual([...trace.firstEvent], [0, 2, 3]);
  assert.equal(trace.messages.send[message("a")], event("a"));
  assert.equal(trace.messages.receive[message("a")], event("A"));
  assert.equal(describeEvent(trace, event("A")), "Q, event 1 at tick 3: receives a from P");
  assert.equal(trace.events.time[event("*")], 4);
});

test("digits are recordings; the marker that makes a process record is outside", () => {
  const { trace } = traceFromText(
    `
    P  a-0m-B
    Q  -b--M0
    `,
    { markers: { m: 0 }, recorded: { 0: "b" }, to: { a: "Q" } },
  );
  const [snapshot] = trace.snapshots;
  assert.deepEqual([...snapshot.frontier], [1, 1]);
  assert.deepEqual(snapshot.initiators, [0]);
  assert.deepEqual([...classifyMessages(trace, snapshot.frontier).inTransit].length, 2);
});

test("lost messages and tokens follow the options", () => {
  const { trace, message } = traceFromText("P -a-\nQ ---", {
    lost: "a",
    to: { a: "Q" },
    tokens: { P: 3 },
    carries: { a: 2 },
  });
  assert.equal(trace.messages.flags[message("a")], MessageFlag.lost);
  assert.deepEqual([...trace.states.changeValue], [1]);
});

test("a cut is printed back into the picture", () => {
  const { withCut } = traceFromText("P -a--*-\nQ ---A--");
  assert.equal(withCut(Uint32Array.of(1, 0)), "P -a|--*-\nQ |---A--");
});
