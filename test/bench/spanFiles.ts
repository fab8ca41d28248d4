// Files of spans against their floor: reading the same file and `JSON.parse` of the same text, in turn, in one run.

import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSources } from "../../src/core/analysis/opened.ts";
import type { Source } from "../../src/core/formats/format.ts";
import { otlpText, zipkinText } from "./generatedSpans.ts";

const SPANS = 200_000;
const ROUNDS = 7;

export interface SpanFigure {
  readonly name: string;
  readonly megabytes: number;
  readonly events: number;
  /** Milliseconds, medians. */
  readonly open: number;
  readonly floor: number;
}

export async function spanFigures(): Promise<SpanFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), "lightcone-bench-"));
  try {
    return [
      await figure(join(folder, "spans.jsonl"), otlpText(SPANS), "OTLP JSON Lines", (text) => {
        for (const line of text.split("\n")) if (line !== "") JSON.parse(line);
      }),
      await figure(join(folder, "spans.json"), zipkinText(SPANS), "Zipkin", JSON.parse),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function figure(
  file: string,
  text: string,
  name: string,
  parse: (text: string) => unknown,
): Promise<SpanFigure> {
  await writeFile(file, text);
  const floors: number[] = [];
  const opens: number[] = [];
  let events = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    parse(await readFile(file, "utf8"));
    const parsed = performance.now();
    events = (await openSources([sourceOf(file)])).trace?.events.time.length ?? 0;
    floors.push(parsed - start);
    opens.push(performance.now() - parsed);
  }
  return { name, megabytes: text.length / 1e6, events, open: median(opens), floor: median(floors) };
}

function sourceOf(name: string): Source {
  async function* text(): AsyncIterable<string> {
    for await (const piece of createReadStream(name, { encoding: "utf8", highWaterMark: 1 << 20 }))
      yield String(piece);
  }
  return { name, text };
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}
