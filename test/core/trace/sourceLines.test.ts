// From a source line to its event and back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventAtLine, sourceOf } from "../../../src/core/trace/sourceLines.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const { trace, event } = traceFromText(`
  P  -a--*-
  Q  ---A--
`);
const [file] = trace.files;

test("an event's line leads back to the event", () => {
  for (const sign of ["a", "A", "*"]) {
    const source = sourceOf(trace, event(sign));
    if (source === undefined) continue;
    const found = eventAtLine(trace, source.file, source.line);
    assert.equal(trace.events.line[found], source.line);
  }
});

test("a line of several events stands for the earliest", () => {
  const lines = { ...trace, events: { ...trace.events, line: Uint32Array.of(7, 7, 7) } };
  assert.equal(eventAtLine(lines, file, 7), event("a"));
});

test("a line without an event, and a file of another trace, stand for none", () => {
  assert.equal(eventAtLine(trace, file, 999), -1);
  assert.equal(eventAtLine(trace, "other.txt", 1), -1);
});

test("an event without a line has no source", () => {
  const lines = { ...trace, events: { ...trace.events, line: new Uint32Array(3) } };
  assert.equal(sourceOf(lines, event("a")), undefined);
});
