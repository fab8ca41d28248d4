// Reads a source as JSON, record by record, telling how far it has come.

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
    scanner.feed(piece);
    await progress?.(read);
  }
  scanner.finish();
}
