// Builds a trace: takes events in any interleaving that keeps each process's own order, and sorts them
// by process at the end. Columns grow by doubling; on the way a handle is an event's place in the order of adding.

import { checkpointColumns, type StateChanges } from "./checkpoints.ts";
import { grown, Strings } from "./columns.ts";
import { type ChannelId, type MessageId, NONE, type ProcessId } from "./ids.ts";
import type { LocalState } from "./localState.ts";
import type { Problem } from "./problem.ts";
import type {
  EventColumns,
  MessageColumns,
  Payload,
  Snapshot,
  StateKey,
  StateKeyKind,
  TimeUnit,
  Trace,
} from "./trace.ts";

/** An event while the trace is being built: its place in the order of adding. */
export type EventHandle = number;

/** A snapshot while the trace is being built: its events are handles, its channels the builder's. */
export type SnapshotDraft = Omit<Snapshot, "recordEvents"> & { readonly recordEvents: Int32Array };

const FIRST_CAPACITY = 256;

/** Adds up a trace. Not to be used again after `build`. */
export class TraceBuilder {
  readonly #name: string;
  readonly #timeUnit: TimeUnit;
  readonly #strings = new Strings();
  readonly #files: string[] = [];
  readonly #processes: { name: string; initial: LocalState; events: number }[] = [];
  readonly #channels: { from: number; to: number }[] = [];
  readonly #channelByEnds = new Map<number, ChannelId>();
  readonly #payloads: Payload[] = [];
  readonly #keys: StateKey[] = [];
  readonly #keyByName = new Map<string, number>();
  readonly #snapshots: SnapshotDraft[] = [];
  readonly #problems: Problem[] = [];
  #endTime = 0;

  #events = 0;
  #process = new Uint32Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);
  #sent = new Int32Array(FIRST_CAPACITY);
  #received = new Int32Array(FIRST_CAPACITY);
  #label = new Uint32Array(FIRST_CAPACITY);
  #file = new Uint16Array(FIRST_CAPACITY);
  #line = new Uint32Array(FIRST_CAPACITY);
  /** Where the changes of an event begin in the order of adding. */
  #changeStart = new Uint32Array(FIRST_CAPACITY + 1);

  #messages = 0;
  #send = new Int32Array(FIRST_CAPACITY);
  #receive = new Int32Array(FIRST_CAPACITY);
  #channel = new Int32Array(FIRST_CAPACITY);
  #kind = new Uint8Array(FIRST_CAPACITY);
  #flags = new Uint8Array(FIRST_CAPACITY);
  #payload = new Int32Array(FIRST_CAPACITY);
  #nextSent: Int32Array = new Int32Array(0);
  #nextReceived: Int32Array = new Int32Array(0);

  #changes = 0;
  #changeKey = new Uint32Array(FIRST_CAPACITY);
  #changeValue = new Float64Array(FIRST_CAPACITY);

  constructor(name: string, timeUnit: TimeUnit) {
    this.#name = name;
    this.#timeUnit = timeUnit;
  }

  get eventCount(): number {
    return this.#events;
  }

  get messageCount(): number {
    return this.#messages;
  }

  /** How many events a process has so far: the frontier that includes all of them. */
  frontierOf(process: ProcessId): number {
    return this.#processes[process].events;
  }

