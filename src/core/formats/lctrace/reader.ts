// Reads the records of .lctrace files into a trace. A bad line is reported and left out; a receive whose send never
// comes, a message received twice and a clock that runs backwards are reported and kept as what they are.

import { type ChannelId, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { EMPTY_STATE, type LocalState } from "../../trace/localState.ts";
import type { Report, Severity } from "../../trace/problem.ts";
import { MessageFlag, MessageKind, type Payload, type TimeUnit, type Trace } from "../../trace/trace.ts";
import { type EventHandle, TraceBuilder } from "../../trace/traceBuilder.ts";
import {
  BadRecord,
  entriesOf,
  isObject,
  type Json,
  listOf,
  oneOrMore,
  propertyOf,
  stateOf,
  textOf,
  VERSION,
} from "./records.ts";
import { SnapshotRecords } from "./snapshotRecords.ts";

const TIME_UNITS: readonly TimeUnit[] = ["tick", "ms", "us", "ns", "s", "none"];

/** A message by the name that the file gives it. */
interface Known {
  readonly message: MessageId;
  sent: boolean;
  received: boolean;
  /** Where it is received, to report that its send never came. */
  line: number;
  file: string;
}

export class LctraceReader {
  readonly #report: Report;
  readonly #name: string;
  #builder: TraceBuilder | undefined;
  readonly #snapshots = new SnapshotRecords();
  readonly #byName = new Map<string, ProcessId>();
  readonly #messages = new Map<string | number, Known>();
  readonly #payloads = new Map<string, number>();
  readonly #lastTime: number[] = [];
  /** The message that each process's last event receives, or NONE: see SnapshotRecords.record. */
  readonly #lastReceived: MessageId[] = [];
  #timed = false;
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
    this.#guarded(number, () => this.#record(parsed(text), number));
  }

  /** Takes a record that does not stand in the file as it is, such as one made from a line of another format. */
  record(record: Json, number: number): void {
    this.#guarded(number, () => this.#record(record, number));
  }

  #record(record: Json, number: number): void {
    if (propertyOf(record, "lctrace") !== undefined) this.#header(record);
    else if (this.#builder === undefined)
      throw new BadRecord("header-missing", 'the first line must be a header: {"lctrace": 1, …}');
    else if (propertyOf(record, "snapshot") !== undefined) this.#snapshots.summary(record, number);
    else this.#event(this.#builder, record, number);
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

  /** The trace, or undefined where there was no header. */
  finish(): Trace | undefined {
    const builder = this.#builder;
    if (builder === undefined) {
      if (this.#file !== "")
        this.#problem(1, "error", "header-missing", "this file has no header, so nothing can be read");
      return undefined;
    }
    for (const [name, known] of this.#messages) {
      if (known.sent || !known.received) continue;
      const message = `message ${name} is received here, but nothing says where it was sent`;
      this.#report({
        position: { file: known.file, line: known.line, column: 1 },
        severity: "warning",
        code: "receive-without-send",
        message,
        args: { message: name },
      });
    }
    this.#snapshots.finish(builder, {
      process: (name) => this.#byName.get(name),
      message: (name) => this.#messages.get(name)?.message,
      problem: (line, code, message) => this.#problem(line, "error", code, message),
    });
    return builder.build();
  }

  #header(record: Json): void {
    const version = propertyOf(record, "lctrace");
    if (version !== VERSION) {
      throw new BadRecord(
        "version",
        `this reads version ${VERSION} of the format, the file says ${JSON.stringify(version)}`,
      );
    }
    if (this.#builder === undefined) {
      const unit = propertyOf(record, "timeUnit") ?? "none";
      const timeUnit = TIME_UNITS.find((known) => known === unit);
      const name = propertyOf(record, "name");
      this.#timed = timeUnit !== undefined && timeUnit !== "none";
      this.#builder = new TraceBuilder(typeof name === "string" ? name : this.#name, timeUnit ?? "none");
      this.#fileIndex = this.#builder.addFile(this.#file);
      if (timeUnit === undefined)
        this.#problem(1, "warning", "time-unit", `unknown "timeUnit": ${JSON.stringify(unit)}`);
    }
    const builder = this.#builder;
    for (const entry of listOf(record, "processes")) this.#declare(builder, entry);
    for (const entry of listOf(record, "channels")) {
      const ends = Array.isArray(entry) ? entry : [];
      if (typeof ends[0] !== "string" || typeof ends[1] !== "string") {
        throw new BadRecord("channel", 'a channel is a pair of names: ["P", "Q"]');
      }
      builder.channel(this.#process(builder, ends[0]), this.#process(builder, ends[1]));
    }
    for (const id of listOf(record, "snapshots")) if (typeof id === "number") this.#snapshots.index(id);
    const endTime = propertyOf(record, "endTime");
    if (typeof endTime === "number" && Number.isFinite(endTime)) builder.reachTime(endTime);
  }

  #declare(builder: TraceBuilder, entry: unknown): void {
    if (typeof entry === "string") {
      this.#process(builder, entry);
    } else if (isObject(entry)) {
      builder.setInitialState(this.#process(builder, textOf(entry, "name")), stateOf(entry));
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
    }
    return process;
  }

  #event(builder: TraceBuilder, record: Json, line: number): void {
    const process = this.#process(builder, textOf(record, "p"));
    const time = this.#time(record, process, line);
    const label = propertyOf(record, "label") ?? "";
    if (typeof label !== "string") throw new BadRecord("text-expected", '"label" must be a text');
    const sends = oneOrMore(propertyOf(record, "send")).map((entry) => this.#checkedSend(entry));
    const receives = oneOrMore(propertyOf(record, "receive"));
    for (const entry of receives) checkReceive(entry);
    const changes = propertyOf(record, "set");
    if (changes !== undefined && !isObject(changes))
      throw new BadRecord("object-expected", '"set" must be an object');
    const event = builder.addEvent(process, time, builder.string(label), this.#fileIndex, line);
    for (const entry of receives) this.#receive(builder, entry, process, event, line);
    for (const entry of sends) this.#send(builder, entry, process, event, line);
    if (changes !== undefined) this.#changes(builder, changes);
    const recorded = propertyOf(record, "record");
    if (typeof recorded === "number") {
      this.#snapshots.record(recorded, {
        process,
        event,
        frontier: builder.frontierOf(process) - 1,
        receivedBefore: this.#lastReceived[process],
      });
    } else if (recorded !== undefined) {
      this.#problem(line, "error", "number-expected", '"record" must be a snapshot\'s number');
    }
    const first = receives.length === 0 ? undefined : this.#messages.get(idOf(idIn(receives[0])));
    this.#lastReceived[process] = first?.message ?? (NONE as MessageId);
  }

  #time(record: Json, process: ProcessId, line: number): number {
    const time = propertyOf(record, "t");
    if (time === undefined || time === null) {
      if (this.#timed) this.#problem(line, "warning", "time-missing", 'this event has no time ("t")');
      return Number.NaN;
    }
    if (typeof time !== "number") throw new BadRecord("number-expected", '"t" must be a number');
    if (time < this.#lastTime[process]) {
      const message = `the clock of ${textOf(record, "p")} runs backwards: ${time} after ${this.#lastTime[process]}`;
      this.#problem(line, "warning", "clock-backwards", message);
    } else {
      this.#lastTime[process] = time;
    }
    return time;
  }

  #checkedSend(entry: unknown): { id: string | number; record: Json; content: LocalState } {
    if (!isObject(entry)) throw new BadRecord("send", '"send" must be an object with "id" and "to"');
    const id = idOf(propertyOf(entry, "id"));
    textOf(entry, "to");
    if (this.#messages.get(id)?.sent) throw new BadRecord("message-twice", `message ${id} is sent twice`);
    return { id, record: entry, content: stateOf(entry) };
  }

  #send(
    builder: TraceBuilder,
    send: { id: string | number; record: Json; content: LocalState },
    from: ProcessId,
    event: EventHandle,
    line: number,
  ): void {
    const to = this.#process(builder, textOf(send.record, "to"));
    const known = this.#known(builder, send.id, builder.channel(from, to), line);
    known.sent = true;
    builder.setSend(known.message, event);
    this.#describe(builder, known.message, send.record, send.content);
    if (propertyOf(send.record, "lost") === true) builder.addFlags(known.message, MessageFlag.lost);
  }

  #receive(builder: TraceBuilder, entry: unknown, to: ProcessId, event: EventHandle, line: number): void {
    const id = idOf(idIn(entry));
    const from = isObject(entry) ? propertyOf(entry, "from") : undefined;
    const channel = typeof from === "string" ? builder.channel(this.#process(builder, from), to) : NONE;
    const known = this.#known(builder, id, channel, line);
    if (known.received) {
      this.#problem(
        line,
        "error",
        "message-twice",
        `message ${id} is received twice; the first receipt counts`,
      );
      return;
    }
    known.received = true;
    known.line = line;
    known.file = this.#file;
    builder.setReceive(known.message, event);
    if (isObject(entry) && !known.sent) this.#describe(builder, known.message, entry, stateOf(entry));
  }

  #known(builder: TraceBuilder, id: string | number, channel: ChannelId | typeof NONE, line: number): Known {
    let known = this.#messages.get(id);
    if (known === undefined) {
      const message = builder.addMessage(MessageKind.application, channel, NONE);
      known = { message, sent: false, received: false, line, file: this.#file };
      this.#messages.set(id, known);
    } else if (channel !== NONE) {
      builder.setChannel(known.message, channel);
    }
    return known;
  }

  #describe(builder: TraceBuilder, message: MessageId, record: Json, content: LocalState): void {
    const marker = propertyOf(record, "marker");
    const label = propertyOf(record, "label");
    if (typeof marker === "number") {
      builder.setContent(message, MessageKind.marker, this.#snapshots.index(marker));
    } else if (content.tokens.length > 0 || content.fields.length > 0 || typeof label === "string") {
      const payload = { label: typeof label === "string" ? label : "", ...content };
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

  #changes(builder: TraceBuilder, changes: Json): void {
    for (const [token, count] of entriesOf(changes, "tokens")) {
      if (typeof count === "number") builder.change(builder.stateKey(token, "token"), count);
    }
    for (const [name, value] of entriesOf(changes, "fields")) {
      if (typeof value === "number") builder.change(builder.stateKey(name, "number"), value);
      else if (typeof value === "string")
        builder.change(builder.stateKey(name, "text"), builder.string(value));
      else if (value === null) {
        builder.change(builder.stateKey(name, "number"), Number.NaN);
        builder.change(builder.stateKey(name, "text"), Number.NaN);
      }
    }
  }

  #problem(line: number, severity: Severity, code: string, message: string): void {
    this.#report({ position: { file: this.#file, line, column: 1 }, severity, code, message });
  }
}

function parsed(text: string): Json {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    throw new BadRecord("json", "this line is not valid JSON");
  }
  if (!isObject(record)) throw new BadRecord("json", "a line must be a JSON object");
  return record;
}

function checkReceive(entry: unknown): void {
  idOf(idIn(entry));
  if (isObject(entry)) stateOf(entry);
}

/** The same text for equal payloads. The one plain token of nearly every message is worth a short way. */
function payloadKey({ label, tokens, fields }: Payload): string {
  if (label === "" && fields.length === 0 && tokens.length === 1)
    return `${tokens[0].count} ${tokens[0].token}`;
  return JSON.stringify([label, tokens, fields]);
}

/** The id in a receive, which may be the id alone or an object. */
function idIn(entry: unknown): unknown {
  return isObject(entry) ? propertyOf(entry, "id") : entry;
}

function idOf(value: unknown): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  throw new BadRecord("message-id", "a message's id must be a text or a number");
}
