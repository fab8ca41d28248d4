// What a quick fix is. It says what changes in which file, not how an editor makes the change, so that tests can apply
// it to plain texts.

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
