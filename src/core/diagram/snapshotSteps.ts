// A snapshot told step by step, in an order that respects happened-before, each step with the rule of Chandy and
// Lamport (1985, §3) that it applies: the marker sending rule, or one of the two cases of the marker receiving rule.

import { stateAt } from "../trace/checkpoints.ts";
import { linearOrder } from "../trace/clocks.ts";
import { messageName, processName } from "../trace/describe.ts";
import { NONE } from "../trace/ids.ts";
import { describeState } from "../trace/localState.ts";
import {
  forEachSent,
  MessageFlag,
  MessageKind,
  neverRecorded,
  receiverOf,
  type Snapshot,
  senderOf,
  type Trace,
} from "../trace/trace.ts";
import { counted } from "../trace/verdict.ts";

export type SnapshotRule =
  /** A process records itself of its own accord and sends markers. */
  | "marker-sending"
  /** A process's first marker arrives: it records itself, and the marker's channel as empty, and sends markers. */
  | "marker-receiving-first"
  /** A later marker arrives: the channel holds what came on it since the process recorded. */
  | "marker-receiving-later"
  /** An initiator, or another process, records itself without a marker (an algorithm that has none). */
  | "starting"
  | "recording"
  | "end";

export interface SnapshotStep {
  readonly rule: SnapshotRule;
  /** The rule's name, as in the paper. */
  readonly ruleName: string;
  /** What happens, in a few words: `N2 receives its first marker`. */
  readonly title: string;
  /** What the rule does here, in whole sentences. */
  readonly text: string;
  /** The process that acts, or NONE for the end. */
  readonly process: number;
  /** The event to look at, or NONE. */
  readonly event: number;
  /** Events and messages that the step is about. */
  readonly events: readonly number[];
  readonly messages: readonly number[];
  /** The cut so far: each process's record event, or NONE. */
  readonly recorded: Int32Array;
  /** Channel contents recorded so far. */
  readonly recordedMessages: readonly number[];
  readonly isLast: boolean;
}

const RULE_NAMES: Readonly<Record<SnapshotRule, string>> = {
  "marker-sending": "Marker sending rule",
  "marker-receiving-first": "Marker receiving rule: not yet recorded",
  "marker-receiving-later": "Marker receiving rule: already recorded",
  starting: "Start of the snapshot",
  recording: "Recording",
  end: "End of the snapshot",
};

/** So many messages or names are told one by one. */
const TOLD = 6;

/** What happened, before it is told. */
interface Happening {
  readonly rule: SnapshotRule;
  readonly process: number;
  /** The event whose place in the order is the step's. */
  readonly event: number;
  /** The marker that arrives, or NONE. */
  readonly marker: number;
}

/** The steps of a snapshot. `order`: a linear order of the trace's events, where the caller has one. */
export function snapshotSteps(
  trace: Trace,
  snapshot: number,
  order: Uint32Array = linearOrder(trace).order,
): readonly SnapshotStep[] {
  const taken = trace.snapshots[snapshot];
  const teller = new Teller(trace, taken, snapshot);
  const happenings = sorted(happeningsOf(trace, taken, snapshot), order);
  return [...happenings.map((happening) => teller.tell(happening)), teller.end()];
}

function happeningsOf(trace: Trace, snapshot: Snapshot, index: number): Happening[] {
  const { kind, payload, receive, flags } = trace.messages;
  const list: Happening[] = [];
  const hasRecorded = (process: number, before: number): boolean => {
    const record = snapshot.recordEvents[process];
    return record !== NONE && record < before;
  };
  const byMarker = new Set<number>();
  let hasMarkers = false;
  for (let m = 0; m < kind.length; m++) {
    if (kind[m] !== MessageKind.marker || payload[m] !== index) continue;
    if ((flags[m] & MessageFlag.control) !== 0) continue;
    hasMarkers = true;
    if (receive[m] === NONE) continue;
    const process = trace.events.process[receive[m]];
    const isLater = hasRecorded(process, receive[m]) || byMarker.has(process);
    if (!isLater && snapshot.recordEvents[process] !== NONE) byMarker.add(process);
    const rule = isLater ? "marker-receiving-later" : "marker-receiving-first";
    list.push({ rule, process, event: receive[m], marker: m });
  }
  const isInitiator = new Set<number>(snapshot.initiators);
  snapshot.recordEvents.forEach((event, process) => {
    if (event === NONE || byMarker.has(process)) return;
    const rule = hasMarkers ? "marker-sending" : isInitiator.has(process) ? "starting" : "recording";
    list.push({ rule, process, event, marker: NONE });
  });
  return list;
}