  /** Ids count from 0 in the order of adding. */
  addProcess(name: string, initial: LocalState): ProcessId {
    this.#processes.push({ name, initial, events: 0 });
    return (this.#processes.length - 1) as ProcessId;
  }

  get processCount(): number {
    return this.#processes.length;
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

  /** The key of a state column; one name has one kind. */
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
    const event = this.#events;
    if (event === this.#process.length) this.#growEvents();
    this.#events = event + 1;
    this.#processes[process].events++;
    this.#process[event] = process;
    this.#time[event] = time;
    this.#sent[event] = NONE;
    this.#received[event] = NONE;
    this.#label[event] = label;
    this.#file[event] = file;
    this.#line[event] = line;
    this.#changeStart[event + 1] = this.#changes;
    if (time > this.#endTime) this.#endTime = time;
    return event;
  }

  /** Says that the event added last sets `key` to `value` (of a text key: an index of `string`; NaN removes it). */
  change(key: number, value: number): void {
    const change = this.#changes;
    if (change === this.#changeKey.length) {
      this.#changeKey = grown(this.#changeKey);
      this.#changeValue = grown(this.#changeValue);
    }
    this.#changeKey[change] = key;
    this.#changeValue[change] = value;
    this.#changes = change + 1;
    this.#changeStart[this.#events] = this.#changes;
  }

  /** Adds a message without its ends. `payload`: index of a payload, of a snapshot for a marker, or NONE. */
  addMessage(kind: number, channel: number, payload: number, flags = 0): MessageId {
    const message = this.#messages;
    if (message === this.#send.length) this.#growMessages();
    this.#messages = message + 1;
    this.#send[message] = NONE;
    this.#receive[message] = NONE;
    this.#channel[message] = channel;
    this.#kind[message] = kind;
    this.#flags[message] = flags;
    this.#payload[message] = payload;
    return message as MessageId;
  }

  /** Says which event sends a message. An event may send several. */
  setSend(message: MessageId, event: EventHandle): void {
    this.#send[message] = event;
    const first = this.#sent[event];
    if (first === NONE) this.#sent[event] = message;
    else this.#nextSent = linked(this.#nextSent, this.#send.length, first, message);
  }

  /** Says which event receives a message. An event may receive several. */
  setReceive(message: MessageId, event: EventHandle): void {
    this.#receive[message] = event;
    const first = this.#received[event];
    if (first === NONE) this.#received[event] = message;
    else this.#nextReceived = linked(this.#nextReceived, this.#send.length, first, message);
  }

  addFlags(message: MessageId, flags: number): void {
    this.#flags[message] |= flags;
  }

  addSnapshot(draft: SnapshotDraft): void {
    this.#snapshots.push(draft);
  }

  addProblem(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** The run went on at least until then. */
  reachTime(time: number): void {
    if (time > this.#endTime) this.#endTime = time;
  }

  /** Sorts the events by process and gives the trace. */
  build(): Trace {
    const firstEvent = new Uint32Array(this.#processes.length + 1);
    this.#processes.forEach((process, p) => {
      firstEvent[p + 1] = firstEvent[p] + process.events;
    });
    const place = this.#places(firstEvent);
    const channelPlace = this.#sortedChannels();
    return {
      name: this.#name,
      timeUnit: this.#timeUnit,
      endTime: this.#endTime,
      strings: this.#strings.list,
      files: this.#files,
      processes: this.#processes.map(({ name }) => ({ name })),
      firstEvent,
      channels: channelPlace.columns,
      events: this.#eventColumns(place),
      messages: this.#messageColumns(place, channelPlace.place),
      payloads: this.#payloads,
      states: checkpointColumns(
        this.#processes.map(({ initial }) => initial),
        firstEvent,
        this.#sortedChanges(place),
        this.#keys,
        (name, kind) => this.stateKey(name, kind),
        (text) => this.string(text),
      ),
      snapshots: this.#snapshots.map((draft) => placed(draft, place, channelPlace.place)),
      problems: this.#problems,
    };
  }

  /** For each event in the order of adding, its id in the trace. */
  #places(firstEvent: Uint32Array): Uint32Array {
    const next = firstEvent.slice();
    const place = new Uint32Array(this.#events);
    for (let event = 0; event < this.#events; event++) place[event] = next[this.#process[event]]++;
    return place;
  }

  #eventColumns(place: Uint32Array): EventColumns {
    const n = this.#events;
    const columns = {
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
      columns.process[id] = this.#process[event];
      columns.time[id] = this.#time[event];
      columns.sent[id] = this.#sent[event];
      columns.received[id] = this.#received[event];
      columns.label[id] = this.#label[event];
      columns.file[id] = this.#file[event];
      columns.line[id] = this.#line[event];
    }
    return columns;
  }

  #messageColumns(place: Uint32Array, channelPlace: Uint32Array): MessageColumns {
    const n = this.#messages;
    const send = new Int32Array(n);
    const receive = new Int32Array(n);
    const channel = new Int32Array(n);
    for (let m = 0; m < n; m++) {
      send[m] = this.#send[m] === NONE ? NONE : place[this.#send[m]];
      receive[m] = this.#receive[m] === NONE ? NONE : place[this.#receive[m]];
      channel[m] = this.#channel[m] === NONE ? NONE : channelPlace[this.#channel[m]];
    }
    return {
      send,
      receive,
      channel,
      kind: this.#kind.slice(0, n),
      flags: this.#flags.slice(0, n),
      payload: this.#payload.slice(0, n),
      nextSent: this.#nextSent.slice(0, n),
      nextReceived: this.#nextReceived.slice(0, n),
    };
  }

  #sortedChannels() {
    const order = this.#channels.map((_, i) => i);
    order.sort((a, b) => {
      const x = this.#channels[a];
      const y = this.#channels[b];
      return x.from - y.from || x.to - y.to;
    });
    const place = new Uint32Array(order.length);
    order.forEach((old, id) => {
      place[old] = id;
    });
    const columns = {
      from: Uint32Array.from(order, (old) => this.#channels[old].from),
      to: Uint32Array.from(order, (old) => this.#channels[old].to),
    };
    return { place, columns };
  }

  #sortedChanges(place: Uint32Array): StateChanges {
    const n = this.#events;
    if (this.#changes === 0) {
      return { start: new Uint32Array(0), key: new Uint32Array(0), value: new Float64Array(0) };
    }
    const start = new Uint32Array(n + 1);
    for (let event = 0; event < n; event++) {
      start[place[event] + 1] = this.#changeStart[event + 1] - this.#changeStart[event];
    }
    for (let id = 0; id < n; id++) start[id + 1] += start[id];
    const key = new Uint32Array(this.#changes);
    const value = new Float64Array(this.#changes);
    for (let event = 0; event < n; event++) {
      let to = start[place[event]];
      for (let from = this.#changeStart[event]; from < this.#changeStart[event + 1]; from++, to++) {
        key[to] = this.#changeKey[from];
        value[to] = this.#changeValue[from];
      }
    }
    return { start, key, value };
  }

  #growEvents(): void {
    this.#process = grown(this.#process);
    this.#time = grown(this.#time);
    this.#sent = grown(this.#sent);
    this.#received = grown(this.#received);
    this.#label = grown(this.#label);
    this.#file = grown(this.#file);
    this.#line = grown(this.#line);
    const changeStart = new Uint32Array(this.#process.length + 1);
    changeStart.set(this.#changeStart);
    this.#changeStart = changeStart;
  }

  #growMessages(): void {
    this.#send = grown(this.#send);
    this.#receive = grown(this.#receive);
    this.#channel = grown(this.#channel);
    this.#kind = grown(this.#kind);
    this.#flags = grown(this.#flags);
    this.#payload = grown(this.#payload);
    if (this.#nextSent.length > 0) this.#nextSent = grown(this.#nextSent, NONE);
    if (this.#nextReceived.length > 0) this.#nextReceived = grown(this.#nextReceived, NONE);
  }
}

/** Puts `message` second in the list that begins with `first`, in constant time; the column is made on its first use. */
function linked(column: Int32Array, capacity: number, first: number, message: number): Int32Array {
  const next = column.length === 0 ? new Int32Array(capacity).fill(NONE) : column;
  next[message] = next[first];
  next[first] = message;
  return next;
}

/** A snapshot with the trace's ids in place of the builder's. */
function placed(draft: SnapshotDraft, place: Uint32Array, channelPlace: Uint32Array): Snapshot {
  const recordEvents = draft.recordEvents.map((event) => (event === NONE ? NONE : place[event]));
  const { unfinished } = draft;
  if (unfinished?.kind !== "trace-ended") return { ...draft, recordEvents };
  const channels = unfinished.channels.map((channel) => channelPlace[channel] as ChannelId);
  return { ...draft, recordEvents, unfinished: { kind: "trace-ended", channels } };
}
