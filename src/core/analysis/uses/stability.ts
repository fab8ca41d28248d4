// Is a predicate stable on a trace: once true, true ever after? A trace shows one computation, so this is no proof for the
// system. Two readings, each named in what it finds: along the run's own order of events, and over all consistent cuts,
// where every order that agrees with happened-before counts (Chandy and Lamport 1985, §4, define stable over all states).

import type { Answer } from "../../predicate/answer.ts";
import type { Predicate } from "../../predicate/compile.ts";
import { WalkingWorld } from "../../predicate/walk.ts";
import { worldAt } from "../../predicate/world.ts";
import { linearOrder } from "../../trace/clocks.ts";
import { type Cut, emptyCut } from "../../trace/cut.ts";
import { NONE } from "../../trace/ids.ts";
import { eventCountOf, forEachReceived, localIndex, MessageFlag, type Trace } from "../../trace/trace.ts";

/** What was found over a set of cuts. */
export interface Stability {
  /**
   * `never`: it is true at no cut. `stable`: where it becomes true, it stays. `unstable`: `ceases` shows where it does not.
   * `unknown`: it is not known at some cuts that matter, or not all cuts were looked at.
   */
  readonly kind: "never" | "stable" | "unstable" | "unknown";
  /** How many cuts were looked at, at how many it holds, and at how many nobody knows. */
  readonly cuts: number;
  readonly holds: number;
  readonly unknown: number;
  /** The first cut at which it holds; over all cuts one with the fewest events. */
  readonly first?: Cut;
  /** A cut at which it holds, and the event after which it does not. */
  readonly ceases?: { readonly cut: Cut; readonly event: number };
  /** Why `unknown`, where a part of the state is. */
  readonly reason?: string;
}

/** Long work that its host does piece by piece. */
export interface Work<Result> {
  /** Share done, 0 to 1. */
  readonly progress: number;
  /** Does at most so much; gives whether all is done. */
  run(steps: number): boolean;
  result(): Result;
}

/**
 * Along the run: the cuts after 0, 1, 2 … events in the order of time, as happened-before allows. One cut an event, so each
 * is near the next. Events of a causal cycle are left out.
 */
export function stabilityAlongRun(trace: Trace, predicate: Predicate): Work<Stability> {
  return new AlongRun(trace, predicate);
}

class AlongRun implements Work<Stability> {
  readonly #world: WalkingWorld;
  readonly #answer: () => Answer;
  readonly #order: Uint32Array;
  readonly #tally = new Tally();
  #next = 0;
  #last: "true" | "false" | "unknown" = "false";
  #isUnsure = false;

  constructor(trace: Trace, predicate: Predicate) {
    this.#world = new WalkingWorld(trace);
    this.#answer = predicate.along(this.#world);
    this.#order = linearOrder(trace).order;
    this.#ask();
  }

  get progress(): number {
    return this.#order.length === 0 ? 1 : this.#next / this.#order.length;
  }

  run(steps: number): boolean {
    const end = Math.min(this.#order.length, this.#next + steps);
    for (; this.#next < end; this.#next++) {
      const event = this.#order[this.#next];
      const before = this.#last;
      this.#world.step(event);
      const now = this.#ask();
      if (now === "false" && before === "true") this.#tally.cease(this.#world.cut, this.#world.trace, event);
      // Where it held before, it may have ceased here.
      if (now === "unknown" && this.#tally.holds > 0) this.#isUnsure = true;
    }
    return this.#next === this.#order.length;
  }

  result(): Stability {
    return this.#tally.result(this.#isUnsure);
  }

  #ask(): "true" | "false" | "unknown" {
    const { kind, reason } = this.#answer();
    this.#tally.add(kind, () => this.#world.cut.slice(), reason);
    this.#last = kind;
    return kind;
  }
}

/** Consistent cuts that are looked at, unless the caller says otherwise. */
const MOST_CUTS = 20_000;

/** Over all consistent cuts, level by level, up to a number of them: there may be exponentially many. */
export function stabilityOverCuts(trace: Trace, predicate: Predicate, most = MOST_CUTS): Work<Stability> {
  return new OverCuts(trace, predicate, most);
}

interface Seen {
  readonly cut: Cut;
  readonly kind: "true" | "false" | "unknown";
}

class OverCuts implements Work<Stability> {
  readonly #trace: Trace;
  readonly #predicate: Predicate;
  readonly #most: number;
  readonly #tally = new Tally();
  /** Cuts of one number of events that are still to be extended, and those of one event more that are known. */
  #pending: Seen[];
  #above = new Map<string, Seen>();
  #isUnsure = false;
  #isCut = false;

