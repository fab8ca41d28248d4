// Readers meet anything: files cut off, damaged, mixed up, nested deeply, full of huge numbers and odd names. They never
// throw, their problems lie inside the text, what they give can be verified and written, and a bad line costs only itself.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Opened } from "../../../src/core/analysis/opened.ts";
import { detectFormat, readSources } from "../../../src/core/formats/readSources.ts";
import { FORMATS } from "../../../src/core/formats/registry.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import { openSources } from "../../support/openSources.ts";
import { dumpReading, dumpTrace } from "../../support/readingDump.ts";
import { fixtureText, textSource } from "../../support/textSource.ts";

type Files = Readonly<Record<string, string>>;

const load = (...names: readonly string[]): Files =>
  Object.fromEntries(names.map((name) => [name, fixtureText(name)]));
const COURSE = load("course/triangle.top", "course/triangle-at-once.events", "course/triangle-at-once0.snap");
const LCTRACE = load("lctrace/everything.lctrace");
const BASES: readonly Files[] = [
  COURSE,
  LCTRACE,
  load("core/not-fifo.lctrace"),
  load("shiviz/ok.log"),
  load("shiviz/first-line.log"),
  load("mapped/by-clock.ndjson"),
  load("mapped/by-message.ndjson"),
  load("zipkin/ok.json"),
  load("zipkin/bad.json"),
  load("jaeger/ok.json"),
  load("jaeger/bad.json"),
  load("otlp/ok.jsonl"),
  load("otlp/bad.jsonl"),
  load("chrome/ok.json"),
  load("chrome/bad.json"),
];

/** Opens files; whatever comes out must hold together. */
async function checkOpens(files: Files): Promise<Opened> {
  const opened = await openSources(Object.entries(files).map(([name, text]) => textSource(name, text)));
  for (const problem of opened.problems) checkPosition(problem, files);
  const { trace } = opened;
  if (trace === undefined) return opened;
  assert.equal(opened.verdicts.length, trace.snapshots.length);
  for (const { write } of FORMATS) {
    if (write === undefined) continue;
    const text = [...write(trace)].join("");
    const again = await readSources([textSource("again", text)], FORMATS, { report: () => {} });
    assert.ok(again?.trace !== undefined);
    assert.deepEqual(dumpTrace(again.trace), dumpTrace(trace));
  }
  return opened;
}

function checkPosition({ position, code }: Problem, files: Files): void {
  const text = files[position.file];
  assert.ok(text !== undefined, `${code} names the file ${position.file}`);
  if (position.line === 0) return;
  const lines = text.split("\n");
  assert.ok(
    position.line >= 1 && position.line <= lines.length,
    `${code} at line ${position.line} of ${lines.length}`,
  );
  const { length } = lines[position.line - 1];
  const end = position.endColumn ?? position.column;
  assert.ok(
    position.column >= 1 && position.column <= end && end <= length + 1,
    `${code} at ${position.column}-${end} of ${length}`,
  );
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const JUNK = [
  "\u0000",
  "\ufeff",
  "\ufffd",
  "\r",
  "\u2028",
  "😀",
  "{",
  "}",
  "[",
  "]",
  '"',
  "\\",
  ",",
  ":",
  "-",
  "1e999",
  "-0",
  "0.5",
  "99999999999999999999",
  "__proto__",
  "constructor",
  "null",
  "true",
  "send",
  "snapshot",
  "tick",
  "N1",
  "P",
  "\t",
  "#",
  '{"lctrace": 1}',
  '{"p": "__proto__", "send": {"id": "__proto__", "to": "constructor", "tokens": {"__proto__": 1}}}',
  '{"p":"P","set":{"fields":{"__proto__":{"x":1}}}}',
];

/** One way to spoil a text; `at` and `other` say where. */
const SPOIL: readonly ((text: string, at: number, other: number) => string)[] = [
  (text, at) => text.slice(0, at % (text.length + 1)),
  (text, at) => text.slice(at % (text.length + 1)),
  (text, at, other) => {
    const bytes = encoder.encode(text);
    if (bytes.length > 0) bytes[at % bytes.length] ^= 1 << (other % 8);
    return decoder.decode(bytes);
  },
  (text, at, other) =>
    withLines(text, (lines) => lines.splice(at % lines.length, 0, lines[other % lines.length])),
  (text, at) => withLines(text, (lines) => lines.splice(at % lines.length, 1)),
  (text, at, other) =>
    withLines(text, (lines) => {
      const [a, b] = [at % lines.length, other % lines.length];
      [lines[a], lines[b]] = [lines[b], lines[a]];
    }),
  (text, at, other) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + JUNK[other % JUNK.length] + text.slice(place);
  },
  (text) => text.replaceAll("\n", "\r\n"),
];

function withLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split("\n");
  change(lines);
  return lines.join("\n");
}

const spoiling = fc.array(
  fc.record({
    way: fc.nat({ max: SPOIL.length - 1 }),
    at: fc.nat({ max: 5000 }),
    other: fc.nat({ max: 5000 }),
  }),
  { minLength: 1, maxLength: 6 },
);

describe("spoilt files", () => {
  it("open without an exception, with problems inside the text, and what is read can be written and read again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: BASES.length - 1 }), fc.nat(), spoiling, async (base, which, steps) => {
        const files = { ...BASES[base] };
        const names = Object.keys(files);
        const name = names[which % names.length];
        for (const { way, at, other } of steps) files[name] = SPOIL[way](files[name], at, other);
        await checkOpens(files);
      }),
      { seed: 61, numRuns: 2000 },
    );
  });

  it("of nothing but random text open too", async () => {
    const names = ["a.top", "a.events", "a.snap", "a.lctrace", "a.log", "a.json", "a"];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.string({ unit: "binary", maxLength: 200 }),
        async (name, text) => {
          await checkOpens({ [name]: text });
        },
      ),
      { seed: 62, numRuns: 500 },
    );
  });
});

