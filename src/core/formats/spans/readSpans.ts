// What the readers of span files share: they fill one table from all files, and the table becomes a trace. Problems
// are counted here, so that no file reports one kind of them a million times.

import type { Severity } from "../../trace/problem.ts";
import type { TimeUnit } from "../../trace/trace.ts";
import { baseName, type ReadContext, type Reading, type Source } from "../format.ts";
import type { RecordPlace, TextFault } from "../json/plan.ts";
import { type Lookup, SnapshotWatch } from "../snapshotEvents/snapshotWatch.ts";
import { SpanTable } from "./spanTable.ts";
import { eventKey, spanKey, spanTrace } from "./spanTrace.ts";
import { Tally } from "./tally.ts";

/** Where a reader puts what it finds, and the file that it is in. */
export class SpanInput {
  readonly table = new SpanTable();
  readonly tally: Tally;
  /** Notes what spans and their events say of snapshots: see spanKey and eventKey. */
  readonly watch: SnapshotWatch;
  file = 0;
  #fileName = "";
  /** The first time of all, from which the others count: subtracted before anything is rounded. */
  #origin: number | undefined;

  constructor(tally: Tally, watch: SnapshotWatch) {
    this.tally = tally;
    this.watch = watch;
  }

  /** Whether a span's name speaks of snapshots. */
  seesSpan(row: number): boolean {
    return this.watch.watches(this.table.spans.columns.name[row], this.table.names.list);
  }

  /** Whether the name of a span's event does. */
  seesEvent(event: number): boolean {
    return this.watch.watches(this.table.events.columns.name[event], this.table.names.list);
  }

  noteSpan(row: number, lookup: Lookup): void {
    this.watch.note(spanKey(row), this.table.spans.columns.name[row], lookup);
  }

  noteEvent(event: number, lookup: Lookup): void {
    this.watch.note(eventKey(event), this.table.events.columns.name[event], lookup);
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
  const input = new SpanInput(tally, SnapshotWatch.of(context, sources[0].name));
  for (const source of sources) {
    input.beginFile(source.name);
    await readFile(source, input);
  }
  const name = sources.map((source) => baseName(source.name)).join(", ");
  const trace = spanTrace(input.table, name, timeUnit, tally, input.watch, context.report);
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
