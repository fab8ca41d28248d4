// The answer of `lightcone possible` to a puzzle: finds it in the files, has it solved, and words what comes of it. The
// JSON's keys are a contract with users' scripts: add to them, never rename.

import { readFile } from "node:fs/promises";
import {
  type Initiators,
  type PuzzleAnswer,
  soleInitiators,
} from "../../core/analysis/possibility/answer.ts";
import {
  type PuzzleQuestion,
  type PuzzleSystem,
  questionOf,
} from "../../core/analysis/possibility/puzzle.ts";
import { readPuzzle } from "../../core/analysis/possibility/readPuzzle.ts";
import { type Solved, solve } from "../../core/analysis/possibility/solve.ts";
import {
  describeDoubt,
  describeInitiators,
  describeReason,
  sendsWords,
  startWords,
} from "../../core/analysis/possibility/words.ts";
import type { ExpectedState } from "../../core/scenario/expectation.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import { formatProblem } from "../../core/trace/problem.ts";
import { printWitness } from "../../language/lightcone/printing/printWitness.ts";
import { choiceOption, Failure, type Options, readOptions, type Streams, textOption } from "../command.ts";
import { openSound } from "../files.ts";
import { traceWriter, writeText } from "../writing.ts";
import type { Answered } from "./answered.ts";
import { answerScript } from "./script.ts";

interface Asked {
  readonly title: string;
  readonly question: PuzzleQuestion;
  /** Where it stands in an authored file. */
  readonly scenario?: Scenario;
  readonly state?: ExpectedState;
}

/** A witness of more lines is not printed unless it is asked for. */
const MOST_PRINTED_SENDS = 50;

export async function answerPuzzle(
  files: readonly string[],
  asked: Initiators,
  options: Options,
  streams: Streams,
): Promise<Answered> {
  const moves = choiceOption(options, "moves", ["free", "script"]);
  const { title, question, scenario, state } = await findPuzzle(files, options, streams);
  if (moves === "script") return answerScript(scenario, state, asked, options, streams);
  const solved = solve(question, asked, title);
  const witness = witnessText(title, question, solved);
  const output = textOption(options, "output");
  const isWritten = output !== undefined && (await writeWitness(output, solved, witness));
  const { system } = question;
  const { answer } = solved;
  const lines = linesOf(system, solved);
  if (isWritten) lines.push(`wrote ${output}`);
  else if (output !== undefined) lines.push(`${output} is not written: there is no run to write`);
  else if (witness !== undefined) {
    const isShort = answer.kind === "possible" && answer.way.sends <= MOST_PRINTED_SENDS;
    lines.push(
      ...(isShort ? ["", witness.trimEnd()] : ["-o WITNESS.lightcone writes a run that records it"]),
    );
  }
  return {
    kind: answer.kind,
    text: lines.map((line) => `${line}\n`).join(""),
    record: recordOf(system, answer, witness),
  };
}

async function findPuzzle(files: readonly string[], options: Options, streams: Streams): Promise<Asked> {
  const [file] = files;
  if (file.toLowerCase().endsWith(".json")) {
    const content = await readFile(file, "utf8").catch(() => {
      throw new Failure(`${file}:1:1: cannot be read; is there such a file?`);
    });
    const { question, problems } = readPuzzle(file, content.replace(/^\uFEFF/, ""));
    if (question !== undefined) return { title: file, question };
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    throw new Failure(`${formatProblem(problems[0])}${more}`);
  }
  const { reading, scenario } = await openSound(files, streams, { read: readOptions(options) });
  const isOne = textOption(options, "execution") !== undefined;
  const scenarios = isOne ? [scenario] : (reading.scenarios ?? [scenario]);
  const all = scenarios.flatMap((each) =>
    (each?.puzzles ?? []).map(({ name, state }): Asked & { readonly name: string } => ({
      name,
      title: name === "" ? "this puzzle" : `puzzle ${name}`,
      question: questionOf(each ?? { processes: [], channels: [] }, state),
      scenario: each,
      state,
    })),
  );
  if (all.length === 0) {
    const hint = "write one, `possible { … }`, or ask of a snapshot or cut, with --snapshot or --cut";
    throw new Failure(`${file}:1:1: holds no puzzle; ${hint}`);
  }
  const wanted = textOption(options, "puzzle");
  const names = all.map(({ name }, i) => (name === "" ? String(i + 1) : name)).join(", ");
  if (wanted === undefined) {
    if (all.length > 1)
      throw new Failure(`${file}:1:1: holds several puzzles (${names}); choose one with --puzzle`);
    return all[0];
  }
  const found =
    all.find(({ name }) => name === wanted) ?? (/^\d+$/.test(wanted) ? all[Number(wanted) - 1] : undefined);
  if (found === undefined) throw new Failure(`--puzzle: there is no puzzle ${wanted}; there are: ${names}`);
  return found;
}

function witnessText(
  title: string,
  { system }: PuzzleQuestion,
  { answer, witness }: Solved,
): string | undefined {
  if (answer.kind !== "possible" || witness?.kind !== "written") return undefined;
  return printWitness(title, system, answer, witness.scenario);
}

/** Writes the run as a scenario, or as its trace, by the ending. Gives false where there is none. */
async function writeWitness(
  output: string,
  { trace }: Solved,
  witness: string | undefined,
): Promise<boolean> {
  const isAuthored = output.toLowerCase().endsWith(".lightcone");
  const write = isAuthored ? undefined : traceWriter(output);
  if (witness === undefined || trace === undefined) return false;
  await writeText(output, write === undefined ? [witness] : write(trace));
  return true;
}

function linesOf(system: PuzzleSystem, { answer, witness }: Solved): string[] {
  const lines: string[] = [];
  if (answer.kind === "possible") {
    lines.push(`${startWords(system, answer)}, after ${sendsWords(answer.way)}`);
    lines.push(describeInitiators(system, answer));
    if (witness?.kind === "too-long") lines.push(`a run of ${witness.sends} sends is too long to be written`);
    return lines;
  }
  if (answer.kind === "unknown") return answer.doubts.map((doubt) => describeDoubt(system, doubt));
  lines.push(...answer.reasons.map((reason) => describeReason(system, reason)));
  if (answer.consistent === false) lines.push("it is no consistent global state: no run passes through it");
  else if (answer.consistent === true) {
    lines.push(`it is a consistent global state, though; ${describeInitiators(system, answer)}`);
  }
  return lines;
}

function recordOf(system: PuzzleSystem, answer: PuzzleAnswer, witness: string | undefined) {
  const names = (processes: readonly number[]): string[] => processes.map((p) => system.processes[p].name);
  const common = {
    verdict: answer.kind,
    initiators: answer.asked,
    consistent: answer.consistent ?? null,
    alone: names(soleInitiators(answer)),
    groups: answer.groups.map(names),
  };
  switch (answer.kind) {
    case "possible":
      return {
        ...common,
        sends: answer.way.sends,
        fewest: answer.way.isFewest,
        ...(witness === undefined ? {} : { witness }),
      };
    case "impossible":
      return {
        ...common,
        reasons: answer.reasons.map((reason) => ({
          kind: reason.kind,
          words: describeReason(system, reason),
        })),
      };
    case "unknown":
      return {
        ...common,
        doubts: answer.doubts.map((doubt) => ({ kind: doubt.kind, words: describeDoubt(system, doubt) })),
      };
  }
}
