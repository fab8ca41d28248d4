// How control messages find their way where a process has no channel of its own to whom it wants to tell something: over a
// shortest path of channels, hop by hop. That the topology is known to everybody is an assumption of all algorithms that
// use it; the paths are found once, in the system's stable order, so every run takes the same.

import type { System } from "../simulation/system.ts";
import { type ChannelId, NONE, type ProcessId } from "../trace/ids.ts";

export class Routes {
  readonly #system: System;
  /** For each destination that was asked for, the channel that each process takes to it. */
  readonly #to = new Map<ProcessId, Int32Array>();
  readonly #down = new Map<ProcessId, readonly (readonly ChannelId[])[]>();
  readonly #children = new Map<ProcessId, Uint32Array>();

  constructor(system: System) {
    this.#system = system;
  }

  /** The channel that leads from a process towards another; NONE where no path does, and at the destination itself. */
  next(from: ProcessId, to: ProcessId): ChannelId {
    let next = this.#to.get(to);
    if (next === undefined) {
      next = this.#towards(to);
      this.#to.set(to, next);
    }
    return next[from] as ChannelId;
  }

  /** The tree of shortest paths from a process: on which channels each process passes on what comes from there. */
  down(root: ProcessId): readonly (readonly ChannelId[])[] {
    let tree = this.#down.get(root);
    if (tree === undefined) {
      tree = this.#treeFrom(root);
      this.#down.set(root, tree);
    }
    return tree;
  }

  /** How many processes hand directly to each process what is for `root`; there, also those that no path leads from: they never do. */
  children(root: ProcessId): Uint32Array {
    let counts = this.#children.get(root);
    if (counts === undefined) {
      counts = new Uint32Array(this.#system.names.length);
      for (let p = 0; p < counts.length; p++) {
        const channel = this.next(p as ProcessId, root);
        if (channel !== NONE) counts[this.#system.channels[channel].to]++;
        else if (p !== root) counts[root]++;
      }
      this.#children.set(root, counts);
    }
    return counts;
  }

  #towards(destination: ProcessId): Int32Array {
    const { names, incoming, channels } = this.#system;
    const next = new Int32Array(names.length).fill(NONE);
    const queue = [destination];
    for (let at = 0; at < queue.length; at++) {
      for (const channel of incoming[queue[at]]) {
        const { from } = channels[channel];
        if (from === destination || next[from] !== NONE) continue;
        next[from] = channel;
        queue.push(from);
      }
    }
    return next;
  }

  #treeFrom(root: ProcessId): ChannelId[][] {
    const { names, outgoing, channels } = this.#system;
    const tree: ChannelId[][] = names.map(() => []);
    const seen = new Set([root]);
    const queue = [root];
    for (let at = 0; at < queue.length; at++) {
      for (const channel of outgoing[queue[at]]) {
        const { to } = channels[channel];
        if (seen.has(to)) continue;
        seen.add(to);
        tree[queue[at]].push(channel);
        queue.push(to);
      }
    }
    return tree;
  }
}
