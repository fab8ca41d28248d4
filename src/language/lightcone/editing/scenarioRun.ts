// A scenario of a file as an edit looks at it: its statements, their steps, and what its run made of them. And the small
// changes of the text that edits are made of.

import { GrammarUtils } from "langium";
import type { StatementPlace, TextChange } from "../../../core/analysis/scenarioEdit.ts";
import { type StepEvents, stepEvents } from "../../../core/analysis/stepEvents.ts";
import type { Scenario as CoreScenario } from "../../../core/scenario/scenario.ts";
import { simulate } from "../../../core/snapshot/simulate.ts";
import { NONE } from "../../../core/trace/ids.ts";
import type { Problem } from "../../../core/trace/problem.ts";
import type { Trace } from "../../../core/trace/trace.ts";
import type { File, Scenario, Statement } from "../grammar/generated/ast.ts";
import { compile, type FindImport } from "../meaning/compile.ts";
import type { Parsed } from "../parsing/parse.ts";

/** A file whose text is edited. */
export interface EditedFile {
  /** As positions name it. */
  readonly name: string;
  readonly text: string;
  readonly findImport: FindImport;
  readonly parse: (text: string, name: string) => Parsed;
}

export interface ScenarioRun {
  readonly text: string;
  /** What the statements stand in: a scenario's block, or the file itself. */
  readonly block: File | Scenario;
  readonly statements: readonly Statement[];
  readonly scenario: CoreScenario;
  readonly trace: Trace;
  readonly events: StepEvents;
  /** What is wrong in the whole file and in this run. */
  readonly errors: readonly Problem[];
}

/** Reads and runs a text. `wanted`: the scenario's name; the first without one. Undefined where there is no such scenario. */
export function runOf(
  { name, findImport, parse }: EditedFile,
  text: string,
  wanted: string | undefined,
): ScenarioRun | undefined {
  const { file, problems } = parse(text, name);
  const compiled = compile({ name, file }, findImport);
  const place = wanted === undefined ? 0 : compiled.scenarios.findIndex((each) => each.name === wanted);
  const scenario = compiled.scenarios[place];
  if (scenario === undefined) return undefined;
  const block = file.scenarios.length === 0 ? file : file.scenarios[place];
  const trace = simulate(scenario);
  const errors = [...problems, ...compiled.problems, ...trace.problems].filter(
    ({ severity }) => severity === "error",
  );
  const events = stepEvents(scenario, trace);
  return { text, block, statements: block.statements, scenario, trace, events, errors };
}

export function statementAt({ statements }: ScenarioRun, place: StatementPlace): Statement | undefined {
  return statements.find((statement) => {
    const start = statement.$cstNode?.range.start;
    return start !== undefined && start.line + 1 === place.line && start.character + 1 === place.column;
  });
}

/** The steps of a statement, as indices; a snapshot has one a process that starts it. */
export function stepsOf({ scenario }: ScenarioRun, statement: Statement): number[] {
  const start = statement.$cstNode?.range.start;
  if (start === undefined) return [];
  return (scenario.steps ?? []).flatMap(({ line, column }, i) =>
    line === start.line + 1 && column === start.character + 1 ? [i] : [],
  );
}

/** When a step happens in the run; infinite where it does not. */
export function timeOf({ events, trace }: ScenarioRun, step: number): number {
  const event = events.eventOf[step] ?? NONE;
  return event === NONE ? Number.POSITIVE_INFINITY : trace.events.time[event];
}

/** When the message of a send step is received; infinite where it is not. */
export function receiptOf({ events, trace }: ScenarioRun, step: number): number {
  const event = events.eventOf[step] ?? NONE;
  const receive = event === NONE ? NONE : trace.messages.receive[trace.events.sent[event]];
  return receive === NONE ? Number.POSITIVE_INFINITY : trace.events.time[receive];
}

/** Another text in the place of a property of a node. */
export function replaced(
  node: Statement | { $cstNode?: Statement["$cstNode"] },
  property: string,
  text: string,
): TextChange[] {
  const found = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  return found === undefined ? [] : [{ start: found.offset, end: found.end, text }];
}

/** A text behind a node. */
export function appended(node: { $cstNode?: Statement["$cstNode"] }, text: string): TextChange[] {
  const end = node.$cstNode?.end;
  return end === undefined ? [] : [{ start: end, end, text }];
}
