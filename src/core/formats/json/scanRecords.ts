// Reads a source as JSON, record by record, telling how far it has come. The way from a format's `Source` to the
// scanner of records.

import type { ReadContext, Source } from "../format.ts";
import type { JsonPlan, RecordVisitor } from "./plan.ts";
import { RecordScanner } from "./recordScanner.ts";

export async function scanRecords(
  source: Source,
  plan: JsonPlan,
  visitor: RecordVisitor,
  progress: ReadContext["progress"],
): Promise<void> {
  const scanner = new RecordScanner(plan, visitor);
  let read = 0;
  for await (const piece of source.text()) {
    read += piece.length;
    // In two parts: what is left of the last piece ends with its line, so that the rest need not be joined to it.
    const end = piece.indexOf("\n") + 1;
    if (end > 0) scanner.feed(piece.slice(0, end));
    scanner.feed(piece.slice(end));
    await progress?.(read);
  }
  scanner.finish();
}
