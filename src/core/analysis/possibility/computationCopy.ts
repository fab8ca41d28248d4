// Copies the computation of a trace, its events in any order that keeps each process's own, without the snapshots that were
// taken of it and without their markers. recordable.ts takes another snapshot on what comes out.

import { stateAt } from "../../trace/checkpoints.ts";
import { asMessage, asProcess, type MessageId, NONE } from "../../trace/ids.ts";
import { forEachReceived, forEachSent, isOfComputation, MessageKind, type Trace } from "../../trace/trace.ts";
import { TraceBuilder } from "../../trace/traceBuilder.ts";

export class ComputationCopy {
  readonly #trace: Trace;
  readonly #builder: TraceBuilder;
  /** The copy's id of each application message. */
  readonly #message: Int32Array;
  #end = 0;

  constructor(trace: Trace) {
    const builder = new TraceBuilder(trace.name, "tick");
    this.#trace = trace;
    this.#builder = builder;
    for (const text of trace.strings) builder.string(text);
    for (const file of trace.files) builder.addFile(file);
    for (const { name, kind } of trace.states.keys) builder.stateKey(name, kind);
    trace.processes.forEach(({ name }, p) => {
      builder.addProcess(name, stateAt(trace, p, 0));
    });
    trace.channels.from.forEach((from, c) => {
      builder.channel(asProcess(from), asProcess(trace.channels.to[c]));
    });
    for (const payload of trace.payloads) builder.addPayload(payload);
    const { kind, channel, payload, flags } = trace.messages;
    this.#message = new Int32Array(kind.length).fill(NONE);
    for (let m = 0; m < kind.length; m++) {
      if (kind[m] !== MessageKind.application) continue;
      this.#message[m] = builder.addMessage(kind[m], channel[m], payload[m], flags[m]);
    }
  }

  /** Copies an event to a time. */
  add(event: number, time: number): void {
    const { process, label, file, line } = this.#trace.events;
    const builder = this.#builder;
    const handle = builder.addEvent(asProcess(process[event]), time, label[event], file[event], line[event]);
    this.#end = time;
    const { changeStart, changeKey, changeValue } = this.#trace.states;
    if (changeStart.length > 0) {
      for (let change = changeStart[event]; change < changeStart[event + 1]; change++) {
        builder.change(changeKey[change], changeValue[change]);
      }
    }
    forEachSent(this.#trace, event, (message) => {
      const copy = this.#copyOf(message);
      if (copy !== NONE) builder.setSend(copy, handle);
    });
    forEachReceived(this.#trace, event, (message) => {
      const copy = this.#copyOf(message);
      if (copy !== NONE) builder.setReceive(copy, handle);
    });
  }

  build(): Trace {
    this.#builder.reachTime(this.#end);
    return this.#builder.build();
  }

  #copyOf(message: number): MessageId {
    return asMessage(this.#message[message]);
  }
}

/** Whether an event is a snapshot's alone: it records, or sends or receives markers, and does nothing else. */
export function snapshotEvents(trace: Trace): (event: number) => boolean {
  const records = new Set(trace.snapshots.flatMap(({ recordEvents }) => [...recordEvents]));
  const { kind } = trace.messages;
  return (event) => {
    if (isOfComputation(trace, event)) return false;
    let hasMarker = records.has(event);
    const see = (message: MessageId): void => {
      if (kind[message] === MessageKind.marker) hasMarker = true;
    };
    forEachSent(trace, event, see);
    forEachReceived(trace, event, see);
    return hasMarker;
  };
}
