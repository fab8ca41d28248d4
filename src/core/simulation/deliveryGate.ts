// A gate between a network and the processes: what arrives on a channel that is held is kept, in its order, until the
// channel is let go. It is how a snapshot algorithm aligns channels; simulation.ts puts it in where one asks for it.

import type { Fate } from "../scenario/step.ts";
import { asChannel, asMessage, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import type { HoldingNetwork, Network } from "./network.ts";

interface Kept {
  readonly message: number;
  readonly spoilt: boolean;
}

interface State {
  readonly inner: unknown;
  readonly held: Uint8Array;
  readonly kept: readonly (readonly Kept[])[];
}

export class DeliveryGate implements HoldingNetwork {
  deliveredOn: ChannelId;
  deliveredSpoilt = false;
  readonly #inner: Network;
  #held: Uint8Array;
  /** What was kept of each channel, in the order of arrival. */
  #kept: Kept[][];
  #keptInAll = 0;

  constructor(channels: number, inner: Network) {
    this.#inner = inner;
    this.deliveredOn = inner.deliveredOn;
    this.#held = new Uint8Array(channels);
    this.#kept = Array.from({ length: channels }, () => []);
  }

  get pending(): number {
    return this.#inner.pending + this.#keptInAll;
  }

  /** Keeps what arrives on a channel from now on, or lets it go. */
  hold(channel: ChannelId, held: boolean): void {
    this.#held[channel] = held ? 1 : 0;
  }

  send(message: MessageId, channel: ChannelId, now: number, receiveAt?: number, fate?: Fate): void {
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

  /** What a script's action let go between two moments comes at the next one. */
  nextMoment(now: number): number {
    const next = this.#inner.nextMoment(now);
    return this.#free() === NONE ? next : Math.min(next, now + 1);
  }

  beginMoment(now: number): void {
    this.#inner.beginMoment(now);
  }

  deliver(): MessageId {
    const free = this.#free();
    if (free !== NONE) {
      this.#keptInAll--;
      this.deliveredOn = asChannel(free);
      const [{ message, spoilt }] = this.#kept[free].splice(0, 1);
      this.deliveredSpoilt = spoilt;
      return asMessage(message);
    }
    for (;;) {
      const message = this.#inner.deliver();
      const channel = this.#inner.deliveredOn;
      const spoilt = this.#inner.deliveredSpoilt === true;
      this.deliveredOn = channel;
      this.deliveredSpoilt = spoilt;
      if (message === NONE || this.#held[channel] === 0) return message;
      this.#kept[channel].push({ message, spoilt });
      this.#keptInAll++;
    }
  }

  save(): State {
    return {
      inner: this.#inner.save(),
      held: this.#held.slice(),
      kept: this.#kept.map((list) => [...list]),
    };
  }

  restore(saved: unknown): void {
    const { inner, held, kept } = saved as State;
    this.#inner.restore(inner);
    this.#held = held.slice();
    this.#kept = kept.map((list) => [...list]);
    this.#keptInAll = kept.reduce((sum, list) => sum + list.length, 0);
  }

  /** A channel that is not held and of which something is kept, or NONE. */
  #free(): number {
    if (this.#keptInAll === 0) return NONE;
    return this.#kept.findIndex((list, channel) => list.length > 0 && this.#held[channel] === 0);
  }
}
