// What each way of answering `lightcone possible` gives to the command, which prints it as text or JSON.
// The ways stand beside this file: puzzle.ts, script.ts, trace.ts.

import type { PuzzleAnswer } from "../../core/analysis/possibility/answer.ts";

export interface Answered {
  readonly kind: PuzzleAnswer["kind"];
  /** Whole lines, for people. */
  readonly text: string;
  /** For JSON. */
  readonly record: unknown;
}
