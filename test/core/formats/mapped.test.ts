// JSON Lines by a mapping: from the first line or from the user, with clocks or with message ids; what is wrong with a
// mapping or a record, with its line.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { mapped } from "../../../src/core/formats/mapped.ts";
import { detectFormat } from "../../../src/core/formats/readSources.ts";
import { FORMATS } from "../../../src/core/formats/registry.ts";
import { describeEvent } from "../../../src/core/trace/describe.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";

const ROOT = join(import.meta.dirname, "../../..");
const fixture = (name: string): string => readFileSync(join(ROOT, "test/fixtures/mapped", name), "utf8");

async function readLines(
  text: string,
  mapping?: unknown,
): Promise<{ trace: Trace | undefined; found: string[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  async function* pieces(): AsyncIterable<string> {
    yield text;
  }
  const context = { report: (problem: Problem) => problems.push(problem), options: { mapping } };
  const reading = await mapped.read([{ name: "a.ndjson", text: pieces }], context);
  return {
    trace: reading?.trace,
    found: problems.map(({ position, code }) => `${position.line} ${code}`),
    problems,
  };
}

const events = (trace: Trace | undefined): string[] =>
  trace === undefined ? [] : Array.from(trace.events.time, (_, event) => describeEvent(trace, event));

describe("JSON Lines by mapping", () => {
  it("with clocks, lines in any order", async () => {
    const { trace, found } = await readLines(fixture("by-clock.ndjson"));
    assert.deepEqual(events(trace), [
      "1, event 1: <; receives message from 0",
      "0, event 1: >; sends message to 1",
    ]);
    assert.deepEqual(found, ["2 process-missing"]);
  });

  it("with kinds and message ids, and times", async () => {
    const { trace, found } = await readLines(fixture("by-message.ndjson"));
    assert.deepEqual(events(trace), [
      "a, event 1 at 1 ms: out; sends message to b",
      "b, event 1 at 4 ms: in; receives message from a",
      "b, event 2 at 5 ms: works",
      "b, event 3 at 6 ms: out; sends message to a, still in flight at the end",
    ]);
    assert.deepEqual(found, []);
  });

  it("learns from the receipts to whom messages go where no peer is named, whichever line comes first", async () => {
    const mapping = { process: "p", kind: "k", message: "m" };
    const send = '{"p": "a", "k": "send", "m": 1}\n{"p": "a", "k": "send", "m": 2}\n';
    const receive = '{"p": "b", "k": "receive", "m": 1}\n';
    for (const text of [send + receive, receive + send]) {
      const { trace, found } = await readLines(text, mapping);
      assert.deepEqual(found, []);
      assert.deepEqual(
        new Set(events(trace)),
        new Set([
          "a, event 1: send; sends message to b",
          "a, event 2: send; sends message to ?, still in flight at the end",
          "b, event 1: receive; receives message from a",
        ]),
      );
    }
  });

  it("takes the user's mapping, which is checked", async () => {
    const line = '{"n": "a", "c": {"a": 1}}\n';
    assert.equal(events((await readLines(line, { process: "n", clock: "c" })).trace).length, 1);
    for (const [mapping, words] of [
      [{ clock: "c" }, /must name the field of the "process"/],
      [{ process: "n" }, /nothing says what is a message/],
      [{ process: "n", clock: "c", colour: "red" }, /has no "colour"/],
      [{ process: 7, clock: "c" }, /"process" must be the path/],
      ["n", /a mapping is an object/],
    ] as const) {
      const { trace, problems } = await readLines(line, mapping);
      assert.equal(trace, undefined);
      assert.deepEqual([problems.length, problems[0].code], [1, "mapping"]);
      assert.match(problems[0].message, words);
    }
  });

  it("asks for a mapping where there is none, and names the fields", async () => {
    const { trace, problems } = await readLines('{"n": "a", "pkt": {"vc": {}, "id": 1}}\n');
    assert.equal(trace, undefined);
    assert.equal(problems[0].code, "mapping-missing");
    assert.match(problems[0].message, /the fields of this record are n, pkt\.id$/);
  });

  it("reads on after lines that are wrong", async () => {
    const lines = [
      '{"n": "a", "c": {"a": 1}}',
      "{",
      "[1]",
      '{"n": "a", "c": 3}',
      '{"n": "a", "c": {"a": 2}}',
    ];
    const { trace, found } = await readLines(lines.join("\n"), { process: "n", clock: "c" });
    assert.equal(trace?.events.time.length, 2);
    assert.deepEqual(found, ["2 json", "3 json", "4 clock-json"]);
  });

  it("looks at own fields only", async () => {
    const { found } = await readLines('{"n": "a", "c": {"a": 1}}\n', {
      process: "constructor.name",
      clock: "c",
    });
    assert.deepEqual(found, ["1 process-missing"]);
  });

  it("is told by its first line, or may be by its ending", () => {
    assert.equal(detectFormat(fixture("by-clock.ndjson"), "unknown", FORMATS)?.id, "mapped");
    assert.equal(detectFormat('{"a": 1}\n', "a.ndjson", FORMATS)?.id, "mapped");
    assert.equal(detectFormat('{"a": 1}\n', "unknown", FORMATS), undefined);
  });
});

const SAMPLE = join(ROOT, "../shared/samples/ndjson/EWD998ChanTrace.ndjson");

describe("a TLA+ trace", { skip: existsSync(SAMPLE) ? false : "../shared/samples is not there" }, () => {
  it("opens with a mapping: 654 events of 5 nodes, lines not in causal order", async () => {
    const { trace } = await readLines(readFileSync(SAMPLE, "utf8"), {
      process: "node",
      clock: "pkt.vc",
      kind: "event",
    });
    assert.deepEqual(
      [trace?.events.time.length, trace?.processes.length, trace?.messages.send.length],
      [654, 5, 227],
    );
  });
});
