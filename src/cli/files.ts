// Files on the command line: opens them as sources, adds the topology that a lone script needs and the script that
// a recorded snapshot needs, and shows progress. The disk is read by node/fileSource.ts.

import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type OpenContext, type Opened, openFormats } from "../core/analysis/opened.ts";
import { topologyComment } from "../core/formats/course/eventsFile.ts";
import { findScripts } from "../core/formats/course/findScript.ts";
import { findTopology } from "../core/formats/course/findTopology.ts";
import type { Source } from "../core/formats/format.ts";
import { formatProblem, type Problem } from "../core/trace/problem.ts";
import type { Trace } from "../core/trace/trace.ts";
import { ALL_FORMATS } from "../language/formats.ts";
import { importedPath, importsIn } from "../language/lightcone/imports.ts";
import { fileSource, Unreadable } from "../node/fileSource.ts";
import { Failure, type Streams } from "./command.ts";

/** Files that are read for one: more imports than this are a mistake. */
const MOST_IMPORTS = 1000;

/** What was opened, surely with a trace. */
export type OpenedTrace = Opened & { readonly trace: Trace };

/** Opens the files of one trace. Raises `Failure` where nothing can be read. */
export async function openFiles(
  names: readonly string[],
  streams: Streams,
  context: OpenContext = {},
): Promise<OpenedTrace> {
  if (names.length === 0) throw new Failure("no FILE given; see --help");
  const sources = await Promise.all((await withCompanions(names)).map(sourceOf));
  const progress = streams.terminal ? progressLine(streams) : undefined;
  const opened = await openAll(sources, { ...context, progress: progress?.show });
  progress?.clear();
  if (opened.trace === undefined) {
    const problem = opened.problems.find(({ severity }) => severity === "error");
    throw new Failure(problem === undefined ? `${names[0]}:1:1: holds no trace` : formatProblem(problem));
  }
  return { ...opened, trace: opened.trace };
}

/** Opens files for a command that acts on what they say: in an authored scenario, an error ends it. */
export async function openSound(
  names: readonly string[],
  streams: Streams,
  context: OpenContext = {},
): Promise<OpenedTrace> {
  const opened = await openFiles(names, streams, context);
  const errors = errorsOf(opened);
  if (opened.scenario !== undefined) assertSound(opened);
  else for (const problem of errors) streams.error(`${formatProblem(problem)}\n`);
  return opened;
}

/** Raises `Failure` where an authored scenario, or its run, has an error. What is not as expected is a verdict, no error. */
export function assertSound(opened: Opened): void {
  const errors = errorsOf(opened);
  if (errors.length === 0) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more: see lightcone info)` : "";
  throw new Failure(`${formatProblem(errors[0])}${more}`);
}

function errorsOf(opened: Opened): Problem[] {
  const claimed = new Set(opened.reading.claims.map(({ position }) => position.file));
  return opened.problems.filter(
    ({ severity, position, code }) =>
      severity === "error" && !claimed.has(position.file) && code !== "expectation-failed",
  );
}

async function sourceOf(name: string): Promise<Source> {
  const isFolder = await stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder)
    throw new Failure(`${name}: a folder; give the files of one run that lie in it (${join(name, "*")})`);
  return fileSource(name, name).catch(() => {
    throw new Failure(`${name}:1:1: cannot be read; is there such a file?`);
  });
}

/** Opens sources; a file that breaks off under way ends the command. */
async function openAll(sources: readonly Source[], context: OpenContext): Promise<Opened> {
  try {
    return await openFormats(sources, ALL_FORMATS, context);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Failure(`${error.file}:1:1: cannot be read: ${error.message}`);
  }
}

/** A lone script gets its topology, and a lone recorded snapshot its script, from the same folder. */
async function withCompanions(names: readonly string[]): Promise<readonly string[]> {
  const has = (ending: string): boolean => names.some((name) => name.toLowerCase().endsWith(ending));
  const all = [...names];
  if (has(".snap") && !has(".events") && !has(".lctrace")) {
    const snap = names.find((name) => name.toLowerCase().endsWith(".snap")) ?? "";
    const [script, ...others] = findScripts(basename(snap), await siblings(snap));
    if (script === undefined)
      throw new Failure(`${snap}:1:1: no script (.events) beside it fits; give it too`);
    if (others.length > 0)
      throw new Failure(`${snap}:1:1: several scripts fit (${[script, ...others].join(", ")}); give one too`);
    all.push(join(dirname(snap), script));
  }
  const script = all.find((name) => name.toLowerCase().endsWith(".events"));
  if (script !== undefined && !has(".top")) all.push(await topologyFor(script));
  for (const name of names) await addImports(name, all);
  return all;
}

/** An authored file brings those that it imports, and those that these import. One that is not there is its reader's to report. */
async function addImports(name: string, all: string[]): Promise<void> {
  if (!name.toLowerCase().endsWith(".lightcone")) return;
  const text = await readFile(name, "utf8").catch(() => "");
  for (const path of importsIn(text)) {
    const imported = importedPath(path, name);
    const isThere = await stat(imported).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere || all.includes(imported) || all.length >= MOST_IMPORTS) continue;
    all.push(imported);
    await addImports(imported, all);
  }
}

async function topologyFor(script: string): Promise<string> {
  const text = await readFile(script, "utf8").catch(() => {
    throw new Failure(`${script}:1:1: cannot be read; is there such a file?`);
  });
  const match = findTopology(basename(script), await siblings(script), topologyComment(text));
  if (match.kind === "one") return join(dirname(script), match.name);
  const hint = "give the .top file too, or write `# topology: NAME` into the script";
  if (match.kind === "several")
    throw new Failure(`${script}:1:1: several topologies fit (${match.names.join(", ")}); ${hint}`);
  if (match.asked !== undefined)
    throw new Failure(`${script}:1:1: there is no topology ${match.asked} beside it; ${hint}`);
  throw new Failure(`${script}:1:1: no topology (.top) beside it fits; ${hint}`);
}

async function siblings(file: string): Promise<string[]> {
  return readdir(dirname(file)).catch(() => []);
}

/** A line on the terminal that is rewritten as work goes on. */
function progressLine(streams: Streams) {
  let shown = 0;
  return {
    show: (words: string, fraction: number): void => {
      const now = Date.now();
      if (now - shown < 100) return;
      shown = now;
      const percent = fraction < 0 ? "" : ` ${Math.round(100 * Math.min(1, fraction))} %`;
      streams.error(`\r\u001b[K${words}${percent}`);
    },
    clear: (): void => {
      if (shown > 0) streams.error("\r\u001b[K");
    },
  };
}
