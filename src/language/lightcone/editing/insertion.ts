// A new statement in the text: which words, and where. It stands among its process's statements in the order of time, in
// a line of its own, indented as its neighbour is; what stood there stays as it was.

import type { NewStep, TextChange } from "../../../core/analysis/scenarioEdit.ts";
import type { Statement } from "../grammar/generated/ast.ts";
import { nameWords, numberWords, payloadWords, textWords } from "../printing/words.ts";
import { type ScenarioRun, stepsOf, timeOf } from "./scenarioRun.ts";

const INDENT = "    ";
/** What declares the system and stands before what happens. */
const SYSTEM: ReadonlySet<string> = new Set(
  "Processes Channels Clock Partition TimeUnit Seed Stop".split(" "),
);
const HAPPENS: ReadonlySet<string> = new Set("Send Receive Local Crash Restart Snapshot Workload".split(" "));

/** The statement that a step is written as. */
function wordsOf(process: string, time: number, step: NewStep): string {
  const at = `at ${numberWords(time)}`;
  const name = nameWords(process);
  switch (step.kind) {
    case "send": {
      const content = payloadWords(step.payload);
      return `${name} -> ${nameWords(step.to)}${content === "" ? "" : ` : ${content}`} ${at}`;
    }
    case "local":
      return `${name} does${step.label === "" ? "" : ` ${textWords(step.label)}`} ${at}`;
    case "snapshot":
      return `snapshot by ${name} ${at}`;
  }
}

/** Where a statement of a process goes that happens at `time`, and the statement there. */
export function insertion(run: ScenarioRun, process: string, time: number, step: NewStep): TextChange {
  const statement = wordsOf(process, time, step);
  const happening = run.statements.filter(({ $type, $cstNode }) => HAPPENS.has($type) && $cstNode);
  // Snapshots are counted in the order of the text: a new one comes last, so that none gets another number.
  const lastSnapshot = happening.filter(({ $type }) => $type === "Snapshot").at(-1);
  if (step.kind === "snapshot" && lastSnapshot !== undefined) return after(run, lastSnapshot, statement);
  const [from, to] = betweenOwn(run, happening, process, time);
  const there = happening.slice(from, to);
  const earlier = there.filter((each) => beginOf(run, each) <= time).at(-1);
  const before = earlier ?? happening[from - 1];
  if (before !== undefined) return after(run, before, statement);
  const first = happening[0];
  if (first !== undefined) return ahead(run, first, statement);
  return behindSystem(run, statement);
}

/** The part of the statements, from one and before another, within which the process's order lets it stand. */
function betweenOwn(
  run: ScenarioRun,
  happening: readonly Statement[],
  process: string,
  time: number,
): readonly [number, number] {
  const lane = run.scenario.processes.findIndex(({ name }) => name === process);
  const steps = run.scenario.steps ?? [];
  let from = 0;
  for (const [i, statement] of happening.entries()) {
    const own = stepsOf(run, statement).filter((step) => steps[step].lane === lane);
    if (own.length === 0) continue;
    if (own.some((step) => timeOf(run, step) > time)) return [from, i];
    from = i + 1;
  }
  return [from, happening.length];
}

/** When the first step of a statement happens. */
function beginOf(run: ScenarioRun, statement: Statement): number {
  const times = stepsOf(run, statement).map((step) => {
    const given = run.scenario.steps?.[step].at;
    return Math.min(timeOf(run, step), given ?? Number.POSITIVE_INFINITY);
  });
  return Math.min(...times);
}

/** In the line after a statement's; directly behind it where its line holds more than a comment. */
function after(run: ScenarioRun, { $cstNode }: Statement, words: string): TextChange {
  const { text } = run;
  const end = $cstNode?.end ?? text.length;
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? "";
  const at = /^[ \t]*(\/\/.*|\/\*((?!\*\/).)*\*\/[ \t]*)?$/.test(rest) ? end + rest.length : end;
  return { start: at, end: at, text: `${lineBreak(text)}${indentOf(run, $cstNode?.offset ?? 0)}${words}` };
}

/** In the line before a statement's. */
function ahead(run: ScenarioRun, { $cstNode }: Statement, words: string): TextChange {
  const { text } = run;
  const start = $cstNode?.offset ?? 0;
  const line = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const indent = indentOf(run, start);
  if (text.slice(line, start).trim() === "")
    return { start: line, end: line, text: `${indent}${words}${lineBreak(text)}` };
  return { start, end: start, text: `${words}${lineBreak(text)}${indent}` };
}

/** Where nothing happens yet: behind the system, or as the first thing of the block. */
function behindSystem(run: ScenarioRun, words: string): TextChange {
  const system = run.statements.filter(({ $type, $cstNode }) => SYSTEM.has($type) && $cstNode).at(-1);
  const { text, block } = run;
  const empty = lineBreak(text);
  if (system !== undefined) {
    const change = after(run, system, words);
    return { ...change, text: `${empty}${change.text}` };
  }
  const first = run.statements.find(({ $cstNode }) => $cstNode);
  if (first !== undefined) return ahead(run, first, words);
  if (block.$type === "File") return { start: text.length, end: text.length, text: `${words}${empty}` };
  const open = text.indexOf("{", block.$cstNode?.offset ?? 0) + 1;
  const isOpen = /^\s*\}/.test(text.slice(open)) && !/^[ \t]*[\r\n]/.test(text.slice(open));
  return { start: open, end: open, text: `${empty}${INDENT}${words}${isOpen ? empty : ""}` };
}

/** The indentation of the line in which something stands. */
function indentOf({ text, block }: ScenarioRun, offset: number): string {
  const line = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const before = text.slice(line, offset);
  if (before.trim() === "") return before;
  return block.$type === "File" ? "" : INDENT;
}

function lineBreak(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}
