// A session: one trace in the editor. It reads its files (unsaved text first), runs what is to be run, keeps what the
// user has added (additions.ts, with its file, sessionFile.ts) and reads again when a file changes.

import * as vscode from "vscode";
import type { FurtherSnapshot, OpenedWith } from "../../core/analysis/openedWith.ts";
import { Cancelled } from "../../core/formats/format.ts";
import type { SavedCut } from "../../core/session/savedSession.ts";
import type { Problem } from "../../core/trace/problem.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";
import { folderOf, nameOf } from "../platform/files.ts";
import { readOptionsOf } from "../platform/formatSettings.ts";
import { Slices } from "../platform/slices.ts";
import { type AddedSnapshot, Additions } from "./additions.ts";
import type { Companions, FileGroup, Missing } from "./companions.ts";
import { cutsOf, furtherOf } from "./cuts.ts";
import { Declined, type Opening } from "./opening.ts";
import { SessionFile } from "./sessionFile.ts";
import { filesOf, titleOf } from "./together.ts";
import { Veil } from "./veil.ts";
import { type Executions, ViewedExecution } from "./viewedExecution.ts";
import { failureOf, missingProblem, wordsOfCancelled, wordsOfDeclined, wordsOfMissing } from "./words.ts";

export type SessionState = "opening" | "ready" | "failed";

/** Edits that follow each other faster than this are read once. */
const DEBOUNCE_MS = 80;

