// What a fence of Markdown says: its scenarios, each run and judged at once, within bounds, since whoever shows a document
// waits for it. A fence that is wrong, or too large, has problems and draws nothing; it never throws.

import { type Opened, openScenarioNow } from "../../core/analysis/opened.ts";
import { askedCut, type ShownCut, snapshotCut } from "../../core/analysis/shownCut.ts";
import type { Problem, SourcePosition } from "../../core/trace/problem.ts";
import type { Trace } from "../../core/trace/trace.ts";
import { importedPath } from "../lightcone/imports.ts";
import { compile, type SourceFile } from "../lightcone/meaning/compile.ts";
import type { LightconeParser } from "../lightcone/parsing/parse.ts";

/** What a document may hold in one fence, so that its preview follows the typing. */
const MOST_CHARACTERS = 60_000;
const MOST_SCENARIOS = 30;
const MOST_PROCESSES = 60;
/** Actions and deliveries of all runs of a fence. */
const MOST_STEPS = 60_000;

export interface FenceContext {
  readonly parser: LightconeParser;
  /** The document's path or URI: what is imported is looked for beside it. */
  readonly document: string;
  /** The text of a file that a fence imports, by its path or URI; undefined where there is none. */
  readonly readImport?: (path: string) => string | undefined;
}

/** One scenario of a fence. */
export interface FenceRun {
  /** Empty for a fence that is one scenario without a name. */
  readonly name: string;
  readonly opened: Opened & { readonly trace: Trace };
  /** The cut that is drawn: the first snapshot's, else the first cut. */
  readonly cut: ShownCut | undefined;
}

export interface FenceReading {
  readonly runs: readonly FenceRun[];
  /** What is wrong: lines and columns of the fence's own text, from 1. Expectations that fail are not among them. */
  readonly problems: readonly Problem[];
}

/** Reads and runs what a fence says. With an error in it, nothing is run. */
export function readFence(text: string, context: FenceContext): FenceReading {
  const { document: name, parser } = context;
  if (text.length > MOST_CHARACTERS)
    return tooLarge(name, `a fence may hold ${MOST_CHARACTERS} characters; this one has ${text.length}`);
  const files = new Map<string, SourceFile | undefined>();
  const parsed = parser.parse(text, name);
  const problems = [...parsed.problems];
  const findImport = (path: string, from: string): SourceFile | undefined => {
    const key = importedPath(path, from);
    if (!files.has(key)) files.set(key, importedFile(key, context, problems));
    return files.get(key);
  };
  const compiled = compile({ file: parsed.file, name }, findImport);
  problems.push(...compiled.problems);
  if (hasError(problems)) return { runs: [], problems };
  const { scenarios } = compiled;
  const crowded = scenarios.find(({ processes }) => processes.length > MOST_PROCESSES);
  if (crowded !== undefined) {
    const words = `a fence draws at most ${MOST_PROCESSES} processes; here are ${crowded.processes.length}`;
    return tooLarge(name, words);
  }
  if (scenarios.length > MOST_SCENARIOS)
    return tooLarge(name, `a fence draws at most ${MOST_SCENARIOS} scenarios; here are ${scenarios.length}`);
  const isNamed = parsed.file.scenarios.length > 0;
  const runs: FenceRun[] = [];
  for (const scenario of scenarios) {
    const opened = openScenarioNow(scenario, Math.floor(MOST_STEPS / scenarios.length));
    if (opened?.trace === undefined)
      return tooLarge(name, `the run takes more than ${MOST_STEPS} steps, too many to draw in a document`);
    problems.push(...opened.problems.filter(({ code }) => !code.startsWith("expectation-")));
    const { trace } = opened;
    runs.push({
      name: isNamed ? scenario.name : "",
      opened: { ...opened, trace },
      cut: cutOf({ ...opened, trace }),
    });
  }
  return hasError(problems) ? { runs: [], problems } : { runs, problems };
}

function importedFile(
  path: string,
  { parser, readImport }: FenceContext,
  problems: Problem[],
): SourceFile | undefined {
  const text = readImport?.(path);
  if (text === undefined) return undefined;
  const { file, problems: found } = parser.parse(text, path);
  problems.push(...found);
  return { file, name: path };
}

function cutOf({ trace, verdicts, cuts }: FenceRun["opened"]): ShownCut | undefined {
  if (trace.snapshots.length > 0) return snapshotCut(trace, 0, verdicts[0]);
  return cuts.length === 0 ? undefined : askedCut(trace, `cut ${cuts[0].planned.name}`, cuts[0].cut);
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}

function tooLarge(file: string, message: string): FenceReading {
  const position: SourcePosition = { file, line: 1, column: 1 };
  return { runs: [], problems: [{ position, severity: "error", code: "fence-too-large", message }] };
}
