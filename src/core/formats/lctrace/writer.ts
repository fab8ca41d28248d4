// Writes a trace as .lctrace text: the header, the events in a linear order that respects happened-before, then a
// line for each snapshot. Messages are numbered in the order of their first event, so the same trace gives the same bytes.

import { stateAt } from "../../trace/checkpoints.ts";
import { linearOrder } from "../../trace/clocks.ts";
import { missingAt } from "../../trace/gaps.ts";
import { NONE } from "../../trace/ids.ts";
import type { LocalState } from "../../trace/localState.ts";
import {
  eventCountOf,
  forEachReceived,
  forEachSent,
  localIndex,
  MessageFlag,
  MessageKind,
  receiverOf,
  type Snapshot,
  senderOf,
  type Trace,
} from "../../trace/trace.ts";
import { outageMarks, packetRecords } from "./packetRecords.ts";
import { VERSION } from "./records.ts";

/** Lines that are given out together. */
const LINES_A_PIECE = 512;

/** The text in pieces. */
export function* writeLctrace(trace: Trace): Iterable<string> {
  const numbers = new MessageNumbers(trace);
  yield `${JSON.stringify(header(trace, numbers))}\n`;
  const recordedBy = recordings(trace);
  const outages = outageMarks(trace);
  let lines: string[] = [];
  for (const event of wholeOrder(trace)) {
    const mark = outages.get(event);
    const record = eventRecord(trace, event, numbers, recordedBy.get(event));
    lines.push(JSON.stringify(mark === undefined ? record : { ...record, [mark]: true }));
    if (lines.length < LINES_A_PIECE) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  for (const packet of packetRecords(trace, (message) => numbers.of(message))) {
    lines.push(JSON.stringify(packet));
    if (lines.length < LINES_A_PIECE) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  for (const snapshot of trace.snapshots)
    lines.push(JSON.stringify(snapshotRecord(trace, snapshot, numbers)));
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

/** Numbers messages from 0 in the order in which they are asked for. */
class MessageNumbers {
  readonly #number: Int32Array;
  #next = 0;

  constructor(trace: Trace) {
    this.#number = new Int32Array(trace.messages.send.length).fill(NONE);
  }

  of(message: number): number {
    if (this.#number[message] === NONE) this.#number[message] = this.#next++;
    return this.#number[message];
  }
}

function header(trace: Trace, numbers: MessageNumbers) {
  const { from, to } = trace.channels;
  return {
    lctrace: VERSION,
    name: trace.name,
    timeUnit: trace.timeUnit,
    endTime: trace.endTime,
    processes: trace.processes.map(({ name, clockOffset, clock }, p) => {
      return {
        name,
        ...stateRecord(stateAt(trace, p, 0)),
        ...missingRecord(trace, p, eventCountOf(trace, p)),
        ...(clockOffset === undefined ? {} : { clockOffset }),
        ...(clock === undefined ? {} : { clock }),
      };
    }),
    channels: Array.from(from, (p, channel) => [trace.processes[p].name, trace.processes[to[channel]].name]),
    snapshots: trace.snapshots.map(({ id }) => id),
    ...underWayRecord(trace, numbers),
  };
}

/** The messages that are in channels when the trace begins, if any. */
function underWayRecord(trace: Trace, numbers: MessageNumbers) {
  const { flags } = trace.messages;
  const underWay: object[] = [];
  for (let message = 0; message < flags.length; message++) {
    if ((flags[message] & MessageFlag.underWay) === 0) continue;
    const from = senderOf(trace, message);
    const { id, ...record } = sendRecord(trace, message, numbers);
    underWay.push({ id, from: from === NONE ? null : trace.processes[from].name, ...record });
  }
  return underWay.length === 0 ? {} : { underWay };
}

/** How many events are missing at a place of a process, if any. */
function missingRecord(trace: Trace, process: number, place: number): { missing?: number } {
  const missing = missingAt(trace, process, place);
  return missing === 0 ? {} : { missing };
}

function stateRecord(state: LocalState): { tokens?: object; fields?: object } {
  const tokens = Object.fromEntries(state.tokens.map(({ token, count }) => [token, count]));
  const fields = Object.fromEntries(state.fields.map(({ name, value }) => [name, value]));
  return {
    ...(state.tokens.length === 0 ? {} : { tokens }),
    ...(state.fields.length === 0 ? {} : { fields }),
  };
}

/** Every event once, those of a causal cycle last. */
function wholeOrder(trace: Trace): Iterable<number> {
  const { order, cyclic } = linearOrder(trace);
  if (cyclic === 0) return order;
  const placed = new Set(order);
  return [...order, ...trace.events.time.keys()].filter((event, i) => i < order.length || !placed.has(event));
}

/** The snapshots that each event records, by their ids. An event records for one snapshot at most in our traces. */
function recordings(trace: Trace): Map<number, number> {
  const byEvent = new Map<number, number>();
  for (const snapshot of trace.snapshots) {
    for (const event of snapshot.recordEvents) if (event !== NONE) byEvent.set(event, snapshot.id);
  }
  return byEvent;
}

function eventRecord(trace: Trace, event: number, numbers: MessageNumbers, record: number | undefined) {
  const { process, time, label } = trace.events;
  const receives: unknown[] = [];
  const sends: unknown[] = [];
  forEachReceived(trace, event, (message) => receives.push(receiveRecord(trace, message, numbers)));
  forEachSent(trace, event, (message) => sends.push(sendRecord(trace, message, numbers)));
  const set = changesOf(trace, event);
  return {
    p: trace.processes[process[event]].name,
    ...missingRecord(trace, process[event], localIndex(trace, event)),
    ...(Number.isNaN(time[event]) ? {} : { t: time[event] }),
    ...(label[event] === 0 ? {} : { label: trace.strings[label[event]] }),
    ...(receives.length === 0 ? {} : { receive: receives.length === 1 ? receives[0] : receives }),
    ...(sends.length === 0 ? {} : { send: sends.length === 1 ? sends[0] : sends }),
    ...(set === undefined ? {} : { set }),
    ...(record === undefined ? {} : { record }),
  };
}

/** A message's number; where its send is not in the trace, what the receive tells of it. */
function receiveRecord(trace: Trace, message: number, numbers: MessageNumbers): unknown {
  const id = numbers.of(message);
  if (trace.messages.send[message] !== NONE || (trace.messages.flags[message] & MessageFlag.underWay) !== 0)
    return id;
  const from = senderOf(trace, message);
  return {
    id,
    ...(from === NONE ? {} : { from: trace.processes[from].name }),
    ...contentRecord(trace, message),
  };
}

function sendRecord(trace: Trace, message: number, numbers: MessageNumbers) {
  const to = receiverOf(trace, message);
  const lost = (trace.messages.flags[message] & MessageFlag.lost) !== 0;
  return {
    id: numbers.of(message),
    to: to === NONE ? null : trace.processes[to].name,
    ...contentRecord(trace, message),
    ...(lost ? { lost } : {}),
  };
}

function contentRecord(trace: Trace, message: number) {
  const { kind, payload, flags } = trace.messages;
  const origin = {
    ...((flags[message] & MessageFlag.inferred) === 0 ? {} : { inferred: true }),
    ...((flags[message] & MessageFlag.replayed) === 0 ? {} : { replayed: true }),
    ...((flags[message] & MessageFlag.spoilt) === 0 ? {} : { spoilt: true }),
    ...((flags[message] & MessageFlag.control) === 0 ? {} : { control: true }),
  };
  if (payload[message] === NONE) return origin;
  if (kind[message] === MessageKind.marker)
    return { marker: trace.snapshots[payload[message]].id, ...origin };
  const content = trace.payloads[payload[message]];
  return { ...(content.label === "" ? {} : { label: content.label }), ...stateRecord(content), ...origin };
}

function changesOf(trace: Trace, event: number): object | undefined {
  const { changeStart, changeKey, changeValue, keys } = trace.states;
  if (changeStart.length === 0 || changeStart[event] === changeStart[event + 1]) return undefined;
  const tokens: [string, number][] = [];
  const fields: [string, number | string | null][] = [];
  for (let change = changeStart[event]; change < changeStart[event + 1]; change++) {
    const { name, kind } = keys[changeKey[change]];
    const value = changeValue[change];
    if (kind === "token") tokens.push([name, value]);
    else if (Number.isNaN(value)) fields.push([name, null]);
    else fields.push([name, kind === "text" ? trace.strings[value] : value]);
  }
  return {
    ...(tokens.length === 0 ? {} : { tokens: Object.fromEntries(tokens) }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
}

/** What a snapshot that others recorded has beyond our own. */
function toldRecord(
  trace: Trace,
  { name, algorithm, frontier, outside, toldChannels, foreignMessages }: Snapshot,
) {
  const nameOf = (process: number): string => trace.processes[process].name;
  const { from, to } = trace.channels;
  return {
    ...(name === undefined ? {} : { name }),
    ...(algorithm === "recorded"
      ? { cut: Object.fromEntries(Array.from(frontier, (events, p) => [nameOf(p), events])) }
      : {}),
    ...(outside === undefined ? {} : { outside: outside.map(nameOf) }),
    ...(toldChannels === undefined
      ? {}
      : { told: toldChannels.map((c) => [nameOf(from[c]), nameOf(to[c])]) }),
    ...(foreignMessages === undefined ? {} : { foreign: foreignMessages }),
  };
}

function snapshotRecord(trace: Trace, snapshot: Snapshot, numbers: MessageNumbers) {
  const name = (process: number): string => trace.processes[process].name;
  const { unfinished } = snapshot;
  return {
    snapshot: snapshot.id,
    algorithm: snapshot.algorithm,
    initiators: snapshot.initiators.map(name),
    messages: Array.from(snapshot.channelMessages, (message) => numbers.of(message)),
    ...toldRecord(trace, snapshot),
    ...(snapshot.cost === undefined ? {} : { cost: snapshot.cost }),
    ...(unfinished?.kind === "no-way-back"
      ? { unfinished: { noWayBack: unfinished.processes.map(name) } }
      : {}),
    ...(unfinished?.kind === "unreachable"
      ? { unfinished: { unreachable: unfinished.processes.map(name) } }
      : {}),
    ...(unfinished?.kind === "crashed" ? { unfinished: { crashed: unfinished.processes.map(name) } } : {}),
    ...(unfinished?.kind === "trace-ended"
      ? {
          unfinished: {
            waiting: unfinished.channels.map((c) => [
              name(trace.channels.from[c]),
              name(trace.channels.to[c]),
            ]),
          },
        }
      : {}),
  };
}
