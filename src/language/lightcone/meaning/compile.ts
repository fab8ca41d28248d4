// From the syntax tree of a file to the scenarios that it means. What stands outside of `scenario` blocks is the system
// that they share; a file without such blocks is one scenario. An import brings the shared system of another file.

import { baseName } from "../../../core/formats/format.ts";
import { ActionBuilder } from "../../../core/scenario/actionBuilder.ts";
import type { Scenario as CoreScenario } from "../../../core/scenario/scenario.ts";
import { systemOf, unreachableFrom } from "../../../core/simulation/system.ts";
import { findAlgorithm } from "../../../core/snapshot/registry.ts";
import type { Problem, SourcePosition } from "../../../core/trace/problem.ts";
import type { TimeUnit } from "../../../core/trace/trace.ts";
import type { File, Scenario, Statement } from "../grammar/generated/ast.ts";
import { ContentReader } from "./content.ts";
import { ExpectationReader } from "./expectations.ts";
import { readPartitions } from "./partitions.ts";
import { Places } from "./places.ts";
import { Reporter } from "./reporter.ts";
import { StepReader } from "./steps.ts";
import { SystemReader } from "./system.ts";

/** The version of the language that this is. */
export const LANGUAGE_VERSION = 1;

/** A file of several, for imports. */
export interface SourceFile {
  /** As positions name it. */
  readonly name: string;
  readonly file: File;
}

/** Finds the file that another imports, or undefined. */
export type FindImport = (path: string, from: string) => SourceFile | undefined;

export interface Compiled {
  /** At least one. */
  readonly scenarios: readonly CoreScenario[];
  readonly problems: readonly Problem[];
}

/** Statements of one file that belong to a scenario. */
interface Part {
  readonly places: Places;
  readonly statements: readonly Statement[];
}

export const UNITS: readonly TimeUnit[] = ["tick", "ms", "us", "ns", "s"];
const SYSTEM: ReadonlySet<string> = new Set([
  "Processes",
  "Channels",
  "Clock",
  "Partition",
  "TimeUnit",
  "Seed",
  "Stop",
]);

export function compile(source: SourceFile, findImport: FindImport): Compiled {
  const { file, name } = source;
  const reporter = new Reporter();
  const places = new Places(name);
  if (file.version !== undefined && file.version > LANGUAGE_VERSION) {
    const message = `this file is of version ${file.version} of the language; this Lightcone knows version ${LANGUAGE_VERSION}`;
    reporter.error(places.property(file, "version"), "version", message);
  }
  const shared = [...importedParts(source, findImport, reporter), { places, statements: file.statements }];
  if (file.scenarios.length === 0) {
    const scenario = compileScenario(baseName(name), name, shared, fileStart(name), reporter);
    return { scenarios: [scenario], problems: reporter.problems };
  }
  checkOutside(file, places, reporter);
  const system = shared.map((part) => ({ ...part, statements: part.statements.filter(isSystem) }));
  const first = new Map<string, Scenario>();
  const scenarios = file.scenarios.map((scenario) => {
    const position = places.property(scenario, "name");
    const { name: title = "" } = scenario;
    const before = first.get(title);
    if (before === undefined) first.set(title, scenario);
    else reporter.twice(position, "scenario", title, places.property(before, "name"));
    const parts = [...system, { places, statements: scenario.statements }];
    const compiled = compileScenario(title, name, parts, position, reporter);
    return { ...compiled, lines: linesOf(scenario) };
  });
  return { scenarios, problems: reporter.problems };
}

function linesOf({ $cstNode }: Scenario): { readonly first: number; readonly last: number } {
  const { start, end } = $cstNode?.range ?? { start: { line: 0 }, end: { line: 0 } };
  return { first: start.line + 1, last: end.line + 1 };
}

/** The shared systems of imported files, and of those that they import, each once, the deepest first. */
function importedParts(source: SourceFile, findImport: FindImport, reporter: Reporter): Part[] {
  const parts: Part[] = [];
  const seen = new Set([source.name]);
  const add = ({ file, name }: SourceFile): void => {
    const places = new Places(name);
    for (const each of file.imports) {
      if (each.path === undefined) continue;
      const found = findImport(each.path, name);
      if (found === undefined) {
        const message = `there is no file ${each.path} to import, seen from this one`;
        reporter.error(places.property(each, "path"), "import-missing", message, { path: each.path });
      } else if (!seen.has(found.name)) {
        seen.add(found.name);
        add(found);
        parts.push({ places: new Places(found.name), statements: found.file.statements.filter(isSystem) });
      }
    }
  };
  add(source);
  return parts;
}

function isSystem(statement: Statement): boolean {
  return SYSTEM.has(statement.$type);
}

function checkOutside(file: File, places: Places, reporter: Reporter): void {
  for (const statement of file.statements) {
    if (isSystem(statement)) continue;
    const message =
      "this stands outside of the scenarios of this file; out there stands only the system that they share: put it into one";
    reporter.error(places.of(statement), "outside-scenario", message);
  }
}

