// A network that leaves every delivery to a chooser: at each moment, which channel hands over its next message, or none
// any more. With a chooser that goes through all choices, every run of a small scenario is seen once.

import type { Fate } from "../../src/core/scenario/step.ts";
import type { Network } from "../../src/core/simulation/network.ts";
import type { System } from "../../src/core/simulation/system.ts";
import { asChannel, asMessage, type ChannelId, type MessageId, NONE } from "../../src/core/trace/ids.ts";

/** Gives a number from 0 to `options` − 1. */
export type Choose = (options: number) => number;

export interface ExploringOptions {
  /** The last moment at which waiting is a choice: that of the script's last action. */
  readonly scriptEnd: number;
  /** Whether a channel hands over in the order of sending; false for the network of a negative control. */
  readonly fifo: boolean;
}

interface State {
  readonly queues: readonly (readonly number[])[];
  readonly overtaking: ReadonlySet<number>;
  readonly moment: number;
  readonly delivered: boolean;
}

/**
 * Up to the script's end a moment may deliver anything in any order or leave it for later; after that, each moment
 * delivers exactly one message, so that the run can end as soon as its snapshots have.
 */
export class ExploringNetwork implements Network {
  deliveredOn: ChannelId = asChannel(0);
  #queues: number[][];
  /** Messages that may overtake what is before them. */
  #overtaking: Set<number> = new Set();
  #moment = 0;
  #deliveredLate = false;
  readonly #choose: Choose;
  readonly #options: ExploringOptions;

  constructor(system: System, choose: Choose, options: ExploringOptions) {
    this.#queues = system.channels.map(() => []);
    this.#choose = choose;
    this.#options = options;
  }

  get pending(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.length, 0);
  }

  send(message: MessageId, channel: ChannelId, _now: number, _receiveAt?: number, fate: Fate = {}): void {
    if (fate.overtakes === true) this.#overtaking.add(message);
    this.#queues[channel].push(message);
  }

  nextMoment(now: number): number {
    return this.pending === 0 ? Number.POSITIVE_INFINITY : now + 1;
  }

  beginMoment(now: number): void {
    this.#moment = now;
    this.#deliveredLate = false;
  }

  deliver(): MessageId {
    const scripted = this.#moment <= this.#options.scriptEnd;
    if (!scripted && this.#deliveredLate) return asMessage(NONE);
    const candidates = this.#candidates();
    if (candidates.length === 0) return asMessage(NONE);
    const options = candidates.length + (scripted ? 1 : 0);
    const choice = options === 1 ? 0 : this.#choose(options);
    if (choice === candidates.length) return asMessage(NONE);
    this.#deliveredLate = !scripted;
    const { channel, place } = candidates[choice];
    this.deliveredOn = asChannel(channel);
    return asMessage(this.#queues[channel].splice(place, 1)[0]);
  }

  save(): State {
    return {
      queues: this.#queues.map((queue) => [...queue]),
      overtaking: new Set(this.#overtaking),
      moment: this.#moment,
      delivered: this.#deliveredLate,
    };
  }

  restore(saved: unknown): void {
    const { queues, overtaking, moment, delivered } = saved as State;
    this.#overtaking = new Set(overtaking);
    this.#queues = queues.map((queue) => [...queue]);
    this.#moment = moment;
    this.#deliveredLate = delivered;
  }

  /** What may be delivered next: the head of every queue and what overtakes, or any message where the order does not count. */
  #candidates(): { readonly channel: number; readonly place: number }[] {
    const candidates: { channel: number; place: number }[] = [];
    this.#queues.forEach((queue, channel) => {
      queue.forEach((message, place) => {
        const isNext = place === 0 || !this.#options.fifo || this.#overtaking.has(message);
        if (isNext) candidates.push({ channel, place });
      });
    });
    return candidates;
  }
}

/** A depth-first walk over all sequences of choices: run with `choose`, then `next` until it gives false. */
export class ChoiceWalk {
  readonly #taken: { choice: number; readonly options: number }[] = [];
  #at = 0;

  readonly choose: Choose = (options) => {
    if (this.#at === this.#taken.length) this.#taken.push({ choice: 0, options });
    const step = this.#taken[this.#at++];
    if (step.options !== options) throw new Error("the run is not deterministic: the choices changed");
    return step.choice;
  };

  /** Goes to the next sequence; false when all have been walked. */
  next(): boolean {
    this.#at = 0;
    for (let last = this.#taken.at(-1); last !== undefined; last = this.#taken.at(-1)) {
      last.choice++;
      if (last.choice < last.options) return true;
      this.#taken.pop();
    }
    return false;
  }
}
