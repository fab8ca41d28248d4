// What a diagram asks to be changed in the text of a scenario, and the answer: the changes of the text, or why not. Plain
// data, without the parser, so that an editor's host can ask a language server for it.

import type { Payload } from "../trace/trace.ts";

/** Where a statement begins: line and column, from 1. */
export interface StatementPlace {
  readonly line: number;
  readonly column: number;
}

/** A step that is not there yet. */
export type NewStep =
  | { readonly kind: "send"; readonly to: string; readonly payload: Payload }
  | { readonly kind: "local"; readonly label: string }
  | { readonly kind: "snapshot" };

/** Times are in the unit of the scenario. */
export type DiagramEdit =
  /** The message that this statement sends is received at another time. */
  | { readonly kind: "receive"; readonly statement: StatementPlace; readonly time: number }
  /** What this statement says happens at another time; of a snapshot, its start by this process. */
  | {
      readonly kind: "time";
      readonly statement: StatementPlace;
      readonly process: string;
      readonly time: number;
    }
  | { readonly kind: "remove"; readonly statement: StatementPlace }
  | { readonly kind: "add"; readonly process: string; readonly time: number; readonly step: NewStep };

/** A piece of the text, by offsets, and what takes its place. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type EditAnswer =
  /** Changes in the order of the text, none on another; `words`: what is so then, without a full stop. */
  | { readonly kind: "changes"; readonly changes: readonly TextChange[]; readonly words: string }
  /** Why it cannot be, without a full stop. */
  | { readonly kind: "refused"; readonly words: string };

/** The text with the changes made. */
export function withChanges(text: string, changes: readonly TextChange[]): string {
  let changed = "";
  let at = 0;
  for (const { start, end, text: piece } of changes) {
    changed += text.slice(at, start) + piece;
    at = end;
  }
  return changed + text.slice(at);
}
