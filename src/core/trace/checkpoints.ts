// Local states over time: lays whole states ("checkpoints") between the changes while a trace is built,
// and finds the state of a process at a frontier from the checkpoint before it and a few changes.

import { grown } from "./columns.ts";
import type { Field, LocalState, TokenCount } from "./localState.ts";
import type { StateColumns, StateKey, StateKeyKind, Trace } from "./trace.ts";

/** The changes of all events, sorted as the trace's events are; all of length 0 where nothing changes. */
export interface StateChanges {
  readonly start: Uint32Array;
  readonly key: Uint32Array;
  readonly value: Float64Array;
}

/** At least so many changes lie between two checkpoints; more where a whole state is larger than that. */
const CHANGES_BETWEEN = 128;

/** Growing checkpoint columns. */
class CheckpointWriter {
  count = 0;
  frontier = new Uint32Array(64);
  start = new Uint32Array(65);
  key = new Uint32Array(64);
  value = new Float64Array(64);

  add(frontier: number, state: ReadonlyMap<number, number>): void {
    if (this.count === this.frontier.length) {
      this.frontier = grown(this.frontier);
      const start = new Uint32Array(this.frontier.length + 1);
      start.set(this.start);
      this.start = start;
    }
    let at = this.start[this.count];
    for (const [key, value] of state) {
      if (at === this.key.length) {
        this.key = grown(this.key);
        this.value = grown(this.value);
      }
      this.key[at] = key;
      this.value[at] = value;
      at++;
    }
    this.frontier[this.count] = frontier;
    this.start[++this.count] = at;
  }
}

/**
 * The state columns of a trace. A checkpoint is laid after as many changes as the state has entries (and at least 128),
 * so the checkpoints take no more room than the changes and a look-up walks a number of changes bounded by the state's size.
 */
export function checkpointColumns(
  initial: readonly LocalState[],
  firstEvent: Uint32Array,
  changes: StateChanges,
  keys: readonly StateKey[],
  stateKey: (name: string, kind: StateKeyKind) => number,
  string: (text: string) => number,
): StateColumns {
  const firstCheckpoint = new Uint32Array(initial.length + 1);
  const writer = new CheckpointWriter();
  const hasChanges = changes.start.length > 0;
  initial.forEach((state, p) => {
    const current = entries(state, stateKey, string);
    writer.add(0, current);
    let since = 0;
    const end = hasChanges ? firstEvent[p + 1] : firstEvent[p];
    for (let event = firstEvent[p]; event < end; event++) {
      for (let c = changes.start[event]; c < changes.start[event + 1]; c++, since++) {
        if (Number.isNaN(changes.value[c])) current.delete(changes.key[c]);
        else current.set(changes.key[c], changes.value[c]);
      }
      if (since >= CHANGES_BETWEEN && since >= current.size) {
        writer.add(event + 1 - firstEvent[p], current);
        since = 0;
      }
    }
    firstCheckpoint[p + 1] = writer.count;
  });
  const size = writer.start[writer.count];
  return {
    keys,
    changeStart: changes.start,
    changeKey: changes.key,
    changeValue: changes.value,
    firstCheckpoint,
    checkpointFrontier: writer.frontier.slice(0, writer.count),
    checkpointStart: writer.start.slice(0, writer.count + 1),
    checkpointKey: writer.key.slice(0, size),
    checkpointValue: writer.value.slice(0, size),
  };
}

/** The state of a process when `frontier` of its events have happened. */
export function stateAt(trace: Trace, process: number, frontier: number): LocalState {
  return localState(trace, rawStateAt(trace, process, frontier));
}

/** As `stateAt`, but as values by key, for sums over many processes. */
export function rawStateAt(trace: Trace, process: number, frontier: number): Map<number, number> {
  const { states, firstEvent } = trace;
  let low = states.firstCheckpoint[process];
  let high = states.firstCheckpoint[process + 1] - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (states.checkpointFrontier[middle] <= frontier) low = middle;
    else high = middle - 1;
  }
  const state = new Map<number, number>();
  for (let i = states.checkpointStart[low]; i < states.checkpointStart[low + 1]; i++) {
    state.set(states.checkpointKey[i], states.checkpointValue[i]);
  }
  if (states.changeStart.length === 0) return state;
  const from = states.changeStart[firstEvent[process] + states.checkpointFrontier[low]];
  const to = states.changeStart[firstEvent[process] + frontier];
  for (let i = from; i < to; i++) {
    if (Number.isNaN(states.changeValue[i])) state.delete(states.changeKey[i]);
    else state.set(states.changeKey[i], states.changeValue[i]);
  }
  return state;
}

/** Whether the trace tells the local state of any process. */
export function hasStates(trace: Trace): boolean {
  return trace.states.changeStart.length > 0 || trace.states.checkpointKey.length > 0;
}

function entries(
  state: LocalState,
  stateKey: (name: string, kind: StateKeyKind) => number,
  string: (text: string) => number,
): Map<number, number> {
  const map = new Map<number, number>();
  for (const { token, count } of state.tokens) map.set(stateKey(token, "token"), count);
  for (const { name, value } of state.fields) {
    if (typeof value === "number") map.set(stateKey(name, "number"), value);
    else map.set(stateKey(name, "text"), string(value));
  }
  return map;
}

function localState(trace: Trace, values: ReadonlyMap<number, number>): LocalState {
  const tokens: TokenCount[] = [];
  const fields: Field[] = [];
  for (const [id, value] of values) {
    const { name, kind } = trace.states.keys[id];
    if (kind === "text") fields.push({ name, value: trace.strings[value] });
    else if (kind === "number") fields.push({ name, value });
    else if (value !== 0) tokens.push({ token: name, count: value });
  }
  tokens.sort((a, b) => (a.token < b.token ? -1 : 1));
  fields.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { tokens, fields };
}
