// A global state that moves along a run, event by event: states are looked up where they change, and each channel keeps
// what is in transit. So a predicate is asked at every cut of a long run without laying each out anew.

import { MovingState } from "../trace/checkpoints.ts";
import { type Cut, emptyCut } from "../trace/cut.ts";
import { NONE } from "../trace/ids.ts";
import type { LocalState } from "../trace/localState.ts";
import { forEachReceived, forEachSent, MessageFlag, MessageKind, type Trace } from "../trace/trace.ts";
import type { World } from "./world.ts";

/** Told of what a step changes. */
export interface StepWatcher {
  stateChanged(process: number): void;
  /** A channel holds another message, behind those that it held. */
  entered(channel: number, message: number): void;
  left(channel: number, message: number): void;
}

export class WalkingWorld implements World {
  readonly trace: Trace;
  readonly #cut: Cut;
  readonly #states: readonly MovingState[];
  /** By channel, in the order of sending. */
  readonly #held: readonly Set<number>[];
  #watcher: StepWatcher | undefined;

  /** Begins before every event. */
  constructor(trace: Trace) {
    this.trace = trace;
    this.#cut = emptyCut(trace);
    this.#states = trace.processes.map((_, p) => new MovingState(trace, p));
    this.#held = Array.from(trace.channels.from, () => new Set<number>());
    const { channel, flags } = trace.messages;
    for (let message = 0; message < flags.length; message++) {
      if ((flags[message] & MessageFlag.underWay) !== 0 && isHeld(trace, message))
        this.#held[channel[message]].add(message);
    }
  }

  /** The cut as it is now; changes with each step. */
  get cut(): Readonly<Cut> {
    return this.#cut;
  }

  /** From now on tells of each step, one at a time. */
  watch(watcher: StepWatcher | undefined): void {
    this.#watcher = watcher;
  }

  state(process: number): LocalState {
    return this.#states[process].at(this.#cut[process]);
  }

  messagesOn(channel: number): ReadonlySet<number> {
    return this.#held[channel];
  }

  /** Takes in the next event of a process; what it receives must have been sent. */
  step(event: number): void {
    const { channel } = this.trace.messages;
    const { changeStart } = this.trace.states;
    const process = this.trace.events.process[event];
    this.#cut[process]++;
    if (changeStart.length > 0 && changeStart[event] !== changeStart[event + 1])
      this.#watcher?.stateChanged(process);
    forEachReceived(this.trace, event, (message) => {
      const of = channel[message];
      if (of !== NONE && this.#held[of].delete(message)) this.#watcher?.left(of, message);
    });
    forEachSent(this.trace, event, (message) => {
      if (!isHeld(this.trace, message)) return;
      this.#held[channel[message]].add(message);
      this.#watcher?.entered(channel[message], message);
    });
  }
}

/** Whether a channel holds a message once it is sent. */
function isHeld({ messages: { channel, kind, flags } }: Trace, message: number): boolean {
  return (
    channel[message] !== NONE &&
    kind[message] === MessageKind.application &&
    (flags[message] & (MessageFlag.lost | MessageFlag.replayed)) === 0
  );
}
