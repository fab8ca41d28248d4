// A global state that moves along a run, event by event: states are looked up where they change, and each channel keeps
// what is in transit. So a predicate is asked at every cut of a long run without laying each out anew.

import { MovingState } from "../trace/checkpoints.ts";
import { type Cut, emptyCut } from "../trace/cut.ts";
import { NONE } from "../trace/ids.ts";
import type { LocalState } from "../trace/localState.ts";
import { forEachReceived, forEachSent, MessageFlag, MessageKind, type Trace } from "../trace/trace.ts";
import type { World } from "./world.ts";

export class WalkingWorld implements World {
  readonly trace: Trace;
  readonly #cut: Cut;
  readonly #states: readonly MovingState[];
  /** By channel, in the order of sending. */
  readonly #held: readonly Set<number>[];

  /** Begins before every event. */
  constructor(trace: Trace) {
    this.trace = trace;
    this.#cut = emptyCut(trace);
    this.#states = trace.processes.map((_, p) => new MovingState(trace, p));
    this.#held = Array.from(trace.channels.from, () => new Set<number>());
  }

  /** The cut as it is now; changes with each step. */
  get cut(): Readonly<Cut> {
    return this.#cut;
  }

  state(process: number): LocalState {
    return this.#states[process].at(this.#cut[process]);
  }

  messagesOn(channel: number): Iterable<number> {
    return this.#held[channel];
  }

  /** Takes in the next event of a process; what it receives must have been sent. */
  step(event: number): void {
    const { channel, kind, flags } = this.trace.messages;
    this.#cut[this.trace.events.process[event]]++;
    forEachReceived(this.trace, event, (message) => {
      if (channel[message] !== NONE) this.#held[channel[message]].delete(message);
    });
    forEachSent(this.trace, event, (message) => {
      const isHeld =
        channel[message] !== NONE &&
        kind[message] === MessageKind.application &&
        (flags[message] & (MessageFlag.lost | MessageFlag.replayed)) === 0;
      if (isHeld) this.#held[channel[message]].add(message);
    });
  }
}
