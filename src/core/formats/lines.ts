// Splits streamed text into lines, for the formats that have a record a line. A line may span pieces of the text,
// and the last one need not end.

import type { ReadContext, Source } from "./format.ts";

/** Visits each line of a source, without its end, with its number from 1. The last line need not end. */
export async function eachLine(
  source: Source,
  progress: ReadContext["progress"],
  visit: (line: string, number: number) => void,
): Promise<void> {
  let rest = "";
  let number = 1;
  let read = 0;
  for await (const piece of source.text()) {
    read += piece.length;
    let start = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", start)) {
      const line = rest + piece.slice(start, end);
      rest = "";
      visit(line.endsWith("\r") ? line.slice(0, -1) : line, number++);
      start = end + 1;
    }
    rest += piece.slice(start);
    await progress?.(read);
  }
  if (rest !== "") visit(rest, number);
}
