// The host's side of the reader thread: starts it when it is first needed, tells its progress, puts together what it hands
// over, and ends it when nobody waits any more or it gives no sign of life. The one part of the host that needs Node.

import { Worker } from "node:worker_threads";
import type { OpenedWith } from "../../../core/analysis/openedWith.ts";
import type { Payload } from "../../../core/trace/trace.ts";
import type { Bare, HostToReader, ReaderToHost } from "../../../protocol/reading.ts";
import { TookTooLong } from "../tookTooLong.ts";

/** Who watches a reading, and may end it. */
export interface Watcher {
  readonly progress: (words: string, fraction: number) => void;
  /** Calls back when the reading is to end; what it gives is called when there is no more to end. */
  readonly onCancel: (end: (reason: Error) => void) => () => void;
  /** Milliseconds without a sign of life after which the thread counts as hung. */
  readonly patience: number;
}

/** A thread that nobody has used for so long is ended, and what it has read forgotten. */
const IDLE_MS = 120_000;

export class ReaderThread {
  readonly #script: string;
  #worker: Worker | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #hasRead = false;

  /** `script`: the path of the thread's bundle. */
  constructor(script: string) {
    this.#script = script;
  }

  /** Whether the thread still has what it read last, so that it need not read it again. */
  get hasRead(): boolean {
    return this.#hasRead;
  }

  /** Opens files, or does other wishes for those that were read last. One at a time. */
  async open(request: Extract<HostToReader, { type: "open" }>, watcher: Watcher): Promise<OpenedWith> {
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#start();
    this.#hasRead = false;
    const opened = await exchange(worker, request, watcher, () => this.end());
    this.#hasRead = true;
    this.#idle = setTimeout(() => this.end(), IDLE_MS);
    return opened;
  }

  /** Ends the thread and forgets what it has read. */
  end(): void {
    clearTimeout(this.#idle);
    this.#hasRead = false;
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { name: "Lightcone reader" });
    // A thread that fails while it is being ended concerns nobody; else the exchange that waits for it hears too.
    worker.on("error", () => {});
    this.#worker = worker;
    return worker;
  }
}

/** Sends a request and collects the answer. Rejects when the watcher ends it or the thread fails, having called `failed`. */
function exchange(
  worker: Worker,
  request: HostToReader,
  watcher: Watcher,
  failed: () => void,
): Promise<OpenedWith> {
  return new Promise((resolve, reject) => {
    const collected = new Collected();
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    let stopListening = (): void => {};
    let isSettled = false;
    const settle = (act: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(watchdog);
      stopListening();
      worker.off("error", fail).off("exit", ended).off("message", receive);
      act();
    };
    function fail(reason: unknown): void {
      settle(() => {
        failed();
        reject(reason);
      });
    }
    function ended(): void {
      fail(new Error("the reader has ended unexpectedly"));
    }
    function alive(): void {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => fail(new TookTooLong()), watcher.patience);
    }
    function receive(message: ReaderToHost): void {
      alive();
      if (message.type === "progress") watcher.progress(message.words, message.fraction);
      else if (message.type === "failed") fail(new Error(message.words));
      else if (collected.take(message)) settle(() => resolve(collected.opened()));
      // Others have their turn before the next part comes.
      else setImmediate(() => worker.postMessage({ type: "next" } satisfies HostToReader));
    }
    worker.on("error", fail).on("exit", ended).on("message", receive);
    alive();
    worker.postMessage(request);
    // Last, for the reading may have been given up already.
    stopListening = watcher.onCancel(fail);
    if (isSettled) stopListening();
  });
}

/** What has come so far of what was opened. */
class Collected {
  #bare: Bare | undefined;
  readonly #strings: string[] = [];
  readonly #payloads: Payload[] = [];

  /** Takes a message; gives whether it was the last. */
  take(message: Extract<ReaderToHost, { type: "opened" | "part" }>): boolean {
    if (message.type === "opened") {
      this.#bare = message.opened;
      return false;
    }
    const { strings, payloads } = message;
    for (const text of strings) this.#strings.push(text);
    for (const payload of payloads) this.#payloads.push(payload);
    return strings.length === 0 && payloads.length === 0;
  }

  opened(): OpenedWith {
    if (this.#bare === undefined) throw new Error("the reader has handed over nothing");
    const { trace, reading, ...rest } = this.#bare;
    if (trace === undefined) return { ...rest, reading };
    return { ...rest, reading, trace: { ...trace, strings: this.#strings, payloads: this.#payloads } };
  }
}