/** By place in the order; events that no order places (cycles) come last. */
function sorted(happenings: Happening[], order: Uint32Array): Happening[] {
  const place = new Map<number, number>(happenings.map(({ event }) => [event, Number.POSITIVE_INFINITY]));
  order.forEach((event, at) => {
    if (place.has(event)) place.set(event, at);
  });
  const placeOf = (happening: Happening): number => place.get(happening.event) ?? 0;
  return happenings.sort((a, b) => {
    const x = placeOf(a);
    const y = placeOf(b);
    return x === y ? a.event - b.event || a.marker - b.marker : x - y;
  });
}

/** Tells the steps one after the other and keeps what has been recorded so far. */
class Teller {
  readonly #trace: Trace;
  readonly #snapshot: Snapshot;
  readonly #index: number;
  readonly #recorded: Int32Array;
  readonly #recordedMessages: number[] = [];
  /** The recorded messages of each channel. */
  readonly #contents = new Map<number, number[]>();

  constructor(trace: Trace, snapshot: Snapshot, index: number) {
    this.#trace = trace;
    this.#snapshot = snapshot;
    this.#index = index;
    this.#recorded = new Int32Array(trace.processes.length).fill(NONE);
    for (const message of snapshot.channelMessages) {
      const channel = trace.messages.channel[message];
      const content = this.#contents.get(channel);
      if (content === undefined) this.#contents.set(channel, [message]);
      else content.push(message);
    }
  }

  tell(happening: Happening): SnapshotStep {
    return happening.rule === "marker-receiving-later" ? this.#later(happening) : this.#records(happening);
  }

