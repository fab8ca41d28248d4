// Which processes are joined by messages, directly or over others: only these can matter to a cut's consistency. Asked
// by recordedSnapshots.ts of processes that recorded nothing.

import type { Trace } from "../../trace/trace.ts";

/** The components of the undirected graph of processes and channels; found when first asked for. */
export class Neighbourhood {
  readonly #trace: Trace;
  #parent: Uint32Array | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** Tells of a process whether channels join it to any of `processes`. */
  of(processes: readonly number[]): (process: number) => boolean {
    this.#parent ??= this.#united();
    const parent = this.#parent;
    const roots = new Set(processes.map((p) => rootOf(parent, p)));
    return (process) => roots.has(rootOf(parent, process));
  }

  #united(): Uint32Array {
    const { from, to } = this.#trace.channels;
    const parent = Uint32Array.from(this.#trace.processes, (_, p) => p);
    for (let c = 0; c < from.length; c++) parent[rootOf(parent, from[c])] = rootOf(parent, to[c]);
    return parent;
  }
}

function rootOf(parent: Uint32Array, process: number): number {
  let root = process;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]];
    root = parent[root];
  }
  return root;
}
