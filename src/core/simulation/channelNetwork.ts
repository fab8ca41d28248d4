// A network of channels that differ: each FIFO or not, with a latency drawn from its own range. A given receive time is
// kept; on a FIFO channel a message without one that is still under way then arrives by that time too.

import type { Fate } from "../scenario/step.ts";
import { PLAIN_TRANSPORT, type Transport } from "../scenario/transport.ts";
import { asChannel, asMessage, type ChannelId, type MessageId, NONE } from "../trace/ids.ts";
import { drawLatency } from "./latency.ts";
import type { Network } from "./network.ts";
import { SeededRandom } from "./seededRandom.ts";

/** What is held up takes so many times its latency. */
export const HELD_UP = 3;

/** A message under way. */
interface Underway {
  readonly message: number;
  readonly channel: number;
  /** When it will be received. */
  arrival: number;
  readonly given: boolean;
}

/** A message cannot be received when it is meant to: it is received at `arrival`. `behind`: the one it must follow, or NONE. */
export type Delayed = (message: MessageId, wanted: number, arrival: number, behind: MessageId) => void;

interface State {
  readonly queues: readonly (readonly Underway[])[];
  readonly due: readonly Underway[];
  readonly random: readonly (readonly number[])[];
  readonly pending: number;
  readonly taken: Uint32Array;
}

export class ChannelNetwork implements Network {
  pending = 0;
  deliveredOn: ChannelId = asChannel(0);
  readonly #transports: readonly Transport[];
  readonly #random: readonly SeededRandom[];
  /** The latencies that are given message by message, and how many messages have taken theirs. */
  readonly #latencies: readonly (readonly number[] | undefined)[];
  #taken: Uint32Array;
  readonly #delayed: Delayed;
  /** What is under way on each channel, in the order of receipt. */
  #queues: Underway[][];
  /** What arrives at the present moment, in the order of sending. */
  #due: Underway[] = [];

  constructor(channels: readonly { readonly transport?: Transport }[], seed: string, delayed: Delayed) {
    this.#transports = channels.map(({ transport }) => transport ?? PLAIN_TRANSPORT);
    this.#random = channels.map((_, channel) => new SeededRandom(seed, channel));
    this.#latencies = this.#transports.map(({ passages }) => passages?.flat());
    this.#taken = new Uint32Array(channels.length);
    this.#queues = channels.map(() => []);
    this.#delayed = delayed;
  }

  send(message: MessageId, channel: ChannelId, now: number, receiveAt?: number, fate: Fate = {}): void {
    const { fifo, latency } = this.#transports[channel];
    const queue = this.#queues[channel];
    const taken =
      this.#given(channel) ?? drawLatency(latency, this.#random[channel]) * (fate.held ? HELD_UP : 1);
    const drawn = now + taken + (fate.delay ?? 0);
    const possible = receiveAt !== undefined && receiveAt > now;
    let arrival = possible ? receiveAt : drawn;
    let behind: Underway | undefined;
    if (fifo && fate.overtakes !== true) {
      if (possible) hasten(queue, receiveAt);
      const before = queue.at(-1);
      if (before !== undefined && before.arrival > arrival) {
        behind = before;
        arrival = before.arrival;
      }
    }
    if (receiveAt !== undefined && arrival !== receiveAt) {
      this.#delayed(message, receiveAt, arrival, asMessage(behind?.message ?? NONE));
    }
    let at = queue.length;
    while (at > 0 && queue[at - 1].arrival > arrival) at--;
    queue.splice(at, 0, { message, channel, arrival, given: possible });
    this.pending++;
  }

  nextMoment(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const queue of this.#queues)
      if (queue.length > 0 && queue[0].arrival < least) least = queue[0].arrival;
    return least;
  }

  beginMoment(now: number): void {
    for (const queue of this.#queues) {
      while (queue.length > 0 && queue[0].arrival <= now) this.#due.push(queue.shift() as Underway);
    }
    this.#due.sort((a, b) => a.message - b.message);
  }

  deliver(): MessageId {
    const next = this.#due.shift();
    if (next === undefined) return asMessage(NONE);
    this.pending--;
    this.deliveredOn = asChannel(next.channel);
    return asMessage(next.message);
  }

  save(): State {
    return {
      queues: this.#queues.map((queue) => queue.map((each) => ({ ...each }))),
      due: [...this.#due],
      random: this.#random.map((random) => random.save()),
      pending: this.pending,
      taken: this.#taken.slice(),
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#taken = state.taken.slice();
    this.#queues = state.queues.map((queue) => queue.map((each) => ({ ...each })));
    this.#due = [...state.due];
    state.random.forEach((random, channel) => {
      this.#random[channel].restore(random);
    });
    this.pending = state.pending;
  }

  /** The latency that the transport gives to this message alone, if it does. */
  #given(channel: number): number | undefined {
    return this.#latencies[channel]?.[this.#taken[channel]++];
  }
}

/** Lets the last messages of a FIFO queue arrive by `time`, as far as no time was given for them. */
function hasten(queue: readonly Underway[], time: number): void {
  for (let i = queue.length - 1; i >= 0 && !queue[i].given && queue[i].arrival > time; i--) {
    queue[i].arrival = time;
  }
}
