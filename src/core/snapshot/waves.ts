// Waves over the spanning trees of shortest paths: one process tells all others something, each passing it on to its children;
// or all tell one process, each waiting for its children and handing on what they say together with its own. Each takes
// n − 1 control messages. The algorithms that collect at their initiator use them.

import { NONE, type ProcessId } from "../trace/ids.ts";
import { Routes } from "./routes.ts";
import type { SnapshotActions, Words } from "./snapshotAlgorithm.ts";

/** What has come in of a wave to the root, at one process. */
interface Gathered {
  readonly left: number;
  readonly words: Words;
}

/** How a process puts together what its children say and what it says itself. */
type Joined = (a: Words, b: Words) => Words;

export const appended: Joined = (a, b) => [...a, ...b];

/** Numbers are added place by place. */
export const added: Joined = (a, b) => (a.length === 0 ? b : a.map((word, i) => word + b[i]));

export class Waves {
  readonly #actions: SnapshotActions;
  readonly #routes: Routes;
  #gathered = new Map<string, Gathered>();

  constructor(actions: SnapshotActions) {
    this.#actions = actions;
    this.#routes = new Routes(actions.system);
  }

  /** Passes on what comes from the root. */
  tell(snapshot: number, kind: string, root: ProcessId, at: ProcessId, words: Words = []): void {
    for (const channel of this.#routes.down(root)[at]) {
      this.#actions.sendControl(snapshot, channel, kind, words);
    }
  }

  /**
   * What a process says, or what one of its children handed on. Once all have spoken it goes further towards the root; at
   * the root it is given: everything that was said.
   */
  gather(
    snapshot: number,
    kind: string,
    root: ProcessId,
    at: ProcessId,
    words: Words,
    joined: Joined,
  ): Words | undefined {
    const key = `${snapshot} ${kind} ${at}`;
    const before = this.#gathered.get(key) ?? { left: 1 + this.#routes.children(root)[at], words: [] };
    const now = { left: before.left - 1, words: joined(before.words, words) };
    this.#gathered.set(key, now);
    if (now.left > 0) return undefined;
    this.#gathered.delete(key);
    if (at === root) return now.words;
    const channel = this.#routes.next(at, root);
    if (channel !== NONE) this.#actions.sendControl(snapshot, channel, kind, now.words);
    return undefined;
  }

  save(): ReadonlyMap<string, Gathered> {
    return new Map(this.#gathered);
  }

  restore(saved: unknown): void {
    this.#gathered = new Map(saved as ReadonlyMap<string, Gathered>);
  }
}
