// The one way from files to what they say: the format is found by content among those that the host knows, then it reads
// all files of one trace together.

import { CappedReport } from "./cappedReport.ts";
import {
  baseName,
  type Detection,
  type Format,
  headOf,
  type ReadContext,
  type Reading,
  type Source,
} from "./format.ts";

/**
 * The format whose file this is: the first that is sure, else the first that may be. Content counts before the ending.
 * `formats`: those to choose from.
 */
export function detectFormat(head: string, fileName: string, formats: readonly Format[]): Format | undefined {
  const answers = formats.map((format) => format.detect(head, fileName));
  const best = (answer: Detection): Format | undefined => formats[answers.indexOf(answer)];
  return best("yes") ?? best("maybe");
}

/**
 * Reads files that belong to one trace. Gives undefined, with a problem reported, where they cannot be read at all. Of
 * problems of one kind the first thousand are reported, and how many more there are.
 */
export async function readSources(
  sources: readonly Source[],
  formats: readonly Format[],
  context: ReadContext,
): Promise<Reading | undefined> {
  const report = new CappedReport(context.report);
  const reading = await readDetected(sources, formats, { ...context, report: report.add });
  report.finish();
  return reading;
}

async function readDetected(
  sources: readonly Source[],
  formats: readonly Format[],
  context: ReadContext,
): Promise<Reading | undefined> {
  const { options } = context;
  let format = options === undefined ? undefined : formats.find(({ isMeant }) => isMeant?.(options));
  if (format !== undefined) return format.read(sources, context);
  for (const source of sources) {
    const found = detectFormat(await headOf(source), baseName(source.name), formats);
    if (found === undefined) {
      const message = `this is no trace that Lightcone can read (${formats.map(({ name }) => name).join(", ")})`;
      context.report({ position: start(source), severity: "error", code: "unknown-format", message });
      return undefined;
    }
    if (format !== undefined && found !== format) {
      const message = `this is a ${found.name} file, and the first is a ${format.name} file: they make no one trace`;
      context.report({ position: start(source), severity: "error", code: "mixed-formats", message });
      return undefined;
    }
    format = found;
  }
  return format?.read(sources, context);
}

function start(source: Source) {
  return { file: source.name, line: 1, column: 1 };
}
