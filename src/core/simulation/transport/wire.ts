// One direction of the network below the reliable channels: takes a packet and tells when it arrives, how often, and
// whether spoilt. Data travels one way on a channel's wires, acknowledgements the other.

import type { Scenario } from "../../scenario/scenario.ts";
import type { Fate } from "../../scenario/step.ts";
import { PLAIN_TRANSPORT, type Transport } from "../../scenario/transport.ts";
import type { ChannelId } from "../../trace/ids.ts";
import { HELD_UP } from "../channelNetwork.ts";
import { Faults } from "../faults.ts";
import { drawLatency } from "../latency.ts";
import { SeededRandom } from "../seededRandom.ts";

/** A packet's way. */
export interface Passage {
  /** When it arrives: once, twice, or (lost) not at all. */
  readonly arrivals: readonly number[];
  readonly spoilt: boolean;
}

/** A passage that the author decides in part. */
export interface Given {
  readonly fate?: Fate;
  readonly arriveAt?: number;
}

interface State {
  readonly faults: ReturnType<Faults["save"]>;
  readonly latency: readonly (readonly number[] | undefined)[];
  readonly last: Float64Array;
}

export class Wires {
  readonly #transports: readonly Transport[];
  readonly #faults: Faults;
  readonly #latency: readonly (SeededRandom | undefined)[];
  /** Where a channel's network keeps the order: when the last packet arrives. */
  readonly #last: Float64Array;

  /** `back`: the way of acknowledgements. Each way has random streams of its own. */
  constructor(scenario: Scenario, back: boolean) {
    const { channels, delivery } = scenario;
    // The ways there take the streams that channels without a protocol take for their messages.
    const first = back ? 3 * channels.length : 0;
    this.#transports = channels.map(({ transport }) => transport ?? PLAIN_TRANSPORT);
    this.#faults = new Faults(scenario, first + channels.length, back);
    this.#latency = this.#transports.map(({ reliable }, channel) =>
      reliable === undefined ? undefined : new SeededRandom(delivery.seed, first + channel),
    );
    this.#last = new Float64Array(channels.length);
  }

  pass(channel: ChannelId, now: number, given: Given = {}): Passage {
    const fate = given.fate ?? this.#faults.draw(channel, now) ?? {};
    if (fate.lost) return { arrivals: [], spoilt: false };
    const first = this.#arrival(channel, now, fate, given.arriveAt);
    const arrivals = fate.twice ? [first, this.#arrival(channel, now, {})] : [first];
    return { arrivals, spoilt: fate.spoilt ?? false };
  }

  isHopeless(channel: ChannelId, now: number): boolean {
    return this.#faults.isHopeless(channel, now);
  }

  save(): State {
    return {
      faults: this.#faults.save(),
      latency: this.#latency.map((random) => random?.save()),
      last: this.#last.slice(),
    };
  }

  restore({ faults, latency, last }: State): void {
    this.#faults.restore(faults);
    latency.forEach((state, channel) => {
      if (state !== undefined) this.#latency[channel]?.restore(state);
    });
    this.#last.set(last);
  }

  #arrival(channel: ChannelId, now: number, fate: Fate, given?: number): number {
    const { latency, fifo } = this.#transports[channel];
    const random = this.#latency[channel];
    const taken = random === undefined ? 1 : drawLatency(latency, random) * (fate.held ? HELD_UP : 1);
    const drawn = given !== undefined && given > now ? given : now + taken + (fate.delay ?? 0);
    if (!fifo) return drawn;
    this.#last[channel] = Math.max(this.#last[channel], drawn);
    return this.#last[channel];
  }
}
