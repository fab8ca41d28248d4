// OpenTelemetry's OTLP: one request as JSON, the file exporter's JSON Lines, or several documents in a row. Times are in
// nanoseconds. https://opentelemetry.io/docs/specs/otlp

import type { Detection, Format, ReadContext, Reading, Source } from "./format.ts";
import { scanRecords } from "./json/scanRecords.ts";
import { OTLP_PLAN, OtlpJsonReader } from "./otlp/jsonReader.ts";
import { NanoClock } from "./spans/nanoClock.ts";
import { readSpans } from "./spans/readSpans.ts";

export const otlp: Format = {
  id: "otlp",
  name: "OpenTelemetry OTLP",
  extensions: [".json", ".jsonl"],
  detect,
  read,
};

function detect(head: string): Detection {
  if (!/^\s*(\[\s*)?\{/.test(head)) return "no";
  if (/"(resourceSpans|resource_spans)"\s*:/.test(head)) return "yes";
  // A file exporter may write logs and metrics to the same file, before the first spans.
  return /^\s*\{\s*"resource(Logs|Metrics)"\s*:/.test(head) ? "maybe" : "no";
}

function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  const clock = new NanoClock();
  return readSpans(sources, context, "ns", (source, input) =>
    scanRecords(source, OTLP_PLAN, new OtlpJsonReader(input, clock), context.progress),
  );
}
