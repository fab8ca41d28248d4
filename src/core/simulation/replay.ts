// Replay: a recorded trace, taken in an order that respects happened-before, dictates what the application sends and
// receives; a control protocol's markers travel with its messages. Each marker arrives after its latency, but on its
// channel after every earlier message and before any later one. So an algorithm runs on yesterday's trace unchanged.

import { describeMessage } from "../trace/describe.ts";
import { asChannel, asProcess, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import { EMPTY_STATE } from "../trace/localState.ts";
import type { SourcePosition } from "../trace/problem.ts";
import { sourceOf } from "../trace/sourceLines.ts";
import { forEachReceived, forEachSent, MessageFlag, MessageKind, type Trace } from "../trace/trace.ts";
import { TraceCopy } from "../trace/traceCopy.ts";
import type { ControlProtocol, Manner, ProtocolFactory, ProtocolPort } from "./controlProtocol.ts";
import { type MarkerLatency, markerLatencies } from "./markerLatency.ts";
import { MarkerQueue, type PendingMarker } from "./markerQueue.ts";
import { type System, systemOf } from "./system.ts";

/** A process starts the snapshot when so many of its events have happened and the run has come past a moment. */
export interface ReplayStart {
  readonly process: ProcessId;
  /** How many of its events come first. */
  readonly frontier: number;
  /** In the trace's unit; in a trace without times, a number of events of the run. */
  readonly moment: number;
}

export interface ReplayRequest {
  /** The id of the snapshot; no other in the trace has it. */
  readonly id: number;
  /** One an initiator. */
  readonly starts: readonly ReplayStart[];
  readonly latency: MarkerLatency;
}

/** One replay. `run` until it gives true, then `finish`. */
export class Replay {
  readonly #trace: Trace;
  readonly #system: System;
  readonly #copy: TraceCopy;
  readonly #protocol: ControlProtocol;
  readonly #latency: Float64Array;
  readonly #markers: MarkerQueue;
  readonly #order: Uint32Array;
  /** How many messages were sent on each channel, and how many of them are neither received nor lost. */
  readonly #sentOn: Uint32Array;
  readonly #openOn: Uint32Array;
  /** A message's place in the order of sending on its channel, from 1; 0 while it is not sent or once it is received. */
  readonly #place: Uint32Array;
  /** How many of each process's recorded events have been replayed, and how far its clock has come. */
  readonly #replayed: Uint32Array;
  readonly #clock: Float64Array;
  #starts: readonly ReplayStart[];
  #next = 0;
  #now = 0;
  #stepProcess = asProcess(0);
  #frontierBeforeStep = 0;

  /** `order`: every event of the trace once, as `linearOrder` gives it where messages form no causal cycle. */
  constructor(trace: Trace, order: Uint32Array, request: ReplayRequest, protocol: ProtocolFactory) {
    const { from, to } = trace.channels;
    this.#trace = trace;
    this.#order = order;
    this.#system = systemOf({
      processes: trace.processes.map(({ name }) => ({ name, initial: EMPTY_STATE })),
      channels: Array.from(from, (source, c) => ({ from: asProcess(source), to: asProcess(to[c]) })),
    });
    this.#copy = new TraceCopy(trace);
    this.#latency = markerLatencies(trace, request.latency);
    this.#markers = new MarkerQueue(from.length);
    this.#starts = request.starts;
    this.#sentOn = new Uint32Array(from.length);
    this.#openOn = new Uint32Array(from.length);
    this.#place = new Uint32Array(trace.messages.send.length);
    this.#replayed = new Uint32Array(trace.processes.length);
    this.#clock = new Float64Array(trace.processes.length).fill(Number.NEGATIVE_INFINITY);
    this.#protocol = protocol(this.#port(), [request.id]);
  }

  /** Share of the trace that is replayed, 0 to 1. */
  get progress(): number {
    return this.#order.length === 0 ? 1 : this.#next / this.#order.length;
  }

  /** Replays at most so many events. Gives whether the run is over. */
  run(events = Number.POSITIVE_INFINITY): boolean {
    const end = Math.min(this.#order.length, this.#next + events);
    for (; this.#next < end; this.#next++) {
      const event = this.#order[this.#next];
      const time = this.#momentOf(event);
      this.#reach(time, asProcess(this.#trace.events.process[event]));
      this.#replay(event, time);
    }
    if (this.#next < this.#order.length) return false;
    this.#reach(Number.POSITIVE_INFINITY, asProcess(NONE));
    return true;
  }

  /** The trace with the markers in it: its own snapshots first, the new one last. */
  finish(): Trace {
    this.#copy.addSnapshots();
    this.#protocol.finish(this.#copy.builder);
    const built = this.#copy.builder.build();
    return { ...built, inserted: this.#copy.insertedInto(built) };
  }

  /** When an event happens: its time; in a trace without times, its place in the order. */
  #momentOf(event: number): number {
    if (this.#trace.timeUnit === "none") return this.#next;
    const time = this.#trace.events.time[event];
    return Number.isNaN(time) ? this.#clock[this.#trace.events.process[event]] : time;
  }

  /** Lets happen what comes before a moment, at which `next` has its next event: starts, and markers that are due. */
  #reach(moment: number, next: ProcessId): void {
    for (;;) {
      const start = this.#starts.find((candidate) => this.#isReady(candidate, moment, next));
      const marker = this.#markers.dueBefore(moment);
      if (start !== undefined && (marker === undefined || start.moment <= marker.due)) this.#start(start);
      else if (marker !== undefined) this.#deliver(marker, marker.due);
      else return;
    }
  }

  /** A start waits for the recorded events before it, then for its moment or for the next event of its process. */
  #isReady(start: ReplayStart, moment: number, next: ProcessId): boolean {
    return (
      this.#replayed[start.process] >= start.frontier && (start.moment < moment || start.process === next)
    );
  }

  #start(start: ReplayStart): void {
    this.#starts = this.#starts.filter((candidate) => candidate !== start);
    this.#beginStep(start.process, start.moment);
    this.#protocol.start(0, start.process, 0, 0);
  }

  #replay(event: number, moment: number): void {
    const { builder } = this.#copy;
    const process = asProcess(this.#trace.events.process[event]);
    forEachReceived(this.#trace, event, (message) => this.#deliverBefore(message, moment));
    this.#beginStep(process, moment);
    forEachReceived(this.#trace, event, (message) => this.#arriving(message));
    this.#beginStep(process, moment);
    const handle = this.#copy.addEvent(event);
    this.#replayed[process]++;
    forEachReceived(this.#trace, event, (message) => {
      builder.setReceive(message, handle);
      this.#received(message);
    });
    forEachSent(this.#trace, event, (message) => {
      builder.setSend(message, handle);
      this.#sent(message);
    });
  }

  #sent(message: MessageId): void {
    const { channel, flags } = this.#trace.messages;
    const on = channel[message];
    if (on === NONE) return;
    this.#place[message] = ++this.#sentOn[on];
    if (this.#trace.messages.kind[message] === MessageKind.application) {
      this.#protocol.sent(message, asChannel(on));
    }
    if ((flags[message] & MessageFlag.lost) === 0) this.#openOn[on]++;
  }

  /** What is about to be received, where the trace tells who sent it. */
  #arriving(message: MessageId): void {
    const { channel, kind } = this.#trace.messages;
    if (this.#place[message] === 0 || kind[message] !== MessageKind.application) return;
    this.#protocol.arriving(message, asChannel(channel[message]));
  }

  #received(message: MessageId): void {
    const { channel, kind } = this.#trace.messages;
    const on = channel[message];
    const place = this.#place[message];
    if (on === NONE || place === 0) return;
    this.#openOn[on]--;
    this.#place[message] = 0;
    if (kind[message] === MessageKind.application) this.#protocol.received(message, asChannel(on));
    this.#markers.arrived(on, place, this.#now);
  }

  /** A message is about to be received: on a FIFO channel every marker sent before it has come by now. */
  #deliverBefore(message: MessageId, moment: number): void {
    const on = this.#trace.messages.channel[message];
    if (on === NONE) return;
    const earlier = this.#markers.onChannel(on).filter(({ place }) => place < this.#place[message]);
    for (const marker of earlier) {
      if (marker.heldBackBy > 0) this.#reportOvertaking(marker, message);
      this.#deliver(marker, moment);
    }
  }

  #deliver(marker: PendingMarker, moment: number): void {
    const { builder } = this.#copy;
    const { to } = this.#system.channels[marker.channel];
    this.#markers.remove(marker);
    this.#beginStep(to, moment);
    builder.setReceive(marker.message, builder.addEvent(to, this.#eventTime(), 0, 0, 0));
    this.#markers.arrived(marker.channel, marker.place, this.#now);
    this.#openOn[marker.channel]--;
    this.#protocol.markerReceived(0, marker.channel, marker.message);
  }

  #beginStep(process: ProcessId, moment: number): void {
    this.#now = Math.max(moment, this.#clock[process]);
    this.#clock[process] = this.#now;
    this.#stepProcess = process;
    this.#frontierBeforeStep = this.#copy.builder.frontierOf(process);
  }

  /** The time of an event that the replay puts in. */
  #eventTime(): number {
    return this.#trace.timeUnit === "none" || !Number.isFinite(this.#now) ? Number.NaN : this.#now;
  }

  #port(): ProtocolPort {
    const { builder } = this.#copy;
    return {
      system: this.#system,
      now: () => this.#now,
      addEvent: (process, label, file, line) =>
        builder.addEvent(process, this.#eventTime(), builder.string(label), file, line),
      sendMarker: (channel, _snapshot, _file, _line, manner) => this.#sendMarker(channel, manner),
      frontierOf: (process) => builder.frontierOf(process),
      frontierBeforeStep: (process) =>
        process === this.#stepProcess ? this.#frontierBeforeStep : builder.frontierOf(process),
    };
  }

  #sendMarker(channel: ChannelId, { label = "", flags = 0, overtakes = false }: Manner = {}): MessageId {
    const { builder } = this.#copy;
    const snapshot = this.#trace.snapshots.length;
    const message = builder.addMessage(MessageKind.marker, channel, snapshot, MessageFlag.replayed | flags);
    const from = this.#system.channels[channel].from;
    builder.setSend(message, builder.addEvent(from, this.#eventTime(), builder.string(label), 0, 0));
    const waitsFor = this.#openOn[channel]++;
    this.#markers.add({
      message,
      channel,
      place: ++this.#sentOn[channel],
      due: this.#now + this.#latency[channel],
      heldBackBy: overtakes ? 0 : waitsFor,
      delivered: false,
    });
    return message;
  }

  /** The channel was not FIFO: `later` was sent after the marker, and what was sent before it has not come. */
  #reportOvertaking(marker: PendingMarker, later: MessageId): void {
    const { channel } = this.#trace.messages;
    const earlier = channel.findIndex(
      (on, m) => on === marker.channel && this.#place[m] > 0 && this.#place[m] < marker.place,
    );
    if (earlier < 0) return;
    const words = `${describeMessage(this.#trace, later)} overtook ${describeMessage(this.#trace, earlier)}`;
    this.#copy.builder.addProblem({
      position: this.#placeOf(this.#trace.messages.receive[later]),
      severity: "warning",
      code: "snapshot-not-fifo",
      message: `this channel was not FIFO, as the algorithm assumes: ${words}, with the marker between them, so the snapshot lacks a message that was in transit`,
      // The snapshot is the one that is being taken: those of the trace come first. Messages keep their ids over replays.
      args: { snapshot: this.#trace.snapshots.length, overtaking: words, earlier, later },
      related: [
        { position: this.#placeOf(this.#trace.messages.send[earlier]), message: "sent before the marker" },
        { position: this.#placeOf(this.#trace.messages.send[later]), message: "sent after the marker" },
      ],
    });
  }

  #placeOf(event: number): SourcePosition {
    const source = sourceOf(this.#trace, event);
    return { file: source?.file ?? this.#trace.files[0] ?? "", line: source?.line ?? 0, column: 1 };
  }
}
