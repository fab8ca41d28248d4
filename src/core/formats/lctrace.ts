// Lightcone's own recorded trace (.lctrace): JSON Lines, a header and then an event a line, so that it streams and
// can be appended to. The format is described in docs/lctrace.md, with a JSON Schema beside it.

import type { Detection, Format, ReadContext, Reading, Source } from "./format.ts";
import { LctraceReader } from "./lctrace/reader.ts";
import { writeLctrace } from "./lctrace/writer.ts";
import { eachLine } from "./lines.ts";

export const lctrace: Format = {
  id: "lctrace",
  name: "Lightcone trace",
  extensions: [".lctrace"],
  detect,
  read,
  write: writeLctrace,
};

function detect(head: string, fileName: string): Detection {
  if (/^\s*\{\s*"lctrace"\s*:/.test(head)) return "yes";
  return /\.lctrace$/i.test(fileName) ? "maybe" : "no";
}

/** Several files are one trace: the first line of each is a header, and their events are joined. */
async function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  const reader = new LctraceReader(sources[0].name, context.report);
  for (const source of sources) {
    reader.beginFile(source.name);
    await eachLine(source, context.progress, (line, number) => reader.line(line, number));
  }
  const trace = reader.finish();
  return trace === undefined ? undefined : { trace, claims: [] };
}
