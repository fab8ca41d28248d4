// The large files on which the benchmark measures the formats, and for each the floor that it is compared with: the
// least that a program in JavaScript must do to see what the file holds.

import { readFile } from "node:fs/promises";
import { fileSource } from "../../src/node/fileSource.ts";
import { chromeFile } from "./generatedChrome.ts";
import { goVectorLog } from "./generatedLogs.ts";
import { jaegerFile, otlpLines, otlpProtobuf, otlpRequest, zipkinFile } from "./generatedSpans.ts";

export interface FormatCase {
  /** What the command line calls it. */
  readonly part: string;
  readonly name: string;
  readonly file: string;
  readonly pieces: () => Iterable<string | Uint8Array>;
  readonly rounds: number;
  /** Absent where the figure is bytes a second alone. */
  readonly floor?: (file: string) => Promise<void>;
  readonly floorWords?: string;
}

const SPANS = 200_000;
const LOG_EVENTS = 1_000_000;
const CHROME_EVENTS = 600_000;
const JSON_WORDS = "reading and JSON.parse";

const wholeJson = { rounds: 7, floor: parseWhole, floorWords: JSON_WORDS } as const;

export const FORMAT_CASES: readonly FormatCase[] = [
  {
    ...{ part: "otlp-lines", name: "OTLP JSON Lines", file: "spans.jsonl", pieces: () => otlpLines(SPANS) },
    ...{ rounds: 7, floor: parseLines, floorWords: JSON_WORDS },
  },
  { part: "otlp", name: "OTLP JSON", file: "spans.json", pieces: () => otlpRequest(SPANS), ...wholeJson },
  {
    ...{ part: "otlp-protobuf", name: "OTLP protobuf", file: "spans.binpb" },
    ...{ pieces: () => otlpProtobuf(SPANS), rounds: 7 },
  },
  { part: "zipkin", name: "Zipkin", file: "zipkin.json", pieces: () => zipkinFile(SPANS), ...wholeJson },
  { part: "jaeger", name: "Jaeger", file: "jaeger.json", pieces: () => jaegerFile(SPANS), ...wholeJson },
  {
    ...{ part: "chrome", name: "Chrome trace", file: "trace.json", pieces: () => chromeFile(CHROME_EVENTS) },
    ...wholeJson,
  },
  {
    ...{
      part: "log",
      name: "GoVector log",
      file: "go.log",
      pieces: () => goVectorLog(LOG_EVENTS, 1),
      rounds: 3,
    },
    ...{ floor: parseLog, floorWords: "one regular expression and JSON.parse of each clock" },
  },
];

async function parseWhole(file: string): Promise<void> {
  JSON.parse(await readFile(file, "utf8"));
}

async function parseLines(file: string): Promise<void> {
  for (const line of (await readFile(file, "utf8")).split("\n")) if (line !== "") JSON.parse(line);
}

/** In pieces of 1 MiB, for the log may fit into no string. */
async function parseLog(file: string): Promise<void> {
  const record = /^(\S*) (\{.*\})\n(.*)\n/gm;
  const { text } = await fileSource(file, file);
  let rest = "";
  for await (const piece of text()) {
    rest += piece;
    let done = 0;
    record.lastIndex = 0;
    for (let match = record.exec(rest); match !== null; match = record.exec(rest)) {
      JSON.parse(match[2]);
      done = record.lastIndex;
    }
    rest = rest.slice(done);
  }
}
