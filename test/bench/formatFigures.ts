// One format on one large file: time against the floor that its case names, both in turn in one run, and memory, which
// a process of its own tells. The file lies in a temporary folder and is removed.

import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { fileSource } from "../../src/node/fileSource.ts";
import { openSources } from "../support/openSources.ts";
import type { FormatCase } from "./formatCases.ts";
import { median, row } from "./measure.ts";

export async function formatFigures(each: FormatCase): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lightcone-bench-"));
  try {
    const file = join(folder, each.file);
    await pipeline(Readable.from(each.pieces()), createWriteStream(file));
    const { size } = await stat(file);
    const { open, floor } = await times(file, each);
    const { events, peak, held } = await memory(file);
    const rate = `${(size / 1000 / open).toFixed(0)} MB/s`;
    const ratio =
      floor === undefined ? rate : `${(open / floor).toFixed(2)} times ${each.floorWords}, ${rate}`;
    row(each.name, `${open.toFixed(0)} ms for ${(size / 1e6).toFixed(0)} MB and ${events} events: ${ratio}`);
    row(
      "",
      `${(held / events).toFixed(0)} bytes an event; at the peak ${(peak / size).toFixed(1)} times the file`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds, medians. */
async function times(
  file: string,
  { floor, rounds }: FormatCase,
): Promise<{ readonly open: number; readonly floor: number | undefined }> {
  const floors: number[] = [];
  const opens: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await floor?.(file);
    const read = performance.now();
    const { trace } = await openSources([await fileSource(file, file)]);
    opens.push(performance.now() - read);
    floors.push(read - start);
    if (trace === undefined) throw new Error(`${file} gave no trace`);
  }
  return { open: median(opens), floor: floor === undefined ? undefined : median(floors) };
}

async function memory(file: string): Promise<{ events: number; peak: number; held: number }> {
  const script = join(import.meta.dirname, "openOne.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, file]);
  return JSON.parse(stdout);
}
