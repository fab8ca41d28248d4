// Control messages from one process to another: over the channel between them where there is one, else over a shortest path,
// each process on the way handing it on. What goes round about is later than what goes directly; who assumes a direct channel
// (`direct` in snapshotAlgorithm.ts) gets what comes of it.

import { asProcess, NONE, type ProcessId } from "../trace/ids.ts";
import { Routes } from "./routes.ts";
import type { SnapshotActions, Words } from "./snapshotAlgorithm.ts";

export class Letters {
  readonly #actions: SnapshotActions;
  readonly #routes: Routes;

  constructor(actions: SnapshotActions) {
    this.#actions = actions;
    this.#routes = new Routes(actions.system);
  }

  /** One letter; it carries whom it is for, and what it says. Nothing where no path leads there. */
  send(snapshot: number, from: ProcessId, to: ProcessId, kind: string, words: Words): void {
    this.#toEach(snapshot, from, [to], kind, words);
  }

  /** A letter to each other process, sent at once as one multicast. */
  toAll(snapshot: number, from: ProcessId, kind: string, words: Words): void {
    const others = this.#actions.system.names.map((_, p) => asProcess(p)).filter((p) => p !== from);
    this.#toEach(snapshot, from, others, kind, words);
  }

  /** A letter has come over a channel: handed on, or (given) to whom it is for, with what it says. */
  arrived(
    snapshot: number,
    channel: number,
    kind: string,
    [to, ...words]: Words,
  ): { readonly process: ProcessId; readonly words: Words } | undefined {
    const here = this.#actions.system.channels[channel].to;
    if (here === to) return { process: here, words };
    this.send(snapshot, here, asProcess(to), kind, words);
    return undefined;
  }

  #toEach(
    snapshot: number,
    from: ProcessId,
    receivers: readonly ProcessId[],
    kind: string,
    words: Words,
  ): void {
    const sends = receivers
      .map((to) => ({ to, channel: this.#routes.next(from, to) }))
      .filter(({ channel }) => channel !== NONE);
    const channels = sends.map(({ channel }) => channel);
    sends.forEach(({ to, channel }, i) => {
      const further = channels.slice(i + 1);
      this.#actions.sendControl(snapshot, channel, kind, [to, ...words], { further });
    });
  }
}
