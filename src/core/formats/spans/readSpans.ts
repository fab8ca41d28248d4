// What the readers of span files share: they fill one table from all files, and the table becomes a trace. Problems
// are counted here, so that no file reports one kind of them a million times.

import type { Severity } from "../../trace/problem.ts";
import type { TimeUnit } from "../../trace/trace.ts";
import { baseName, type ReadContext, type Reading, type Source } from "../format.ts";
import type { RecordPlace, TextFault } from "../json/plan.ts";
import { SpanTable } from "./spanTable.ts";
import { spanTrace } from "./spanTrace.ts";
import { Tally } from "./tally.ts";

/** Where a reader puts what it finds, and the file that it is in. */
export class SpanInput {
  readonly table = new SpanTable();
  readonly tally: Tally;
  file = 0;
  #fileName = "";
  /** The first time of all, from which the others count: subtracted before anything is rounded. */
  #origin: number | undefined;

  constructor(tally: Tally) {
    this.tally = tally;
  }

  beginFile(name: string): void {
    this.#fileName = name;
    this.file = this.table.addFile(name);
  }

  /** A time since the first one that was asked for. */
  since(time: number): number {
    this.#origin ??= time;
    return time - this.#origin;
  }

  problem(place: RecordPlace, severity: Severity, code: string, message: string): void {
    const column = this.tally.isOpen(code) ? place.column() : 1;
    this.tally.add({ file: this.#fileName, line: place.line, column }, severity, code, message);
  }

  fault({ line, column, code, message }: TextFault): void {
    this.tally.add({ file: this.#fileName, line, column }, "error", code, message);
  }
}

/** Reads all files into one table, and the table as a trace. */
export async function readSpans(
  sources: readonly Source[],
  context: ReadContext,
  timeUnit: TimeUnit,
  readFile: (source: Source, input: SpanInput) => Promise<void>,
): Promise<Reading | undefined> {
  const tally = new Tally(context.report);
  const input = new SpanInput(tally);
  for (const source of sources) {
    input.beginFile(source.name);
    await readFile(source, input);
  }
  const name = sources.map((source) => baseName(source.name)).join(", ");
  const trace = spanTrace(input.table, name, timeUnit, tally);
  tally.finish();
  if (trace === undefined) {
    const position = { file: sources[0].name, line: 1, column: 1 };
    context.report({
      position,
      severity: "error",
      code: "no-spans",
      message: "there is no span in this file",
    });
    return undefined;
  }
  return { trace, claims: [] };
}
