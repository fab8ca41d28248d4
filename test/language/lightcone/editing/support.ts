// Edits of a diagram under test: a text, what is asked, and the text that comes of it, read and run anew by the format's
// own way and not by the editing code.

import assert from "node:assert/strict";
import {
  type DiagramEdit,
  type EditAnswer,
  type StatementPlace,
  withChanges,
} from "../../../../src/core/analysis/scenarioEdit.ts";
import type { Scenario } from "../../../../src/core/scenario/scenario.ts";
import type { Trace } from "../../../../src/core/trace/trace.ts";
import { editScenario } from "../../../../src/language/lightcone/editing/editScenario.ts";
import { LightconeParser } from "../../../../src/language/lightcone/parsing/parse.ts";
import { openText } from "../support.ts";

const parser = new LightconeParser();

export function answerOf(text: string, edit: DiagramEdit, scenario?: string): EditAnswer {
  const findImport = () => undefined;
  const parse = (each: string, name: string) => parser.parse(each, name);
  return editScenario({ name: "a.lightcone", text, findImport, parse }, scenario, edit);
}

/** The text after an edit that is possible. */
export function edited(text: string, edit: DiagramEdit, scenario?: string): string {
  const answer = answerOf(text, edit, scenario);
  assert.equal(answer.kind, "changes", answer.words);
  return answer.kind === "changes" ? withChanges(text, answer.changes) : text;
}

/** Why an edit is not possible. */
export function refusal(text: string, edit: DiagramEdit, scenario?: string): string {
  const answer = answerOf(text, edit, scenario);
  assert.equal(answer.kind, "refused", JSON.stringify(answer));
  return answer.words;
}

/** Where the first text that looks like this begins. */
export function place(text: string, statement: string): StatementPlace {
  const at = text.indexOf(statement);
  assert.ok(at >= 0, statement);
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The run of a text, and how many errors it has. */
export async function ran(
  text: string,
): Promise<{ readonly scenario: Scenario; readonly trace: Trace; readonly errors: number }> {
  const { scenario, trace, problems } = await openText(text);
  assert.ok(scenario !== undefined && trace !== undefined);
  const errors = problems.filter(
    ({ severity, code }) => severity === "error" && !code.startsWith("expectation-"),
  ).length;
  return { scenario, trace, errors };
}