export class Session implements vscode.Disposable {
  readonly uri: vscode.Uri;
  /** What keeps the additions beside the trace. */
  readonly file: SessionFile;
  readonly veil = new Veil(() => this.#announce());
  readonly #opening: Opening;
  readonly #companions: Companions;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<Session>();
  readonly #disposables: vscode.Disposable[];
  readonly #watched = new Set<string>();
  #group: FileGroup;
  #state: SessionState = "opening";
  #opened: OpenedWith | undefined;
  #failure: string | undefined;
  #version = 0;
  #problems: readonly Problem[] = [];
  readonly #additions = new Additions();
  readonly #viewed = new ViewedExecution();
  /** The further snapshots that what is open was asked for. */
  #wished: readonly AddedSnapshot[] = [];
  #shownCuts: readonly DiagramCut[] = [];
  #cutsVersion = -1;
  #selectedCut: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A reading that waits for a pause in typing. */
  #due: { readonly promise: Promise<void>; readonly begin: () => void } | undefined;
  #cancel = new vscode.CancellationTokenSource();
  #reading: Promise<void>;
  /** Whether what is open is what the files say, so that further wishes need no reading. */
  #filesAreRead = false;

  /** Fires when anything below has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(uri: vscode.Uri, opening: Opening, companions: Companions, log: vscode.LogOutputChannel) {
    this.uri = uri;
    this.file = new SessionFile(uri, this.#additions);
    this.#opening = opening;
    this.#companions = companions;
    this.#log = log;
    this.#group = { files: filesOf(uri) };
    this.#disposables = this.#watch();
    this.#watchFolders([uri]);
    this.#reading = this.#read(this.#cancel.token, false);
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

  /** What the files say, as last read, as far as it may be seen; kept while they are read again. */
  get opened(): OpenedWith | undefined {
    return this.veil.of(this.#opened);
  }

  /** Why there is nothing to show, and what to do, in words. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Whether it is a scenario that somebody writes. */
  get isAuthored(): boolean {
    return /\.lightcone$/i.test(this.uri.path) && this.uri.fragment === "";
  }

  /** Everything wrong in the files; a missing companion is a problem on the first line. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** What the user has added, to be looked at; `change` changes it. */
  get additions(): Additions {
    return this.#additions;
  }

  /** Changes what the trace need not be read again for. */
  change(change: (additions: Additions) => void): void {
    change(this.#additions);
    this.#announce();
  }

  /** Saves the additions in their file. Gives whether they were saved. */
  async save(): Promise<boolean> {
    const isSaved = await this.file.save();
    if (isSaved) {
      this.#problems = this.#problemsNow();
      this.#announce();
    }
    return isSaved;
  }

  /** The cuts to show: those of the snapshots, then those that the user asked for. */
  get cuts(): readonly DiagramCut[] {
    if (this.#cutsVersion !== this.#version) {
      const { opened } = this;
      this.#shownCuts = opened === undefined ? [] : cutsOf(opened, this.#additions, this.#wished);
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
    return this.#begin(false);
  }

  /** `keepsFiles`: they are as they were when they were read last. */
  #begin(keepsFiles: boolean): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#cancel.cancel();
    this.#cancel.dispose();
    this.#cancel = new vscode.CancellationTokenSource();
    const isKnown = keepsFiles && this.#filesAreRead && this.#due === undefined;
    this.#reading = this.#read(this.#cancel.token, isKnown);
    this.#due?.begin();
    this.#due = undefined;
    return this.settled();
  }

  /**
   * Runs the scenario, or replays the trace, with one snapshot more, which is then selected. Undefined where it could not be
   * taken; it is then gone again.
   */
  async addSnapshot(snapshot: FurtherSnapshot): Promise<AddedSnapshot | undefined> {
    const added = this.#additions.addSnapshot(snapshot);
    await this.#begin(true);
    const cut = this.cuts.find((each) => this.furtherOf(each)?.id === added.id);
    if (cut === undefined) {
      await this.removeSnapshot(added);
      return undefined;
    }
    this.selectCut(cut.id);
    return added;
  }

  /** Takes a further snapshot away again. */
  async removeSnapshot({ id }: AddedSnapshot): Promise<void> {
    this.#additions.removeSnapshot(id);
    await this.#begin(true);
  }

  /** Adds these to the times of processes, by name, in the trace's unit; in place of what was added before. */
  async setClockOffsets(offsets: Readonly<Record<string, number>>): Promise<void> {
    this.#additions.clockOffsets = offsets;
    await this.#begin(true);
  }

  /** The names of the executions that the files hold, where there are several, and the one that is read. */
  get executions(): Executions | undefined {
    return this.#viewed.executionsOf(this.#opened, this.#additions.execution);
  }

  /** Reads another execution of the same files. */
  async chooseExecution(name: string): Promise<void> {
    this.#viewed.reset();
    this.#additions.execution = name;
    await this.reread();
  }

  /** Reads another execution for now: a scenario of several is looked at and not chosen. */
  async viewExecution(name: string): Promise<void> {
    const { executions } = this;
    if (!this.isAuthored) await this.chooseExecution(name);
    else if (executions !== undefined && this.#viewed.view(name, executions)) await this.reread();
  }

  /** The further snapshot that a cut belongs to, if it is one: they come after those of the script, in their order. */
  furtherOf(cut: DiagramCut): AddedSnapshot | undefined {
    return this.opened === undefined ? undefined : furtherOf(this.opened, this.#wished, cut.snapshot);
  }

  /** Adds a cut and selects it. Gives its id. */
  addCut(cut: SavedCut): string {
    const id = this.#additions.addCut(cut);
    this.#selectedCut = id;
    this.#announce();
    return id;
  }

  /** Gives a cut that was asked for another place, and selects it; without such a cut, adds one. */
  moveCut(id: string, cut: SavedCut): void {
    if (!this.#additions.cuts.some((asked) => asked.id === id)) {
      this.addCut(cut);
      return;
    }
    this.#selectedCut = id;
    this.change((additions) => additions.moveCut(id, cut));
  }

  removeCut(id: string): void {
    if (this.#selectedCut === id) this.#selectedCut = "";
    this.change((additions) => additions.removeCut(id));
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
    this.#opening.dispose();
    this.#changed.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #watch(): vscode.Disposable[] {
    return [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#touched(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#touched(document.uri)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("lightcone.formats", this.uri)) this.#schedule();
      }),
    ];
  }

  /** Watches the folders that the files lie in, once each. */
  #watchFolders(files: readonly vscode.Uri[]): void {
    for (const folder of files.map(folderOf)) {
      if (this.#watched.has(folder.toString())) continue;
      this.#watched.add(folder.toString());
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "*"));
      const touched = (uri: vscode.Uri): void => this.#touched(uri);
      this.#disposables.push(
        watcher,
        watcher.onDidChange(touched),
        watcher.onDidCreate(touched),
        watcher.onDidDelete(touched),
      );
    }
  }

  /** Reads again where one of our files has changed, or one that may become one of them. */
  #touched(uri: vscode.Uri): void {
    const changed = uri.toString();
    if (changed === this.file.uri?.toString()) void this.#followFile();
    const isOurs = this.#group.files.some((file) => file.toString() === changed);
    const isMissed = this.missing !== undefined && /\.(top|events)$/i.test(nameOf(uri));
    const isInside = folderOf(uri).toString() === this.uri.toString();
    if (isOurs || isMissed || isInside) this.#schedule();
  }

