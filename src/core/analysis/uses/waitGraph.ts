// Who can never go on, in a graph of waiting processes. In the AND model a cycle is a deadlock, in the OR model a knot (a
// set whose members reach each other and nobody else); in both, and mixed, the deadlocked are those whom no one who can go on
// sets free (K. M. Chandy, J. Misra, L. Haas, "Distributed Deadlock Detection", ACM TOCS 1(2), 1983).

import type { WaitForGraph, Waiting } from "./waitFor.ts";

export interface Stuck {
  /** Who can never go on, ascending. */
  readonly deadlocked: readonly number[];
  /** Who is stuck only if those of unknown state do not help, ascending. */
  readonly undecided: readonly number[];
  /** Where nobody waits for choices: a shortest cycle in each set of processes that wait for each other. */
  readonly cycles: readonly (readonly number[])[];
  /** Sets of deadlocked processes that reach each other and nobody else; each at least two, or one that waits for itself. */
  readonly knots: readonly (readonly number[])[];
}

export function stuckIn(graph: WaitForGraph): Stuck {
  const best = freed(graph, new Set(graph.unknown));
  const worst = freed(graph, new Set());
  for (const process of graph.unknown) worst.add(process);
  const deadlocked = graph.waiting.map(({ process }) => process).filter((process) => !best.has(process));
  const undecided = graph.waiting
    .map(({ process }) => process)
    .filter((process) => best.has(process) && !worst.has(process));
  const inside = new Set(deadlocked);
  const targets = new Map(graph.waiting.map((each) => [each.process, targetsOf(each, inside, best)]));
  const components = strongComponents(deadlocked, (process) => targets.get(process) ?? []);
  const closed = components.filter((component) => isCircular(component, targets));
  const choosing = new Set(graph.waiting.filter(({ isChoice }) => isChoice).map(({ process }) => process));
  return {
    deadlocked,
    undecided,
    cycles: closed
      .filter((component) => component.every((process) => !choosing.has(process)))
      .map((component) => shortestCycle(component, targets)),
    knots: closed.filter((component) =>
      component.every((process) => targets.get(process)?.every((target) => component.includes(target))),
    ),
  };
}

/**
 * Everybody who can go on: who waits for nothing, then whom these can give what they wait for, and so on. `helpful`:
 * processes that are taken to go on.
 */
function freed(graph: WaitForGraph, helpful: ReadonlySet<number>): Set<number> {
  const blocked = new Map(graph.waiting.map((each) => [each.process, each]));
  const unknown = new Set(graph.unknown);
  const free = new Set<number>(helpful);
  for (let p = 0; p < graph.processes; p++) if (!blocked.has(p) && !unknown.has(p)) free.add(p);
  const askers = new Map<number, Waiting[]>();
  for (const each of graph.waiting) {
    for (const { from } of each.waits) {
      for (const target of from) {
        const list = askers.get(target);
        if (list === undefined) askers.set(target, [each]);
        else list.push(each);
      }
    }
  }
  const pending = [...free];
  const look = (each: Waiting): void => {
    if (free.has(each.process) || !canGoOn(each, free)) return;
    free.add(each.process);
    pending.push(each.process);
  };
  graph.waiting.forEach(look);
  for (let process = pending.pop(); process !== undefined; process = pending.pop()) {
    askers.get(process)?.forEach(look);
  }
  return free;
}

function canGoOn({ isChoice, waits }: Waiting, free: ReadonlySet<number>): boolean {
  const comes = ({ from }: Waiting["waits"][number]): boolean =>
    from.length === 0 || from.some((process) => free.has(process));
  return isChoice ? waits.some(comes) : waits.every(comes);
}

/** For whom a deadlocked process waits in vain. */
function targetsOf({ waits }: Waiting, inside: ReadonlySet<number>, free: ReadonlySet<number>): number[] {
  const vain = waits.filter(({ from }) => from.length > 0 && !from.some((process) => free.has(process)));
  return [...new Set(vain.flatMap(({ from }) => from.filter((process) => inside.has(process))))];
}

function isCircular(component: readonly number[], targets: ReadonlyMap<number, readonly number[]>): boolean {
  return component.length > 1 || targets.get(component[0])?.includes(component[0]) === true;
}

/** The strongly connected components (R. Tarjan, SIAM J. Computing 1(2), 1972), each ascending; without recursion. */
export function strongComponents(
  vertices: readonly number[],
  targetsOf: (vertex: number) => readonly number[],
): number[][] {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const onStack = new Set<number>();
  const stack: number[] = [];
  const components: number[][] = [];
  const visit = (root: number): void => {
    const frames: { readonly vertex: number; readonly targets: readonly number[]; next: number }[] = [];
    const enter = (vertex: number): void => {
      index.set(vertex, index.size);
      low.set(vertex, index.size - 1);
      stack.push(vertex);
      onStack.add(vertex);
      frames.push({ vertex, targets: targetsOf(vertex), next: 0 });
    };
    enter(root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { vertex, targets } = frame;
      const lower = (value: number): void => {
        if (value < (low.get(vertex) ?? 0)) low.set(vertex, value);
      };
      if (frame.next < targets.length) {
        const target = targets[frame.next++];
        if (!index.has(target)) enter(target);
        else if (onStack.has(target)) lower(index.get(target) ?? 0);
        continue;
      }
      frames.pop();
      const above = frames.at(-1);
      if (above !== undefined)
        low.set(above.vertex, Math.min(low.get(above.vertex) ?? 0, low.get(vertex) ?? 0));
      if (low.get(vertex) !== index.get(vertex)) continue;
      const component = stack.splice(stack.indexOf(vertex));
      for (const member of component) onStack.delete(member);
      components.push(component.sort((a, b) => a - b));
    }
  };
  for (const vertex of vertices) if (!index.has(vertex)) visit(vertex);
  return components;
}

/** A shortest cycle within a component, from its smallest member on that lies on one. */
function shortestCycle(
  component: readonly number[],
  targets: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  let best: readonly number[] = [];
  for (const start of component) {
    const cycle = cycleThrough(start, new Set(component), targets);
    if (best.length === 0 || (cycle.length > 0 && cycle.length < best.length)) best = cycle;
  }
  return best;
}

function cycleThrough(
  start: number,
  inside: ReadonlySet<number>,
  targets: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  const before = new Map<number, number>();
  const queue = [start];
  for (let i = 0; i < queue.length; i++) {
    for (const target of targets.get(queue[i]) ?? []) {
      if (target === start) {
        const cycle: number[] = [];
        for (let at: number | undefined = queue[i]; at !== undefined; at = before.get(at)) cycle.unshift(at);
        return cycle;
      }
      if (!inside.has(target) || before.has(target)) continue;
      before.set(target, queue[i]);
      queue.push(target);
    }
  }
  return [];
}
