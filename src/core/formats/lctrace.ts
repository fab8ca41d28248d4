// Lightcone's own recorded trace (.lctrace): JSON Lines, a header and then an event a line, so that it streams and
// can be appended to. The format is described in docs/lctrace.md, with a JSON Schema beside it.

import type { Detection, Format, ReadContext, Reading, Source } from "./format.ts";
import { LctraceReader } from "./lctrace/reader.ts";
import { writeLctrace } from "./lctrace/writer.ts";
import { eachLine } from "./lines.ts";
import { noteLabels } from "./snapshotEvents/noteLabels.ts";
import { withRecordedSnapshots } from "./snapshotEvents/recordedSnapshots.ts";
import { SnapshotWatch } from "./snapshotEvents/snapshotWatch.ts";

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
  if (trace === undefined) return undefined;
  // Besides the snapshots that have records of their own, labels may tell of some.
  const watch = SnapshotWatch.of(context, sources[0].name);
  noteLabels(trace, watch);
  const { report } = context;
  const messageNamed = (name: string) => reader.messageNamed(name);
  return {
    trace: withRecordedSnapshots(trace, watch, { eventOf: (event) => event, messageNamed, report }),
    claims: [],
  };
}
