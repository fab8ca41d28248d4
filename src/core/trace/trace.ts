// The trace: an immutable, columnar record of a distributed computation. Events are sorted by process, then by local
// order, so process p owns the ids firstEvent[p] … firstEvent[p+1]−1. Happened-before is: next event of the same
// process, or send → receive of one message, and whatever follows from these (drawn below).

import { asProcess, type ChannelId, type EventId, type MessageId, NONE, type ProcessId } from "./ids.ts";
import type { LocalState } from "./localState.ts";
import type { OutageColumns, PacketColumns } from "./packets.ts";
import type { Problem } from "./problem.ts";

/*
 *   P  ──●───────●──────▶        e1 → e2 (same process), e1 → f1 (message), e1 → f2 (through f1);
 *       e1 ╲     e2              e2 and f1 are concurrent: neither happened before the other.
 *   Q  ─────╲▶●─────●───▶        The cut [1, 1] holds e1 and f1: consistent. The cut [0, 1] holds f1
 *             f1    f2           without its send e1: inconsistent, and the message is an orphan.
 */

/** What an application message is, or a marker of a snapshot algorithm. The value stands in `messages.kind`. */
export const MessageKind = { application: 0, marker: 1 } as const;

/** Bits of `messages.flags`. */
export const MessageFlag = {
  /** The network lost it: it never will be received. Without this bit an unreceived message is in flight. */
  lost: 1,
  /** Not in the source; concluded from something else that the source says. */
  inferred: 2,
  /** A marker that never was sent: a snapshot replayed over a recorded trace put it in. It orders nothing. */
  replayed: 4,
  /** It was spoilt on its way: its receiver could not read it. */
  spoilt: 8,
  /** Under way when the trace begins, such as at a restart from a snapshot: sent before every event, by none of them. */
  underWay: 16,
  /**
   * A control message of a snapshot algorithm that is no marker: it tells, asks or gathers, and says nothing of what was
   * sent before it. It is no part of the computation, so no cut of the computation is broken by it.
   */
  control: 32,
} as const;

/** The flags of messages that count in no cut. */
export const OUTSIDE_CUTS = MessageFlag.replayed | MessageFlag.control;

/** A process's own clock: when the time of the trace is t, it shows t · (1 + drift) + skew. */
export interface OwnClock {
  readonly skew: number;
  readonly drift: number;
}

export interface TraceProcess {
  readonly name: string;
  /** Added to the times of its events, because somebody held its clock for wrong; in the trace's unit. */
  readonly clockOffset?: number;
  /** Its own clock, where the source tells of one; the times of its events are not by it. */
  readonly clock?: OwnClock;
}

