// The formats that the core has. A new one is a file in this folder and a line here; a host may know more, and one that
// must stay small may know fewer.

import { chromeTrace } from "./chromeTrace.ts";
import { cos418 } from "./cos418.ts";
import type { Format } from "./format.ts";
import { jaeger } from "./jaeger.ts";
import { lctrace } from "./lctrace.ts";
import { mapped } from "./mapped.ts";
import { otlp } from "./otlp.ts";
import { shiviz } from "./shiviz.ts";
import { zipkin } from "./zipkin.ts";

export const FORMATS: readonly Format[] = [
  lctrace,
  cos418,
  shiviz,
  mapped,
  otlp,
  jaeger,
  zipkin,
  chromeTrace,
];

/** The format by the ending of a file that is to be written, if it can write; a format's id does as well. */
export function formatForWriting(fileName: string): Format | undefined {
  const ending = /\.[^./\\]+$/.exec(fileName)?.[0].toLowerCase() ?? "";
  return FORMATS.find((format) => format.write !== undefined && format.extensions.includes(ending));
}
