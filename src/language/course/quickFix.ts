// What a quick fix is.

import type { TextChange } from "./place.ts";

/** A change that puts a problem right. */
export interface QuickFix {
  readonly title: string;
  readonly changes: readonly TextChange[];
  /** Whether it is the one thing that can have been meant. */
  readonly preferred: boolean;
}

/** One of several ways out. */
export function fix(title: string, changes: readonly TextChange[]): QuickFix {
  return { title, changes, preferred: false };
}

/** The likeliest way out. */
export function preferred(title: string, changes: readonly TextChange[]): QuickFix {
  return { title, changes, preferred: true };
}
