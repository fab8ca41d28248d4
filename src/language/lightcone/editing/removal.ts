// A statement taken out of the text: with its line and the comment behind it where it stands alone there. What
// stands above, be it a comment on it, stays: it may speak of what follows.

import type { TextChange } from "../../../core/analysis/scenarioEdit.ts";
import type { Statement } from "../grammar/generated/ast.ts";
import type { ScenarioRun } from "./scenarioRun.ts";

export function removal({ text }: ScenarioRun, { $cstNode }: Statement): TextChange {
  const [start, end] = [$cstNode?.offset ?? 0, $cstNode?.end ?? 0];
  const line = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const isFirst = text.slice(line, start).trim() === "";
  const rest = /^[ \t]*(\/\/[^\r\n]*)?(\r\n|\r|\n|$)/.exec(text.slice(end));
  if (isFirst && rest !== null) return { start: line, end: end + rest[0].length, text: "" };
  // Between others of its line: the blanks behind it go too, or those before it where it is the last.
  const behind = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  if (rest === null) return { start, end: end + behind, text: "" };
  const before = /[ \t]*$/.exec(text.slice(line, start))?.[0].length ?? 0;
  return { start: start - before, end, text: "" };
}
