// Clock skew of single messages, in words and in the picture.

import assert from "node:assert/strict";
import { test } from "node:test";
import { legendOf } from "../../../src/core/diagram/legend.ts";
import { skewOf } from "../../../src/core/trace/skew.ts";
import { MessageFlag, type Trace } from "../../../src/core/trace/trace.ts";
import { factsOfMessage } from "../../../webview/controls/facts.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { pictureOf } from "../diagram/picture.ts";

const drawn = traceFromText("P -a--b--c-\nQ --A--B---");
const time = drawn.trace.events.time.slice();
time[drawn.event("A")] = 0.75;
time[drawn.event("B")] = 4;
const trace: Trace = { ...drawn.trace, timeUnit: "ms", events: { ...drawn.trace.events, time } };
const message = drawn.message;

test("a message that is received before it was sent shows by how much at least", () => {
  assert.deepEqual([skewOf(trace, message("a")), skewOf(trace, message("b"))], [0.25, 0]);
  assert.equal(skewOf(trace, message("c")), 0, "what is not received shows nothing");
  const flags = trace.messages.flags.map((each) => each | MessageFlag.replayed);
  assert.equal(skewOf({ ...trace, messages: { ...trace.messages, flags } }, message("a")), 0);
  time[drawn.event("B")] = Number.NaN;
  assert.equal(skewOf(trace, message("b")), 0, "without a time nothing is shown");
  time[drawn.event("B")] = 4;
});

test("it is told, and drawn as such on both axes", () => {
  const facts = factsOfMessage(trace, message("a"), undefined);
  const told = facts.find(({ name }) => name === "Clock skew")?.value;
  assert.match(
    told ?? "",
    /^received 0\.25 ms before it was sent: the clock of Q is behind that of P by more than 0\.25 ms$/,
  );
  assert.ok(!facts.some(({ name }) => name === "Took"));
  for (const axis of ["time", "logical"] as const) {
    const { scene } = pictureOf(trace, { axis });
    const role = (name: string) => scene.arrows.find((arrow) => arrow.message === message(name))?.role;
    assert.deepEqual([role("a"), role("b")], ["skewed", "message"]);
    assert.ok(legendOf(scene).some(({ words }) => words === "received before it was sent: clock skew"));
  }
});