  /** A process records itself: of its own accord, or because its first marker arrived. */
  #records(happening: Happening): SnapshotStep {
    const { process, marker, rule } = happening;
    const record = this.#snapshot.recordEvents[process];
    const name = processName(this.#trace, process);
    if (record !== NONE) this.#recorded[process] = record;
    const sent = record === NONE ? [] : this.#markersSent(process, record);
    const state = describeState(stateAt(this.#trace, process, this.#snapshot.frontier[process]));
    const to = listed(sent.map((m) => processName(this.#trace, receiverOf(this.#trace, m))));
    const sends = sent.length === 0 ? "" : ` and sends a marker on each outgoing channel, to ${to}`;
    const events = [happening.event, ...(record === NONE || record === happening.event ? [] : [record])];
    if (marker === NONE) {
      const title = rule === "recording" ? `${name} records itself` : `${name} starts the snapshot`;
      const before = sent.length === 0 ? "" : " before it sends any other message";
      return this.#step(
        happening,
        title,
        `${name} records its state (${state})${sends}${before}.`,
        events,
        sent,
      );
    }
    const from = processName(this.#trace, senderOf(this.#trace, marker));
    const text =
      `${name} has not recorded its state yet: it records it now (${state}), takes the channel ` +
      `${from} → ${name} to be empty${sends}.`;
    const title = `${name} receives its first marker, from ${from}`;
    return this.#step(happening, title, text, events, [marker, ...sent]);
  }

  /** A marker arrives where the state is recorded already: the channel's state is complete. */
  #later(happening: Happening): SnapshotStep {
    const { process, marker } = happening;
    const name = processName(this.#trace, process);
    const from = processName(this.#trace, senderOf(this.#trace, marker));
    const channel = this.#trace.messages.channel[marker];
    const content = channel === NONE ? [] : (this.#contents.get(channel) ?? []);
    for (const message of content) this.#recordedMessages.push(message);
    const held =
      content.length === 0
        ? `no message came on it since, so the channel ${from} → ${name} is recorded as empty.`
        : `the channel ${from} → ${name} is recorded with what came on it since: ` +
          `${listed(content.map((m) => messageName(this.#trace, m)))}.`;
    const text = `${name} has recorded its state before; ${held}`;
    const events = [happening.event];
    return this.#step(happening, `${name} receives a marker from ${from}`, text, events, [
      marker,
      ...content,
    ]);
  }

  end(): SnapshotStep {
    // What other algorithms record without markers is told at the end.
    const told = new Set(this.#recordedMessages);
    for (const message of this.#snapshot.channelMessages) {
      if (!told.has(message)) this.#recordedMessages.push(message);
    }
    const { unfinished } = this.#snapshot;
    const name = this.#snapshot.name ?? this.#snapshot.id;
    const happening: Happening = { rule: "end", process: NONE, event: NONE, marker: NONE };
    const messages = this.#recordedMessages.slice();
    const title = unfinished === undefined ? `Snapshot ${name} ended` : `Snapshot ${name} did not end`;
    return { ...this.#step(happening, title, this.#outcome(), [], messages), isLast: true };
  }

  #outcome(): string {
    const { unfinished, toldChannels } = this.#snapshot;
    const missing = neverRecorded(this.#snapshot);
    if (unfinished === undefined && missing.length > 0) {
      return `${listed(missing.map((p) => processName(this.#trace, p)))} never recorded a state.`;
    }
    if (unfinished === undefined && toldChannels !== undefined) {
      return "Every process that takes part has recorded its state. Of some channels the trace does not tell what was recorded.";
    }
    if (unfinished === undefined) {
      const held = counted(this.#recordedMessages.length, "message");
      return (
        "Every process has recorded its state, and every channel its messages: " +
        `${this.#recordedMessages.length === 0 ? "no message" : held} in the channels.`
      );
    }
    if (unfinished.kind === "unreachable") {
      const names = listed(unfinished.processes.map((p) => processName(this.#trace, p)));
      return `No path of channels leads from an initiator to ${names}: no marker can ever arrive there.`;
    }
    if (unfinished.kind === "crashed") {
      const names = listed(unfinished.processes.map((p) => processName(this.#trace, p)));
      return `Crashed while it was under way: ${names}. What had been recorded there, or the markers on their way there, are lost.`;
    }
    if (unfinished.kind === "no-way-back") {
      const names = listed(unfinished.processes.map((p) => processName(this.#trace, p)));
      return `No path of channels leads from ${names} back to an initiator, who waits to hear of the end.`;
    }
    if (unfinished.channels.length === 0)
      return "The trace ends while an initiator still waits to hear of the end.";
    const { from, to } = this.#trace.channels;
    const names = unfinished.channels.map(
      (c) => `${processName(this.#trace, from[c])} → ${processName(this.#trace, to[c])}`,
    );
    return `The trace ends while ${counted(names.length, "channel")} still wait for a marker: ${listed(names)}.`;
  }

  /** The snapshot's markers that a process sends with or after its recording. */
  #markersSent(process: number, record: number): number[] {
    const { kind, payload, flags } = this.#trace.messages;
    const outgoing = this.#outgoing(process);
    const markers: number[] = [];
    const end = this.#trace.firstEvent[process + 1];
    for (let event = record; event < end && markers.length < outgoing; event++) {
      forEachSent(this.#trace, event, (m) => {
        const isControl = (flags[m] & MessageFlag.control) !== 0;
        if (kind[m] === MessageKind.marker && payload[m] === this.#index && !isControl) markers.push(m);
      });
    }
    return markers;
  }

  #outgoing(process: number): number {
    let count = 0;
    for (const from of this.#trace.channels.from) if (from === process) count++;
    return count;
  }

  #step(
    happening: Happening,
    title: string,
    text: string,
    events: readonly number[],
    messages: readonly number[],
  ): SnapshotStep {
    const { rule, process, event } = happening;
    return {
      rule,
      ruleName: RULE_NAMES[rule],
      title,
      text,
      process,
      event,
      events,
      messages,
      recorded: this.#recorded.slice(),
      recordedMessages: this.#recordedMessages.slice(),
      isLast: false,
    };
  }
}

/** `N1, N2 and N3`; the rest of a long list is counted. */
function listed(names: readonly string[]): string {
  if (names.length > TOLD) return `${names.slice(0, TOLD).join(", ")} and ${names.length - TOLD} more`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