describe("a file", () => {
  for (const name of ["a.top", "a.events", "a.snap", "a.lctrace"]) {
    it(`that is empty is no trace, and says so: ${name}`, async () => {
      const { trace, problems } = await checkOpens({ [name]: "" });
      assert.ok(trace === undefined || trace.processes.length === 0);
      if (name !== "a.top") assert.equal(problems.length, 1);
    });
  }

  it("with CRLF reads as one with LF", async () => {
    for (const files of [COURSE, LCTRACE]) {
      const crlf = Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, text.replaceAll("\n", "\r\n")]),
      );
      assert.equal(await dumpOf(crlf), await dumpOf(files));
    }
  });

  it("nested a hundred thousand deep is a problem of its line", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const record of [
      deep,
      `{"p": "P", "send": ${deep}}`,
      `{"lctrace": ${deep}}`,
      `{"snapshot": 0, "initiators": ${deep}}`,
    ]) {
      const { problems } = await checkOpens({
        "a.lctrace": `{"lctrace": 1, "processes": ["P"]}\n${record}\n`,
      });
      assert.deepEqual(
        problems.map(({ position }) => position.line),
        [2],
        record.slice(0, 40),
      );
    }
  });

  it("with names that objects have anyway has just these names", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const header = JSON.stringify({ lctrace: 1, processes: names, snapshots: [0] });
    const sends = names.map(
      (p, i) =>
        `{"p": "${p}", "send": {"id": "${p}", "to": "${names[(i + 1) % 4]}", "tokens": {"${p}": 1}}, "set": {"fields": {"${p}": 1}}, "record": 0}`,
    );
    const { trace, problems } = await checkOpens({ "a.lctrace": [header, ...sends].join("\n") });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      trace?.processes.map(({ name }) => name),
      names,
    );
    assert.equal(trace?.payloads.length, 4);
    const course = await checkOpens({
      "a.top": `4\n${names.map((name) => `${name} 1`).join("\n")}\n__proto__ constructor\n`,
      "a.events": "send __proto__ constructor 1\nsnapshot __proto__\n",
    });
    assert.deepEqual(course.problems, []);
    assert.equal(course.trace?.processes.length, 4);
  });
});

async function dumpOf(files: Files): Promise<string> {
  const problems: Problem[] = [];
  const sources = Object.entries(files).map(([name, text]) => textSource(name, text));
  const reading = await readSources(sources, FORMATS, { report: (problem) => problems.push(problem) });
  return dumpReading(reading, problems);
}

describe("a bad line", () => {
  const cases: readonly (readonly [Files, string, readonly string[]])[] = [
    [COURSE, "course/triangle.top", ["A B C D", "\ufffd", "A Nobody"]],
    [COURSE, "course/triangle-at-once.events", ["send A B", "snapshot", "jump 3", "tick x", "\u0000 \ufffd"]],
    [COURSE, "course/triangle-at-once0.snap", ["A B C D E", "A B tokens(1)", "Z one"]],
    [
      LCTRACE,
      "lctrace/everything.lctrace",
      ["{", '{"p": 1}', "[]", '{"p": "P", "send": {}}', '{"p": "P", "t": []}'],
    ],
  ];
  for (const [files, name, bad] of cases) {
    it(`costs only itself, wherever it stands in ${name}`, async () => {
      const good = await dumpOf(files);
      const lines = files[name].trimEnd().split("\n");
      const first = 1 + lines.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
      for (let at = first; at <= lines.length; at++) {
        for (const line of bad) {
          const dump = await dumpOf({ ...files, [name]: lines.toSpliced(at, 0, line).join("\n") });
          const told = dump.split("\n").filter((each) => /^error /.test(each));
          assert.ok(
            told.length >= 1 && told.every((each) => each.startsWith(`error ${at + 1}:`)),
            `${line} at ${at}: ${told}`,
          );
          const rest = (text: string): string => text.replace(/^(error|warning) .*\n/gm, "");
          assert.equal(rest(dump), rest(good), `${line} at ${at}`);
        }
      }
    });
  }
});

describe("detection", () => {
  const is = (head: string, name = "unknown"): string | undefined => detectFormat(head, name, FORMATS)?.id;

  it("goes by content where the name says nothing", () => {
    assert.equal(is("2\nP 1\nQ 1\nP Q\n"), "cos418");
    assert.equal(is("# c\nsend P Q 1\n"), "cos418");
    assert.equal(is("0\nP 1\nP Q token(3)\n"), "cos418");
    assert.equal(is(' {"lctrace" : 1}'), "lctrace");
  });

  it("goes by content against the name", () => {
    assert.equal(is('{"lctrace": 1}\n', "a.events"), "lctrace");
    assert.equal(is('{"lctrace": 1}\n', "a.json"), "lctrace");
  });

  it("goes by the ending where the content says nothing", () => {
    assert.equal(is("", "a.lctrace"), "lctrace");
    assert.equal(is("", "A.TOP"), "cos418");
  });

  it("finds nothing in prose, other JSON and pictures", () => {
    assert.deepEqual(
      ["Dear diary,\n", "{}", "[1, 2]", "\ufffdPNG\r\n", "", "12\n13\n"].map((head) => is(head)),
      Array(6).fill(undefined),
    );
  });
});
