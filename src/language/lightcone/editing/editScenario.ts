// What a diagram asks for, as changes of the text: tried on the text, read and run again, and given only if it came out as
// asked and nothing that held before broke. So what is possible is said by the language and the engine alone, and a
// refusal has their words.

import {
  type DiagramEdit,
  type EditAnswer,
  type TextChange,
  withChanges,
} from "../../../core/analysis/scenarioEdit.ts";
import type { Step } from "../../../core/scenario/step.ts";
import { formatTime } from "../../../core/trace/describe.ts";
import type { Problem } from "../../../core/trace/problem.ts";
import type { Statement } from "../grammar/generated/ast.ts";
import { insertion } from "./insertion.ts";
import { removal } from "./removal.ts";
import {
  type EditedFile,
  receiptOf,
  runOf,
  type ScenarioRun,
  statementAt,
  stepsOf,
  timeOf,
} from "./scenarioRun.ts";
import { type Attempt, movedTo, receivedAt } from "./timeEdits.ts";

/** `wanted`: the name of the scenario that the diagram shows; the first without one. */
export function editScenario(file: EditedFile, wanted: string | undefined, edit: DiagramEdit): EditAnswer {
  const before = runOf(file, file.text, wanted);
  if (before === undefined) return refused("the scenario that the diagram shows is not in the text any more");
  const statement = edit.kind === "add" ? undefined : statementAt(before, edit.statement);
  if (edit.kind !== "add" && statement === undefined)
    return refused("the text has changed meanwhile: try again");
  const attempt = attemptOf(before, statement, edit);
  if (typeof attempt === "string") return refused(attempt);
  const after = runOf(file, withChanges(file.text, attempt), wanted);
  if (after === undefined) return refused("the scenario could not be read any more");
  const fault = brokenBy(before, after) ?? strayed(before, after, edit, statement, attempt);
  if (fault !== undefined) return refused(fault);
  return { kind: "changes", changes: attempt, words: outcome(after, edit, statement) };
}

function refused(words: string): EditAnswer {
  return { kind: "refused", words };
}

function attemptOf(run: ScenarioRun, statement: Statement | undefined, edit: DiagramEdit): Attempt {
  switch (edit.kind) {
    case "add":
      if (!run.scenario.processes.some(({ name }) => name === edit.process))
        return `there is no process ${edit.process}`;
      return [insertion(run, edit.process, edit.time, edit.step)];
    case "remove":
      return statement === undefined ? [] : [removal(run, statement)];
    case "time":
      return statement === undefined ? [] : movedTo(run, statement, edit.process, edit.time);
    case "receive":
      return statement?.$type === "Send"
        ? receivedAt(run, statement, edit.time)
        : "`random` draws this message: its times are not in the text";
  }
}

/** What is wrong in the text after the edit and was not before, in words; what is expected may fail, that is what one plays with. */
function brokenBy(before: ScenarioRun, after: ScenarioRun): string | undefined {
  const known = new Map<string, number>();
  for (const problem of before.errors) known.set(keyOf(problem), (known.get(keyOf(problem)) ?? 0) + 1);
  for (const problem of after.errors) {
    const left = known.get(keyOf(problem)) ?? 0;
    if (left === 0) return problem.message;
    known.set(keyOf(problem), left - 1);
  }
  return undefined;
}

/** The problem without the numbers in it: lines and times may move. */
function keyOf({ code, message }: Problem): string {
  return `${code} ${message.replaceAll(/\d+(\.\d+)?/g, "#")}`;
}

