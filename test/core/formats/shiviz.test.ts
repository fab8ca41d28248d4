// Logs with vector clocks: the pattern given, in the first line, or guessed; messages as the clocks imply them; what is
// missing or contradicts itself, with its line. The counts on others' logs are those that their README tells.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Reading, ReadOptions } from "../../../src/core/formats/format.ts";
import { detectFormat } from "../../../src/core/formats/readSources.ts";
import { FORMATS } from "../../../src/core/formats/registry.ts";
import { shiviz } from "../../../src/core/formats/shiviz.ts";
import { describeEvent, processName } from "../../../src/core/trace/describe.ts";
import { compareProblems, type Problem } from "../../../src/core/trace/problem.ts";
import { receiverOf, senderOf, type Trace } from "../../../src/core/trace/trace.ts";
import { textSource } from "../../support/textSource.ts";

const ROOT = join(import.meta.dirname, "../../..");
const fixture = (name: string): string => readFileSync(join(ROOT, "test/fixtures/shiviz", name), "utf8");

interface Read {
  readonly reading: Reading;
  readonly trace: Trace;
  readonly problems: readonly Problem[];
}

/** Reads a log that comes in pieces of a length. */
async function readLog(text: string, options?: ReadOptions, piece = 1 << 20): Promise<Read> {
  const problems: Problem[] = [];
  async function* pieces(): AsyncIterable<string> {
    for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece);
  }
  const source = { name: "a.log", text: pieces };
  const reading = await shiviz.read([source], { report: (problem) => problems.push(problem), options });
  assert.ok(reading?.trace !== undefined);
  return { reading, trace: reading.trace, problems };
}

/** `3 web→store 5`: from local event to local event, from 1; `?` for one that is not in the file. */
function edges(trace: Trace): string[] {
  const local = (event: number): string => {
    return event < 0 ? "?" : String(event - trace.firstEvent[trace.events.process[event]] + 1);
  };
  const all = Array.from(trace.messages.send, (send, m) => {
    const ends = `${processName(trace, senderOf(trace, m))}→${processName(trace, receiverOf(trace, m))}`;
    return `${local(send)} ${ends} ${local(trace.messages.receive[m])}`;
  });
  return all.sort();
}

const found = (problems: readonly Problem[]): string[] =>
  [...problems].sort(compareProblems).map(({ position, code }) => `${position.line} ${code}`);

