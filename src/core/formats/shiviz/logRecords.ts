// Finds the records of a log by a pattern, in text that comes in pieces, with the line of each; a record may span lines
// and pieces. Lines that no record covers are told too, so that nothing is passed over in silence.

import type { ReadyPattern } from "./patterns.ts";

/** What the scanner finds, in the order of the text. Lines count from 1. */
export interface LogVisitor {
  /** A record, by the pattern's groups of these names. */
  readonly record: (
    host: string | undefined,
    clock: string | undefined,
    event: string | undefined,
    line: number,
  ) => void;
  /** A line, not blank, that belongs to no record. */
  readonly other: (text: string, line: number) => void;
}

/** A record that ends so near to the end of what has come so far may go on in the next piece. */
const LONGEST_RECORD = 1 << 16;

export class LogScanner {
  readonly #ready: ReadyPattern;
  readonly #visitor: LogVisitor;
  #buffer = "";
  #line: number;

  /** `pattern` is global and multi-line. `line`: the number of the first line that is given. */
  constructor(pattern: ReadyPattern, visitor: LogVisitor, line = 1) {
    this.#ready = pattern;
    this.#visitor = visitor;
    this.#line = line;
  }

  /** Takes the next piece of the text. */
  add(piece: string): void {
    this.#buffer += piece.includes("\r") ? piece.replaceAll("\r", "") : piece;
    if (this.#buffer.length > 2 * LONGEST_RECORD) this.#scan(this.#buffer.length - LONGEST_RECORD);
  }

  /** The text is over. */
  finish(): void {
    this.#scan(this.#buffer.length);
    this.#between(0, this.#buffer.length);
    this.#buffer = "";
  }

  /** Takes the records that end before `limit`. */
  #scan(limit: number): void {
    const { pattern, group } = this.#ready;
    let done = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(this.#buffer); match !== null; match = pattern.exec(this.#buffer)) {
      const end = match.index + match[0].length;
      if (end > limit) {
        // It may go on in what is still to come: it is kept whole, and looked at again then.
        this.#between(done, match.index);
        this.#buffer = this.#buffer.slice(match.index);
        return;
      }
      if (match[0] === "") {
        pattern.lastIndex++;
        continue;
      }
      this.#between(done, match.index);
      this.#visitor.record(group(match, "host"), group(match, "clock"), group(match, "event"), this.#line);
      this.#line += newlines(match[0]);
      done = end;
    }
    if (done === 0 && limit < this.#buffer.length) done = this.#beforeLimit(limit);
    this.#buffer = this.#buffer.slice(done);
  }

  /** Where no record ends before the limit: passes over the whole lines before it. */
  #beforeLimit(limit: number): number {
    const end = this.#buffer.lastIndexOf("\n", limit - 1) + 1;
    this.#between(0, end);
    return end;
  }

  /** Looks at the text between two records, line by line. */
  #between(start: number, end: number): void {
    if (start === end) return;
    const lines = this.#buffer.slice(start, end).split("\n");
    lines.forEach((line, i) => {
      if (line.trim() !== "") this.#visitor.other(line, this.#line + i);
    });
    this.#line += lines.length - 1;
  }
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
