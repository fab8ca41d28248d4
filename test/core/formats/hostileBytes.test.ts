// What hostileFiles.test.ts does to texts, done to bytes, as files have them, of every format: cut off, bits flipped,
// bytes that are no UTF-8, and values that are huge, nested deeply or named as objects' own parts. Readers never throw,
// what they give can be written and read again, and a bad line costs only itself. Large files of one odd thing show
// that nothing takes time that grows with the square of a file.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Opened } from "../../../src/core/analysis/opened.ts";
import type { Source } from "../../../src/core/formats/format.ts";
import { readSources } from "../../../src/core/formats/readSources.ts";
import { FORMATS } from "../../../src/core/formats/registry.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import { openSources } from "../../support/openSources.ts";
import { resourceSpansBytes } from "../../support/otlpBytes.ts";
import { dumpReading, dumpTrace } from "../../support/readingDump.ts";
import { fixtureText, textSource } from "../../support/textSource.ts";

const encoder = new TextEncoder();
const fixture = (name: string): Uint8Array => encoder.encode(fixtureText(name));

/** The file exporter's lines as one request, written for people. */
function oneRequest(): Uint8Array {
  const lines = fixtureText("otlp/ok.jsonl").trim().split("\n");
  const resourceSpans = lines.flatMap((line) => JSON.parse(line).resourceSpans ?? []);
  return encoder.encode(JSON.stringify({ resourceSpans }, null, 2));
}

function protobuf(): Uint8Array {
  const span = (i: number, kind: number) => ({
    ...{
      traceId: "5b8efff798038103d269b633813fc60c",
      spanId: `eee19b7ec3c1b10${i}`,
      name: `call ${i}`,
      kind,
    },
    ...{ startTimeUnixNano: `170000000012345678${i}`, endTimeUnixNano: `170000000112345678${i}` },
    ...(i === 1 ? {} : { parentSpanId: `eee19b7ec3c1b10${i - 1}` }),
    events: [{ timeUnixNano: `170000000022345678${i}`, name: "notes" }],
    links: [{ traceId: "5b8efff798038103d269b633813fc60c", spanId: "eee19b7ec3c1b101" }],
  });
  return Buffer.concat([
    resourceSpansBytes("shop", [span(1, 3)]),
    resourceSpansBytes("bank", [span(2, 2), span(3, 3)]),
    resourceSpansBytes("post", [span(4, 5)]),
  ]);
}

const JSON_BASES: ReadonlyMap<string, Uint8Array> = new Map([
  ["otlp.jsonl", fixture("otlp/ok.jsonl")],
  ["otlp.json", oneRequest()],
  ["zipkin.json", fixture("zipkin/ok.json")],
  ["jaeger.json", fixture("jaeger/ok.json")],
  ["chrome.json", fixture("chrome/ok.json")],
  ["clock.ndjson", fixture("mapped/by-clock.ndjson")],
  ["message.ndjson", fixture("mapped/by-message.ndjson")],
  ["own.lctrace", fixture("lctrace/everything.lctrace")],
]);
const BASES: ReadonlyMap<string, Uint8Array> = new Map([
  ...JSON_BASES,
  ["otlp.binpb", protobuf()],
  ["ok.log", fixture("shiviz/ok.log")],
  ["late.log", fixture("shiviz/late-start-and-hole.log")],
  ["first.log", fixture("shiviz/first-line.log")],
]);

function byteSource(name: string, bytes: Uint8Array, piece = 1 << 16): Source {
  return {
    ...textSource(name, new TextDecoder().decode(bytes)),
    async *bytes() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.slice(at, at + piece);
    },
  };
}

/** Opens a file; whatever comes out must hold together. */
async function checkOpens(name: string, bytes: Uint8Array, piece?: number): Promise<Opened> {
  const opened = await openSources([byteSource(name, bytes, piece)]);
  for (const { position, message } of opened.problems) {
    assert.equal(position.file, name);
    assert.ok(message !== "" && position.line >= 0 && position.column >= 0);
  }
  const { trace } = opened;
  if (trace === undefined) {
    assert.ok(opened.problems.length > 0, "a file without a trace says why");
    return opened;
  }
  for (const { write } of FORMATS) {
    if (write === undefined) continue;
    const again = await readSources([textSource("again", [...write(trace)].join(""))], FORMATS, {
      report: () => {},
    });
    assert.ok(again?.trace !== undefined);
    assert.deepEqual(dumpTrace(again.trace), dumpTrace(trace));
  }
  return opened;
}

/** Bytes that are no UTF-8, or odd in it. */
const ODD: readonly (readonly number[])[] = [
  [0xff],
  [0xc3],
  [0xe2, 0x82],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f],
  [0xef, 0xbb, 0xbf],
  [0xe2, 0x80, 0xa8],
  [0],
  [0x0d],
  [0x22],
  [0x5c],
  [0x7b],
  [0x5d],
];

const spoiling = fc.array(
  fc.record({ way: fc.nat({ max: 4 }), at: fc.nat(), other: fc.nat(), length: fc.nat({ max: 200 }) }),
  { minLength: 1, maxLength: 5 },
);

function spoilt(
  bytes: Uint8Array,
  { way, at, other, length }: Record<"way" | "at" | "other" | "length", number>,
) {
  const from = at % (bytes.length + 1);
  const part = bytes.slice(from, from + length);
  const join = (...parts: readonly (Uint8Array | readonly number[])[]) =>
    Uint8Array.from(parts.flatMap((each) => [...each]));
  switch (way) {
    case 0:
      return bytes.slice(0, from);
    case 1:
      return bytes.map((byte, i) => (i === from ? byte ^ (1 << (other % 8)) : byte));
    case 2:
      return join(bytes.slice(0, from), ODD[other % ODD.length], bytes.slice(from));
    case 3:
      return join(bytes.slice(0, from), bytes.slice(from + length));
    default: {
      const to = other % (bytes.length + 1);
      return join(bytes.slice(0, to), part, bytes.slice(to));
    }
  }
}

