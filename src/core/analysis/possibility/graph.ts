// Directed graphs of processes and channels, as the solver of puzzles walks them: paths of the fewest channels, and the
// components into which nothing leads.

import type { ChannelId, ProcessId } from "../../trace/ids.ts";
import { NONE } from "../../trace/ids.ts";

type Ends = readonly { readonly from: ProcessId; readonly to: ProcessId }[];

/** Outgoing channels of every process, packed: those of p are channel[first[p] … first[p + 1] − 1]. */
export interface Graph {
  readonly count: number;
  readonly first: Uint32Array;
  readonly channel: Uint32Array;
  readonly to: Uint32Array;
}

/** The graph of some channels, or of all; each process's in their order. */
export function graphOf(count: number, channels: Ends, some?: readonly ChannelId[]): Graph {
  const taken = some ?? channels.map((_, c) => c as ChannelId);
  const first = new Uint32Array(count + 1);
  for (const c of taken) first[channels[c].from + 1]++;
  for (let p = 0; p < count; p++) first[p + 1] += first[p];
  const next = first.slice();
  const channel = new Uint32Array(taken.length);
  const to = new Uint32Array(taken.length);
  for (const c of taken) {
    const at = next[channels[c].from]++;
    channel[at] = c;
    to[at] = channels[c].to;
  }
  return { count, first, channel, to };
}

/** Shortest paths from a set of processes. */
export interface Paths {
  /** How many channels away each process is; −1 where no path leads there. */
  readonly distance: Int32Array;
  /** The last channel of a shortest path to each process; NONE at the sources and where no path leads. */
  readonly via: Int32Array;
}

/** Breadth-first search. Of equally short paths the one whose channels come first. */
export function pathsFrom({ count, first, channel, to }: Graph, sources: readonly number[]): Paths {
  const distance = new Int32Array(count).fill(-1);
  const via = new Int32Array(count).fill(NONE);
  const queue = new Uint32Array(count);
  let length = 0;
  for (const source of sources) {
    distance[source] = 0;
    queue[length++] = source;
  }
  for (let at = 0; at < length; at++) {
    const p = queue[at];
    for (let edge = first[p]; edge < first[p + 1]; edge++) {
      const q = to[edge];
      if (distance[q] !== -1) continue;
      distance[q] = distance[p] + 1;
      via[q] = channel[edge];
      queue[length++] = q;
    }
  }
  return { distance, via };
}

/** The strongly connected components into which no channel of the graph leads from outside, each with its processes ascending. */
export function sourceComponents(graph: Graph): ProcessId[][] {
  const component = componentsOf(graph);
  const entered = new Set<number>();
  for (let p = 0; p < graph.count; p++) {
    for (let edge = graph.first[p]; edge < graph.first[p + 1]; edge++) {
      const q = graph.to[edge];
      if (component[p] !== component[q]) entered.add(component[q]);
    }
  }
  const sources = new Map<number, ProcessId[]>();
  component.forEach((id, p) => {
    if (entered.has(id)) return;
    const members = sources.get(id) ?? [];
    members.push(p as ProcessId);
    sources.set(id, members);
  });
  return [...sources.values()];
}

/** The number of each process's strongly connected component. R. Tarjan: Depth-First Search and Linear Graph Algorithms. SIAM J. Comput. 1(2), 1972; with a stack of its own. */
export function componentsOf({ count, first, to }: Graph): Int32Array {
  const component = new Int32Array(count).fill(NONE);
  const index = new Int32Array(count).fill(NONE);
  const low = new Int32Array(count);
  const edge = first.slice(0, count);
  const open: number[] = [];
  let indices = 0;
  let components = 0;
  const enter = (p: number): number => {
    index[p] = low[p] = indices++;
    return open.push(p);
  };
  for (let root = 0; root < count; root++) {
    if (index[root] !== NONE) continue;
    const path = [root];
    enter(root);
    while (path.length > 0) {
      const p = path[path.length - 1];
      if (edge[p] < first[p + 1]) {
        const q = to[edge[p]++];
        if (index[q] === NONE) {
          enter(q);
          path.push(q);
        } else if (component[q] === NONE) low[p] = Math.min(low[p], index[q]);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent], low[p]);
      if (low[p] !== index[p]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component[member] = components;
        if (member === p) break;
      }
      components++;
    }
  }
  return component;
}
