// The host's side of the exploring thread: starts it, tells its progress, asks it one thing at a time, and ends it when its
// results are looked at no more.

import { Worker } from "node:worker_threads";
import type { ExplorerToHost, HostToExplorer } from "../../../protocol/exploring.ts";

type Answer = Exclude<ExplorerToHost, { type: "progress" | "failed" }>;

export class ExplorerThread {
  readonly #worker: Worker;

  /** `script`: the path of the thread's bundle. */
  constructor(script: string) {
    this.#worker = new Worker(script, { name: "Lightcone explorer" });
    // An exchange that waits hears of it too.
    this.#worker.on("error", () => {});
  }

  /** Asks, and waits for an answer of the same kind. Rejects where the thread fails or is ended. */
  ask<Type extends Answer["type"]>(
    request: HostToExplorer,
    type: Type,
    progress: (words: string) => void = () => {},
  ): Promise<Extract<Answer, { type: Type }>> {
    return new Promise((resolve, reject) => {
      const worker = this.#worker;
      const settle = (act: () => void): void => {
        worker.off("message", receive).off("error", fail).off("exit", ended);
        act();
      };
      const fail = (error: Error): void => settle(() => reject(error));
      const ended = (): void => fail(new Error("the exploration was ended"));
      const receive = (message: ExplorerToHost): void => {
        if (message.type === "progress") progress(message.words);
        else if (message.type === "failed") fail(new Error(message.words));
        else if (message.type === type) settle(() => resolve(message as Extract<Answer, { type: Type }>));
      };
      worker.on("message", receive).on("error", fail).on("exit", ended);
      worker.postMessage(request);
    });
  }

  /** Lets an exploration come to its end with what it has. */
  cancel(): void {
    this.#worker.postMessage({ type: "cancel" } satisfies HostToExplorer);
  }

  end(): void {
    void this.#worker.terminate();
  }
}
