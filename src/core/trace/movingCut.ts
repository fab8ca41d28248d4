// A cut that is being moved: keeps what it does to the messages up to date by looking only at the messages of the
// events that a step takes in or out. So the verdict follows a drag whatever the trace's size; cut.ts classifies all
// messages anew instead, and says what the kinds mean.

import type { Cut, CutMessages } from "./cut.ts";
import { type MessageId, NONE } from "./ids.ts";
import { forEachReceived, forEachSent, MessageFlag, MessageKind, OUTSIDE_CUTS, type Trace } from "./trace.ts";
import { describeCutCounts, type VerdictKind } from "./verdict.ts";

/** What a cut does to one message. Markers in transit are told apart: they are no part of a channel's state. */
const Fate = { none: 0, orphan: 1, inTransit: 2, markerInTransit: 3, unknown: 4 } as const;
const FATES = 5;

/** How many events one call of `moveTo` took in or out. */
export type Stepped = number;

export class MovingCut {
  readonly trace: Trace;
  readonly #frontier: Cut;
  /** The id after the last event inside, for each process. */
  readonly #limit: Uint32Array;
  readonly #fate: Uint8Array;
  /** The messages of each fate but `none`, in no order, and each message's place among them. */
  readonly #members: readonly number[][] = Array.from({ length: FATES }, () => []);
  readonly #place: Uint32Array;

  /** Looks at all messages once. The cut must fit the trace (`misfit`); it is copied. */
  constructor(trace: Trace, cut: Cut) {
    this.trace = trace;
    this.#frontier = cut.slice();
    this.#limit = cut.map((frontier, p) => trace.firstEvent[p] + frontier);
    const messages = trace.messages.send.length;
    this.#fate = new Uint8Array(messages);
    this.#place = new Uint32Array(messages);
    for (let m = 0; m < messages; m++) this.#look(m);
  }

  /** The frontier as it is now; changes with each step. */
  get frontier(): Readonly<Cut> {
    return this.#frontier;
  }

  get verdict(): VerdictKind {
    if (this.orphans.length > 0) return "inconsistent";
    return this.#members[Fate.unknown].length > 0 ? "unknown" : "consistent";
  }

  /** The verdict in one sentence without a full stop, as `describeCutVerdict` words it. */
  get words(): string {
    const { orphans, inTransit } = this;
    const unknown = this.#members[Fate.unknown].length;
    return describeCutCounts({ orphans: orphans.length, inTransit: inTransit.length, unknown });
  }

  /** Received inside, sent outside; in no order. Changes with each step. */
  get orphans(): readonly number[] {
    return this.#members[Fate.orphan];
  }

  /** Application messages sent inside and received outside, which the channels hold; in no order. Changes with each step. */
  get inTransit(): readonly number[] {
    return this.#members[Fate.inTransit];
  }

  isOrphan(message: number): boolean {
    return this.#fate[message] === Fate.orphan;
  }

  /** Whether an application message is in transit. */
  isInTransit(message: number): boolean {
    return this.#fate[message] === Fate.inTransit;
  }

  /** Moves the frontier of one process, at most to its first or last event. Costs the messages of the events between. */
  moveTo(process: number, frontier: number): Stepped {
    const first = this.trace.firstEvent[process];
    const events = this.trace.firstEvent[process + 1] - first;
    const to = Math.max(0, Math.min(events, frontier));
    const from = this.#frontier[process];
    this.#frontier[process] = to;
    this.#limit[process] = first + to;
    const look = (message: number): void => this.#look(message);
    for (let event = first + Math.min(from, to); event < first + Math.max(from, to); event++) {
      forEachSent(this.trace, event, look);
      forEachReceived(this.trace, event, look);
    }
    return Math.abs(to - from);
  }

  /** Moves every process's frontier. Costs the messages of the events between, and a look at each process. */
  follow(cut: Readonly<Cut>): Stepped {
    let stepped = 0;
    for (let p = 0; p < cut.length; p++) {
      if (cut[p] !== this.#frontier[p]) stepped += this.moveTo(p, cut[p]);
    }
    return stepped;
  }

  /** What `classifyMessages` gives for the frontier as it is now: copies, sorted. */
  messages(): CutMessages {
    const sorted = (...fates: readonly number[]): MessageId[] =>
      [...Int32Array.from(fates.flatMap((fate) => this.#members[fate])).sort()] as MessageId[];
    return {
      orphans: sorted(Fate.orphan),
      inTransit: sorted(Fate.inTransit, Fate.markerInTransit),
      unknown: sorted(Fate.unknown),
    };
  }

  /** Finds a message's fate anew, from both its ends: it may be sent and received by events that one step takes in. */
  #look(message: number): void {
    const fate = this.#fateOf(message);
    const before = this.#fate[message];
    if (fate === before) return;
    this.#fate[message] = fate;
    if (before !== Fate.none) this.#leave(this.#members[before], message);
    if (fate !== Fate.none) this.#place[message] = this.#members[fate].push(message) - 1;
  }

  #fateOf(message: number): number {
    const { send, receive, flags, kind } = this.trace.messages;
    const { process } = this.trace.events;
    if ((flags[message] & OUTSIDE_CUTS) !== 0) return Fate.none;
    const s = send[message];
    const r = receive[message];
    const isReceived = r !== NONE && r < this.#limit[process[r]];
    const isUnderWay = (flags[message] & MessageFlag.underWay) !== 0;
    if (s === NONE && !isUnderWay) return isReceived ? Fate.unknown : Fate.none;
    if (s !== NONE && s >= this.#limit[process[s]]) return isReceived ? Fate.orphan : Fate.none;
    if (isReceived || (flags[message] & MessageFlag.lost) !== 0) return Fate.none;
    return kind[message] === MessageKind.marker ? Fate.markerInTransit : Fate.inTransit;
  }

  /** The last member takes the place of the one that leaves. */
  #leave(members: number[], message: number): void {
    const last = members.pop();
    if (last === undefined || last === message) return;
    const place = this.#place[message];
    members[place] = last;
    this.#place[last] = place;
  }
}