/** Columns over channels, sorted by source, then destination. */
export interface ChannelColumns {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** Columns over events. An event sends or receives messages or neither (an internal event). */
export interface EventColumns {
  readonly process: Uint32Array;
  /** When, in the trace's unit; NaN where the source has no time. */
  readonly time: Float64Array;
  /** The first message that the event sends, or NONE. */
  readonly sent: Int32Array;
  /** The first message that the event receives, or NONE. */
  readonly received: Int32Array;
  /** Index into `strings`; 0 is the empty label. */
  readonly label: Uint32Array;
  /** Index into `files`. */
  readonly file: Uint16Array;
  /** Line in that file, from 1; 0 where the event has no line. */
  readonly line: Uint32Array;
}

/** Columns over messages. */
export interface MessageColumns {
  /** The sending event, or NONE: received, but its sending is not in the source. */
  readonly send: Int32Array;
  /** The receiving event, or NONE: in flight at the end of the trace, or lost. */
  readonly receive: Int32Array;
  /** The channel it travels on, or NONE where an end is unknown. */
  readonly channel: Int32Array;
  /** A value of MessageKind. */
  readonly kind: Uint8Array;
  /** Bits of MessageFlag. */
  readonly flags: Uint8Array;
  /** Of an application message: index into `payloads`, or NONE. Of a marker: index into `snapshots`. */
  readonly payload: Int32Array;
  /** Another message that the same event sends, or NONE; the first of them stands in `events.sent`. Of length 0 where no event sends two. */
  readonly nextSent: Int32Array;
  /** Another message that the same event receives, or NONE. Of length 0 where no event receives two. */
  readonly nextReceived: Int32Array;
}

/** What an application message carries. Equal payloads are stored once. */
export interface Payload extends LocalState {
  readonly label: string;
}

/** How a state column's values are read: a count of tokens, a number, or an index into `strings`. */
export type StateKeyKind = "token" | "number" | "text";

export interface StateKey {
  readonly name: string;
  readonly kind: StateKeyKind;
}

/**
 * Local states: what each event changes, and now and then a whole state, so that the state at any
 * frontier costs a few look-ups whatever the length of the process.
 */
export interface StateColumns {
  readonly keys: readonly StateKey[];
  /** Event e's changes are the entries changeStart[e] … changeStart[e+1]−1. Of length 0 where no event changes anything. */
  readonly changeStart: Uint32Array;
  readonly changeKey: Uint32Array;
  /** The value after the event; NaN takes the key away. */
  readonly changeValue: Float64Array;
  /** Process p's checkpoints are firstCheckpoint[p] … firstCheckpoint[p+1]−1; the first is its initial state. */
  readonly firstCheckpoint: Uint32Array;
  /** The frontier of its process that a checkpoint stands for. */
  readonly checkpointFrontier: Uint32Array;
  /** Checkpoint c's entries are checkpointStart[c] … checkpointStart[c+1]−1. */
  readonly checkpointStart: Uint32Array;
  readonly checkpointKey: Uint32Array;
  readonly checkpointValue: Float64Array;
}

/** Columns over gaps: where the source lacks events of a process. Sorted by process, then by place. */
export interface GapColumns {
  readonly process: Uint32Array;
  /** How many of the process's events stand before the gap. */
  readonly after: Uint32Array;
  /** How many events are missing there; at the end of a process at least so many. */
  readonly missing: Uint32Array;
}

/** Why a snapshot did not end. */
export type Unfinished =
  /** No directed path of channels leads from an initiator to these processes. */
  | { readonly kind: "unreachable"; readonly processes: readonly ProcessId[] }
  /** These processes were down while it was under way: what they had recorded, or the markers to them, are lost. */
  | { readonly kind: "crashed"; readonly processes: readonly ProcessId[] }
  /** No directed path of channels leads from these processes back to an initiator, who waits to hear from them. */
  | { readonly kind: "no-way-back"; readonly processes: readonly ProcessId[] }
  /** The trace ends while these channels still wait for their markers; none where only the initiator waits to hear of the end. */
  | { readonly kind: "trace-ended"; readonly channels: readonly ChannelId[] };

/**
 * What a snapshot took. Control messages are counted hop by hop: each one on a channel is one. Their bits: 40 for the
 * snapshot's id and the kind, 32 for each number they carry. Piggybacked bits are what application messages carried for
 * the algorithm while the snapshot was under way.
 */
export interface SnapshotCost {
  readonly controlMessages: number;
  readonly controlBits: number;
  readonly piggybackBits: number;
  /** From the first start to the end, in the trace's unit; absent where it did not end or there are no times. */
  readonly duration?: number;
  /** How long processes were kept from sending or receiving, over all of them, and the longest of one. */
  readonly blockedSum: number;
  readonly blockedMost: number;
}

/** A recorded global state: where each process recorded itself, and what was recorded of the channels. */
export interface Snapshot {
  readonly id: number;
  /** The id as the source has it, where that is no number. */
  readonly name?: string;
  /** Id of the algorithm that took it, such as `chandy-lamport`. */
  readonly algorithm: string;
  readonly initiators: readonly ProcessId[];
  /** The event with which each process recorded itself; NONE where it never did. */
  readonly recordEvents: Int32Array;
  /**
   * The cut: how many events of each process come before its recording. The marker that makes a process record
   * is received outside. A process that never recorded has all its events inside; see `unfinished`.
   */
  readonly frontier: Uint32Array;
  /** The messages recorded as the channels' states, in the order of their receipt at their destination. */
  readonly channelMessages: Int32Array;
  /** The channels of whose recorded state the source tells; absent where it tells of all. Of others nothing is known. */
  readonly toldChannels?: readonly ChannelId[];
  /** How many messages the source says were recorded that the trace does not know; absent for none. */
  readonly foreignMessages?: number;
  /**
   * Processes that take no part in it, such as a coordinator: they did not record, nor need they. Their frontier is the
   * least that what the others recorded implies.
   */
  readonly outside?: readonly ProcessId[];
  /** Absent when the snapshot ended: every process and every channel recorded. */
  readonly unfinished?: Unfinished;
  /** Absent where nobody counted: others recorded it. */
  readonly cost?: SnapshotCost;
  /** Where in the sources it was asked for: an index into `files` and a line from 1 (0: not in a file). */
  readonly file: number;
  readonly line: number;
}

/** The unit of `events.time`; `none` where the sources have no times and only the order counts. */
export type TimeUnit = "tick" | "ms" | "us" | "ns" | "s" | "none";

/** A recorded or simulated run. Immutable; plain data and typed arrays, so that it can be posted as it is. */
export interface Trace {
  readonly name: string;
  readonly timeUnit: TimeUnit;
  /** The last time that the run reached, at least that of every event; 0 where there are no times. */
  readonly endTime: number;
  /** `strings[0]` is the empty string. */
  readonly strings: readonly string[];
  readonly files: readonly string[];
  readonly processes: readonly TraceProcess[];
  /** Process p's events are firstEvent[p] … firstEvent[p+1]−1. */
  readonly firstEvent: Uint32Array;
  readonly channels: ChannelColumns;
  readonly events: EventColumns;
  readonly messages: MessageColumns;
  readonly payloads: readonly Payload[];
  readonly states: StateColumns;
  readonly gaps: GapColumns;
  readonly snapshots: readonly Snapshot[];
  /** Ids of the events that replayed snapshots put between the recorded ones, ascending; absent where there are none. */
  readonly inserted?: Uint32Array;
  /** The packets below the messages; absent where no channel has a transport protocol. */
  readonly packets?: PacketColumns;
  /** When processes were down; absent where none ever was. */
  readonly outages?: OutageColumns;
  /** What is wrong in the trace itself; what is wrong in the text of a file is the reader's. */
  readonly problems: readonly Problem[];
}

export type EventKind = "internal" | "send" | "receive" | "receive-send";

/** The processes that take part in a snapshot and never recorded themselves. */
export function neverRecorded(snapshot: Snapshot): ProcessId[] {
  const outside = new Set<number>(snapshot.outside);
  const missing: ProcessId[] = [];
  snapshot.recordEvents.forEach((event, p) => {
    if (event === NONE && !outside.has(p)) missing.push(asProcess(p));
  });
  return missing;
}

/** How many events process p has. */
export function eventCountOf(trace: Trace, process: number): number {
  return trace.firstEvent[process + 1] - trace.firstEvent[process];
}

/** An event's place in its process's order, from 0. */
export function localIndex(trace: Trace, event: number): number {
  return event - trace.firstEvent[trace.events.process[event]];
}

export function eventKind(trace: Trace, event: number): EventKind {
  const sends = trace.events.sent[event] !== NONE;
  if (trace.events.received[event] === NONE) return sends ? "send" : "internal";
  return sends ? "receive-send" : "receive";
}

/** Visits each message that an event sends. */
export function forEachSent(trace: Trace, event: number, visit: (message: MessageId) => void): void {
  const { nextSent } = trace.messages;
  let message = trace.events.sent[event];
  while (message !== NONE) {
    visit(message as MessageId);
    message = nextSent.length === 0 ? NONE : nextSent[message];
  }
}

/** Visits each message that an event receives. */
export function forEachReceived(trace: Trace, event: number, visit: (message: MessageId) => void): void {
  const { nextReceived } = trace.messages;
  let message = trace.events.received[event];
  while (message !== NONE) {
    visit(message as MessageId);
    message = nextReceived.length === 0 ? NONE : nextReceived[message];
  }
}

/** Whether an event sends or receives a message of the computation or changes the state: no marker, nothing merely logged. */
export function isOfComputation(trace: Trace, event: number): boolean {
  const { changeStart } = trace.states;
  const { kind } = trace.messages;
  let counts = changeStart.length > 0 && changeStart[event] < changeStart[event + 1];
  const see = (message: MessageId): void => {
    if (kind[message] === MessageKind.application) counts = true;
  };
  forEachReceived(trace, event, see);
  forEachSent(trace, event, see);
  return counts;
}

/** The process that sent a message, from its send event or else its channel; NONE if neither is known. */
export function senderOf(trace: Trace, message: number): ProcessId {
  const { send, channel } = trace.messages;
  if (send[message] !== NONE) return trace.events.process[send[message]] as ProcessId;
  return (channel[message] === NONE ? NONE : trace.channels.from[channel[message]]) as ProcessId;
}

/** The process that a message goes to, from its receive event or else its channel; NONE if neither is known. */
export function receiverOf(trace: Trace, message: number): ProcessId {
  const { receive, channel } = trace.messages;
  if (receive[message] !== NONE) return trace.events.process[receive[message]] as ProcessId;
  return (channel[message] === NONE ? NONE : trace.channels.to[channel[message]]) as ProcessId;
}

/** The event of process p that comes next after `event`, or NONE. */
export function nextOnProcess(trace: Trace, event: EventId): EventId {
  const end = trace.firstEvent[trace.events.process[event] + 1];
  return (event + 1 < end ? event + 1 : NONE) as EventId;
}

/** The event of process p that comes before `event`, or NONE. */
export function previousOnProcess(trace: Trace, event: EventId): EventId {
  const start = trace.firstEvent[trace.events.process[event]];
  return (event > start ? event - 1 : NONE) as EventId;
}
