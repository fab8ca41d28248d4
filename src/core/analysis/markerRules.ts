// Did the processes keep the rules of K. M. Chandy and L. Lamport (ACM TOCS 3(1), 1985, §3)? Marker-sending rule: a
// process that records sends one marker on each of its channels, before any further message on it. Marker-receiving rule:
// a process that receives a marker and has not recorded does so before anything else. Each breach is a problem.

import { describeMessage } from "../trace/describe.ts";
import { snapshotTitle } from "../trace/describeSnapshot.ts";
import { placeInSources, relatedEvent } from "../trace/eventPlaces.ts";
import { type MessageId, NONE } from "../trace/ids.ts";
import type { Problem, RelatedPlace, Severity } from "../trace/problem.ts";
import {
  forEachSent,
  isOfComputation,
  MessageFlag,
  MessageKind,
  receiverOf,
  type Snapshot,
  senderOf,
  type Trace,
} from "../trace/trace.ts";
import { alignedIn } from "./markers.ts";

/** Breaches of one rule in one snapshot that are told one by one. */
const TOLD_SINGLY = 20;

/** The breaches of one snapshot's markers. A trace that tells of no marker of it says nothing of the rules. */
export function markerProblems(trace: Trace, index: number, markers: readonly MessageId[]): Problem[] {
  if (markers.length === 0) return [];
  const rules = new MarkerRules(trace, index, markers);
  rules.checkTwice();
  rules.checkMissing();
  rules.checkBefore();
  rules.checkObeyed();
  return rules.problems;
}

class MarkerRules {
  readonly problems: Problem[] = [];
  readonly #trace: Trace;
  readonly #index: number;
  readonly #snapshot: Snapshot;
  readonly #markers: readonly MessageId[];
  /** The first marker on each channel. */
  readonly #onChannel = new Map<number, MessageId>();
  readonly #counts = new Map<string, number>();

  constructor(trace: Trace, index: number, markers: readonly MessageId[]) {
    const { send, receive, channel } = trace.messages;
    const place = (m: number): number => (send[m] === NONE ? receive[m] : send[m]);
    this.#trace = trace;
    this.#index = index;
    this.#snapshot = trace.snapshots[index];
    this.#markers = [...markers].sort((a, b) => place(a) - place(b));
    for (const marker of this.#markers) {
      const on = channel[marker];
      if (on !== NONE && !this.#onChannel.has(on)) this.#onChannel.set(on, marker);
    }
  }

  checkTwice(): void {
    const { send, receive, channel } = this.#trace.messages;
    for (const marker of this.#markers) {
      const first = this.#onChannel.get(channel[marker]);
      if (first === undefined || first === marker) continue;
      const at = send[marker] === NONE ? receive[marker] : send[marker];
      const words = `a second marker on the channel ${this.#channelName(channel[marker])}: one is the rule`;
      const beside = relatedEvent(
        this.#trace,
        send[first] === NONE ? receive[first] : send[first],
        "the first one",
      );
      this.#add("marker-twice", "warning", at, words, beside);
    }
  }

  /** A channel without a marker, from a process that recorded and went on. */
  checkMissing(): void {
    const { from, to } = this.#trace.channels;
    const outside = new Set<number>(this.#snapshot.outside);
    for (let c = 0; c < from.length; c++) {
      const record = this.#snapshot.recordEvents[from[c]];
      if (record === NONE || outside.has(to[c]) || this.#onChannel.has(c) || !this.#goesOn(from[c], record))
        continue;
      const name = this.#trace.processes[from[c]].name;
      const words = `${name} records here, but sends no marker on the channel ${this.#channelName(c)}, which then never ends`;
      this.#add("marker-missing", "warning", record, words, []);
    }
  }

  /** Messages between a recording and the marker of their channel: the receiver takes them for sent before. */
  checkBefore(): void {
    const { send, channel, kind } = this.#trace.messages;
    const last = new Map<number, number>();
    for (const marker of this.#onChannel.values()) {
      if (send[marker] === NONE) continue;
      const process = senderOf(this.#trace, marker);
      last.set(process, Math.max(last.get(process) ?? 0, send[marker]));
    }
    for (const [process, end] of last) {
      const record = this.#snapshot.recordEvents[process];
      if (record === NONE) continue;
      for (let event = record + 1; event < end; event++) {
        forEachSent(this.#trace, event, (message) => {
          const marker = this.#onChannel.get(channel[message]);
          if (kind[message] !== MessageKind.application || marker === undefined || send[marker] <= event)
            return;
          const words = `${describeMessage(this.#trace, message)} is sent after the recording, but before the marker of its channel`;
          this.#add("message-before-marker", "error", event, words, [
            ...relatedEvent(this.#trace, record, "recorded here"),
            ...relatedEvent(this.#trace, send[marker], "the marker is sent here"),
          ]);
        });
      }
    }
  }

  /** A process that goes on with its computation between its first marker and its recording, and does not wait for more markers. */
  checkObeyed(): void {
    const { receive, flags } = this.#trace.messages;
    const first = new Map<number, number>();
    for (const marker of this.#markers) {
      // What was spoilt on its way nobody could take for a marker.
      if (receive[marker] === NONE || (flags[marker] & MessageFlag.spoilt) !== 0) continue;
      const process = receiverOf(this.#trace, marker);
      first.set(process, Math.min(first.get(process) ?? Number.POSITIVE_INFINITY, receive[marker]));
    }
    const isAligned =
      this.#snapshot.algorithm === "recorded" ? alignedIn(this.#trace, this.#snapshot) : () => false;
    for (const [process, event] of first) {
      const record = this.#snapshot.recordEvents[process];
      if ((record !== NONE && record <= event) || isAligned(process)) continue;
      const end = record === NONE ? this.#trace.firstEvent[process + 1] : record;
      const next = this.#nextOfComputation(event + 1, end);
      if (next === NONE) continue;
      const name = this.#trace.processes[process].name;
      const words = `${name} receives a marker here and goes on before it records, which it must do at once`;
      this.#add("marker-not-obeyed", "error", event, words, [
        ...relatedEvent(this.#trace, next, "its next event"),
        ...relatedEvent(this.#trace, record, "recorded only here"),
      ]);
    }
  }

  /** Whether a process has an event of its computation after its recording: else the trace may end before its markers. */
  #goesOn(process: number, record: number): boolean {
    return (
      this.#nextOfComputation(record + 1, this.#trace.firstEvent[process + 1]) !== NONE ||
      this.#hasSent(process)
    );
  }

  #hasSent(process: number): boolean {
    return this.#markers.some(
      (marker) => this.#trace.messages.send[marker] !== NONE && senderOf(this.#trace, marker) === process,
    );
  }

  /** The first event that sends or receives a message of the computation or changes the state; NONE if none does. */
  #nextOfComputation(from: number, end: number): number {
    for (let event = from; event < end; event++) if (isOfComputation(this.#trace, event)) return event;
    return NONE;
  }

  #channelName(channel: number): string {
    const { from, to } = this.#trace.channels;
    return `${this.#trace.processes[from[channel]].name} → ${this.#trace.processes[to[channel]].name}`;
  }

  #add(
    code: string,
    severity: Severity,
    event: number,
    words: string,
    related: readonly RelatedPlace[],
  ): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > TOLD_SINGLY) return;
    const message = `${snapshotTitle(this.#snapshot)}: ${words}`;
    const args = { snapshot: this.#index, event };
    this.problems.push({
      position: placeInSources(this.#trace, event),
      severity,
      code,
      message,
      args,
      related,
    });
  }
}
