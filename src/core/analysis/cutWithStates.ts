// Finds a consistent cut at which every process is in a wanted state: the weak conjunctive predicate of V. Garg and
// B. Waldecker, "Detection of Weak Unstable Predicates in Distributed Programs", IEEE TPDS 5(3), 1994. The search finds
// the least such cut, so where it ends without one there is none.

import { stateAt } from "../trace/checkpoints.ts";
import { type Cut, emptyCut } from "../trace/cut.ts";
import { asProcess, NONE, type ProcessId } from "../trace/ids.ts";
import { type LocalState, sameState } from "../trace/localState.ts";
import { eventCountOf, forEachReceived, localIndex, type Trace } from "../trace/trace.ts";

export type CutWithStates =
  | { readonly kind: "found"; readonly cut: Cut }
  /** The process is never in the wanted state. */
  | { readonly kind: "never"; readonly process: ProcessId }
  /** Each process has its state at some time, but by the time `process` can have it beside the others, `other` is past its own for good. */
  | { readonly kind: "conflict"; readonly process: ProcessId; readonly other: ProcessId };

/** `wanted`: one state a process. Visits each event once. */
export function findCutWithStates(trace: Trace, wanted: readonly LocalState[]): CutWithStates {
  const candidates = trace.processes.map((_, p) => frontiersInState(trace, p, wanted[p]));
  const never = candidates.findIndex((list) => list.length === 0);
  if (never >= 0) return { kind: "never", process: asProcess(never) };
  const cut = emptyCut(trace);
  const next = candidates.map(() => 0);
  const pending: number[] = [];
  /** Moves q to its first candidate that holds at least `least` events; gives false where there is none. */
  const advance = (q: number, least: number): boolean => {
    while (next[q] < candidates[q].length && candidates[q][next[q]] < least) next[q]++;
    if (next[q] === candidates[q].length) return false;
    const frontier = candidates[q][next[q]];
    for (let added = cut[q]; added < frontier; added++) pending.push(trace.firstEvent[q] + added);
    cut[q] = frontier;
    return true;
  };
  for (let p = 0; p < cut.length; p++) advance(p, 0);
  for (let event = pending.pop(); event !== undefined; event = pending.pop()) {
    let stuck: number = NONE;
    forEachReceived(trace, event, (message) => {
      const send = trace.messages.send[message];
      if (send === NONE) return;
      const sender = trace.events.process[send];
      const least = localIndex(trace, send) + 1;
      if (cut[sender] < least && !advance(sender, least)) stuck = sender;
    });
    if (stuck !== NONE) {
      return { kind: "conflict", process: asProcess(trace.events.process[event]), other: asProcess(stuck) };
    }
  }
  return { kind: "found", cut };
}

/** The frontiers of a process at which it is in a state, ascending. */
function frontiersInState(trace: Trace, process: number, wanted: LocalState): number[] {
  const { changeStart } = trace.states;
  const first = trace.firstEvent[process];
  const frontiers: number[] = [];
  let matches = sameState(stateAt(trace, process, 0), wanted);
  for (let frontier = 0; frontier <= eventCountOf(trace, process); frontier++) {
    const event = first + frontier - 1;
    const changed = frontier > 0 && changeStart.length > 0 && changeStart[event] < changeStart[event + 1];
    if (changed) matches = sameState(stateAt(trace, process, frontier), wanted);
    if (matches) frontiers.push(frontier);
  }
  return frontiers;
}
