// Copies a trace into a builder, so that events can be put between its own: every table and every message keeps its
// id, and the trace's snapshots keep their cuts.

import { stateAt } from "./checkpoints.ts";
import { missingAt } from "./gaps.ts";
import { asProcess, NONE, type ProcessId } from "./ids.ts";
import { eventCountOf, localIndex, type Trace } from "./trace.ts";
import { type EventHandle, TraceBuilder } from "./traceBuilder.ts";

/** A builder that holds a trace, and takes its events one by one, in any order that keeps each process's own. */
export class TraceCopy {
  readonly builder: TraceBuilder;
  readonly #trace: Trace;
  /** The handle and the new local index of each event that was copied. */
  readonly #handle: Int32Array;
  readonly #index: Uint32Array;

  /** Copies everything but the events and the snapshots. */
  constructor(trace: Trace) {
    const builder = new TraceBuilder(trace.name, trace.timeUnit);
    this.#trace = trace;
    this.builder = builder;
    this.#handle = new Int32Array(trace.events.time.length).fill(NONE);
    this.#index = new Uint32Array(trace.events.time.length);
    for (const text of trace.strings) builder.string(text);
    for (const file of trace.files) builder.addFile(file);
    for (const { name, kind } of trace.states.keys) builder.stateKey(name, kind);
    trace.processes.forEach(({ name, clockOffset, clock }, p) => {
      builder.addProcess(name, stateAt(trace, p, 0), clockOffset, clock);
    });
    trace.channels.from.forEach((from, c) => {
      builder.channel(asProcess(from), asProcess(trace.channels.to[c]));
    });
    for (const payload of trace.payloads) builder.addPayload(payload);
    const { kind, channel, payload, flags } = trace.messages;
    for (let m = 0; m < kind.length; m++) builder.addMessage(kind[m], channel[m], payload[m], flags[m]);
    const gaps = trace.gaps;
    for (let gap = 0; gap < gaps.process.length; gap++) {
      const p = asProcess(gaps.process[gap]);
      if (gaps.after[gap] === eventCountOf(trace, p)) builder.setMissingAtEnd(p, gaps.missing[gap]);
    }
    const { packets } = trace;
    packets?.kind.forEach((_, row) => {
      builder.addPacket({
        kind: packets.kind[row],
        flags: packets.flags[row],
        channel: packets.channel[row],
        message: packets.message[row],
        number: packets.number[row],
        sent: packets.sent[row],
        arrives: packets.arrives[row],
      });
    });
    for (const problem of trace.problems) builder.addProblem(problem);
    builder.reachTime(trace.endTime);
  }

  /** Copies an event with its changes. Its messages are for the caller to join, by the ids that they have. */
  addEvent(event: number): EventHandle {
    const { process, time, label, file, line } = this.#trace.events;
    const p = asProcess(process[event]);
    this.#index[event] = this.builder.frontierOf(p);
    this.builder.addGap(p, missingAt(this.#trace, p, localIndex(this.#trace, event)));
    const handle = this.builder.addEvent(p, time[event], label[event], file[event], line[event]);
    this.#handle[event] = handle;
    const { changeStart, changeKey, changeValue } = this.#trace.states;
    if (changeStart.length > 0) {
      for (let change = changeStart[event]; change < changeStart[event + 1]; change++) {
        this.builder.change(changeKey[change], changeValue[change]);
      }
    }
    return handle;
  }

  /**
   * Copies the snapshots, and when processes were down, once all events are there. What was put in after the last event
   * inside a cut is outside it.
   */
  addSnapshots(): void {
    this.#trace.outages?.crash.forEach((crash, row) => {
      const restart = this.#trace.outages?.restart[row] ?? NONE;
      this.builder.addOutage(this.#handle[crash], restart === NONE ? NONE : this.#handle[restart]);
    });
    for (const snapshot of this.#trace.snapshots) {
      this.builder.addSnapshot({
        ...snapshot,
        recordEvents: snapshot.recordEvents.map((event) => (event === NONE ? NONE : this.#handle[event])),
        frontier: snapshot.frontier.map((frontier, p) => this.#newFrontier(asProcess(p), frontier)),
      });
    }
  }

  /** The ids, in what was built, of the events that are no copies, or are copies of such. */
  insertedInto(built: Trace): Uint32Array {
    const isCopy = new Uint8Array(built.events.time.length);
    const { process } = this.#trace.events;
    for (let event = 0; event < process.length; event++) {
      if (this.#handle[event] !== NONE) isCopy[built.firstEvent[process[event]] + this.#index[event]] = 1;
    }
    for (const event of this.#trace.inserted ?? []) {
      isCopy[built.firstEvent[process[event]] + this.#index[event]] = 0;
    }
    const inserted: number[] = [];
    isCopy.forEach((copied, event) => {
      if (copied === 0) inserted.push(event);
    });
    return Uint32Array.from(inserted);
  }

  #newFrontier(process: ProcessId, frontier: number): number {
    return frontier === 0 ? 0 : this.#index[this.#trace.firstEvent[process] + frontier - 1] + 1;
  }
}
