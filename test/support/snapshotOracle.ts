// A second opinion on snapshots, from first principles and by brute force: happened-before by closing the direct steps
// transitively, cuts by looking whether they are closed under it, states by replaying. Slow, and shares no code with the core.

import { MessageFlag, MessageKind, type Snapshot, type Trace } from "../../src/core/trace/trace.ts";

/** What a process or channel holds, as a number of nameless tokens. */
export interface PlainState {
  readonly processes: readonly number[];
  /** Under `FROM>TO`: the tokens of the messages in the channel, in the order of sending. Empty channels are left out. */
  readonly channels: ReadonlyMap<string, readonly number[]>;
}

/** For each event, the set of the events that happened before it, as rows of bits. */
export type Past = readonly Uint32Array[];

/** Closes "next on the same process" and "send before receive" transitively. */
export function closure(trace: Trace): Past {
  const n = trace.events.process.length;
  const before: number[][] = Array.from({ length: n }, () => []);
  for (let e = 1; e < n; e++)
    if (trace.events.process[e] === trace.events.process[e - 1]) before[e].push(e - 1);
  trace.messages.send.forEach((send, m) => {
    const receive = trace.messages.receive[m];
    if (send >= 0 && receive >= 0 && !isControl(trace, m)) before[receive].push(send);
  });
  const past = Array.from({ length: n }, () => new Uint32Array(Math.ceil(n / 32)));
  for (let changed = true; changed; ) {
    changed = false;
    for (let e = 0; e < n; e++) {
      for (const direct of before[e]) {
        for (let word = 0; word < past[e].length; word++) {
          const self = direct >> 5 === word ? 1 << (direct & 31) : 0;
          const joined = (past[e][word] | past[direct][word] | self) >>> 0;
          if (joined === past[e][word]) continue;
          past[e][word] = joined;
          changed = true;
        }
      }
    }
  }
  return past;
}

/** Whether a happened before b. */
export function isBefore(past: Past, a: number, b: number): boolean {
  return (past[b][a >> 5] & (1 << (a & 31))) !== 0;
}

/** Whether a cut is closed under happened-before: with an event, everything before it is inside. */
export function isClosed(trace: Trace, past: Past, frontier: ArrayLike<number>): boolean {
  const inside = new Uint32Array(Math.ceil(trace.events.process.length / 32));
  const events = insideEvents(trace, frontier);
  for (const event of events) inside[event >> 5] |= 1 << (event & 31);
  return events.every((event) => past[event].every((word, i) => (word & ~inside[i]) === 0));
}

/** The events inside a cut. */
export function insideEvents(trace: Trace, frontier: ArrayLike<number>): number[] {
  const events: number[] = [];
  for (let p = 0; p < trace.processes.length; p++) {
    for (let i = 0; i < frontier[p]; i++) events.push(trace.firstEvent[p] + i);
  }
  return events;
}

/** The cut that the record events draw: what each process did before it recorded, without the marker that made it do so. */
export function frontierOfRecords(trace: Trace, snapshot: Snapshot): number[] {
  return trace.processes.map((_, p) => {
    const record = snapshot.recordEvents[p];
    if (record < 0) return trace.firstEvent[p + 1] - trace.firstEvent[p];
    const cause = record - 1;
    const byMarker =
      cause >= trace.firstEvent[p] &&
      trace.messages.receive.some((receive, m) => receive === cause && isMarkerOf(trace, m, snapshot));
    return record - trace.firstEvent[p] - (byMarker ? 1 : 0);
  });
}

/** Whether a message is a control message that is no marker: no part of the computation. */
export function isControl(trace: Trace, message: number): boolean {
  return (trace.messages.flags[message] & MessageFlag.control) !== 0;
}

/** Whether a message is a marker of a snapshot. */
function isMarkerOf(trace: Trace, message: number, snapshot: Snapshot): boolean {
  const { kind, payload } = trace.messages;
  if (isControl(trace, message)) return false;
  return kind[message] === MessageKind.marker && trace.snapshots[payload[message]]?.id === snapshot.id;
}

/** How many nameless tokens an application message carries. */
export function tokensIn(trace: Trace, message: number): number {
  if (trace.messages.kind[message] !== MessageKind.application) return 0;
  const payload = trace.payloads[trace.messages.payload[message]];
  return payload === undefined ? 0 : payload.tokens.reduce((sum, { count }) => sum + count, 0);
}

/** What a snapshot should have recorded: states by replay, channels by "sent before the record, received after it". */
export function expectedState(trace: Trace, snapshot: Snapshot, initial: readonly number[]): PlainState {
  const frontier = frontierOfRecords(trace, snapshot);
  const isInside = (event: number): boolean => {
    const p = trace.events.process[event];
    return event - trace.firstEvent[p] < frontier[p];
  };
  const processes = [...initial];
  const channels = new Map<string, number[]>();
  const bySending = Array.from(trace.messages.send.keys());
  bySending.sort((a, b) => trace.messages.send[a] - trace.messages.send[b]);
  for (const message of bySending) {
    if (trace.messages.kind[message] !== MessageKind.application) continue;
    const send = trace.messages.send[message];
    const receive = trace.messages.receive[message];
    const sent = send >= 0 && isInside(send);
    const received = receive >= 0 && isInside(receive);
    const tokens = tokensIn(trace, message);
    if (sent) processes[trace.events.process[send]] -= tokens;
    if (received) processes[trace.events.process[receive]] += tokens;
    if (!sent || received) continue;
    const channel = channelOf(trace, message);
    channels.set(channel, [...(channels.get(channel) ?? []), tokens]);
  }
  return { processes, channels };
}

/** What a snapshot did record, as the trace holds it. */
export function recordedChannels(trace: Trace, snapshot: Snapshot): ReadonlyMap<string, readonly number[]> {
  const channels = new Map<string, number[]>();
  for (const message of snapshot.channelMessages) {
    const channel = channelOf(trace, message);
    channels.set(channel, [...(channels.get(channel) ?? []), tokensIn(trace, message)]);
  }
  return channels;
}

/** A channel by its ends, for maps: `0>1`. */
export function channelOf(trace: Trace, message: number): string {
  const channel = trace.messages.channel[message];
  return `${trace.channels.from[channel]}>${trace.channels.to[channel]}`;
}

/** A state in one line, to compare and to print: `5 3 0>1[2,1]`. */
export function stateLine({ processes, channels }: PlainState): string {
  const contents = [...channels].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...processes, ...contents.map(([name, list]) => `${name}[${list}]`)].join(" ");
}

/** The same without an order in the channels. */
export function unorderedLine({ processes, channels }: PlainState): string {
  const sorted = Array.from(channels, ([name, list]) => [name, [...list].sort((a, b) => a - b)] as const);
  return stateLine({ processes, channels: new Map(sorted) });
}

/** All tokens of a state. */
export function totalOf({ processes, channels }: PlainState): number {
  return [...processes, ...[...channels.values()].flat()].reduce((sum, tokens) => sum + tokens, 0);
}
