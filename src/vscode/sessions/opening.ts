// How a session's files are opened: small ones of our own formats here, in slices; all others in the reader thread, which
// can be ended when it takes too long. Of what is very large the user is asked first.

import * as vscode from "vscode";
import type { OpenedWith, Wishes } from "../../core/analysis/openedWith.ts";
import { Cancelled, type ReadOptions } from "../../core/formats/format.ts";
import { type FileNow, type Files, megabytes, nameOf } from "../platform/files.ts";
import { numberSetting } from "../platform/settings.ts";
import type { Slices } from "../platform/slices.ts";
import type { ReaderThread, Watcher } from "../platform/thread/readerThread.ts";
import { TookTooLong } from "../platform/tookTooLong.ts";

/** Up to so many bytes are read in the host: their reading takes a few slices, a thread takes longer to start. */
const SMALL = 512 * 1024;
/** What the host reads itself: files that are typed, and ours. The thread knows all formats, which need not be loaded here. */
const OWN_ENDING = /\.(top|events|snap|lctrace)$/i;
/** A pattern that gives no sign of life for so long counts as one that never ends. */
const PATTERN_PATIENCE_MS = 10_000;
/** The same for what runs no pattern: its steps may be long, but not so long. */
const PATIENCE_MS = 180_000;

/** The user does not want a large file read. */
export class Declined extends Error {}

export class Opening {
  readonly #files: Files;
  readonly #thread: ReaderThread | undefined;
  #mayBeLarge = false;

  constructor(files: Files, thread: ReaderThread | undefined) {
    this.#files = files;
    this.#thread = thread;
  }

  /** Opens files and does what is wished. Raises `Cancelled`, `Declined`, or the error of a file that cannot be read. */
  async open(
    uris: readonly vscode.Uri[],
    options: ReadOptions,
    wishes: Wishes,
    slices: Slices,
  ): Promise<OpenedWith> {
    const files = await Promise.all(uris.map((uri) => this.#files.look(uri)));
    const size = files.reduce((sum, file) => sum + file.size, 0);
    await this.#askAboutSize(files, size);
    const isOwn = files.every(({ uri }) => OWN_ENDING.test(uri.path));
    if (this.#thread === undefined || (isOwn && size <= SMALL)) {
      return this.#inHost(files, options, wishes, slices);
    }
    return this.#inThread(this.#thread, files, options, wishes, slices);
  }

  /** Does other wishes for what was opened last; undefined where that is no longer at hand. */
  again(wishes: Wishes, slices: Slices): Promise<OpenedWith> | undefined {
    const thread = this.#thread;
    if (thread?.hasRead !== true) return undefined;
    return thread.open({ type: "open", options: {}, wishes }, watcherOf(slices, PATIENCE_MS));
  }

  /** Ends what goes on, and forgets what was read. */
  dispose(): void {
    this.#thread?.end();
  }

  async #inHost(files: readonly FileNow[], read: ReadOptions, wishes: Wishes, slices: Slices) {
    // What the thread has read, if anything, is older.
    this.#thread?.end();
    const { openHere } = await import("../opening/main.ts");
    const sources = files.map((file) => this.#files.sourceOf(file));
    return openHere(sources, wishes, { progress: slices.step, read });
  }

  async #inThread(
    thread: ReaderThread,
    files: readonly FileNow[],
    options: ReadOptions,
    wishes: Wishes,
    slices: Slices,
  ): Promise<OpenedWith> {
    const request = {
      type: "open",
      files: await Promise.all(files.map((file) => this.#files.toRead(file))),
      options: { ...options, trustsPatterns: true },
      wishes,
    } as const;
    const patience = options.log !== undefined || isLog(files) ? PATTERN_PATIENCE_MS : PATIENCE_MS;
    try {
      return await thread.open(request, watcherOf(slices, patience));
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
      if (patience === PATTERN_PATIENCE_MS) return tookTooLong(files[0].uri, options);
      throw new Error(
        vscode.l10n.t("the reading gave no sign of life for {0} s and was ended", patience / 1000),
      );
    }
  }

  async #askAboutSize(files: readonly FileNow[], size: number): Promise<void> {
    const [{ uri }] = files;
    if (this.#mayBeLarge || size <= numberSetting("files.askAboveMegabytes", uri) * 1024 * 1024) return;
    const read = vscode.l10n.t("Read");
    const words = vscode.l10n.t("{0} has {1} MB.", nameOf(uri), megabytes(size));
    const detail = vscode.l10n.t("Reading it takes time and memory. It can be cancelled at any time.");
    // A dialogue: a notification would hide by itself while the panel seems to read.
    const choice = await vscode.window.showWarningMessage(words, { modal: true, detail }, read);
    if (choice !== read) throw new Declined(words);
    this.#mayBeLarge = true;
  }
}

function watcherOf(slices: Slices, patience: number): Watcher {
  return {
    progress: slices.tell,
    onCancel: (end: (reason: Error) => void) => slices.onCancel(() => end(new Cancelled())),
    patience,
  };
}

/** By its name alone; what is in it the thread finds out. */
function isLog(files: readonly FileNow[]): boolean {
  return files.some(({ uri }) => /\.(log|shiviz|txt)(\.gz)?$/i.test(uri.path));
}

function tookTooLong(uri: vscode.Uri, { log }: ReadOptions): OpenedWith {
  const whose =
    log === undefined
      ? vscode.l10n.t("the pattern in the first line of this log")
      : vscode.l10n.t("the pattern of the settings, {0},", log.pattern);
  const seconds = PATTERN_PATIENCE_MS / 1000;
  const message = vscode.l10n.t(
    "{0} found no end on one piece of this log within {1} s, so the reading was ended",
    whose,
    seconds,
  );
  const position = { file: uri.toString(), line: 1, column: 1 };
  return {
    reading: { claims: [] },
    problems: [{ position, severity: "error", code: "log-pattern-endless", message }],
    findings: [],
    verdicts: [],
    cuts: [],
    expectations: [],
    applied: [],
  };
}
