// A session: one trace in the editor. It reads its files (unsaved text first), runs what is to be run, keeps what the
// user has added (further snapshots, cuts, the selected cut) and reads again when a file changes.

import * as vscode from "vscode";
import {
  type OpenContext,
  type Opened,
  openReplay,
  openScenario,
  openSources,
} from "../../core/analysis/opened.ts";
import { Cancelled } from "../../core/formats/format.ts";
import { withSnapshot } from "../../core/scenario/addSnapshot.ts";
import type { ProcessId } from "../../core/trace/ids.ts";
import type { Problem } from "../../core/trace/problem.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";
import { type Files, nameOf } from "../platform/files.ts";
import { Slices } from "../platform/slices.ts";
import type { Companions, FileGroup, Missing } from "./companions.ts";
import { type AskedCut, cutsOf } from "./cuts.ts";

/** A snapshot that the user had run beyond those of the script. By name, so that it outlives a change of the file. */
export interface FurtherSnapshot {
  readonly initiators: readonly string[];
  readonly time: number;
}

export type SessionState = "opening" | "ready" | "failed";

/** Edits that follow each other faster than this are read once. */
const DEBOUNCE_MS = 80;

export class Session implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly #files: Files;
  readonly #companions: Companions;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<Session>();
  readonly #disposables: vscode.Disposable[];
  #group: FileGroup;
  #state: SessionState = "opening";
  #opened: Opened | undefined;
  #failure: string | undefined;
  #version = 0;
  #further: readonly FurtherSnapshot[] = [];
  /** Those of them whose initiators there are. */
  #applied: readonly FurtherSnapshot[] = [];
  #askedCuts: readonly AskedCut[] = [];
  #shownCuts: readonly DiagramCut[] = [];
  #cutsVersion = -1;
  #selectedCut: string | undefined;
  #nextCut = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A reading that waits for a pause in typing. */
  #due: { readonly promise: Promise<void>; readonly begin: () => void } | undefined;
  #cancel = new vscode.CancellationTokenSource();
  #reading: Promise<void>;

  /** Fires when anything below has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(uri: vscode.Uri, files: Files, companions: Companions, log: vscode.LogOutputChannel) {
    this.uri = uri;
    this.#files = files;
    this.#companions = companions;
    this.#log = log;
    this.#group = { files: [uri] };
    this.#disposables = this.#watch();
    this.#reading = this.#read(this.#cancel.token);
  }

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  /** The file itself first, then those that it is read with. */
  get files(): readonly vscode.Uri[] {
    return this.#group.files;
  }

  /** What the file needs and nobody can tell: the user must choose. */
  get missing(): Missing | undefined {
    return this.#group.missing;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** What the files say, as last read; kept while they are read again. */
  get opened(): Opened | undefined {
    return this.#opened;
  }

  /** Why there is nothing to show, and what to do, in words. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Everything wrong in the files; a missing companion is a problem on the first line. */
  get problems(): readonly Problem[] {
    const missing = this.missing;
    if (missing === undefined) return this.#opened?.problems ?? [];
    const position = { file: missing.uri.toString(), line: 1, column: 1 };
    const code = missing.kind === "topology" ? "topology-missing" : "script-missing";
    return [{ position, severity: "error", code, message: wordsOfMissing(missing) }];
  }

  get further(): readonly FurtherSnapshot[] {
    return this.#further;
  }

  /** The cuts to show: those of the snapshots, then those that the user asked for. */
  get cuts(): readonly DiagramCut[] {
    if (this.#cutsVersion !== this.#version) {
      this.#shownCuts = this.#opened === undefined ? [] : cutsOf(this.#opened, this.#askedCuts);
      this.#cutsVersion = this.#version;
    }
    return this.#shownCuts;
  }

  /** The selected cut; the first snapshot's while nobody has chosen; undefined at the end of the run. */
  get selectedCut(): DiagramCut | undefined {
    const chosen = this.#selectedCut;
    return chosen === undefined ? this.cuts[0] : this.cuts.find(({ id }) => id === chosen);
  }

  /** Resolves when no reading is under way or due: the session is then ready or failed, and knows the last edit. */
  async settled(): Promise<void> {
    let last: Promise<void>;
    do {
      await this.#due?.promise;
      last = this.#reading;
      await last;
    } while (last !== this.#reading || this.#due !== undefined);
  }

  /** Reads the files again, now. */
  reread(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#cancel.cancel();
    this.#cancel.dispose();
    this.#cancel = new vscode.CancellationTokenSource();
    this.#reading = this.#read(this.#cancel.token);
    this.#due?.begin();
    this.#due = undefined;
    return this.settled();
  }

  /** Runs the scenario with one snapshot more, which is then selected. */
  async addSnapshot(snapshot: FurtherSnapshot): Promise<void> {
    this.#further = [...this.#further, snapshot];
    await this.reread();
    const last = this.#opened?.trace?.snapshots.at(-1);
    if (last !== undefined) this.selectCut(`snapshot:${last.id}`);
  }

  /** Takes a further snapshot away again. */
  async removeSnapshot(snapshot: FurtherSnapshot): Promise<void> {
    this.#further = this.#further.filter((each) => each !== snapshot);
    await this.reread();
  }

  /** The further snapshot that a cut belongs to, if it is one: they come after those of the script, in their order. */
  furtherOf(cut: DiagramCut): FurtherSnapshot | undefined {
    const own = (this.#opened?.trace?.snapshots.length ?? 0) - this.#applied.length;
    return cut.snapshot < own ? undefined : this.#applied[cut.snapshot - own];
  }

  /** Adds a cut and selects it. Gives its id. */
  addCut(cut: Omit<AskedCut, "id">): string {
    const id = `cut:${this.#nextCut++}`;
    this.#askedCuts = [...this.#askedCuts, { ...cut, id }];
    this.#selectedCut = id;
    this.#announce();
    return id;
  }

  /** Gives a cut that was asked for another place, and selects it; without such a cut, adds one. */
  moveCut(id: string, cut: Omit<AskedCut, "id">): void {
    if (!this.#askedCuts.some((asked) => asked.id === id)) {
      this.addCut(cut);
      return;
    }
    this.#askedCuts = this.#askedCuts.map((asked) => (asked.id === id ? { ...cut, id } : asked));
    this.#selectedCut = id;
    this.#announce();
  }

  removeCut(id: string): void {
    this.#askedCuts = this.#askedCuts.filter((cut) => cut.id !== id);
    if (this.#selectedCut === id) this.#selectedCut = "";
    this.#announce();
  }

  selectCut(id: string): void {
    if (this.#selectedCut === id) return;
    this.#selectedCut = id;
    this.#announce();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#due?.begin();
    this.#due = undefined;
    this.#cancel.cancel();
    this.#cancel.dispose();
    this.#changed.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #watch(): vscode.Disposable[] {
    const folder = vscode.Uri.joinPath(this.uri, "..");
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "*"));
    const touched = (uri: vscode.Uri): void => {
      if (this.#concerns(uri)) this.#schedule();
    };
    return [
      watcher,
      watcher.onDidChange(touched),
      watcher.onDidCreate(touched),
      watcher.onDidDelete(touched),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) touched(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => touched(document.uri)),
    ];
  }

  /** One of our files, or one that may become one of them. */
  #concerns(uri: vscode.Uri): boolean {
    const changed = uri.toString();
    if (this.#group.files.some((file) => file.toString() === changed)) return true;
    return this.missing !== undefined && /\.(top|events)$/i.test(nameOf(uri));
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.reread(), DEBOUNCE_MS);
    if (this.#due !== undefined) return;
    let begin = (): void => {};
    const promise = new Promise<void>((resolve) => {
      begin = resolve;
    });
    this.#due = { promise, begin };
  }

  async #read(token: vscode.CancellationToken): Promise<void> {
    this.#state = "opening";
    const title = vscode.l10n.t("Lightcone: {0}", nameOf(this.uri));
    const slices = new Slices(title, token, this.#opened === undefined);
    try {
      const group = await this.#companions.groupOf(this.uri);
      if (token.isCancellationRequested) return;
      this.#group = group;
      const { files, missing } = group;
      const opened = missing === undefined ? await this.#open(files, slices) : undefined;
      if (token.isCancellationRequested) return;
      this.#opened = opened;
      this.#failure = missing === undefined ? failureOf(opened) : wordsOfMissing(missing);
      this.#state = this.#failure === undefined ? "ready" : "failed";
    } catch (error) {
      if (token.isCancellationRequested) return;
      this.#fail(error);
    } finally {
      slices.dispose();
    }
    this.#announce();
  }

  async #open(files: readonly vscode.Uri[], slices: Slices): Promise<Opened> {
    const context = { progress: slices.step };
    const sources = await Promise.all(files.map((file) => this.#files.source(file)));
    const opened = this.#named(await openSources(sources, context));
    this.#applied = [];
    if (this.#further.length === 0) return opened;
    const run = this.#named(await this.#runFurther(opened, context));
    // What the files claim is compared with the run of the files alone; the further snapshots draw delays of their own.
    const { trace, scenario, verdicts, findings } = run;
    return { ...opened, trace, scenario, verdicts, findings };
  }

  /** Names the trace by its file, as titles show it; the core knows only the whole URI. */
  #named(opened: Opened): Opened {
    const { trace } = opened;
    return trace === undefined ? opened : { ...opened, trace: { ...trace, name: nameOf(this.uri) } };
  }

  /** Runs the scenario with the further snapshots, or replays the recorded trace once for each. */
  async #runFurther(opened: Opened, context: OpenContext): Promise<Opened> {
    const { scenario, trace } = opened;
    const names = (scenario ?? trace)?.processes.map(({ name }) => name) ?? [];
    const known = this.#further.flatMap((snapshot) => {
      const initiators = snapshot.initiators.map((name) => names.indexOf(name)).filter((p) => p >= 0);
      return initiators.length === 0 ? [] : [{ snapshot, initiators: initiators as ProcessId[] }];
    });
    if (scenario !== undefined) {
      this.#applied = known.map(({ snapshot }) => snapshot);
      const all = known.reduce(
        (sum, each) => withSnapshot(sum, each.initiators, each.snapshot.time),
        scenario,
      );
      return openScenario(all, context);
    }
    let shown = opened;
    for (const { snapshot, initiators } of known) {
      const request = { initiators, at: snapshot.time, latency: { kind: "channel" } } as const;
      const replayed =
        shown.trace === undefined ? undefined : await openReplay(shown.trace, request, context);
      if (replayed === undefined) continue;
      this.#applied = [...this.#applied, snapshot];
      shown = replayed;
    }
    return shown;
  }

  #fail(error: unknown): void {
    const name = nameOf(this.uri);
    this.#state = "failed";
    if (error instanceof Cancelled) {
      this.#failure = vscode.l10n.t(
        "Reading {0} was cancelled. Run “Open Space-Time Diagram” again, or change the file, to read it.",
        name,
      );
      return;
    }
    this.#log.error(
      `${this.uri.toString()}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
    );
    const reason = error instanceof Error ? error.message : String(error);
    this.#opened = undefined;
    this.#failure = vscode.l10n.t("{0} cannot be read: {1}", name, reason);
  }

  #announce(): void {
    this.#version++;
    this.#changed.fire(this);
  }
}

/** Why there is nothing to show. A trace with a part missing is shown; one of which nothing could be read is not. */
function failureOf(opened: Opened | undefined): string | undefined {
  const problem = opened?.problems.find(({ severity }) => severity === "error");
  if (opened?.trace !== undefined && (opened.trace.processes.length > 0 || problem === undefined))
    return undefined;
  if (problem === undefined) return vscode.l10n.t("The file holds neither a trace nor a scenario.");
  const { file, line } = problem.position;
  return vscode.l10n.t("{0}, line {1}: {2}", nameOf(vscode.Uri.parse(file)), line, problem.message);
}

function wordsOfMissing(missing: Missing): string {
  const name = nameOf(missing.uri);
  if (missing.kind === "script") {
    return vscode.l10n.t(
      "{0} is a recorded snapshot, and which script (.events) recorded it is not clear. Choose it.",
      name,
    );
  }
  if (missing.asked !== undefined) {
    return vscode.l10n.t(
      "{0} asks for the topology {1}, which is not in its folder. Choose one.",
      name,
      missing.asked,
    );
  }
  return vscode.l10n.t("Which topology (.top) the script {0} runs on is not clear. Choose one.", name);
}
