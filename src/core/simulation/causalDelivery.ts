// Causal delivery, as a layer over any network: where the sending of one message happened before that of another to the same
// process, they are delivered in that order, whatever channels they take. The algorithm is that of M. Raynal, A. Schiper and
// S. Toueg, "The causal ordering abstraction and a simple way to implement it", IPL 39(6), 343–350, 1991: each message
// carries how many messages its sender knows to have been sent on each channel. It assumes that none gets lost.

import type { Fate } from "../scenario/step.ts";
import { asMessage, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import type { Network } from "./network.ts";
import type { System } from "./system.ts";

/** A message that has come too early. */
interface Early {
  readonly message: number;
  readonly channel: number;
  readonly spoilt: boolean;
}

interface State {
  readonly inner: unknown;
  readonly known: readonly Uint32Array[];
  readonly delivered: Uint32Array;
  readonly stamps: ReadonlyMap<number, Uint32Array>;
  readonly early: readonly (readonly Early[])[];
  readonly last: number;
}

export class CausalDelivery implements Network {
  deliveredOn: ChannelId;
  deliveredSpoilt = false;
  readonly #system: System;
  readonly #inner: Network;
  /** For each process, how many messages it knows to have been sent on each channel. */
  #known: Uint32Array[];
  /** How many messages of each channel have been delivered. */
  #delivered: Uint32Array;
  /** What each message under way carries: what its sender knew before it sent it. */
  #stamps = new Map<number, Uint32Array>();
  /** For each process, what came too early, in the order in which it came. */
  #early: Early[][];
  /** The process that got the last delivery: only there can something have become due. */
  #last = NONE;

  constructor(system: System, inner: Network) {
    this.#system = system;
    this.#inner = inner;
    this.deliveredOn = inner.deliveredOn;
    this.#known = system.names.map(() => new Uint32Array(system.channels.length));
    this.#delivered = new Uint32Array(system.channels.length);
    this.#early = system.names.map(() => []);
  }

  get pending(): number {
    return this.#early.reduce((sum, list) => sum + list.length, this.#inner.pending);
  }

  send(message: MessageId, channel: ChannelId, now: number, receiveAt?: number, fate?: Fate): void {
    const known = this.#known[this.#system.channels[channel].from];
    const stamp = known.slice();
    for (const other of fate?.further ?? []) if (other !== channel) stamp[other]++;
    this.#stamps.set(message, stamp);
    known[channel]++;
    this.#inner.send(message, channel, now, receiveAt, fate);
  }

  carriesPackets(channel: ChannelId): boolean {
    return this.#inner.carriesPackets?.(channel) === true;
  }

  crash(process: ProcessId, forGood: boolean): void {
    this.#inner.crash?.(process, forGood);
  }

  restart(process: ProcessId): void {
    this.#inner.restart?.(process);
  }

  nextMoment(now: number): number {
    return this.#inner.nextMoment(now);
  }

  beginMoment(now: number): void {
    this.#inner.beginMoment(now);
  }

  deliver(): MessageId {
    const waiting = this.#last === NONE ? [] : this.#early[this.#last];
    const due = waiting.findIndex(({ message }) => this.#isDue(message, this.#last));
    if (due >= 0) {
      const [early] = waiting.splice(due, 1);
      return this.#hand(early);
    }
    for (;;) {
      const message = this.#inner.deliver();
      const channel = this.#inner.deliveredOn;
      if (message === NONE) {
        this.#last = NONE;
        return message;
      }
      const { to } = this.#system.channels[channel];
      const come = { message, channel, spoilt: this.#inner.deliveredSpoilt === true };
      if (this.#isDue(message, to)) return this.#hand(come);
      this.#early[to].push(come);
    }
  }

  save(): State {
    return {
      inner: this.#inner.save(),
      known: this.#known.map((row) => row.slice()),
      delivered: this.#delivered.slice(),
      stamps: new Map(Array.from(this.#stamps, ([message, stamp]) => [message, stamp.slice()])),
      early: this.#early.map((list) => [...list]),
      last: this.#last,
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#inner.restore(state.inner);
    this.#known = state.known.map((row) => row.slice());
    this.#delivered = state.delivered.slice();
    this.#stamps = new Map(Array.from(state.stamps, ([message, stamp]) => [message, stamp.slice()]));
    this.#early = state.early.map((list) => [...list]);
    this.#last = state.last;
  }

  /** Whether everything that the sender knew to be on its way to this process has been delivered there. */
  #isDue(message: number, process: number): boolean {
    const stamp = this.#stamps.get(message);
    return (
      stamp === undefined ||
      this.#system.incoming[process].every((channel) => this.#delivered[channel] >= stamp[channel])
    );
  }

  #hand({ message, channel, spoilt }: Early): MessageId {
    const { to } = this.#system.channels[channel];
    const stamp = this.#stamps.get(message);
    const known = this.#known[to];
    this.#stamps.delete(message);
    stamp?.forEach((count, on) => {
      if (count > known[on]) known[on] = count;
    });
    if (stamp !== undefined && stamp[channel] >= known[channel]) known[channel] = stamp[channel] + 1;
    this.#delivered[channel]++;
    this.#last = to;
    this.deliveredOn = channel as ChannelId;
    this.deliveredSpoilt = spoilt;
    return asMessage(message);
  }
}
