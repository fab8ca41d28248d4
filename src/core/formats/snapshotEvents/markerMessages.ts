// The markers of recorded snapshots as messages of the trace: a message between events that send or receive a marker is
// that marker; where the trace has no such message, a marker that one event sends and another receives is put in.

import { linearOrder } from "../../trace/clocks.ts";
import { type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import {
  forEachReceived,
  forEachSent,
  MessageKind,
  receiverOf,
  senderOf,
  type Trace,
} from "../../trace/trace.ts";
import { TraceCopy } from "../../trace/traceCopy.ts";
import type { Located, NotedSnapshot, ProcessNamed } from "./locatedNotes.ts";

/** What came of the markers that were noted. */
export interface MarkedTrace {
  readonly trace: Trace;
  /** Markers that were received, and whose sending nothing tells though it tells of others'. */
  readonly unsent: readonly Located[];
  /** Markers that were not put in, for effects would precede their causes. */
  readonly cyclic: number;
}

interface Joined {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly send: number;
  readonly receive: number;
  /** Index into the snapshots. */
  readonly snapshot: number;
}

/** The trace with its markers as such. `first`: the index that the first of the snapshots will have. */
export function withMarkers(
  trace: Trace,
  snapshots: readonly NotedSnapshot[],
  first: number,
  processOf: ProcessNamed,
): MarkedTrace {
  const markers = new Map<MessageId, number>();
  const joined: Joined[] = [];
  const unsent: Located[] = [];
  snapshots.forEach(({ notes }, i) => {
    const maker = new Markers(trace, first + i, processOf);
    maker.take(notes);
    for (const message of maker.converted) markers.set(message, first + i);
    joined.push(...maker.joined);
    unsent.push(...maker.unsent);
  });
  if (markers.size === 0 && joined.length === 0) return { trace, unsent, cyclic: 0 };
  const marked = rebuilt(trace, markers, joined);
  if (joined.length === 0 || linearOrder(marked).cyclic <= linearOrder(trace).cyclic)
    return { trace: marked, unsent, cyclic: 0 };
  return { trace: rebuilt(trace, markers, []), unsent, cyclic: joined.length };
}

/** The markers of one snapshot. */
class Markers {
  readonly converted = new Set<MessageId>();
  readonly joined: Joined[] = [];
  unsent: readonly Located[] = [];
  readonly #trace: Trace;
  readonly #snapshot: number;
  readonly #processOf: ProcessNamed;

  constructor(trace: Trace, snapshot: number, processOf: ProcessNamed) {
    this.#trace = trace;
    this.#snapshot = snapshot;
    this.#processOf = processOf;
  }

  take(notes: readonly Located[]): void {
    const sends = notes.filter(({ direction }) => direction === "send");
    const receives = notes.filter(({ direction }) => direction === "receive");
    const openSends = sends.filter((each) => !this.#convertSent(each));
    const openReceives = receives.filter((each) => !this.#convertReceived(each));
    this.#join(sends, openSends, openReceives, receives.length > 0);
  }

  /** Gives whether the event sends a message that can be the marker. */
  #convertSent(each: Located): boolean {
    const to = this.#processOf(each, each.note.to);
    let found = false;
    forEachSent(this.#trace, each.event, (message) => {
      if (to !== NONE && receiverOf(this.#trace, message) !== to) return;
      this.converted.add(message);
      found = true;
    });
    return found;
  }

  #convertReceived(each: Located): boolean {
    const from = this.#processOf(each, each.note.from);
    let found = false;
    forEachReceived(this.#trace, each.event, (message) => {
      if (from !== NONE && senderOf(this.#trace, message) !== from) return;
      this.converted.add(message);
      found = true;
    });
    return found;
  }

  /** Joins what is left by its channel, in order; an event that sends to nobody in particular sends to all who received from it. */
  #join(
    sends: readonly Located[],
    open: readonly Located[],
    receives: readonly Located[],
    told: boolean,
  ): void {
    const waiting = new Map<string, Located[]>();
    for (const each of inOrder(open)) {
      const to = this.#processOf(each, each.note.to);
      if (to === NONE || to === each.process) continue;
      const key = `${each.process} ${to}`;
      waiting.set(key, [...(waiting.get(key) ?? []), each]);
    }
    const broadcasts = new Map<number, Located>();
    for (const each of sends) if (each.note.to === undefined) broadcasts.set(each.process, each);
    const unsent: Located[] = [];
    for (const each of inOrder(receives)) {
      const from = this.#processOf(each, each.note.from);
      const send = waiting.get(`${from} ${each.process}`)?.shift() ?? broadcasts.get(from);
      if (send === undefined) unsent.push(each);
      else this.#add(send, each.process, each.event);
    }
    this.unsent = sends.length === 0 ? [] : unsent.filter(({ note }) => note.from !== undefined);
    // A source that tells of no receipt tells nothing of what is still on its way.
    if (!told) return;
    for (const [key, list] of waiting) {
      for (const each of list) this.#add(each, Number(key.split(" ")[1]) as ProcessId, NONE);
    }
  }

  #add(send: Located, to: ProcessId, receive: number): void {
    if (send.process === to) return;
    this.joined.push({ from: send.process, to, send: send.event, receive, snapshot: this.#snapshot });
  }
}

function inOrder(notes: readonly Located[]): Located[] {
  return [...notes].sort((a, b) => a.event - b.event);
}

/** A copy in which some messages are markers and others are put in. Events and messages keep their ids. */
function rebuilt(trace: Trace, markers: ReadonlyMap<MessageId, number>, joined: readonly Joined[]): Trace {
  const copy = new TraceCopy(trace);
  const { builder } = copy;
  for (let event = 0; event < trace.events.time.length; event++) {
    const handle = copy.addEvent(event);
    forEachReceived(trace, event, (message) => builder.setReceive(message, handle));
    forEachSent(trace, event, (message) => builder.setSend(message, handle));
  }
  for (const [message, snapshot] of markers) builder.setContent(message, MessageKind.marker, snapshot);
  for (const { from, to, send, receive, snapshot } of joined) {
    const message = builder.addMessage(MessageKind.marker, builder.channel(from, to), snapshot);
    builder.setSend(message, send);
    if (receive !== NONE) builder.setReceive(message, receive);
  }
  copy.addSnapshots();
  return builder.build();
}
