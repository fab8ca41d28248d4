// Reads the records of .lctrace files into a trace. A bad line is reported and left out; a receive whose send never
// comes, a message received twice and a clock that runs backwards are reported and kept as what they are.

import { type ChannelId, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { EMPTY_STATE, type LocalState } from "../../trace/localState.ts";
import type { Report, Severity } from "../../trace/problem.ts";
import { MessageFlag, MessageKind, type Payload, type TimeUnit, type Trace } from "../../trace/trace.ts";
import { type EventHandle, TraceBuilder } from "../../trace/traceBuilder.ts";
import { ClockClaims } from "../vectorClocks/clockClaims.ts";
import { PacketRecords } from "./packetRecords.ts";
import {
  BadRecord,
  changesOf,
  checkContent,
  checkReceive,
  clockOf,
  clockOffsetOf,
  idIn,
  idOf,
  isObject,
  type Json,
  labelOf,
  listOf,
  missingOf,
  oneOrMore,
  ownClockOf,
  payloadKey,
  propertyOf,
  recordIn,
  shown,
  snapshotIdOf,
  stateOf,
  textOf,
  VERSION,
} from "./records.ts";
import { type Names, SnapshotRecords } from "./snapshotRecords.ts";
import { StateChanges } from "./stateChanges.ts";

const TIME_UNITS: readonly TimeUnit[] = ["tick", "ms", "us", "ns", "s", "none"];

/** A message by the name that the file gives it. */
interface Known {
  readonly message: MessageId;
  /** Who sends it and to whom; −1 until its send has been read. */
  from: ProcessId | typeof NONE;
  to: ProcessId | typeof NONE;
  /** Who receives it; −1 until its receipt has been read. */
  receiver: ProcessId | typeof NONE;
  /** Where it is received, to report what is wrong with that. */
  line: number;
  file: string;
}

export class LctraceReader {
  readonly #report: Report;
  readonly #name: string;
  #builder: TraceBuilder | undefined;
  readonly #snapshots = new SnapshotRecords();
  readonly #packets = new PacketRecords();
  readonly #clocks = new ClockClaims();
  readonly #byName = new Map<string, ProcessId>();
  readonly #messages = new Map<string | number, Known>();
  readonly #payloads = new Map<string, number>();
  readonly #lastTime: number[] = [];
  /** The message that each process's last event receives, or NONE: see SnapshotRecords.record. */
  readonly #lastReceived: MessageId[] = [];
  readonly #states = new StateChanges();
  #timed = false;
  #headerMissed = false;
  #file = "";
  #fileIndex = 0;

  constructor(name: string, report: Report) {
    this.#name = name;
    this.#report = report;
  }

  beginFile(name: string): void {
    this.#file = name;
    this.#fileIndex = this.#builder?.addFile(name) ?? 0;
  }

  line(text: string, number: number): void {
    if (text === "" || text.trim() === "") return;
    this.#guarded(number, () => this.#record(recordIn(text), number));
  }

  /** Takes a record that does not stand in the file as it is, such as one made from a line of another format. */
  record(record: Json, number: number): void {
    this.#guarded(number, () => this.#record(record, number));
  }

  #record(record: Json, number: number): void {
    if (propertyOf(record, "lctrace") !== undefined) this.#header(record, number);
    else if (this.#builder === undefined) this.#missHeader(number);
    else if (propertyOf(record, "snapshot") !== undefined) {
      this.#snapshots.summary(record, { file: this.#file, fileIndex: this.#fileIndex, line: number });
    } else if (propertyOf(record, "packet") !== undefined) {
      this.#packets.packet(record, { file: this.#file, fileIndex: this.#fileIndex, line: number });
    } else this.#event(this.#builder, record, number);
  }

  /** Reports what is wrong with a record; the reader goes on with the next. */
  #guarded(line: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof BadRecord)) throw error;
      this.#problem(line, "error", error.code, error.message);
    }
  }

  /** The message with an id, be it a text or a number. */
  messageNamed(name: string): MessageId | undefined {
    return (this.#messages.get(name) ?? this.#messages.get(Number(name)))?.message;
  }

  /** The trace, or undefined where there was no header. */
  finish(): Trace | undefined {
    const builder = this.#builder;
    if (builder === undefined) {
      if (this.#file !== "") this.#missHeader(1);
      return undefined;
    }
    for (const [name, known] of this.#messages) {
      if (known.from !== NONE || known.receiver === NONE) continue;
      const message = `message ${name} is received here, but nothing says where it was sent`;
      this.#report({
        position: { file: known.file, line: known.line, column: 1 },
        severity: "warning",
        code: "receive-without-send",
        message,
        args: { message: name },
      });
    }
    const names: Names = {
      process: (name) => this.#byName.get(name),
      message: (name) => this.#messages.get(name)?.message,
      problem: ({ file, line }, code, message) =>
        this.#report({ position: { file, line, column: 1 }, severity: "error", code, message }),
    };
    this.#snapshots.finish(builder, names);
    this.#packets.finish(builder, names);
    const trace = builder.build();
    this.#clocks.check(trace, this.#report);
    return trace;
  }

  /** Says once that nothing can be read, not once a line. */
  #missHeader(line: number): void {
    if (this.#headerMissed) return;
    this.#headerMissed = true;
    const message = 'the first line must be a header, {"lctrace": 1, …}: nothing can be read without it';
    this.#problem(line, "error", "header-missing", message);
  }

  #header(record: Json, line: number): void {
    const version = propertyOf(record, "lctrace");
    if (version !== VERSION) {
      this.#headerMissed = true;
      const message = `this reads version ${VERSION} of the format, the file says ${shown(version)}`;
      throw new BadRecord("version", message);
    }
    if (this.#builder === undefined) {
      const unit = propertyOf(record, "timeUnit") ?? "none";
      const timeUnit = TIME_UNITS.find((known) => known === unit);
      const name = propertyOf(record, "name");
      this.#timed = timeUnit !== undefined && timeUnit !== "none";
      this.#builder = new TraceBuilder(typeof name === "string" ? name : this.#name, timeUnit ?? "none");
      this.#fileIndex = this.#builder.addFile(this.#file);
      if (timeUnit === undefined)
        this.#problem(line, "warning", "time-unit", `unknown "timeUnit": ${shown(unit)}`);
    }
    const builder = this.#builder;
    this.#eachOf(record, "processes", line, (entry) => this.#declare(builder, entry));
    this.#eachOf(record, "channels", line, (entry) => {
      const [from, to] = Array.isArray(entry) ? entry : [];
      if (typeof from !== "string" || typeof to !== "string" || from === "" || to === "") {
        throw new BadRecord("channel", 'a channel is a pair of names: ["P", "Q"]');
      }
      builder.channel(this.#process(builder, from), this.#process(builder, to));
    });
    this.#eachOf(record, "snapshots", line, (id) => {
      if (!Number.isInteger(id))
        throw new BadRecord("number-expected", "a snapshot's id must be a whole number");
      this.#snapshots.index(id as number);
    });
    this.#eachOf(record, "underWay", line, (entry) => this.#underWay(builder, entry, line));
    const endTime = propertyOf(record, "endTime");
    if (typeof endTime === "number" && Number.isFinite(endTime)) builder.reachTime(endTime);
  }

  /** Visits a header's list; an entry that is wrong leaves the others as they are. */
  #eachOf(record: Json, name: string, line: number, visit: (entry: unknown) => void): void {
    this.#guarded(line, () => {
      for (const entry of listOf(record, name)) this.#guarded(line, () => visit(entry));
    });
  }

  #declare(builder: TraceBuilder, entry: unknown): void {
    if (typeof entry === "string" && entry !== "") {
      this.#process(builder, entry);
    } else if (isObject(entry)) {
      const state = stateOf(entry);
      const process = this.#process(builder, textOf(entry, "name"));
      builder.setInitialState(process, state);
      builder.setMissingAtEnd(process, missingOf(entry));
      builder.setClocks(process, clockOffsetOf(entry), ownClockOf(entry));
      this.#states.begin(process, state);
    } else {
      throw new BadRecord("process", 'a process is a name or an object with a "name"');
    }
  }

  #process(builder: TraceBuilder, name: string): ProcessId {
    let process = this.#byName.get(name);
    if (process === undefined) {
      process = builder.addProcess(name, EMPTY_STATE);
      this.#byName.set(name, process);
      this.#lastTime.push(Number.NEGATIVE_INFINITY);
      this.#lastReceived.push(NONE as MessageId);
      this.#states.begin(process, EMPTY_STATE);
    }
    return process;
  }

  #event(builder: TraceBuilder, record: Json, line: number): void {
    const name = textOf(record, "p");
    const time = propertyOf(record, "t") ?? Number.NaN;
    if (typeof time !== "number" || Math.abs(time) === Number.POSITIVE_INFINITY)
      throw new BadRecord("number-expected", '"t" must be a number');
    const label = labelOf(record);
    const sends = oneOrMore(propertyOf(record, "send")).map((entry) => this.#checkedSend(entry));
    const receives = oneOrMore(propertyOf(record, "receive"));
    for (const entry of receives) checkReceive(entry);
    const changes = changesOf(record);
    const [recorded, missing, clock] = [snapshotIdOf(record, "record"), missingOf(record), clockOf(record)];
    const process = this.#process(builder, name);
    this.#checkTime(name, time, process, line);
    builder.addGap(process, missing);
    const event = builder.addEvent(process, time, builder.string(label), this.#fileIndex, line);
    let firstReceived = NONE as MessageId;
    for (const entry of receives) {
      const message = this.#receive(builder, entry, process, event, line);
      if (firstReceived === NONE) firstReceived = message;
    }
    for (const entry of sends) this.#send(builder, entry, process, event, line);
    if (changes !== undefined) this.#states.change(builder, process, changes);
    this.#packets.event(builder, record, process, event);
    if (clock !== undefined) this.#clocks.add(process, builder.frontierOf(process) - 1, clock, missing > 0);
    if (recorded !== undefined) {
      this.#snapshots.record(recorded, {
        process,
        event,
        frontier: builder.frontierOf(process) - 1,
        receivedBefore: this.#lastReceived[process],
      });
    }
    this.#lastReceived[process] = firstReceived;
  }

  #checkTime(name: string, time: number, process: ProcessId, line: number): void {
    if (Number.isNaN(time)) {
      if (this.#timed) this.#problem(line, "warning", "time-missing", 'this event has no time ("t")');
    } else if (time < this.#lastTime[process]) {
      const message = `the clock of ${name} runs backwards: ${time} after ${this.#lastTime[process]}`;
      this.#problem(line, "warning", "clock-backwards", message);
    } else {
      this.#lastTime[process] = time;
    }
  }

  #checkedSend(entry: unknown): { id: string | number; record: Json; content: LocalState } {
    if (!isObject(entry)) throw new BadRecord("send", '"send" must be an object with "id" and "to"');
    const id = idOf(propertyOf(entry, "id"));
    if (propertyOf(entry, "to") !== null) textOf(entry, "to");
    const known = this.#messages.get(id);
    if (known !== undefined && known.from !== NONE)
      throw new BadRecord("message-twice", `message ${id} is sent twice`);
    checkContent(entry);
    return { id, record: entry, content: stateOf(entry) };
  }

  #send(
    builder: TraceBuilder,
    send: { id: string | number; record: Json; content: LocalState },
    from: ProcessId,
    event: EventHandle,
    line: number,
  ): void {
    const told =
      propertyOf(send.record, "to") === null ? NONE : this.#process(builder, textOf(send.record, "to"));
    // Where the send does not tell, its receipt does.
    const to = told === NONE ? (this.#messages.get(send.id)?.receiver ?? NONE) : told;
    const channel = to === NONE ? NONE : builder.channel(from, to);
    const known = this.#known(builder, send.id, channel, line);
    known.from = from;
    known.to = to;
    builder.setSend(known.message, event);
    if (known.receiver !== NONE && known.receiver !== to) this.#wrongReceiver(builder, send.id, known);
    this.#describe(builder, known.message, send.record, send.content);
    if (propertyOf(send.record, "lost") === true) builder.addFlags(known.message, MessageFlag.lost);
  }

  /** A message that is in its channel when the trace begins. */
  #underWay(builder: TraceBuilder, entry: unknown, line: number): void {
    const { id, record, content } = this.#checkedSend(entry);
    const [from, to] = ["from", "to"].map((end) => this.#process(builder, textOf(record, end)));
    const known = Object.assign(this.#known(builder, id, builder.channel(from, to), line), { from, to });
    builder.addFlags(known.message, MessageFlag.underWay | (record.lost === true ? MessageFlag.lost : 0));
    this.#describe(builder, known.message, record, content);
  }

  /** Gives the message, or NONE where it has been received before. */
  #receive(
    builder: TraceBuilder,
    entry: unknown,
    to: ProcessId,
    event: EventHandle,
    line: number,
  ): MessageId {
    const id = idOf(idIn(entry));
    const from = isObject(entry) ? propertyOf(entry, "from") : undefined;
    const channel = typeof from === "string" ? builder.channel(this.#process(builder, from), to) : NONE;
    const known = this.#known(builder, id, channel, line);
    if (known.receiver !== NONE) {
      this.#problem(
        line,
        "error",
        "message-twice",
        `message ${id} is received twice; the first receipt counts`,
      );
      return NONE as MessageId;
    }
    known.receiver = to;
    known.line = line;
    known.file = this.#file;
    builder.setReceive(known.message, event);
    if (known.from === NONE) {
      if (isObject(entry)) this.#describe(builder, known.message, entry, stateOf(entry));
    } else if (known.to === NONE) builder.setChannel(known.message, builder.channel(known.from, to));
    else if (known.to !== to) this.#wrongReceiver(builder, id, known);
    return known.message;
  }

  /** A message that is received by another process than its send says: the receipt has happened, so it counts. */
  #wrongReceiver(builder: TraceBuilder, id: string | number, { message, ...known }: Known): void {
    if (known.from === NONE || known.to === NONE || known.receiver === NONE) return;
    builder.setChannel(message, builder.channel(known.from, known.receiver));
    const names = [...this.#byName.keys()];
    this.#report({
      position: { file: known.file, line: known.line, column: 1 },
      severity: "error",
      code: "wrong-receiver",
      message: `message ${id} is sent to ${names[known.to]}, but ${names[known.receiver]} receives it here`,
      args: { message: id, to: names[known.to], receiver: names[known.receiver] },
    });
  }

  #known(builder: TraceBuilder, id: string | number, channel: ChannelId | typeof NONE, line: number): Known {
    let known = this.#messages.get(id);
    if (known === undefined) {
      const message = builder.addMessage(MessageKind.application, channel, NONE);
      known = { message, from: NONE, to: NONE, receiver: NONE, line, file: this.#file };
      this.#messages.set(id, known);
    } else if (channel !== NONE) {
      builder.setChannel(known.message, channel);
    }
    return known;
  }

  #describe(builder: TraceBuilder, message: MessageId, record: Json, content: LocalState): void {
    const marker = snapshotIdOf(record, "marker");
    const label = propertyOf(record, "label");
    for (const flag of ["inferred", "replayed", "spoilt", "control"] as const) {
      if (propertyOf(record, flag) === true) builder.addFlags(message, MessageFlag[flag]);
    }
    if (marker !== undefined) {
      builder.setContent(message, MessageKind.marker, this.#snapshots.index(marker));
    } else if (content.tokens.length > 0 || content.fields.length > 0 || label !== undefined) {
      const payload = { label: labelOf(record), ...content };
      builder.setContent(message, MessageKind.application, this.#payload(builder, payload));
    }
  }

  /** Index of a payload; equal ones are stored once. */
  #payload(builder: TraceBuilder, payload: Payload): number {
    const key = payloadKey(payload);
    let index = this.#payloads.get(key);
    if (index === undefined) {
      index = builder.addPayload(payload);
      this.#payloads.set(key, index);
    }
    return index;
  }

  #problem(line: number, severity: Severity, code: string, message: string): void {
    this.#report({ position: { file: this.#file, line, column: 1 }, severity, code, message });
  }
}
