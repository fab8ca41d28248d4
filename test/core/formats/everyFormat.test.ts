// One check for every format there is: reading gives the dump that is kept, under any file name and in pieces of any
// length; what is written reads as the same; writing twice gives the same bytes.
// To write the dumps anew: LIGHTCONE_WRITE_FIXTURES=1 before the test command; then read what has changed.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { openReading } from "../../../src/core/analysis/opened.ts";
import { TRACE_ENDINGS } from "../../../src/core/formats/endings.ts";
import type { Source } from "../../../src/core/formats/format.ts";
import { detectFormat, readSources } from "../../../src/core/formats/readSources.ts";
import { FORMATS, formatForWriting } from "../../../src/core/formats/registry.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { dumpReading, dumpTrace } from "../../support/readingDump.ts";
import { fixturePath, fixtureText, textSource } from "../../support/textSource.ts";

interface Case {
  /** Name of the dump. */
  readonly name: string;
  readonly format: string;
  /** Files under test/fixtures that belong to one trace. */
  readonly files: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "cos418-pair",
    format: "cos418",
    files: ["course/pair.top", "course/pair-in-transit.events", "course/pair-in-transit.snap"],
  },
  {
    name: "cos418-several-snapshots",
    format: "cos418",
    files: [
      "course/triangle.top",
      "course/triangle-at-once.events",
      "course/triangle-at-once0.snap",
      "course/triangle-at-once2.snap",
    ],
  },
  { name: "lctrace-everything", format: "lctrace", files: ["lctrace/everything.lctrace"] },
  { name: "lctrace-missing-events", format: "lctrace", files: ["lctrace/missing-events.lctrace"] },
  { name: "snapshot-events-log", format: "shiviz", files: ["snapshots/ok.log"] },
  { name: "snapshot-events-zipkin", format: "zipkin", files: ["snapshots/bad.zipkin.json"] },
  { name: "snapshot-events-outside", format: "lctrace", files: ["snapshots/outside.lctrace"] },
  { name: "lctrace-not-fifo", format: "lctrace", files: ["core/not-fifo.lctrace"] },
  { name: "shiviz-ok", format: "shiviz", files: ["shiviz/ok.log"] },
  { name: "mapped-by-clock", format: "mapped", files: ["mapped/by-clock.ndjson"] },
  { name: "zipkin-ok", format: "zipkin", files: ["zipkin/ok.json"] },
  { name: "zipkin-bad", format: "zipkin", files: ["zipkin/bad.json"] },
  { name: "jaeger-ok", format: "jaeger", files: ["jaeger/ok.json"] },
  { name: "jaeger-bad", format: "jaeger", files: ["jaeger/bad.json"] },
  { name: "otlp-ok", format: "otlp", files: ["otlp/ok.jsonl"] },
  { name: "otlp-bad", format: "otlp", files: ["otlp/bad.jsonl"] },
  { name: "chrome-ok", format: "chrome-trace", files: ["chrome/ok.json"] },
  { name: "chrome-bad", format: "chrome-trace", files: ["chrome/bad.json"] },
  { name: "mapped-by-message", format: "mapped", files: ["mapped/by-message.ndjson"] },
];

async function dumpOf(sources: readonly Source[]): Promise<string> {
  const problems: Problem[] = [];
  const reading = await readSources(sources, FORMATS, { report: (problem) => problems.push(problem) });
  return dumpReading(reading, problems);
}

/** The files of a case, in pieces of a length, under names of their own or others. */
const sourcesOf = ({ files }: Case, piece = 4096, rename = (name: string, _: number) => name): Source[] =>
  files.map((name, i) => textSource(rename(name, i), fixtureText(name), piece));

/** The trace that the files hold, or that of the run of their scenario. */
async function traceOf(test: Case): Promise<Trace> {
  const reading = await readSources(sourcesOf(test), FORMATS, { report: () => {} });
  const { trace } = await openReading(reading ?? { claims: [] }, [], {});
  assert.ok(trace !== undefined);
  return trace;
}

describe("the endings of traces", () => {
  it("are those of the formats", () => {
    assert.deepEqual(
      [...TRACE_ENDINGS].sort(),
      [...new Set(FORMATS.flatMap(({ extensions }) => extensions))].sort(),
    );
  });
});

describe("every format", () => {
  it("has a case here", () => {
    const tried = new Set(CASES.map(({ format }) => format));
    assert.deepEqual(
      FORMATS.filter(({ id }) => !tried.has(id)).map(({ id }) => id),
      [],
    );
  });

  it("has an id and endings of its own", () => {
    const ids = FORMATS.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, extensions } of FORMATS) {
      assert.match(id, /^[a-z0-9-]+$/);
      for (const extension of extensions) assert.match(extension, /^\.[a-z0-9]+$/);
    }
  });
});

for (const test of CASES) {
  describe(`${test.name}`, () => {
    const dumpFile = `dumps/${test.name}.txt`;

    it("is recognised by its content and by its ending", () => {
      for (const name of test.files) {
        assert.equal(
          detectFormat(fixtureText(name), "unknown", FORMATS)?.id,
          test.format,
          `${name} by its content`,
        );
        assert.equal(detectFormat(fixtureText(name), name, FORMATS)?.id, test.format, `${name} by both`);
      }
    });

    it("reads as the dump that is kept", async () => {
      const dump = await dumpOf(sourcesOf(test));
      if (process.env.LIGHTCONE_WRITE_FIXTURES === "1") writeFileSync(fixturePath(dumpFile), dump);
      assert.equal(dump, fixtureText(dumpFile));
    });

    it("reads the same under names that say nothing", async () => {
      assert.equal(await dumpOf(sourcesOf(test, 4096, (_, i) => `unknown${i}`)), fixtureText(dumpFile));
    });

    it("reads the same in pieces of any length", async () => {
      for (const piece of [1, 7, 64])
        assert.equal(await dumpOf(sourcesOf(test, piece)), fixtureText(dumpFile));
    });

    for (const format of FORMATS) {
      const { write } = format;
      if (write === undefined) continue;
      it(`written as ${format.id} reads as the same trace`, async () => {
        const trace = await traceOf(test);
        const text = [...write(trace)].join("");
        const reading = await readSources([textSource("unknown", text)], FORMATS, { report: () => {} });
        assert.ok(reading?.trace !== undefined);
        assert.deepEqual(dumpTrace(reading.trace), dumpTrace(trace));
      });

      it(`written as ${format.id} twice, or after reading, gives the same bytes`, async () => {
        const trace = await traceOf(test);
        const text = [...write(trace)].join("");
        assert.equal([...write(trace)].join(""), text);
        const reading = await readSources([textSource("unknown", text)], FORMATS, { report: () => {} });
        assert.equal([...write(reading!.trace!)].join(""), text);
      });
    }
  });
}

describe("the format for a file to be written", () => {
  it("goes by its ending, and is none where nothing can write that", () => {
    assert.equal(formatForWriting("dir.top/a.LCTRACE")?.id, "lctrace");
    assert.equal(formatForWriting("a.snap"), undefined);
    assert.equal(formatForWriting("lctrace"), undefined);
  });
});