describe("spoilt bytes", () => {
  for (const [name, base] of BASES) {
    it(`open without an exception: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(spoiling, fc.integer({ min: 1, max: 99 }), async (steps, piece) => {
          await checkOpens(name, steps.reduce(spoilt, base), piece);
        }),
        { seed: 81, numRuns: 60 },
      );
    });
  }
});

/** Texts that stand for a value, one by one, in the place of each value of a file. */
const VALUES: readonly string[] = [
  "1e999",
  "-1e999",
  "99999999999999999999999999",
  "-0",
  "0.1",
  "null",
  "true",
  '""',
  '"__proto__"',
  '"constructor"',
  '"\\ud800"',
  "[]",
  "{}",
  '{"__proto__":{"x":1}}',
  '[{"__proto__":1}]',
  "[".repeat(5000) + "]".repeat(5000),
];

describe("an odd value", () => {
  for (const [name, base] of JSON_BASES) {
    it(`in the place of any other opens: ${name}`, async () => {
      const text = new TextDecoder().decode(base);
      for (const match of text.matchAll(/(?<=:\s*)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/g)) {
        const value = VALUES[match.index % VALUES.length];
        const spoiltText = text.slice(0, match.index) + value + text.slice(match.index + match[0].length);
        await checkOpens(name, encoder.encode(spoiltText));
      }
      for (const match of text.matchAll(/"(\w+)"(?=\s*:)/g)) {
        const key = ["__proto__", "constructor", "toString", ""][match.index % 4];
        const spoiltText = `${text.slice(0, match.index)}"${key}"${text.slice(match.index + match[0].length)}`;
        await checkOpens(name, encoder.encode(spoiltText));
      }
    });
  }
});

describe("a bad line between records", () => {
  const cases: readonly (readonly [name: string, bad: readonly string[], step: number, code: RegExp])[] = [
    [
      "otlp.jsonl",
      ['{"resourceSpans": [', "%", '{"resourceSpans": [{"scopeSpans": [{"spans": [{]}', "\u0000"],
      1,
      /./,
    ],
    ["message.ndjson", ["{", "nonsense", "[1]", '{"a": }'], 1, /json/],
    ["clock.ndjson", ["{", "nonsense", "[1]", '{"a": }'], 1, /json/],
    ["ok.log", ["nonsense", "}{", "\u0001"], 2, /line-passed-over/],
  ];
  for (const [name, bad, step, code] of cases) {
    it(`costs only itself: ${name}`, async () => {
      const lines = new TextDecoder().decode(BASES.get(name)).trimEnd().split("\n");
      const good = await told(name, lines);
      for (let at = name.endsWith(".log") ? 2 : 1; at <= lines.length; at += step) {
        for (const line of bad) {
          const { records, problems } = await told(name, lines.toSpliced(at, 0, line));
          // What is never closed is told where it begins, or where that shows.
          const more = problems.filter(({ severity }) => severity !== "info");
          assert.equal(records, good.records, `${line} at ${at}`);
          assert.ok(
            more.some((each) => code.test(each.code) && each.position.line > at),
            `${line} at ${at}`,
          );
        }
      }
    });
  }

  /** What a file gives without what it tells, and without the lines, which move. */
  async function told(name: string, lines: readonly string[]) {
    const problems: Problem[] = [];
    const source = byteSource(name, encoder.encode(lines.join("\n")));
    const reading = await readSources([source], FORMATS, { report: (problem) => problems.push(problem) });
    return { records: dumpReading(reading, []).replaceAll(/:\d+/g, ":"), problems };
  }
});

/** Beginnings by which each format knows its files. */
const BEGINNINGS: readonly (readonly [name: string, text: string])[] = [
  ["a.jsonl", '{"resourceSpans":[{"scopeSpans":[{"spans":['],
  ["a.json", '[{"traceId":"1","id":"2","kind":"CLIENT","timestamp":1},'],
  ["b.json", '{"data":[{"traceID":"1","spans":['],
  ["c.json", '{"traceEvents":[{"ph":"X","pid":1,"tid":1,"ts":1},'],
  ["a.ndjson", '// lightcone: {"process": "p", "clock": "c"}\n'],
  ["a.lctrace", '{"lctrace": 1, "processes": ["P"]}\n'],
  ["a.log", 'P {"P":1}\nbegins\n'],
  ["b.log", 'begins\nP {"P":1}\n'],
];
const MANY = 20_000;
const REPEATED: readonly string[] = [
  "[",
  "{",
  "]",
  '"',
  "\\",
  '{"a":',
  "\n",
  " ",
  "x",
  "{\n",
  'P {"P":\n',
  "P {\n",
  '{"spanId":"1"',
  '{"P":1}\n',
];

describe("a large file of one odd thing", () => {
  for (const [name, beginning] of BEGINNINGS) {
    it(`opens in time that grows with its size: ${name}, ${beginning.slice(0, 30)}`, async () => {
      for (const odd of REPEATED) {
        const text = beginning + odd.repeat(MANY / odd.length);
        const problems: Problem[] = [];
        await readSources([byteSource(name, encoder.encode(text))], FORMATS, {
          report: (problem) => problems.push(problem),
        });
        assert.ok(problems.length < 3_000, `${problems.length} problems of ${JSON.stringify(odd)}`);
      }
    });
  }
});
