// Builds a trace: takes events in any interleaving that keeps each process's own order. Until the trace is
// assembled, an event's handle is its place in the order of adding. What is collected can be saved and restored.

import { assembleTrace } from "./assembleTrace.ts";
import {
  attach,
  type ChangeTable,
  changeTable,
  type EventTable,
  eventTable,
  type FurtherTable,
  furtherTable,
  type GapTable,
  gapTable,
  type MessageTable,
  messageTable,
  type OutageTable,
  outageTable,
  type PacketTable,
  packetTable,
  restored,
} from "./builderTables.ts";
import { Strings } from "./columns.ts";
import { type ChannelId, type MessageId, NONE, type ProcessId } from "./ids.ts";
import type { LocalState } from "./localState.ts";
import type { Problem } from "./problem.ts";
import type { OwnClock, Payload, Snapshot, StateKey, StateKeyKind, TimeUnit, Trace } from "./trace.ts";

/** An event while the trace is being built: its place in the order of adding. */
export type EventHandle = number;

/** What a builder has collected, as plain data: see `save`. */
export interface BuilderState {
  readonly strings: readonly string[];
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
  readonly problems: readonly Problem[];
  readonly endTime: number;
  readonly events: EventTable["columns"];
  readonly messages: MessageTable["columns"];
  readonly changes: ChangeTable["columns"];
  readonly gaps: GapTable["columns"];
  readonly furtherSent: FurtherTable["columns"];
  readonly furtherReceived: FurtherTable["columns"];
  readonly packets: PacketTable["columns"];
  readonly outages: OutageTable["columns"];
}