  constructor(trace: Trace, predicate: Predicate, most: number) {
    this.#trace = trace;
    this.#predicate = predicate;
    this.#most = most;
    this.#pending = [this.#see(emptyCut(trace))];
  }

  get progress(): number {
    return Math.min(1, this.#tally.cuts / this.#most);
  }

  run(steps: number): boolean {
    for (let i = 0; i < steps; i++) {
      const seen = this.#pending.pop();
      if (seen !== undefined) this.#extend(seen);
      else if (this.#above.size === 0) return true;
      else {
        this.#pending = [...this.#above.values()];
        this.#above = new Map();
      }
      if (this.#isCut) return true;
    }
    return false;
  }

  result(): Stability {
    return this.#tally.result(
      this.#isUnsure || this.#isCut,
      this.#isCut ? "there are more cuts than were looked at" : undefined,
    );
  }

  /** Looks at each cut that has one event more. */
  #extend({ cut, kind }: Seen): void {
    for (let p = 0; p < cut.length; p++) {
      if (cut[p] >= eventCountOf(this.#trace, p)) continue;
      const event = this.#trace.firstEvent[p] + cut[p];
      if (!this.#isEnabled(cut, event)) continue;
      const larger = cut.slice();
      larger[p]++;
      const key = larger.join(" ");
      let next = this.#above.get(key);
      if (next === undefined) {
        if (this.#tally.cuts >= this.#most) {
          this.#isCut = true;
          return;
        }
        next = this.#see(larger);
        this.#above.set(key, next);
      }
      if (kind === "true" && next.kind === "false") this.#tally.cease(larger, this.#trace, event);
      if (kind === "true" && next.kind === "unknown") this.#isUnsure = true;
    }
  }

  #isEnabled(cut: Cut, event: number): boolean {
    const { send, flags } = this.#trace.messages;
    let enabled = true;
    forEachReceived(this.#trace, event, (message) => {
      const from = send[message];
      if (from === NONE || (flags[message] & MessageFlag.replayed) !== 0) return;
      if (localIndex(this.#trace, from) >= cut[this.#trace.events.process[from]]) enabled = false;
    });
    return enabled;
  }

  #see(cut: Cut): Seen {
    const { kind, reason } = this.#predicate.ask(worldAt(this.#trace, cut));
    this.#tally.add(kind, () => cut, reason);
    return { cut, kind };
  }
}

class Tally {
  cuts = 0;
  holds = 0;
  #unknown = 0;
  #first: Cut | undefined;
  #ceases: Stability["ceases"];
  #reason: string | undefined;

  add(kind: "true" | "false" | "unknown", cut: () => Cut, reason: string | undefined): void {
    this.cuts++;
    if (kind === "true" && this.holds++ === 0) this.#first = cut();
    if (kind === "unknown") {
      this.#unknown++;
      this.#reason ??= reason;
    }
  }

  /** Before `event`, the last one of `after`, it held; after it, it does not. */
  cease(after: Readonly<Cut>, trace: Trace, event: number): void {
    if (this.#ceases !== undefined) return;
    const cut = after.slice();
    cut[trace.events.process[event]]--;
    this.#ceases = { cut, event };
  }

  result(isUnsure: boolean, why?: string): Stability {
    const { cuts, holds } = this;
    const shared = { cuts, holds, unknown: this.#unknown, first: this.#first };
    if (this.#ceases !== undefined) return { kind: "unstable", ...shared, ceases: this.#ceases };
    const reason = why ?? this.#reason;
    if (isUnsure || (holds === 0 && this.#unknown > 0)) return { kind: "unknown", ...shared, reason };
    return { kind: holds === 0 ? "never" : "stable", ...shared };
  }
}
