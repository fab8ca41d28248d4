// Collects events of processes in any order, and messages between them, and makes a trace of them: each process's events
// become one line, sorted by the process's own clock. Only where such lines would let effects precede causes are events
// moved (causalOrder.ts), and each move is told.

import { Strings, Table } from "../../trace/columns.ts";
import { NONE, type ProcessId } from "../../trace/ids.ts";
import { EMPTY_STATE } from "../../trace/localState.ts";
import type { SourcePosition } from "../../trace/problem.ts";
import { MessageKind, type TimeUnit, type Trace } from "../../trace/trace.ts";
import { type EventHandle, TraceBuilder } from "../../trace/traceBuilder.ts";
import { causalOrder, type Moves } from "./causalOrder.ts";
import { sortedOrder } from "./sortedOrder.ts";
import type { Tally } from "./tally.ts";

/** What a trace is called and how its times are read. */
export interface LineOptions {
  readonly name: string;
  readonly timeUnit: TimeUnit;
  readonly files: readonly string[];
  readonly processes: readonly string[];
}

const eventRows = () =>
  new Table({
    process: new Uint32Array(0),
    time: new Float64Array(0),
    /** Orders events of one time: lower first. */
    tie: new Float64Array(0),
    label: new Uint32Array(0),
    file: new Uint16Array(0),
    line: new Uint32Array(0),
  });

const messageRows = () =>
  new Table({
    send: new Int32Array(0),
    receive: new Int32Array(0),
    label: new Uint32Array(0),
    flags: new Uint8Array(0),
  });

export class EventLines {
  readonly labels = new Strings();
  readonly #events = eventRows();
  readonly #messages = messageRows();
  /** The event of each row, once the trace is made. */
  #placed = new Uint32Array(0);

  get eventCount(): number {
    return this.#events.length;
  }

  /** The event of the trace that a row became; NONE for no row. */
  eventOf(row: number): number {
    return row === NONE ? NONE : this.#placed[row];
  }

  /** Makes room for so many events. */
  reserve(events: number): void {
    this.#events.reserve(events);
  }

  /** Adds an event; gives its row. */
  addEvent(process: number, time: number, tie: number, label: number, file: number, line: number): number {
    const row = this.#events.add();
    const columns = this.#events.columns;
    columns.process[row] = process;
    columns.time[row] = time;
    columns.tie[row] = tie;
    columns.label[row] = label;
    columns.file[row] = file;
    columns.line[row] = line;
    return row;
  }

  /** Adds a message from event `send`, NONE where it is not in the files, to event `receive`, NONE where it never comes. */
  addMessage(send: number, receive: number, label: number, flags: number): void {
    const row = this.#messages.add();
    const columns = this.#messages.columns;
    columns.send[row] = send;
    columns.receive[row] = receive;
    columns.label[row] = label;
    columns.flags[row] = flags;
  }

  /** The trace. `structure` gives pairs of events of one process of which the first happened before the second for sure. */
  toTrace(options: LineOptions, tally: Tally, structure: () => Iterable<readonly [number, number]>): Trace {
    let order = this.#byProcess(options.processes.length);
    if (this.#mayBeCyclic()) {
      const { process } = this.#events.columns;
      const { send, receive } = this.#messages.columns;
      const messages = { send, receive, length: this.#messages.length };
      const moves = causalOrder(order, process, options.processes.length, messages, structure);
      if (moves !== undefined) {
        this.#tell(moves, options, tally);
        order = moves.order;
        for (const message of moves.cut) send[message] = NONE;
      }
    }
    return this.#build(order, options);
  }

  /** The rows, process by process, each sorted by time. Times that are no number come first, as they were added. */
  #byProcess(processes: number): Uint32Array {
    const n = this.#events.length;
    const { process, time, tie } = this.#events.columns;
    const start = new Uint32Array(processes + 1);
    for (let row = 0; row < n; row++) start[process[row] + 1]++;
    for (let p = 0; p < processes; p++) start[p + 1] += start[p];
    const next = start.slice();
    const order = new Uint32Array(n);
    for (let row = 0; row < n; row++) order[next[process[row]]++] = row;
    for (let p = 0; p < processes; p++) {
      order.set(sortedOrder(order.slice(start[p], start[p + 1]), time, tie), start[p]);
    }
    return order;
  }

  /** False where every message goes forward in time, for then time itself is an order without cycles. */
  #mayBeCyclic(): boolean {
    const { send, receive } = this.#messages.columns;
    const { time, tie } = this.#events.columns;
    for (let m = 0; m < this.#messages.length; m++) {
      if (send[m] === NONE || receive[m] === NONE) continue;
      const latency = time[receive[m]] - time[send[m]];
      if (!(latency > 0 || (latency === 0 && tie[receive[m]] > tie[send[m]]))) return true;
    }
    return false;
  }

  #tell({ moved, cut }: Moves, options: LineOptions, tally: Tally): void {
    const { process, label } = this.#events.columns;
    const name = (row: number): string =>
      `"${this.labels.list[label[row]]}" on ${options.processes[process[row]]}`;
    for (const [row, before] of moved) {
      const message = `${name(row)} is put before ${name(before)}, which has an earlier time: otherwise it would precede its own cause`;
      tally.add(this.#position(row, options), "warning", "event-moved", message);
    }
    for (const m of cut) {
      const { receive, send } = this.#messages.columns;
      const message = `${name(receive[m])} would precede its own cause ${name(send[m])}; the message between them is left without its send`;
      tally.add(this.#position(receive[m], options), "warning", "causal-cycle", message);
    }
  }

  #position(row: number, options: LineOptions): SourcePosition {
    const { file, line } = this.#events.columns;
    return { file: options.files[file[row]] ?? options.name, line: line[row], column: 1 };
  }

  #build(order: Uint32Array, options: LineOptions): Trace {
    const builder = new TraceBuilder(options.name, options.timeUnit);
    builder.reserve(order.length, this.#messages.length);
    for (const file of options.files) builder.addFile(file);
    for (const name of options.processes) builder.addProcess(name, EMPTY_STATE);
    for (const label of this.labels.list) builder.string(label);
    const { process, time, label, file, line } = this.#events.columns;
    const handle = new Uint32Array(order.length);
    for (const row of order) {
      handle[row] = builder.addEvent(process[row] as ProcessId, time[row], label[row], file[row], line[row]);
    }
    this.#addMessages(builder, handle);
    // Rows are added process by process, so a handle is the event itself.
    this.#placed = handle;
    return builder.build();
  }

  #addMessages(builder: TraceBuilder, handle: Uint32Array): void {
    const { send, receive, label, flags } = this.#messages.columns;
    const { process } = this.#events.columns;
    const payloads = new Int32Array(this.labels.list.length).fill(NONE);
    const payloadOf = (text: number): number => {
      if (text === 0) return NONE;
      if (payloads[text] === NONE)
        payloads[text] = builder.addPayload({ label: this.labels.list[text], ...EMPTY_STATE });
      return payloads[text];
    };
    for (let m = 0; m < this.#messages.length; m++) {
      const known = send[m] !== NONE && receive[m] !== NONE;
      const channel = known
        ? builder.channel(process[send[m]] as ProcessId, process[receive[m]] as ProcessId)
        : NONE;
      const message = builder.addMessage(MessageKind.application, channel, payloadOf(label[m]), flags[m]);
      if (send[m] !== NONE) builder.setSend(message, handle[send[m]] as EventHandle);
      if (receive[m] !== NONE) builder.setReceive(message, handle[receive[m]] as EventHandle);
    }
  }
}
