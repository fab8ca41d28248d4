// Splits the course's files into lines and words with their columns. Blank lines and lines that begin with # are
// passed over, as the course's own reader does.

import type { Report, Severity, SourcePosition } from "../../trace/problem.ts";

/** A word of a line. Columns count from 1. */
export interface Word {
  readonly text: string;
  readonly column: number;
}

/** The words of a line, split at blanks and tabs. */
export function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  for (const match of line.matchAll(/[^\s]+/g)) words.push({ text: match[0], column: match.index + 1 });
  return words;
}

/** Visits each line that is neither blank nor a comment, with its number from 1. */
export function forEachLine(text: string, visit: (line: string, number: number) => void): void {
  let start = 0;
  for (let number = 1; start < text.length; number++) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    const line =
      text.charCodeAt(end - 1) === 13 && end > start ? text.slice(start, end - 1) : text.slice(start, end);
    if (!isPassedOver(line)) visit(line, number);
    start = end + 1;
  }
}

/** Whether a line is blank or a comment. */
function isPassedOver(line: string): boolean {
  const first = line.trimStart().charAt(0);
  return first === "" || first === "#";
}

/** A whole number from 0 to 2^31 − 1, or undefined. */
export function wholeNumber(text: string): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= 0x7fffffff ? value : undefined;
}

/** Reports a problem at words of one file, so that a reader names only the line, the word and what is wrong. */
export class LineReporter {
  readonly #file: string;
  readonly #report: Report;

  constructor(file: string, report: Report) {
    this.#file = file;
    this.#report = report;
  }

  /** The place of a word. */
  at(line: number, word: Word): SourcePosition {
    return { file: this.#file, line, column: word.column, endColumn: word.column + word.text.length };
  }

  error(
    line: number,
    word: Word,
    code: string,
    message: string,
    args: Readonly<Record<string, string | number>> = {},
    severity: Severity = "error",
  ): void {
    this.#report({ position: this.at(line, word), severity, code, message, args });
  }
}
