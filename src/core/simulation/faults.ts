// What an unreliable channel does to a message: nothing, lose it, or deliver it twice, by the channel's probabilities.
// Drawn once a message at its sending, from a stream of the channel's own.

import type { Scenario } from "../scenario/scenario.ts";
import type { Fate } from "../scenario/step.ts";
import type { ChannelId } from "../trace/ids.ts";
import { SeededRandom } from "./seededRandom.ts";

export class Faults {
  readonly #channels: Scenario["channels"];
  readonly #random: readonly (SeededRandom | undefined)[];

  constructor({ channels, delivery }: Scenario) {
    this.#channels = channels;
    this.#random = channels.map(({ transport }, channel) =>
      transport === undefined || transport.loss + transport.duplication === 0
        ? undefined
        : new SeededRandom(delivery.seed, channels.length + channel),
    );
  }

  draw(channel: ChannelId): Fate | undefined {
    const random = this.#random[channel];
    const { loss, duplication } = this.#channels[channel].transport ?? { loss: 0, duplication: 0 };
    if (random === undefined) return undefined;
    const [lost, twice] = [random.unit() < loss, random.unit() < duplication];
    if (lost) return "lost";
    return twice ? "twice" : undefined;
  }

  save(): readonly (readonly number[] | undefined)[] {
    return this.#random.map((random) => random?.save());
  }

  restore(states: readonly (readonly number[] | undefined)[]): void {
    states.forEach((state, channel) => {
      if (state !== undefined) this.#random[channel]?.restore(state);
    });
  }
}