  /** The session file may have changed: another execution needs the files again, anything else does not. */
  async #followFile(): Promise<void> {
    const { execution } = this.#additions;
    if (await this.file.follow())
      await this.#begin(this.#opened !== undefined && execution === this.#additions.execution);
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

  async #read(token: vscode.CancellationToken, keepsFiles: boolean): Promise<void> {
    this.#state = "opening";
    // A reading of changed files that is given up leaves nothing to go on from.
    if (!keepsFiles) this.#filesAreRead = false;
    const title = vscode.l10n.t("Lightcone: {0}", titleOf(this.uri));
    const slices = new Slices(title, token, this.#opened === undefined);
    try {
      if (!keepsFiles) {
        const group = await this.#companions.groupOf(this.uri);
        if (token.isCancellationRequested) return;
        this.#group = group;
        this.#watchFolders(group.files);
        if (this.#opened === undefined) await this.file.load();
        if (token.isCancellationRequested) return;
      }
      const { files, missing } = this.#group;
      const opened = missing === undefined ? await this.#open(files, slices, keepsFiles) : undefined;
      if (token.isCancellationRequested) return;
      this.#opened = opened;
      this.#filesAreRead = true;
      this.#problems = this.#problemsNow();
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

  async #open(files: readonly vscode.Uri[], slices: Slices, keepsFiles: boolean): Promise<OpenedWith> {
    const { snapshots, clockOffsets, execution } = this.#additions;
    const wishes = { further: snapshots, clockOffsets };
    const again = keepsFiles ? this.#opening.again(wishes, slices) : undefined;
    const options = { ...readOptionsOf(files[0]), ...this.#viewed.options(execution) };
    const opened = await (again ?? this.#opening.open(files, options, wishes, slices));
    this.#wished = snapshots;
    const { trace } = opened;
    // Titles show the file's name; the core knows only the whole URI.
    return trace === undefined ? opened : { ...opened, trace: { ...trace, name: titleOf(this.uri) } };
  }

  #fail(error: unknown): void {
    const name = titleOf(this.uri);
    this.#state = "failed";
    if (error instanceof Cancelled || error instanceof Declined) {
      this.#failure = error instanceof Cancelled ? wordsOfCancelled(name) : wordsOfDeclined(error);
      return;
    }
    this.#log.error(
      `${this.uri.toString()}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
    );
    const reason = error instanceof Error ? error.message : String(error);
    this.#opened = undefined;
    this.#problems = this.#problemsNow();
    this.#failure = vscode.l10n.t("{0} cannot be read: {1}", name, reason);
  }

  #problemsNow(): readonly Problem[] {
    const { missing } = this;
    const problems = missing === undefined ? (this.#opened?.problems ?? []) : [missingProblem(missing)];
    return [...problems, ...this.file.problems(this.#opened?.trace)];
  }

  #announce(): void {
    this.#version++;
    this.#changed.fire(this);
  }
}
