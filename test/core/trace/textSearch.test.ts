// The search for events and messages, against looking at each of them by itself; however it is cut into pieces, it finds
// the same.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { messageName } from "../../../src/core/trace/describe.ts";
import { TextSearch } from "../../../src/core/trace/textSearch.ts";
import { receiverOf, senderOf, type Trace } from "../../../src/core/trace/trace.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { THREE_PROCESSES, THREE_PROCESSES_OPTIONS } from "../diagram/picture.ts";

function search(trace: Trace, text: string, rows = 1_000_000): number[] {
  const found = new TextSearch(trace, text);
  while (!found.isDone) found.run(rows);
  return [...found.hits];
}

/** What words without numbers should find, looked for one by one. */
function byHand(trace: Trace, text: string): number[] {
  const words = text.toLowerCase().split(" ");
  const { events, messages } = trace;
  const nameOf = (process: number): string => trace.processes[process]?.name ?? "";
  const hits: number[] = [];
  events.process.forEach((process, event) => {
    const texts = [trace.strings[events.label[event]], nameOf(process)].map((each) => each.toLowerCase());
    if (words.every((word) => texts.some((each) => each.includes(word)))) hits.push(event);
  });
  messages.send.forEach((_, m) => {
    const name = messageName(trace, m).toLowerCase();
    const ends = [nameOf(senderOf(trace, m)), nameOf(receiverOf(trace, m))].map((each) => each.toLowerCase());
    const own = words.filter((word) => name.includes(word));
    const isFound = words.every((word) => own.includes(word) || ends.some((each) => each.includes(word)));
    if (own.length > 0 && isFound) hits.push(events.time.length + m);
  });
  return hits;
}

describe("the search", () => {
  const { trace, event, message } = traceFromText(THREE_PROCESSES, THREE_PROCESSES_OPTIONS);
  const events = trace.events.time.length;

  it("finds by label, process and content what looking one by one finds", () => {
    for (const text of [
      "record",
      "q",
      "token",
      "token(1)",
      "r token(1)",
      "marker",
      "p marker",
      "xyz",
      "RECORD q",
    ]) {
      assert.deepEqual(search(trace, text), byHand(trace, text), text);
    }
    assert.deepEqual(search(trace, "token(3)"), [events + message("a")]);
    assert.ok(search(trace, "record").length === 3);
  });

  it("finds a number in times, with and without its unit", () => {
    assert.deepEqual(search(trace, "q 3"), [event("A"), events + message("a")]);
    assert.deepEqual(search(trace, "q tick 4"), [event("b")]);
    assert.deepEqual(search(trace, "at 4"), [event("b")]);
    const time = trace.events.time.map((each) => each * 0.1 + 12.4);
    const inMs: Trace = { ...trace, timeUnit: "ms", events: { ...trace.events, time } };
    assert.deepEqual(
      search(inMs, "12.5 ms").map((hit) => inMs.events.time[hit]),
      [12.5],
    );
    const from12 = [...inMs.events.time.keys()].filter((each) => Math.floor(inMs.events.time[each]) === 13);
    assert.deepEqual(search(inMs, "13"), from12);
  });

  it("finds nothing for no words", () => {
    assert.deepEqual([search(trace, ""), search(trace, "  ")], [[], []]);
  });

  it("finds the same in pieces of any size", (t) => {
    const large = randomTrace({ seed: 2, processes: 11, events: 20_000 });
    for (const text of ["p1", "work p1", "a", "1 p10"]) {
      const whole = search(large, text);
      for (const rows of [1, 7, 4096]) assert.deepEqual(search(large, text, rows), whole);
    }
    const start = performance.now();
    const found = search(large, "p1").length;
    t.diagnostic(
      `${found} hits among ${large.events.time.length} events in ${(performance.now() - start).toFixed(1)} ms`,
    );
    assert.ok(found > 0);
  });
});
