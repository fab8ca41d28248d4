// The last step of building a trace: sorts what was collected by process and lays the columns out.
// Called by traceBuilder.ts, and by nobody else.

import type {
  ChangeTable,
  EventTable,
  FurtherTable,
  GapTable,
  MessageTable,
  OutageTable,
  PacketTable,
} from "./builderTables.ts";
import { checkpointColumns, type StateChanges } from "./checkpoints.ts";
import type { Strings } from "./columns.ts";
import { type ChannelId, NONE, type ProcessId } from "./ids.ts";
import type { LocalState } from "./localState.ts";
import type { OutageColumns, PacketColumns } from "./packets.ts";
import type { Problem } from "./problem.ts";
import type {
  ChannelColumns,
  EventColumns,
  GapColumns,
  MessageColumns,
  OwnClock,
  Payload,
  Snapshot,
  StateKey,
  StateKeyKind,
  TimeUnit,
  Trace,
} from "./trace.ts";

/** What a builder has collected. Ids of events are places in the order of adding, those of channels the builder's. */
export interface TraceParts {
  readonly name: string;
  readonly timeUnit: TimeUnit;
  readonly endTime: number;
  readonly strings: Strings;
  readonly files: readonly string[];
  readonly processes: readonly {
    readonly name: string;
    readonly initial: LocalState;
    readonly clockOffset?: number;
    readonly clock?: OwnClock;
    readonly events: number;
    readonly missingAtEnd: number;
  }[];
  readonly channels: readonly { readonly from: ProcessId; readonly to: ProcessId }[];
  readonly payloads: readonly Payload[];
  readonly keys: readonly StateKey[];
  /** The index of a key, added to `keys` if it is new. */
  readonly stateKey: (name: string, kind: StateKeyKind) => number;
  readonly snapshots: readonly Snapshot[];
  readonly problems: readonly Problem[];
  readonly events: EventTable;
  readonly messages: MessageTable;
  readonly changes: ChangeTable;
  readonly gaps: GapTable;
  readonly furtherSent: FurtherTable;
  readonly furtherReceived: FurtherTable;
  readonly packets: PacketTable;
  readonly outages: OutageTable;
}

/** Sorts the events by process and gives the trace. */
export function assembleTrace(parts: TraceParts): Trace {
  const firstEvent = new Uint32Array(parts.processes.length + 1);
  parts.processes.forEach((process, p) => {
    firstEvent[p + 1] = firstEvent[p] + process.events;
  });
  const place = placesOf(parts.events, firstEvent);
  const channels = sortedChannels(parts.channels);
  const states = checkpointColumns({
    initial: parts.processes.map(({ initial }) => initial),
    firstEvent,
    changes: sortedChanges(parts.events, parts.changes, place),
    keys: parts.keys,
    stateKey: parts.stateKey,
    string: (text) => parts.strings.add(text),
  });
  return {
    name: parts.name,
    timeUnit: parts.timeUnit,
    endTime: parts.endTime,
    strings: parts.strings.list,
    files: parts.files,
    processes: parts.processes.map(({ name, clockOffset, clock }) => ({
      name,
      ...(clockOffset === undefined ? {} : { clockOffset }),
      ...(clock === undefined ? {} : { clock }),
    })),
    firstEvent,
    channels: channels.columns,
    events: eventColumns(parts.events, place),
    messages: messageColumns(parts, place, channels.place),
    payloads: parts.payloads,
    states,
    gaps: gapColumns(parts),
    snapshots: parts.snapshots.map((draft) => placed(draft, place, channels.place)),
    ...(parts.packets.length === 0 ? {} : { packets: packetColumns(parts.packets, channels.place) }),
    ...(parts.outages.length === 0 ? {} : { outages: outageColumns(parts.outages, place) }),
    problems: parts.problems,
  };
}

function packetColumns(packets: PacketTable, channelPlace: Uint32Array): PacketColumns {
  const columns = packets.trimmed();
  return { ...columns, channel: columns.channel.map((channel) => channelPlace[channel]) };
}

/** In the order of the events' ids, which is that of processes and then of time. */
function outageColumns(outages: OutageTable, place: Uint32Array): OutageColumns {
  const { crash, restart } = outages.trimmed();
  const order = Array.from(crash, (_, row) => row).sort((a, b) => place[crash[a]] - place[crash[b]]);
  return {
    crash: Int32Array.from(order, (row) => place[crash[row]]),
    restart: Int32Array.from(order, (row) => (restart[row] === NONE ? NONE : place[restart[row]])),
  };
}

/** For each event in the order of adding, its id in the trace. */
function placesOf(events: EventTable, firstEvent: Uint32Array): Uint32Array {
  const next = firstEvent.slice();
  const { process } = events.columns;
  const place = new Uint32Array(events.length);
  for (let event = 0; event < place.length; event++) place[event] = next[process[event]]++;
  return place;
}

