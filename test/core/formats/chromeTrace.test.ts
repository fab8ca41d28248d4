// Chrome traces: slices nest, flows are messages between threads and bind as the format says, threads have their names.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { chromeTrace } from "../../../src/core/formats/chromeTrace.ts";
import { linearOrder } from "../../../src/core/trace/clocks.ts";
import { counts, lineOf, messageTexts, readText, soundTrace } from "../../support/spanTraces.ts";

const event = (ph: string, tid: number, ts: number, more: object = {}) => ({
  ph,
  pid: 1,
  tid,
  ts,
  name: "n",
  ...more,
});
const flow = (ph: string, tid: number, ts: number, id: number, more: object = {}) =>
  event(ph, tid, ts, { cat: "c", id, name: `f${id}`, ...more });
const list = (...events: object[]): string => JSON.stringify(events);

describe("slices", () => {
  it("that begin together nest by their durations; empty ones end after they begin", async () => {
    const text = list(
      event("X", 1, 0, { name: "inner", dur: 5 }),
      event("X", 1, 0, { name: "outer", dur: 9 }),
      event("X", 1, 9, { name: "empty", dur: 0 }),
      event("X", 1, 4, { name: "tail", dur: 5 }),
    );
    assert.deepEqual(lineOf(await soundTrace(chromeTrace, text), "1/1"), [
      ...[
        "outer@0",
        "inner@0",
        "tail@4",
        "inner (end)@5",
        "tail (end)@9",
        "outer (end)@9",
        "empty@9",
        "empty (end)@9",
      ],
    ]);
  });

  it("an end takes the name of what it ends", async () => {
    const text = list(
      event("B", 1, 0, { name: "a" }),
      event("B", 1, 1, { name: "b" }),
      event("E", 1, 2),
      event("E", 1, 3),
    );
    assert.deepEqual(lineOf(await soundTrace(chromeTrace, text), "1/1"), [
      "a@0",
      "b@1",
      "b (end)@2",
      "a (end)@3",
    ]);
  });
});

describe("flows", () => {
  it("end at the slice that begins next, or, with bp e, where they are", async () => {
    const slices = [
      event("X", 2, 5, { name: "first", dur: 3 }),
      event("X", 2, 10, { name: "second", dur: 3 }),
    ];
    const next = await soundTrace(chromeTrace, list(...slices, flow("s", 1, 1, 1), flow("f", 2, 6, 1)));
    assert.deepEqual(messageTexts(next), ["1/1 f1@0 -> 1/2 second@9"]);
    const here = await soundTrace(
      chromeTrace,
      list(...slices, flow("s", 1, 1, 1), flow("f", 2, 6, 1, { bp: "e" })),
    );
    assert.deepEqual(messageTexts(here), ["1/1 f1@0 -> 1/2 f1@5"]);
  });

  it("go from step to step; an id may be used again, and by another category", async () => {
    const text = list(
      ...[flow("s", 1, 0, 1), flow("t", 2, 1, 1), flow("f", 3, 2, 1, { bp: "e" })],
      ...[flow("s", 2, 3, 1), flow("f", 1, 4, 1, { bp: "e" })],
      ...[flow("s", 3, 3, 1, { cat: "d" }), flow("f", 1, 5, 1, { cat: "d", bp: "e" })],
    );
    assert.deepEqual(messageTexts(await soundTrace(chromeTrace, text)), [
      ...["1/1 f1@0 -> 1/2 f1@1", "1/2 f1@1 -> 1/3 f1@2", "1/2 f1@3 -> 1/1 f1@4", "1/3 f1@3 -> 1/1 f1@5"],
    ]);
  });

  it("on one thread are no messages; without start or end they are told", async () => {
    const text = list(
      flow("s", 1, 0, 1),
      flow("f", 1, 1, 1, { bp: "e" }),
      flow("f", 2, 2, 2),
      flow("s", 2, 3, 3),
    );
    const { trace, problems } = await readText(chromeTrace, text);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["flow-without-start", "flow-without-end"],
    );
    assert.deepEqual([counts(trace!).messages, counts(trace!).withoutSend], [1, 1]);
  });
});

describe("files", () => {
  it("a list that ends without its bracket is sound", async () => {
    const text = list(event("i", 1, 0), event("i", 1, 1));
    for (const cut of [text.slice(0, -1), `${text.slice(0, -1)},`, `${text.slice(0, -1)},\n`])
      assert.equal(counts(await soundTrace(chromeTrace, cut)).events, 2);
  });

  it("events in any order, in a list or an object, give the same trace without a circle", async () => {
    const arbitrary = fc.array(
      fc.record({
        from: fc.nat({ max: 2 }),
        to: fc.nat({ max: 2 }),
        start: fc.nat({ max: 9 }),
        length: fc.nat({ max: 9 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(arbitrary, async (flows) => {
        const events = flows.flatMap(({ from, to, start, length }, id) => [
          event("X", from, start, { name: `x${id}`, dur: length }),
          flow("s", from, start, id),
          flow("f", to, start + length, id, { bp: "e" }),
        ]);
        const trace = await soundTrace(chromeTrace, list(...events));
        assert.equal(linearOrder(trace).cyclic, 0);
        assert.equal(counts(trace).messages, flows.filter(({ from, to }) => from !== to).length);
        const object = JSON.stringify({ otherData: { a: [1] }, traceEvents: events.toReversed() });
        assert.deepEqual(messageTexts(await soundTrace(chromeTrace, object)), messageTexts(trace));
      }),
      { seed: 987, numRuns: 500 },
    );
  });
});
