// Writes what a command made into the file of its option `-o`, piece by piece, and words what goes wrong for a terminal.
// Which formats can be written is the core's to say: formats/registry.ts.

import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { FORMATS, formatForWriting } from "../core/formats/registry.ts";
import type { Trace } from "../core/trace/trace.ts";
import { Failure } from "./command.ts";

/** The endings of traces that can be written. */
export function writtenEndings(): string {
  return FORMATS.filter(({ write }) => write !== undefined)
    .flatMap(({ extensions }) => extensions)
    .join(", ");
}

/** How a trace is written into a file with this name. Raises `Failure` where it cannot be. */
export function traceWriter(output: string): (trace: Trace) => Iterable<string> {
  const write = formatForWriting(output)?.write;
  if (write !== undefined) return write;
  throw new Failure(`-o: ${output} ends in no format that can be written (${writtenEndings()})`);
}

/** Writes the pieces of a text. Raises `Failure`. */
export async function writeText(output: string, pieces: Iterable<string>): Promise<void> {
  await pipeline(pieces, createWriteStream(output)).catch((error: Error) => {
    throw new Failure(`${output}: cannot be written: ${error.message}`);
  });
}
