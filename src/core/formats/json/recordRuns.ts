// Runs of records that are parsed together. Where a run ends is guessed from what stood between the last two records
// and how the second began; a run that parses as a list's content ends where an element ends, so a guess cannot mislead.

import { parsed } from "./parsed.ts";

/** Characters that are parsed as one run. */
const RUN = 1 << 17;
/** Characters between two records, and of the second's beginning. */
const LONGEST_GAP = 64;

export interface RecordRun {
  readonly text: string;
  readonly values: readonly unknown[];
}

export class RecordRuns {
  /** The closing brace of a record, what follows it, and the next record up to its first property's name. */
  #boundary = "";

  /** Learns from a record that ended at `lastEnd` and one that begins at `at`. */
  learn(text: string, lastEnd: number, at: number): void {
    if (lastEnd <= 0 || at - lastEnd > LONGEST_GAP) return;
    const quote = text.indexOf('"', text.indexOf('"', at) + 1);
    if (quote < 0 || quote - at > LONGEST_GAP) return;
    const boundary = text.slice(lastEnd - 1, quote + 1);
    if (/^\}\s*,\s*\{\s*"/.test(boundary)) this.#boundary = boundary;
  }

  /** Where the run that begins at `at` may end; `at` or less where nobody knows. */
  endOf(text: string, at: number): number {
    return this.#boundary === "" ? at : text.lastIndexOf(this.#boundary, at + RUN) + 1;
  }

  /** A run, if the text between is one. */
  cut(text: string, at: number, end: number): RecordRun | undefined {
    const run = text.slice(at, end);
    const values = parsed(`[${run}]`);
    return Array.isArray(values) ? { text: run, values } : undefined;
  }

  /** Where the records of a run begin; undefined where they are not all separated alike. */
  startsIn({ text, values }: RecordRun): number[] | undefined {
    const starts = [0];
    const gap = this.#boundary.indexOf("{");
    let at = text.indexOf(this.#boundary);
    for (; at >= 0; at = text.indexOf(this.#boundary, at + 1)) starts.push(at + gap);
    return starts.length === values.length ? starts : undefined;
  }
}
