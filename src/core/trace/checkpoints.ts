// Local states over time: lays whole states ("checkpoints") between the changes while a trace is built,
// and finds the state of a process at a frontier from the checkpoint before it and a few changes.

import { Table } from "./columns.ts";
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

/** What the state columns are made from. */
export interface StateSource {
  /** One a process. */
  readonly initial: readonly LocalState[];
  readonly firstEvent: Uint32Array;
  readonly changes: StateChanges;
  readonly keys: readonly StateKey[];
  /** The index of a key, added to `keys` if it is new. */
  readonly stateKey: (name: string, kind: StateKeyKind) => number;
  /** The index of a text in the trace's string table. */
  readonly string: (text: string) => number;
}

/** Writes checkpoints one after the other. */
class CheckpointWriter {
  readonly checkpoints = new Table({ frontier: new Uint32Array(0), end: new Uint32Array(0) });
  readonly entries = new Table({ key: new Uint32Array(0), value: new Float64Array(0) });

  add(frontier: number, state: ReadonlyMap<number, number>): void {
    for (const [key, value] of state) {
      const entry = this.entries.add();
      this.entries.columns.key[entry] = key;
      this.entries.columns.value[entry] = value;
    }
    const checkpoint = this.checkpoints.add();
    this.checkpoints.columns.frontier[checkpoint] = frontier;
    this.checkpoints.columns.end[checkpoint] = this.entries.length;
  }
}

/**
 * The state columns of a trace. A checkpoint is laid after as many changes as the state has entries (and at least 128),
 * so the checkpoints take no more room than the changes and a look-up walks a number of changes bounded by the state's size.
 */
export function checkpointColumns(source: StateSource): StateColumns {
  const { changes, firstEvent } = source;
  const firstCheckpoint = new Uint32Array(source.initial.length + 1);
  const writer = new CheckpointWriter();
  source.initial.forEach((state, p) => {
    const current = entries(state, source);
    writer.add(0, current);
    let since = 0;
    const end = changes.start.length > 0 ? firstEvent[p + 1] : firstEvent[p];
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
    firstCheckpoint[p + 1] = writer.checkpoints.length;
  });
  const { frontier, end } = writer.checkpoints.trimmed();
  const { key, value } = writer.entries.trimmed();
  const checkpointStart = new Uint32Array(end.length + 1);
  checkpointStart.set(end, 1);
  return {
    keys: source.keys,
    changeStart: changes.start,
    changeKey: changes.key,
    changeValue: changes.value,
    firstCheckpoint,
    checkpointFrontier: frontier,
    checkpointStart,
    checkpointKey: key,
    checkpointValue: value,
  };
}

/** The state of a process when `frontier` of its events have happened. */
export function stateAt(trace: Trace, process: number, frontier: number): LocalState {
  return localState(trace, valuesAt(trace, process, frontier));
}

/** The state of a process that is asked for again and again: from a frontier to a later one it costs the changes between. */
export class MovingState {
  readonly #trace: Trace;
  readonly #process: number;
  #frontier = 0;
  #values: Map<number, number>;
  #state: LocalState | undefined;

  constructor(trace: Trace, process: number) {
    this.#trace = trace;
    this.#process = process;
    this.#values = valuesAt(trace, process, 0);
  }

  at(frontier: number): LocalState {
    const { changeStart } = this.#trace.states;
    if (changeStart.length > 0 && frontier !== this.#frontier) {
      const first = this.#trace.firstEvent[this.#process];
      const from = changeStart[first + this.#frontier];
      const to = changeStart[first + frontier];
      if (from !== to) this.#state = undefined;
      if (to < from || to > from + CHANGES_BETWEEN)
        this.#values = valuesAt(this.#trace, this.#process, frontier);
      else applyChanges(this.#trace, from, to, this.#values);
      this.#frontier = frontier;
    }
    this.#state ??= localState(this.#trace, this.#values);
    return this.#state;
  }
}

/** The state of a process as values by key. */
function valuesAt(trace: Trace, process: number, frontier: number): Map<number, number> {
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
  applyChanges(trace, from, to, state);
  return state;
}

function applyChanges({ states }: Trace, from: number, to: number, values: Map<number, number>): void {
  for (let i = from; i < to; i++) {
    if (Number.isNaN(states.changeValue[i])) values.delete(states.changeKey[i]);
    else values.set(states.changeKey[i], states.changeValue[i]);
  }
}

/** Whether the trace tells the local state of any process. */
export function hasStates(trace: Trace): boolean {
  return trace.states.changeStart.length > 0 || trace.states.checkpointKey.length > 0;
}

function entries(state: LocalState, { stateKey, string }: StateSource): Map<number, number> {
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
