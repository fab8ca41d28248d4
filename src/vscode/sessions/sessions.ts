// The sessions that are open, one for each file that somebody looks at. A session lives while its document is open or
// somebody holds it (a panel, a custom editor), and is disposed of soon after.

import * as vscode from "vscode";
import type { Files } from "../platform/files.ts";
import type { ReaderThread } from "../platform/thread/readerThread.ts";
import { Companions } from "./companions.ts";
import { Opening } from "./opening.ts";
import { Session } from "./session.ts";
import type { Cover } from "./veil.ts";

/** So long a session stays that nobody holds and whose file is not open. */
const UNUSED_MS = 2000;

export class Sessions implements vscode.Disposable {
  readonly companions: Companions;
  readonly #files: Files;
  readonly #newThread: () => ReaderThread | undefined;
  readonly #log: vscode.LogOutputChannel;
  readonly #sessions = new Map<string, Session>();
  readonly #holders = new Map<string, number>();
  readonly #changed = new vscode.EventEmitter<Session>();
  readonly #closed = new vscode.EventEmitter<Session>();
  readonly #closing: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #coverOf: ((uri: vscode.Uri) => Cover | undefined) | undefined;

  /** A session has been read, has failed, or has another cut or snapshot. */
  readonly onDidChange = this.#changed.event;
  /** A session has been disposed of, since nobody looks at its file any more. */
  readonly onDidClose = this.#closed.event;

  /** `newThread`: starts a thread that reads what is large; undefined where there are none. */
  constructor(
    log: vscode.LogOutputChannel,
    files: Files,
    memory: vscode.Memento,
    newThread: () => ReaderThread | undefined,
  ) {
    this.#log = log;
    this.#files = files;
    this.#newThread = newThread;
    this.companions = new Companions(files, memory);
    this.#closing = vscode.workspace.onDidCloseTextDocument(() => this.#sweep());
  }

  /** The session of a file, made if there is none, once its files have been read. */
  async get(uri: vscode.Uri): Promise<Session> {
    const session = this.open(uri);
    await session.settled();
    return session;
  }

  /** The session of a file, made if there is none; it may still be opening. */
  open(uri: vscode.Uri): Session {
    const key = uri.toString();
    let session = this.#sessions.get(key);
    if (session === undefined) {
      const opening = new Opening(this.#files, this.#newThread());
      session = new Session(uri, opening, this.companions, this.#log);
      session.veil.cover(this.#coverOf?.(uri));
      session.onDidChange((changed) => this.#changed.fire(changed));
      this.#sessions.set(key, session);
      this.#sweepSoon();
    }
    return session;
  }

  /** The session of a file, if there is one. */
  peek(uri: vscode.Uri): Session | undefined {
    return this.#sessions.get(uri.toString());
  }

  /** Says what of each session may be seen, of those that are open and of all to come. */
  coverBy(coverOf: (uri: vscode.Uri) => Cover | undefined): void {
    this.#coverOf = coverOf;
    for (const session of this.all) session.veil.cover(coverOf(session.uri));
  }

  get all(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  /** Keeps the session of a file until the result is disposed of. */
  hold(uri: vscode.Uri): vscode.Disposable {
    const key = uri.toString();
    this.#holders.set(key, (this.#holders.get(key) ?? 0) + 1);
    let held = true;
    return new vscode.Disposable(() => {
      if (!held) return;
      held = false;
      const left = (this.#holders.get(key) ?? 1) - 1;
      if (left > 0) this.#holders.set(key, left);
      else this.#holders.delete(key);
      this.#sweep();
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#closing.dispose();
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
    this.#changed.dispose();
    this.#closed.dispose();
  }

  /** For a session that was asked for by a file's name alone, with no document and no holder to wait for. */
  #sweepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sweep(), UNUSED_MS);
  }

  #sweep(): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const [key, session] of this.#sessions) {
      if (open.has(key) || this.#holders.has(key)) continue;
      this.#sessions.delete(key);
      this.#closed.fire(session);
      session.dispose();
    }
  }
}
