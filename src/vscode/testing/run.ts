// Runs tests of the Testing view: each scenario once, in slices, and each of its expectations as it came out. A failure has
// both sides, its place, and the lines that it is about.

import * as vscode from "vscode";
import type { ExpectationResult } from "../../core/analysis/expectations.ts";
import { Cancelled } from "../../core/formats/format.ts";
import type { Problem } from "../../core/trace/problem.ts";
import type { TestFile, TestReader } from "../scenarios/testReader.ts";
import { locationOf } from "./places.ts";

/** The longest that a run goes on before others have their turn. */
const SLICE_MS = 12;

/** Who lists the tests. */
export interface TestList {
  readonly controller: vscode.TestController;
  readonly reader: TestReader;
  discover(): Promise<void>;
  update(uri: vscode.Uri): Promise<vscode.TestItem | undefined>;
  textsOf(uri: vscode.Uri): Promise<TestFile[]>;
}

/** The expectations of one scenario that are to be run, by their places among all of it. */
type Wanted = Map<number, vscode.TestItem>;

export async function runTests(
  tests: TestList,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = tests.controller.createTestRun(request);
  try {
    const excluded = new Set(request.exclude?.map(({ id }) => id));
    if (request.include === undefined) await tests.discover();
    const roots = request.include ?? [...tests.controller.items].map(([, item]) => item);
    const files = new Map<string, Map<number, Wanted>>();
    for (const root of roots) {
      if (token.isCancellationRequested) break;
      // A file may not have been read yet, or have changed since.
      const item = root.parent === undefined && root.uri !== undefined ? await tests.update(root.uri) : root;
      if (item !== undefined) collect(item, excluded, files);
    }
    for (const scenarios of files.values())
      for (const wanted of scenarios.values()) for (const item of wanted.values()) run.enqueued(item);
    for (const [file, scenarios] of files) {
      for (const [index, wanted] of scenarios) {
        if (token.isCancellationRequested) break;
        await runScenario(tests, run, vscode.Uri.parse(file), { index, wanted, token });
      }
    }
  } finally {
    run.end();
  }
}

/** Puts the expectations below an item with those of their file and scenario, which their ids tell. */
function collect(
  item: vscode.TestItem,
  excluded: ReadonlySet<string>,
  files: Map<string, Map<number, Wanted>>,
): void {
  if (excluded.has(item.id)) return;
  const [, file, scenario, expectation] = /^(.*)#(\d+)\.(\d+)$/.exec(item.id) ?? [];
  if (file === undefined) {
    for (const [, child] of item.children) collect(child, excluded, files);
    return;
  }
  const scenarios = files.get(file) ?? new Map<number, Wanted>();
  files.set(file, scenarios);
  const wanted: Wanted = scenarios.get(Number(scenario)) ?? new Map();
  scenarios.set(Number(scenario), wanted.set(Number(expectation), item));
}

interface Order {
  readonly index: number;
  readonly wanted: Wanted;
  readonly token: vscode.CancellationToken;
}

async function runScenario(
  tests: TestList,
  run: vscode.TestRun,
  uri: vscode.Uri,
  { index, wanted, token }: Order,
): Promise<void> {
  for (const item of wanted.values()) run.started(item);
  const start = performance.now();
  const fail = (message: vscode.TestMessage): void => {
    for (const item of wanted.values()) run.errored(item, message);
  };
  try {
    const outcome = await tests.reader.run(await tests.textsOf(uri), index, slices(token));
    const took = (performance.now() - start) / wanted.size;
    if (outcome.kind === "broken") {
      fail(brokenMessage(outcome.problems));
      return;
    }
    for (const [i, item] of wanted) {
      if (outcome.results[i] === undefined) run.skipped(item);
      else tell(run, item, outcome.results[i], took);
    }
  } catch (error) {
    if (error instanceof Cancelled || token.isCancellationRequested)
      for (const item of wanted.values()) run.skipped(item);
    else fail(new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
  }
}

/** Others run now and then meanwhile; a run that is cancelled ends there. */
function slices(token: vscode.CancellationToken): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun > SLICE_MS) {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      begun = performance.now();
    }
    if (token.isCancellationRequested) throw new Cancelled();
  };
}

function tell(run: vscode.TestRun, item: vscode.TestItem, result: ExpectationResult, took: number): void {
  const { kind, words } = result;
  run.appendOutput(`${words}\r\n`, undefined, item);
  if (kind === "holds") run.passed(item, took);
  else if (kind === "open") run.skipped(item);
  else run.failed(item, failureMessage(result), took);
}

function failureMessage({
  words,
  expected,
  actual,
  expectation,
  related,
}: ExpectationResult): vscode.TestMessage {
  const message =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(words)
      : vscode.TestMessage.diff(words, expected, actual);
  message.location = locationOf(expectation.position);
  message.stackTrace = related.map(({ position, message: about }) => {
    const { uri, range } = locationOf(position);
    return new vscode.TestMessageStackFrame(about, uri, range.start);
  });
  return message;
}

/** A scenario that cannot run: what is wrong in it, at the first place. */
function brokenMessage(problems: readonly Problem[]): vscode.TestMessage {
  const [first] = problems;
  if (first === undefined)
    return new vscode.TestMessage(vscode.l10n.t("This scenario is not there any more."));
  const message = new vscode.TestMessage(problems.map(({ message: words }) => words).join("\n"));
  message.location = locationOf(first.position);
  return message;
}