function compileScenario(
  name: string,
  file: string,
  parts: readonly Part[],
  position: SourcePosition,
  reporter: Reporter,
): CoreScenario {
  const settings = settingsOf(parts, reporter);
  const system = readSystem(parts, settings.seed, reporter);
  if (system.processes.length === 0) {
    reporter.error(
      position,
      "no-process",
      "there is no process here; declare one, such as `process P { G, Y }`",
    );
  }
  const steps = new StepReader(system, reporter);
  const each = (visit: Visit): void => visitAll(parts, reporter, visit);
  each((statement, places, content) => readStep(steps, statement, places, content));
  each((statement, places) => {
    if (statement.$type === "Fault" || statement.$type === "Delay") steps.fault(statement, places);
  });
  const { steps: list, stepOf } = steps.finish();
  const partitions = readPartitions(parts, system, reporter);
  const expectations = new ExpectationReader(system, steps, stepOf, reporter);
  each((statement, places, content) => {
    if (statement.$type === "Cut") expectations.cut(statement, places);
    else if (statement.$type === "Puzzle") expectations.puzzle(statement, places, content);
  });
  each((statement, places, content) => {
    if (statement.$type === "Expectation") expectations.expectation(statement, places, content);
  });
  const scenario: CoreScenario = {
    name,
    timeUnit: settings.timeUnit,
    files: [file],
    processes: system.processes,
    channels: system.channels,
    payloads: steps.payloads,
    actions: new ActionBuilder().build(),
    steps: list,
    endTime: Math.max(
      0,
      ...list.map((step) => (step.kind === "send" ? step.receiveAt : undefined) ?? step.at ?? 0),
    ),
    ...(settings.stopTime === undefined ? {} : { stopTime: settings.stopTime }),
    delivery: { kind: "channels", seed: settings.seed },
    ...(partitions.length === 0 ? {} : { partitions }),
    algorithms: steps.algorithms,
    snapshotNames: steps.snapshots.flatMap(({ id, name: own }) =>
      own === undefined ? [] : [{ snapshot: id, name: own }],
    ),
    cuts: expectations.cuts,
    puzzles: expectations.puzzles,
    expectations: expectations.expectations,
  };
  checkReach(scenario, steps.snapshots, reporter);
  return scenario;
}

type Visit = (statement: Statement, places: Places, content: ContentReader) => void;

function visitAll(parts: readonly Part[], reporter: Reporter, visit: Visit): void {
  for (const { places, statements } of parts) {
    const content = new ContentReader(places, reporter);
    for (const statement of statements) visit(statement, places, content);
  }
}

function fileStart(file: string): SourcePosition {
  return { file, line: 1, column: 1 };
}

interface Settings {
  readonly timeUnit: TimeUnit;
  readonly seed: string;
  readonly stopTime: number | undefined;
}

/** What is said once for a whole scenario; the last word counts, so that a scenario can differ from what it shares. */
function settingsOf(parts: readonly Part[], reporter: Reporter): Settings {
  let timeUnit: TimeUnit = "tick";
  let seed = "1";
  let stopTime: number | undefined;
  for (const { places, statements } of parts) {
    for (const statement of statements) {
      if (statement.$type === "Seed" && statement.digits !== undefined) {
        seed = String(statement.digits);
      } else if (statement.$type === "Stop") {
        stopTime = statement.time;
      } else if (statement.$type === "TimeUnit") {
        const unit = UNITS.find((known) => known === statement.unit);
        if (unit === undefined)
          reporter.unknown(places.property(statement, "unit"), "unit", statement.unit ?? "", UNITS);
        else timeUnit = unit;
      }
    }
  }
  return { timeUnit, seed, stopTime };
}

function readSystem(parts: readonly Part[], seed: string, reporter: Reporter): SystemReader {
  const system = new SystemReader(reporter, seed);
  const each = (visit: (statement: Statement, places: Places) => void): void => {
    for (const { places, statements } of parts) for (const statement of statements) visit(statement, places);
  };
  each((statement, places) => {
    if (statement.$type !== "Processes") return;
    const content = new ContentReader(places, reporter);
    for (const process of statement.processes) system.addProcess(process, places, content);
  });
  each((statement, places) => {
    if (statement.$type === "Channels") system.addLinks(statement, places);
    else if (statement.$type === "Clock") system.addClock(statement, places);
  });
  each((statement, places) => {
    if (statement.$type === "Channels") system.addShape(statement, places);
  });
  return system;
}

function readStep(steps: StepReader, statement: Statement, places: Places, content: ContentReader): void {
  switch (statement.$type) {
    case "Send":
      steps.send(statement, places, content);
      break;
    case "Receive":
      steps.receive(statement, places);
      break;
    case "Local":
      steps.local(statement, places, content);
      break;
    case "Crash":
      steps.crash(statement, places);
      break;
    case "Restart":
      steps.restart(statement, places);
      break;
    case "Snapshot":
      steps.snapshot(statement, places);
      break;
    case "Workload":
      steps.workload(statement, places);
  }
}

/** A snapshot whose markers cannot get to everybody never ends: that is said where it is asked for. */
function checkReach(scenario: CoreScenario, snapshots: StepReader["snapshots"], reporter: Reporter): void {
  for (const { id, position } of snapshots) {
    const own = scenario.algorithms?.find(({ snapshot }) => snapshot === id)?.algorithm;
    if (own !== undefined && findAlgorithm(own)?.assumes.reachable !== true) continue;
    const initiators = (scenario.steps ?? []).flatMap((step) =>
      step.kind === "snapshot" && step.id === id ? [step.process] : [],
    );
    if (initiators.length === 0) continue;
    const missing = unreachableFrom(systemOf(scenario), initiators).map((p) => scenario.processes[p].name);
    if (missing.length === 0) continue;
    const names = missing.length > 5 ? `${missing.slice(0, 5).join(", ")} …` : missing.join(", ");
    const message = `this snapshot can never end: no channels lead from where it starts to ${names}, so no marker gets there`;
    reporter.warning(position, "unreachable", message, { processes: names });
  }
}