function eventColumns(events: EventTable, place: Uint32Array): EventColumns {
  const from = events.columns;
  const n = events.length;
  const to = {
    process: new Uint32Array(n),
    time: new Float64Array(n),
    sent: new Int32Array(n),
    received: new Int32Array(n),
    label: new Uint32Array(n),
    file: new Uint16Array(n),
    line: new Uint32Array(n),
  };
  for (let event = 0; event < n; event++) {
    const id = place[event];
    to.process[id] = from.process[event];
    to.time[id] = from.time[event];
    to.sent[id] = from.sent[event];
    to.received[id] = from.received[event];
    to.label[id] = from.label[event];
    to.file[id] = from.file[event];
    to.line[id] = from.line[event];
  }
  return to;
}

function messageColumns(parts: TraceParts, place: Uint32Array, channelPlace: Uint32Array): MessageColumns {
  const columns = parts.messages.trimmed();
  const { send, receive, channel } = columns;
  for (let m = 0; m < send.length; m++) {
    if (send[m] !== NONE) send[m] = place[send[m]];
    if (receive[m] !== NONE) receive[m] = place[receive[m]];
    if (channel[m] !== NONE) channel[m] = channelPlace[channel[m]];
  }
  return {
    ...columns,
    nextSent: linked(parts.furtherSent, send.length),
    nextReceived: linked(parts.furtherReceived, send.length),
  };
}

function sortedChannels(channels: TraceParts["channels"]): { place: Uint32Array; columns: ChannelColumns } {
  const order = Array.from(channels, (_, channel) => channel);
  order.sort((a, b) => channels[a].from - channels[b].from || channels[a].to - channels[b].to);
  const place = new Uint32Array(order.length);
  order.forEach((channel, id) => {
    place[channel] = id;
  });
  const columns = {
    from: Uint32Array.from(order, (channel) => channels[channel].from),
    to: Uint32Array.from(order, (channel) => channels[channel].to),
  };
  return { place, columns };
}

function sortedChanges(events: EventTable, changes: ChangeTable, place: Uint32Array): StateChanges {
  const { changeEnd } = events.columns;
  const from = changes.columns;
  const start = new Uint32Array(changes.length === 0 ? 0 : events.length + 1);
  const key = new Uint32Array(changes.length);
  const value = new Float64Array(changes.length);
  if (start.length === 0) return { start, key, value };
  const firstChange = (event: number): number => (event === 0 ? 0 : changeEnd[event - 1]);
  for (let event = 0; event < place.length; event++) {
    start[place[event] + 1] = changeEnd[event] - firstChange(event);
  }
  for (let id = 0; id < place.length; id++) start[id + 1] += start[id];
  for (let event = 0; event < place.length; event++) {
    let to = start[place[event]];
    for (let change = firstChange(event); change < changeEnd[event]; change++, to++) {
      key[to] = from.key[change];
      value[to] = from.value[change];
    }
  }
  return { start, key, value };
}

/** The gaps by process; those of one process were added in its order, and what is missing at its end comes last. */
function gapColumns({ processes, gaps }: TraceParts): GapColumns {
  const { process, after, missing } = gaps.columns;
  const rows: (readonly [process: number, after: number, missing: number])[] = [];
  for (let gap = 0; gap < gaps.length; gap++) rows.push([process[gap], after[gap], missing[gap]]);
  processes.forEach(({ events, missingAtEnd }, p) => {
    if (missingAtEnd > 0) rows.push([p, events, missingAtEnd]);
  });
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    process: Uint32Array.from(rows, (row) => row[0]),
    after: Uint32Array.from(rows, (row) => row[1]),
    missing: Uint32Array.from(rows, (row) => row[2]),
  };
}

/** Lists as a column of successors: an event's further messages follow its first, in the order of adding. */
function linked(further: FurtherTable, messages: number): Int32Array {
  if (further.length === 0) return new Int32Array(0);
  const next = new Int32Array(messages).fill(NONE);
  for (let row = further.length - 1; row >= 0; row--) {
    const first = further.columns.first[row];
    next[further.columns.further[row]] = next[first];
    next[first] = further.columns.further[row];
  }
  return next;
}

/** A snapshot with the trace's ids in place of the builder's. */
function placed(draft: Snapshot, place: Uint32Array, channelPlace: Uint32Array): Snapshot {
  const moved = (channel: ChannelId): ChannelId => channelPlace[channel] as ChannelId;
  const { unfinished, toldChannels } = draft;
  return {
    ...draft,
    recordEvents: draft.recordEvents.map((event) => (event === NONE ? NONE : place[event])),
    ...(toldChannels === undefined ? {} : { toldChannels: toldChannels.map(moved) }),
    ...(unfinished?.kind !== "trace-ended"
      ? {}
      : { unfinished: { kind: "trace-ended", channels: unfinished.channels.map(moved) } }),
  };
}
