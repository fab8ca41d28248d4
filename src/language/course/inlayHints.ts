// Small grey notes at the ends of a script's lines: the time after a tick, the tokens that a sender has left. They are
// what a reader of a script would otherwise count on their fingers.

import type { ScriptFile } from "./courseFile.ts";
import type { CourseView } from "./courseView.ts";
import { holdingAt } from "./moments.ts";
import type { LineSpan } from "./place.ts";

export interface InlayHint {
  readonly line: number;
  /** The column after the line's last word. */
  readonly column: number;
  readonly words: string;
}

/** The hints of the lines of a span. */
export function inlayHintsOf({ run }: CourseView, script: ScriptFile, span: LineSpan): InlayHint[] {
  const hints: InlayHint[] = [];
  for (const command of script.commands) {
    const { verb, number, time, timeAfter } = command;
    if (number < span.from || number > span.to) continue;
    const { words } = command;
    const last = words[words.length - 1];
    const column = last.column + last.text.length;
    if (verb === "tick" && timeAfter > time) hints.push({ line: number, column, words: `time ${timeAfter}` });
    if (verb !== "send" || words.length !== 4 || run === undefined) continue;
    const name = words[1].text;
    const holding = holdingAt(run.trace, script, name, number);
    if (holding === undefined || holding.before === holding.after) continue;
    hints.push({ line: number, column, words: `${name}: ${holding.before} → ${holding.after}` });
  }
  return hints;
}
