// What a predicate looks at: one global state, as far as it is known. Made from the state at a cut or from what a
// snapshot recorded; walk.ts makes one that moves along a run.

import type { Cut } from "../trace/cut.ts";
import { type GlobalState, globalStateAt, recordedState } from "../trace/globalState.ts";
import type { LocalState } from "../trace/localState.ts";
import { neverRecorded, type Snapshot, type Trace } from "../trace/trace.ts";

export interface World {
  readonly trace: Trace;
  /** The state of a process; undefined where nobody knows it. */
  state(process: number): LocalState | undefined;
  /** The application messages that a channel holds, in order; undefined where nobody knows them. */
  messagesOn(channel: number): Iterable<number> | undefined;
}

/** The system at a cut. At an inconsistent cut it is a state of no run. */
export function worldAt(trace: Trace, cut: Cut): World {
  return worldOf(trace, globalStateAt(trace, cut));
}

/**
 * The system as a snapshot recorded it. Unknown are a process that never recorded, the channels of which the source does
 * not tell or whose recording did not end, and all channels where messages were recorded that the trace does not hold.
 */
export function recordedWorld(trace: Trace, snapshot: Snapshot): World {
  const missing = new Set<number>(neverRecorded(snapshot));
  const told = snapshot.toldChannels === undefined ? undefined : new Set<number>(snapshot.toldChannels);
  const { unfinished } = snapshot;
  const open = new Set<number>(unfinished?.kind === "trace-ended" ? unfinished.channels : []);
  const isUnsure = (snapshot.foreignMessages ?? 0) > 0 || unfinished?.kind === "unreachable";
  return worldOf(trace, recordedState(trace, snapshot), {
    process: (process) => !missing.has(process),
    channel: (channel) => !isUnsure && (told === undefined || told.has(channel)) && !open.has(channel),
  });
}

/** What of a global state is known. */
interface Known {
  readonly process: (process: number) => boolean;
  readonly channel: (channel: number) => boolean;
}

function worldOf(trace: Trace, state: GlobalState, known?: Known): World {
  const { from, to } = trace.channels;
  const held = new Map(state.channels.map((channel) => [`${channel.from} ${channel.to}`, channel.messages]));
  return {
    trace,
    state: (process) => (known?.process(process) === false ? undefined : state.processes[process]),
    messagesOn: (channel) =>
      known?.channel(channel) === false ? undefined : (held.get(`${from[channel]} ${to[channel]}`) ?? []),
  };
}
