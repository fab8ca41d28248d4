// A trace without some of its snapshots: as if nobody had taken them. Their markers and the events that do nothing but record,
// send or receive markers are gone; every event of the computation stays, with its time, its state and its messages.

import { stateAt } from "./checkpoints.ts";
import type { Cut } from "./cut.ts";
import { missingAt } from "./gaps.ts";
import { asProcess, type EventId, NONE, type ProcessId } from "./ids.ts";
import {
  forEachReceived,
  forEachSent,
  isOfComputation,
  localIndex,
  MessageKind,
  type Snapshot,
  type Trace,
} from "./trace.ts";
import { type EventHandle, TraceBuilder } from "./traceBuilder.ts";

export interface Stripped {
  readonly trace: Trace;
  /** A cut of the whole trace as a cut of this one: with the same events of the computation. */
  readonly cutOf: (cut: Cut) => Cut;
}

/** `keeps`: whether the snapshot with an index stays. Packets of the network are left out, since markers are among them. */
export function withoutSnapshots(trace: Trace, keeps: (snapshot: number) => boolean): Stripped {
  const kept = trace.snapshots.map((_, i) => keeps(i));
  if (kept.every(Boolean)) return { trace, cutOf: (cut) => cut };
  const stripping = new Stripping(trace, kept);
  return { trace: stripping.run(), cutOf: (cut) => stripping.cutOf(cut) };
}

class Stripping {
  readonly #trace: Trace;
  readonly #kept: readonly boolean[];
  readonly #builder: TraceBuilder;
  /** Of each event its handle, or NONE where it is gone. */
  readonly #handle: Int32Array;
  /** How many events of its process are kept up to and with each. */
  readonly #count: Uint32Array;

  constructor(trace: Trace, kept: readonly boolean[]) {
    this.#trace = trace;
    this.#kept = kept;
    this.#builder = new TraceBuilder(trace.name, trace.timeUnit);
    this.#handle = new Int32Array(trace.events.time.length).fill(NONE);
    this.#count = new Uint32Array(trace.events.time.length);
  }

  run(): Trace {
    const { timeUnit, endTime, problems } = this.#trace;
    this.#copyTables();
    this.#copyEvents();
    this.#copyMessages();
    this.#copyOutages();
    this.#trace.snapshots.forEach((snapshot, i) => {
      if (this.#kept[i]) this.#builder.addSnapshot(this.#snapshot(snapshot));
    });
    // What is said of snapshots names them by their places, which have changed.
    for (const problem of problems)
      if (problem.args?.snapshot === undefined) this.#builder.addProblem(problem);
    if (timeUnit !== "none") this.#builder.reachTime(endTime);
    return this.#builder.build();
  }

  cutOf(cut: Cut): Cut {
    return cut.map((frontier, p) => this.#frontier(asProcess(p), frontier));
  }

  #copyTables(): void {
    const { processes, files, strings, states, channels, payloads } = this.#trace;
    const builder = this.#builder;
    for (const text of strings) builder.string(text);
    for (const file of files) builder.addFile(file);
    for (const { name, kind } of states.keys) builder.stateKey(name, kind);
    processes.forEach(({ name, clockOffset }, p) => {
      builder.addProcess(name, stateAt(this.#trace, p, 0), clockOffset);
    });
    channels.from.forEach((from, c) => {
      builder.channel(asProcess(from), asProcess(channels.to[c]));
    });
    for (const payload of payloads) builder.addPayload(payload);
  }

  #copyEvents(): void {
    const { events, states, firstEvent, processes } = this.#trace;
    const records = new Set(this.#trace.snapshots.flatMap(({ recordEvents }) => [...recordEvents]));
    const wanted = new Set(
      this.#trace.snapshots.flatMap(({ recordEvents }, i) => (this.#kept[i] ? [...recordEvents] : [])),
    );
    processes.forEach((_, p) => {
      let count = 0;
      for (let event = firstEvent[p]; event < firstEvent[p + 1]; event++) {
        if (wanted.has(event) || this.#isKept(event, records.has(event))) {
          this.#builder.addGap(
            asProcess(p),
            missingAt(this.#trace, asProcess(p), localIndex(this.#trace, event)),
          );
          const { time, label, file, line } = events;
          this.#handle[event] = this.#builder.addEvent(
            asProcess(p),
            time[event],
            label[event],
            file[event],
            line[event],
          );
          count++;
          const { changeStart, changeKey, changeValue } = states;
          for (let c = changeStart[event] ?? 0; c < (changeStart[event + 1] ?? 0); c++)
            this.#builder.change(changeKey[c], changeValue[c]);
        }
        this.#count[event] = count;
      }
    });
  }

  /** An event stays unless it only records, or only sends and receives markers that go. */
  #isKept(event: EventId | number, isRecord: boolean): boolean {
    if (isOfComputation(this.#trace, event)) return true;
    let [markers, others] = [0, 0];
    const see = (message: number): void => {
      if (this.#isGone(message)) markers++;
      else others++;
    };
    forEachSent(this.#trace, event, see);
    forEachReceived(this.#trace, event, see);
    return others > 0 || (markers === 0 && !isRecord);
  }

  #isGone(message: number): boolean {
    const { kind, payload } = this.#trace.messages;
    return kind[message] === MessageKind.marker && !(this.#kept[payload[message]] ?? true);
  }

  #copyMessages(): void {
    const { kind, channel, payload, flags, send, receive } = this.#trace.messages;
    for (let m = 0; m < kind.length; m++) {
      if (this.#isGone(m)) {
        this.#newMessage.push(NONE);
        continue;
      }
      const carried = kind[m] === MessageKind.marker ? this.#newIndex(payload[m]) : payload[m];
      const message = this.#builder.addMessage(kind[m], channel[m], carried, flags[m]);
      this.#newMessage.push(message);
      if (send[m] !== NONE) this.#builder.setSend(message, this.#handle[send[m]] as EventHandle);
      if (receive[m] !== NONE) this.#builder.setReceive(message, this.#handle[receive[m]] as EventHandle);
    }
  }

  readonly #newMessage: number[] = [];

  #newIndex(snapshot: number): number {
    return this.#kept.slice(0, snapshot).filter(Boolean).length;
  }

  #copyOutages(): void {
    const { outages } = this.#trace;
    outages?.crash.forEach((crash, row) => {
      const restart = outages.restart[row];
      this.#builder.addOutage(this.#handle[crash], restart === NONE ? NONE : this.#handle[restart]);
    });
  }

  #snapshot(snapshot: Snapshot): Snapshot {
    return {
      ...snapshot,
      recordEvents: snapshot.recordEvents.map((event) => (event === NONE ? NONE : this.#handle[event])),
      frontier: this.cutOf(snapshot.frontier),
      channelMessages: snapshot.channelMessages.map((message) => this.#newMessage[message]),
    };
  }

  #frontier(process: ProcessId, frontier: number): number {
    return frontier === 0 ? 0 : this.#count[this.#trace.firstEvent[process] + frontier - 1];
  }
}
