// What authored scenarios expect, as tests in VS Code's Testing view: file, scenario, expectation. Files are looked for when
// the view asks; a file that is open has its tests at once, for the icons beside its lines. Running is run.ts's. All of it is
// in the bundle that is loaded when the first scenario is opened (start.ts).

import * as vscode from "vscode";
import { wholeText } from "../../core/formats/format.ts";
import type { Files } from "../platform/files.ts";
import { switchSetting } from "../platform/settings.ts";
import { type ScenarioTests, type TestFile, TestReader } from "../scenarios/testReader.ts";
import type { Companions } from "../sessions/companions.ts";
import { rangeOf } from "./places.ts";
import { runTests } from "./run.ts";

const PATTERN = "**/*.lightcone";
/** More files than this are not listed: the view would be of no use. */
const MOST_FILES = 2000;
/** Edits that follow each other faster than this are read once. */
const DEBOUNCE_MS = 200;

export class ExpectationTests implements vscode.Disposable {
  readonly controller: vscode.TestController;
  readonly reader = new TestReader();
  readonly #files: Files;
  readonly #companions: Companions;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable[];
  readonly #due = new Map<string, ReturnType<typeof setTimeout>>();
  #watcher: vscode.FileSystemWatcher | undefined;

  /** The controller is the caller's, which asks `resolve` and `discover`. */
  constructor(
    controller: vscode.TestController,
    files: Files,
    companions: Companions,
    log: vscode.LogOutputChannel,
  ) {
    this.controller = controller;
    this.#files = files;
    this.#companions = companions;
    this.#log = log;
    const profile = vscode.l10n.t("Run");
    this.controller.createRunProfile(profile, vscode.TestRunProfileKind.Run, this.runTests, true);
    this.#disposables = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration("lightcone.learning")) return;
        for (const { uri } of vscode.workspace.textDocuments) this.#changed(uri);
        if (this.#watcher !== undefined) void this.discover();
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.#changed(document.uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changed(document.uri)),
    ];
    for (const { uri } of vscode.workspace.textDocuments) this.#changed(uri);
  }

  /** Runs what is asked for, or all. */
  readonly runTests = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> =>
    runTests(this, request, token);

  dispose(): void {
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#watcher?.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Lists the files of the workspace; each is read when its tests are asked for. */
  async discover(): Promise<void> {
    this.#watcher ??= this.#watch();
    const found = await vscode.workspace.findFiles(PATTERN, undefined, MOST_FILES);
    const names = new Set(found.map((uri) => uri.toString()));
    const gone: string[] = [];
    this.controller.items.forEach(({ id, uri }) => {
      const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === id);
      const isHidden = uri !== undefined && switchSetting("learning.enabled", uri);
      if (uri !== undefined && ((!names.has(id) && !isOpen) || isHidden)) gone.push(id);
    });
    for (const id of gone) this.controller.items.delete(id);
    for (const uri of found) if (!switchSetting("learning.enabled", uri)) this.fileItem(uri);
  }

  /** Reads which tests a file has. One without any is not listed. */
  async update(uri: vscode.Uri): Promise<vscode.TestItem | undefined> {
    try {
      // A learner would read in them what he is to predict.
      const isHidden = switchSetting("learning.enabled", uri);
      const tests = isHidden ? [] : this.reader.testsIn(await this.textsOf(uri));
      if (tests.length > 0) return this.#fill(this.fileItem(uri), tests);
    } catch (error) {
      this.#log.warn(`The expectations of ${uri.toString()} could not be read: ${String(error)}`);
    }
    this.controller.items.delete(uri.toString());
    return undefined;
  }

  /** The file and those that it imports, as they are now, unsaved text first. */
  async textsOf(uri: vscode.Uri): Promise<TestFile[]> {
    const { files } = await this.#companions.groupOf(uri);
    return Promise.all(
      files.map(async (file) => ({
        name: file.toString(),
        text: await wholeText(await this.#files.source(file)),
      })),
    );
  }

  fileItem(uri: vscode.Uri): vscode.TestItem {
    const id = uri.toString();
    const known = this.controller.items.get(id);
    if (known !== undefined) return known;
    const item = this.controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    this.controller.items.add(item);
    return item;
  }

  /** Finds the tests of a file, or, without one, the files. */
  async resolve(item: vscode.TestItem | undefined): Promise<void> {
    if (item === undefined) return this.discover();
    if (item.uri === undefined || item.parent !== undefined) return;
    item.busy = true;
    await this.update(item.uri);
    item.busy = false;
  }

  #fill(item: vscode.TestItem, tests: readonly ScenarioTests[]): vscode.TestItem {
    const { uri, id } = item;
    const scenarios = tests.map(({ index, name, line, expectations }) => {
      const own = this.controller.createTestItem(
        `${id}#${index}`,
        name === "" ? vscode.l10n.t("scenario") : name,
        uri,
      );
      own.range = new vscode.Range(line - 1, 0, line - 1, 0);
      own.sortText = String(index).padStart(5, "0");
      const items = expectations.map(({ label, position }, i) => {
        const test = this.controller.createTestItem(`${own.id}.${i}`, label, uri);
        test.range = rangeOf(position);
        test.sortText = String(i).padStart(5, "0");
        return test;
      });
      own.children.replace(items);
      return own;
    });
    // A file that is one scenario has its expectations below itself.
    const only = tests.length === 1 && tests[0].name === "" ? scenarios[0] : undefined;
    if (only === undefined) item.children.replace(scenarios);
    else item.children.replace([...only.children].map(([, test]) => test));
    return item;
  }

  #watch(): vscode.FileSystemWatcher {
    const watcher = vscode.workspace.createFileSystemWatcher(PATTERN);
    watcher.onDidCreate((uri) => this.#changed(uri, true));
    watcher.onDidChange((uri) => this.#changed(uri));
    watcher.onDidDelete((uri) => this.controller.items.delete(uri.toString()));
    return watcher;
  }

  /** Reads a file again that is listed, is open or is new, after a pause. What others found is then of yesterday. */
  #changed(uri: vscode.Uri, isNew = false): void {
    if (!/\.lightcone$/i.test(uri.path) || uri.scheme === "git") return;
    const id = uri.toString();
    const known = this.controller.items.get(id);
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === id);
    // Any file may import this one.
    for (const [, item] of this.controller.items) this.controller.invalidateTestResults(item);
    if (known === undefined && !isOpen && !isNew) return;
    clearTimeout(this.#due.get(id));
    const read = (): void => {
      this.#due.delete(id);
      void this.update(uri);
    };
    this.#due.set(id, setTimeout(read, DEBOUNCE_MS));
  }
}