/** How the run differs from what was asked, or what refers to something else than before; undefined where all is well. */
function strayed(
  before: ScenarioRun,
  after: ScenarioRun,
  edit: DiagramEdit,
  statement: Statement | undefined,
  changes: readonly TextChange[],
): string | undefined {
  const own = statement === undefined ? [] : stepsOf(before, statement);
  switch (edit.kind) {
    case "receive":
      return misses(after, receiptOf(after, own[0]), edit.time, "is received");
    case "time":
      return startsTime(after, stepOfProcess(before, own, edit.process), edit);
    case "add": {
      const place = newStep(before, after, changes[0]);
      const moved = (step: number): number => (step < place ? step : step + 1);
      return (
        misses(after, timeOf(after, place), edit.time, "happens") ??
        referToOthers(before, after, moved, (id) => id)
      );
    }
    case "remove": {
      const moved = (step: number): number => step - own.filter((each) => each < step).length;
      const gone = before.scenario.steps?.[own[0]];
      const id = gone?.kind === "snapshot" ? gone.id : Number.POSITIVE_INFINITY;
      return referToOthers(before, after, moved, (each) => (each > id ? each - 1 : each === id ? -1 : each));
    }
  }
}

function misses(run: ScenarioRun, time: number, wanted: number, verb: string): string | undefined {
  if (time === Number.POSITIVE_INFINITY) return `then it never ${verb}`;
  if (Math.abs(time - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))) return undefined;
  return `then it ${verb} at ${formatTime(run.trace, time)} all the same`;
}

function startsTime(
  run: ScenarioRun,
  step: number,
  { process, time }: Extract<DiagramEdit, { kind: "time" }>,
): string | undefined {
  const happens = timeOf(run, step);
  if (run.scenario.steps?.[step]?.kind === "snapshot" && happens === Number.POSITIVE_INFINITY)
    return `a marker makes ${process} record before that`;
  return misses(run, happens, time, "happens");
}

/** The step of a statement that is a process's own. */
function stepOfProcess(run: ScenarioRun, steps: readonly number[], process: string): number {
  const { steps: all = [], processes } = run.scenario;
  const isOwn = (step: number): boolean => {
    const each = all[step];
    return each.kind !== "workload" && processes[each.process].name === process;
  };
  return steps.find(isOwn) ?? -1;
}

/** The place among the steps of the one that was put in. */
function newStep(before: ScenarioRun, after: ScenarioRun, { start }: TextChange): number {
  const steps = before.scenario.steps ?? [];
  const lines = before.text.slice(0, start).split(/\r\n|\r|\n/);
  const [line, column] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
  const place = steps.findIndex(
    (each) => each.line > line || (each.line === line && (each.column ?? 1) >= column),
  );
  const isOneMore = (after.scenario.steps?.length ?? 0) === steps.length + 1;
  return isOneMore ? (place < 0 ? steps.length : place) : -1;
}

/** Whether a line that waits for a message, or expects something of a snapshot, now means another one. */
function referToOthers(
  before: ScenarioRun,
  after: ScenarioRun,
  moved: (step: number) => number,
  renumbered: (snapshot: number) => number,
): string | undefined {
  const then: readonly Step[] = after.scenario.steps ?? [];
  for (const [i, step] of (before.scenario.steps ?? []).entries()) {
    const same = step.kind === "receive" ? then[moved(i)] : undefined;
    if (step.kind !== "receive" || same === undefined) continue;
    if (same.kind !== "receive" || same.send !== moved(step.send))
      return `line ${step.line} would wait for another message; give the messages names by \`as\``;
  }
  const expected = after.scenario.expectations ?? [];
  for (const [i, { subject, position }] of (before.scenario.expectations ?? []).entries()) {
    const same = expected[i]?.subject;
    if (subject.kind !== "snapshot" || same?.kind !== "snapshot") continue;
    if (same.id !== renumbered(subject.id))
      return `line ${position.line} would expect something of another snapshot`;
  }
  return undefined;
}

function outcome({ trace }: ScenarioRun, edit: DiagramEdit, statement: Statement | undefined): string {
  switch (edit.kind) {
    case "receive":
      return `received at ${formatTime(trace, edit.time)}`;
    case "time":
      return `${statement?.$type === "Send" ? "sent" : "happens"} at ${formatTime(trace, edit.time)}`;
    case "add":
      return `added at ${formatTime(trace, edit.time)}`;
    case "remove":
      return "removed";
  }
}