describe("reading a log with vector clocks", () => {
  it("makes the messages that the clocks imply", async () => {
    const { trace, problems } = await readLog(fixture("ok.log"));
    assert.deepEqual(edges(trace), ["2 store→web 3", "2 web→store 1"]);
    assert.deepEqual(found(problems), ["0 pattern-guessed"]);
    assert.equal(describeEvent(trace, 1), "web, event 2: asks the store; sends message to store");
    assert.equal(trace.events.line[4], 7);
  });

  it("leaves out what another message implies", async () => {
    const log = [
      'a {"a":1}',
      "one",
      'b {"b":1,"a":1}',
      "two",
      'c {"c":1,"b":1,"a":1}',
      "three",
      'c {"c":2,"b":1,"a":2}',
      "four",
      'a {"a":2}',
      "five",
    ];
    const { trace } = await readLog(log.join("\n"));
    assert.deepEqual(edges(trace), ["1 a→b 1", "1 b→c 1", "2 a→c 2"]);
  });

  it("tells a late start, a hole and an event that is not there, and reads the rest", async () => {
    const { trace, problems } = await readLog(fixture("late-start-and-hole.log"));
    assert.deepEqual(found(problems), [
      "0 pattern-guessed",
      "1 clock-starts-late",
      "3 event-missing",
      "5 clock-starts-late",
      "7 clock-hole",
    ]);
    assert.equal(trace.events.time.length, 4);
    assert.deepEqual(edges(trace), ["2 web→store 1", "? store→web 2"]);
  });

  it("puts events that stand out of order where their clocks say", async () => {
    const { trace, problems } = await readLog('a {"a":2}\nsecond\na {"a":1}\nfirst\n');
    assert.deepEqual(found(problems), ["0 pattern-guessed", "3 clock-out-of-order"]);
    assert.deepEqual(
      Array.from(trace.events.label, (label) => trace.strings[label]),
      ["first", "second"],
    );
  });

  it("reports clocks that forget, repeat or contradict each other", async () => {
    const forget = await readLog('a {"a":1,"b":2}\nx\na {"a":2,"b":1}\ny\nb {"b":1}\nz\nb {"b":2}\nz\n');
    assert.ok(found(forget.problems).includes("3 clock-backwards"));
    const twice = await readLog('a {"a":1}\nx\na {"a":1}\ny\n');
    assert.ok(found(twice.problems).includes("3 clock-twice"));
    const cycle = await readLog('a {"a":1,"b":1}\nx\nb {"b":1,"a":1}\ny\n');
    assert.ok(found(cycle.problems).includes("0 causal-cycle"));
  });

  it("takes pattern and delimiter from the first lines, and the execution that is asked for", async () => {
    const first = await readLog(fixture("first-line.log"), { trustsPatterns: true });
    assert.deepEqual(first.reading.executions, ["one", "two"]);
    assert.deepEqual(edges(first.trace), ["1 a→b 1"]);
    assert.equal(first.trace.events.line[0], 5);
    const second = await readLog(fixture("first-line.log"), { execution: "two", trustsPatterns: true });
    assert.deepEqual(Array.from(second.trace.strings), ["", "starts again"]);
  });

  it("runs no pattern that a file brings unless it is allowed to", async () => {
    const problems: Problem[] = [];
    const source = textSource("a.log", fixture("first-line.log"), 4096);
    assert.equal(await shiviz.read([source], { report: (problem) => problems.push(problem) }), undefined);
    assert.deepEqual(found(problems), ["1 log-pattern-refused"]);
  });

  it("takes its time with the text's length, not with its square", { timeout: 10_000 }, async () => {
    const long = "x".repeat(2_000_000);
    const { trace } = await readLog(`${fixture("ok.log")}${long}\nweb {"web":4}\n${long} {\n`);
    assert.equal(trace.events.time.length, 6);
  });

  it("takes the user's pattern, and says what is wrong with it", async () => {
    const log = { pattern: "(?<host>\\w+)\\|(?<clock>.*)\\|(?<event>.*)" };
    const { trace } = await readLog('a|{"a":1}|x\nb|{"b":1,"a":1}|y\n', { log });
    assert.deepEqual(edges(trace), ["1 a→b 1"]);
    for (const [pattern, words] of [
      ["(?<host>x)(?<clock>y)", /no group \(\?<event>/],
      ["(?<host>x)(?<clock>y)(?<event>(", /Invalid regular expression/],
    ] as const) {
      const problems: Problem[] = [];
      const source = {
        name: "a.log",
        text: async function* () {
          yield "x";
        },
      };
      await shiviz.read([source], {
        report: (problem) => problems.push(problem),
        options: { log: { pattern } },
      });
      assert.equal(problems[0].code, "log-pattern");
      assert.match(problems[0].message, words);
    }
  });

  it("passes over nothing in silence", async () => {
    const { problems } = await readLog(
      `${fixture("ok.log")}\nStack trace:\n\n  at x\nweb {no json}\ngoes on\n`,
    );
    assert.deepEqual(found(problems), [
      "0 pattern-guessed",
      "12 line-passed-over",
      "14 line-passed-over",
      "15 clock-json",
    ]);
  });

  it("gives the same trace however the text is cut into pieces", async () => {
    const lines: string[] = [];
    for (let i = 1; i <= 9000; i++) lines.push(`h${i % 3} {"h${i % 3}":${Math.ceil(i / 3)}}`, `event ${i}`);
    const text = lines.join("\n");
    const whole = await readLog(text);
    const cut = await readLog(text, undefined, 997);
    assert.deepEqual(cut, whole);
    assert.equal(whole.trace.events.time.length, 9000);
  });

  it("is told from other texts by its content", () => {
    assert.equal(detectFormat(fixture("ok.log"), "unknown", FORMATS)?.id, "shiviz");
    assert.equal(detectFormat(fixture("first-line.log"), "unknown", FORMATS)?.id, "shiviz");
    assert.equal(detectFormat('GET /index.html\nhost {"a": "b"}\n', "a.log", FORMATS), undefined);
  });
});

const SAMPLES = join(ROOT, "../shared/samples/shiviz");
const COUNTS = [
  ["chord", 1235, 8, 541],
  ["facebook", 47, 4, 23],
  ["simpledb", 509, 5, 95],
  ["voldemort-simple-threadnames", 863, 19, 34],
  ["simple-reliable-broadcast", 39, 3, 16],
] as const;

describe("ShiViz's own logs", {
  skip: existsSync(SAMPLES) ? false : "../shared/samples is not there",
}, () => {
  for (const [name, events, hosts, count] of COUNTS) {
    it(`${name}: ${events} events, ${hosts} hosts, ${count} edges`, async () => {
      const { trace, problems } = await readLog(readFileSync(join(SAMPLES, `${name}.log`), "utf8"));
      assert.deepEqual(
        [trace.events.time.length, trace.processes.length, trace.messages.send.length],
        [events, hosts, count],
      );
      assert.deepEqual(
        problems.filter(({ severity }) => severity === "error"),
        [],
      );
    });
  }

  it("several executions in one log", async () => {
    const { reading } = await readLog(readFileSync(join(SAMPLES, "multiple-comparison.log"), "utf8"));
    assert.equal(reading.executions?.length, 5);
  });
});