/** Adds up a trace. */
export class TraceBuilder {
  readonly #name: string;
  readonly #timeUnit: TimeUnit;
  #strings: Strings;
  #files: string[] = [];
  #processes: {
    name: string;
    initial: LocalState;
    clockOffset?: number;
    clock?: OwnClock;
    events: number;
    missingAtEnd: number;
  }[] = [];
  #channels: { from: ProcessId; to: ProcessId }[] = [];
  #channelByEnds = new Map<number, ChannelId>();
  #payloads: Payload[] = [];
  #keys: StateKey[] = [];
  #keyByName = new Map<string, number>();
  #snapshots: Snapshot[] = [];
  #problems: Problem[] = [];
  #endTime = 0;
  #events = eventTable();
  #messages = messageTable();
  #changes = changeTable();
  #gaps = gapTable();
  #furtherSent = furtherTable();
  #furtherReceived = furtherTable();
  #packets = packetTable();
  #outages = outageTable();

  /** `strings`: a table that the source has filled already; its indices are labels as they are. */
  constructor(name: string, timeUnit: TimeUnit, strings = new Strings()) {
    this.#strings = strings;
    this.#name = name;
    this.#timeUnit = timeUnit;
  }

  get eventCount(): number {
    return this.#events.length;
  }

  get messageCount(): number {
    return this.#messages.length;
  }

  get processCount(): number {
    return this.#processes.length;
  }

  /** Makes room for so many events and messages, where their numbers are known beforehand. */
  reserve(events: number, messages: number): void {
    this.#events.reserve(events);
    this.#messages.reserve(messages);
  }

  /** How many events a process has so far: the frontier that includes all of them. */
  frontierOf(process: ProcessId): number {
    return this.#processes[process].events;
  }

  /** Ids count from 0 in the order of adding. */
  addProcess(name: string, initial: LocalState, clockOffset?: number, clock?: OwnClock): ProcessId {
    const process = { name, initial, clockOffset, clock, events: 0, missingAtEnd: 0 };
    return (this.#processes.push(process) - 1) as ProcessId;
  }

  /** Replaces the initial state of a process, for sources that tell it late. */
  setInitialState(process: ProcessId, initial: LocalState): void {
    this.#processes[process].initial = initial;
  }

  /** The channel from one process to another, made on first use. The built trace numbers channels anew, sorted by their ends. */
  channel(from: ProcessId, to: ProcessId): ChannelId {
    const key = from * 0x400000 + to;
    let id = this.#channelByEnds.get(key);
    if (id === undefined) {
      id = (this.#channels.push({ from, to }) - 1) as ChannelId;
      this.#channelByEnds.set(key, id);
    }
    return id;
  }

  /** Index of a source file's name, for `addEvent`. */
  addFile(name: string): number {
    const known = this.#files.indexOf(name);
    return known >= 0 ? known : this.#files.push(name) - 1;
  }

  /** Index of a text in the string table, for labels and values of text fields. */
  string(text: string): number {
    return this.#strings.add(text);
  }

  /** Stores a payload; the caller keeps the index and shares it between equal payloads. */
  addPayload(payload: Payload): number {
    return this.#payloads.push(payload) - 1;
  }

  /** The key of a state column; the same name may stand for keys of several kinds. */
  stateKey(name: string, kind: StateKeyKind): number {
    const id = `${kind}:${name}`;
    let key = this.#keyByName.get(id);
    if (key === undefined) {
      key = this.#keys.push({ name, kind }) - 1;
      this.#keyByName.set(id, key);
    }
    return key;
  }

  /** Adds the next event of a process. Its changes, if any, are added before the next event is. */
  addEvent(process: ProcessId, time: number, label: number, file: number, line: number): EventHandle {
    const event = this.#events.add();
    const columns = this.#events.columns;
    this.#processes[process].events++;
    columns.process[event] = process;
    columns.time[event] = time;
    columns.sent[event] = NONE;
    columns.received[event] = NONE;
    columns.label[event] = label;
    columns.file[event] = file;
    columns.line[event] = line;
    columns.changeEnd[event] = this.#changes.length;
    if (time > this.#endTime) this.#endTime = time;
    return event;
  }

  /** Says how many events of a process are missing in the source between its last event so far and its next one. */
  addGap(process: ProcessId, missing: number): void {
    if (missing === 0) return;
    const gap = this.#gaps.add();
    this.#gaps.columns.process[gap] = process;
    this.#gaps.columns.after[gap] = this.#processes[process].events;
    this.#gaps.columns.missing[gap] = missing;
  }

  /** Says that at least so many events of a process are missing after its last one. */
  setMissingAtEnd(process: ProcessId, missing: number): void {
    this.#processes[process].missingAtEnd = missing;
  }

  /** Says by how much the times of a process's events were moved, if they were, and what clock of its own it has. */
  setClocks(process: ProcessId, offset: number, clock: OwnClock | undefined): void {
    if (offset !== 0) this.#processes[process].clockOffset = offset;
    this.#processes[process].clock = clock;
  }

  /** Says that the event added last sets `key` to `value` (of a text key: an index of `string`; NaN removes it). */
  change(key: number, value: number): void {
    const change = this.#changes.add();
    this.#changes.columns.key[change] = key;
    this.#changes.columns.value[change] = value;
    this.#events.columns.changeEnd[this.#events.length - 1] = change + 1;
  }

  /** Adds a message without its ends. `payload`: index of a payload, of a snapshot for a marker, or NONE. */
  addMessage(kind: number, channel: number, payload: number, flags = 0): MessageId {
    const message = this.#messages.add();
    const columns = this.#messages.columns;
    columns.send[message] = NONE;
    columns.receive[message] = NONE;
    columns.channel[message] = channel;
    columns.kind[message] = kind;
    columns.flags[message] = flags;
    columns.payload[message] = payload;
    return message as MessageId;
  }

  /** Says which event sends a message. An event may send several. */
  setSend(message: MessageId, event: EventHandle): void {
    this.#messages.columns.send[message] = event;
    attach(this.#events.columns.sent, event, message, this.#furtherSent);
  }

  /** Says which event receives a message. An event may receive several. */
  setReceive(message: MessageId, event: EventHandle): void {
    this.#messages.columns.receive[message] = event;
    attach(this.#events.columns.received, event, message, this.#furtherReceived);
  }

  /** Says on which channel a message travels, for sources that tell it late. */
  setChannel(message: MessageId, channel: ChannelId): void {
    this.#messages.columns.channel[message] = channel;
  }

  /** Says what a message is and carries, for sources that tell it late. */
  setContent(message: MessageId, kind: number, payload: number): void {
    this.#messages.columns.kind[message] = kind;
    this.#messages.columns.payload[message] = payload;
  }

  addFlags(message: MessageId, flags: number): void {
    this.#messages.columns.flags[message] |= flags;
  }

  /** Adds a packet of the network; its channel is the builder's. Gives its row. */
  addPacket(packet: { readonly [K in keyof PacketTable["columns"]]: number }): number {
    return this.#packets.push(packet);
  }

  addPacketFlags(row: number, flags: number): void {
    this.#packets.columns.flags[row] |= flags;
  }

  /** Says that a process is down from one of its events on, until another of them or (NONE) for ever. Gives its row. */
  addOutage(crash: EventHandle, restart: EventHandle): number {
    return this.#outages.push({ crash, restart });
  }

  endOutage(row: number, restart: EventHandle): void {
    this.#outages.columns.restart[row] = restart;
  }

  /** Bits of MessageFlag. */
  flagsOf(message: MessageId): number {
    return this.#messages.columns.flags[message];
  }

  /** Adds a second message of the same sending: what its network delivered twice. */
  copyMessage(message: MessageId): MessageId {
    const { kind, channel, payload, flags, send } = this.#messages.columns;
    const copy = this.addMessage(kind[message], channel[message], payload[message], flags[message]);
    if (send[message] !== NONE) this.setSend(copy, send[message]);
    return copy;
  }

  /** A value of MessageKind. */
  kindOf(message: MessageId): number {
    return this.#messages.columns.kind[message];
  }

  /** Of an application message: index of its payload. Of a marker: index of its snapshot. */
  payloadOf(message: MessageId): number {
    return this.#messages.columns.payload[message];
  }

  /** The event that receives a message, or NONE so far. */
  receiptOf(message: number): EventHandle {
    return this.#messages.columns.receive[message];
  }

  /** The line from which a message was sent; 0 where there is none. */
  lineOfSend(message: MessageId): number {
    const event = this.#messages.columns.send[message];
    return event === NONE ? 0 : this.#events.columns.line[event];
  }

  /** The file, by its index, from which a message was sent. */
  fileOfSend(message: MessageId): number {
    const event = this.#messages.columns.send[message];
    return event === NONE ? 0 : this.#events.columns.file[event];
  }

  /** Adds a snapshot; its record events are handles and the channels in `unfinished` the builder's. */
  addSnapshot(draft: Snapshot): void {
    this.#snapshots.push(draft);
  }

  addProblem(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** The run went on at least until then. */
  reachTime(time: number): void {
    if (time > this.#endTime) this.#endTime = time;
  }

  /** Everything collected but the snapshots, as plain data that no later call changes. */
  save(): BuilderState {
    return {
      strings: [...this.#strings.list],
      files: [...this.#files],
      processes: this.#processes.map((process) => ({ ...process })),
      channels: [...this.#channels],
      payloads: [...this.#payloads],
      keys: [...this.#keys],
      problems: [...this.#problems],
      endTime: this.#endTime,
      events: this.#events.trimmed(),
      messages: this.#messages.trimmed(),
      changes: this.#changes.trimmed(),
      gaps: this.#gaps.trimmed(),
      furtherSent: this.#furtherSent.trimmed(),
      furtherReceived: this.#furtherReceived.trimmed(),
      packets: this.#packets.trimmed(),
      outages: this.#outages.trimmed(),
    };
  }

  /** Goes back to what `save` gave. Snapshots added since are dropped. */
  restore(state: BuilderState): void {
    this.#strings = new Strings(state.strings);
    this.#files = [...state.files];
    this.#processes = state.processes.map((process) => ({ ...process }));
    this.#channels = [];
    this.#channelByEnds = new Map();
    for (const { from, to } of state.channels) this.channel(from, to);
    this.#payloads = [...state.payloads];
    this.#keys = [];
    this.#keyByName = new Map();
    for (const { name, kind } of state.keys) this.stateKey(name, kind);
    this.#problems = [...state.problems];
    this.#endTime = state.endTime;
    this.#snapshots = [];
    this.#events = restored(eventTable(), state.events, state.events.process.length);
    this.#messages = restored(messageTable(), state.messages, state.messages.send.length);
    this.#changes = restored(changeTable(), state.changes, state.changes.key.length);
    this.#gaps = restored(gapTable(), state.gaps, state.gaps.process.length);
    this.#furtherSent = restored(furtherTable(), state.furtherSent, state.furtherSent.first.length);
    const { furtherReceived, packets, outages } = state;
    this.#furtherReceived = restored(furtherTable(), furtherReceived, furtherReceived.first.length);
    this.#packets = restored(packetTable(), packets, packets.kind.length);
    this.#outages = restored(outageTable(), outages, outages.crash.length);
  }

  /** Sorts the events by process and gives the trace. */
  build(): Trace {
    return assembleTrace({
      name: this.#name,
      timeUnit: this.#timeUnit,
      endTime: this.#endTime,
      strings: this.#strings,
      files: this.#files,
      processes: this.#processes,
      channels: this.#channels,
      payloads: this.#payloads,
      keys: this.#keys,
      stateKey: (name, kind) => this.stateKey(name, kind),
      snapshots: this.#snapshots,
      problems: this.#problems,
      events: this.#events,
      messages: this.#messages,
      changes: this.#changes,
      gaps: this.#gaps,
      furtherSent: this.#furtherSent,
      furtherReceived: this.#furtherReceived,
      packets: this.#packets,
      outages: this.#outages,
    });
  }
}
