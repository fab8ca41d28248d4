// OpenTelemetry's OTLP: one request as JSON, the file exporter's JSON Lines, several documents in a row, or protobuf. Times
// are in nanoseconds. https://opentelemetry.io/docs/specs/otlp

import {
  type Detection,
  type Format,
  headOf,
  type ReadContext,
  type Reading,
  type Source,
} from "./format.ts";
import { scanRecords } from "./json/scanRecords.ts";
import { OTLP_PLAN, OtlpJsonReader } from "./otlp/jsonReader.ts";
import { ProtobufFrames } from "./otlp/protobufFrames.ts";
import { OtlpProtobufReader } from "./otlp/protobufReader.ts";
import { NanoClock } from "./spans/nanoClock.ts";
import { readSpans, type SpanInput } from "./spans/readSpans.ts";

export const otlp: Format = {
  id: "otlp",
  name: "OpenTelemetry OTLP",
  extensions: [".json", ".jsonl", ".binpb"],
  detect,
  read,
};

function detect(head: string): Detection {
  if (looksLikeProtobuf(head)) return /service\.name|telemetry\.sdk/.test(head) ? "yes" : "maybe";
  if (!/^\s*(\[\s*)?\{/.test(head)) return "no";
  if (/"(resourceSpans|resource_spans)"\s*:/.test(head)) return "yes";
  // A file exporter may write logs and metrics to the same file, before the first spans.
  return /^\s*\{\s*"resource(Logs|Metrics)"\s*:/.test(head) ? "maybe" : "no";
}

/**
 * Bytes of protobuf, as they look when they are decoded as text: `resource_spans`, its length, and a `resource` in it,
 * perhaps behind a length of four bytes.
 */
function looksLikeProtobuf(head: string): boolean {
  const start = /^(?:\0[\s\S]{3})?\n[\s\S]{1,5}\n/.test(head);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: such characters are what tells bytes from text
  return start && /[\0-\x08\x0e-\x1f\ufffd]/.test(head.slice(0, 400));
}

function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  const clock = new NanoClock();
  return readSpans(sources, context, "ns", async (source, input) => {
    if (looksLikeProtobuf(await headOf(source))) await readProtobuf(source, input, clock, context.progress);
    else await scanRecords(source, OTLP_PLAN, new OtlpJsonReader(input, clock), context.progress);
  });
}

async function readProtobuf(
  source: Source,
  input: SpanInput,
  clock: NanoClock,
  progress: ReadContext["progress"],
): Promise<void> {
  const reader = new OtlpProtobufReader(input, clock);
  if (source.bytes === undefined) {
    reader.fault(0, "protobuf can be read only where files are at hand as bytes, and here they are as text");
    return;
  }
  const frames = new ProtobufFrames(reader);
  let read = 0;
  for await (const piece of source.bytes()) {
    read += piece.length;
    frames.feed(piece);
    await progress?.(read);
  }
  frames.finish();
}
