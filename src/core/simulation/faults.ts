// What an unreliable network does to what is sent on it, by each channel's probabilities and the network's partitions.
// Drawn once at its sending, from streams of the channel's own, so that one fault's chance moves no other's draws.

import type { Scenario } from "../scenario/scenario.ts";
import type { Fate } from "../scenario/step.ts";
import { type Partition, PLAIN_TRANSPORT } from "../scenario/transport.ts";
import type { ChannelId } from "../trace/ids.ts";
import { SeededRandom } from "./seededRandom.ts";

type Interval = Pick<Partition, "start" | "end">;

interface FaultsState {
  readonly random: readonly (readonly number[] | undefined)[];
  readonly sent: Uint32Array;
}

export class Faults {
  readonly #transports: readonly (typeof PLAIN_TRANSPORT)[];
  /** For loss and duplication, and for what else there is. */
  readonly #random: readonly (SeededRandom | undefined)[];
  readonly #further: readonly (SeededRandom | undefined)[];
  /** When each channel is cut; absent for never. */
  readonly #cut: ReadonlyMap<ChannelId, readonly Interval[]>;
  /** Messages sent on each channel so far. */
  #sent: Uint32Array;

  /** `stream`: the first of 2 random streams a channel. `back`: of the ways back, on which acknowledgements travel. */
  constructor({ channels, delivery, partitions = [] }: Scenario, stream: number, back = false) {
    this.#transports = channels.map(({ transport }) => transport ?? PLAIN_TRANSPORT);
    const streams = (first: number, isNeeded: (transport: typeof PLAIN_TRANSPORT) => boolean) =>
      this.#transports.map((transport, channel) =>
        isNeeded(transport) ? new SeededRandom(delivery.seed, first + channel) : undefined,
      );
    this.#random = streams(stream, ({ loss, duplication }) => loss + duplication > 0);
    this.#further = streams(
      stream + channels.length,
      ({ corruption = 0, reordering = 0 }) => corruption + reordering > 0,
    );
    this.#cut = cutIntervals(channels, partitions, back);
    this.#sent = new Uint32Array(channels.length);
  }

  /** What happens to what is sent now; undefined for nothing. */
  draw(channel: ChannelId, now: number): Fate | undefined {
    const place = this.#sent[channel]++;
    const { passages, spoiltPassages } = this.#transports[channel];
    const passage = passages?.[place];
    if (passage !== undefined) {
      const spoilt = spoiltPassages?.includes(place) === true;
      return { lost: passage.length === 0, twice: passage.length > 1, spoilt };
    }
    const random = this.#random[channel];
    const further = this.#further[channel];
    const cut = this.#cut.size > 0 && this.isCut(channel, now);
    if (random === undefined && further === undefined) return cut ? { lost: true } : undefined;
    const { loss, duplication, corruption = 0, reordering = 0, fifo } = this.#transports[channel];
    const lost = random !== undefined && random.unit() < loss;
    const twice = random !== undefined && random.unit() < duplication;
    const spoilt = further !== undefined && further.unit() < corruption;
    const held = further !== undefined && further.unit() < reordering && !fifo;
    if (lost || cut) return { lost: true };
    return twice || spoilt || held ? { twice, spoilt, held } : undefined;
  }

  /** A message is in its channel already: it takes the place of one that is sent, and nothing happens to it. */
  pass(channel: ChannelId): void {
    this.#sent[channel]++;
  }

  isCut(channel: ChannelId, now: number): boolean {
    return this.#cut.get(channel)?.some(({ start, end }) => start <= now && now < end) ?? false;
  }

  /** Whether nothing that is sent from now on ever arrives as it is. */
  isHopeless(channel: ChannelId, now: number): boolean {
    const { loss, corruption = 0, reliable } = this.#transports[channel];
    if (loss >= 1 || (corruption >= 1 && reliable?.checksum === true)) return true;
    return (
      this.#cut.get(channel)?.some(({ start, end }) => start <= now && end === Number.POSITIVE_INFINITY) ??
      false
    );
  }

  save(): FaultsState {
    const random = [...this.#random, ...this.#further].map((each) => each?.save());
    return { random, sent: this.#sent.slice() };
  }

  restore({ random: states, sent }: FaultsState): void {
    this.#sent = sent.slice();
    [...this.#random, ...this.#further].forEach((random, i) => {
      const state = states[i];
      if (state !== undefined) random?.restore(state);
    });
  }
}

function cutIntervals(
  channels: Scenario["channels"],
  partitions: readonly Partition[],
  back: boolean,
): ReadonlyMap<ChannelId, readonly Interval[]> {
  const cut = new Map<ChannelId, Interval[]>();
  for (const { from, to, bothWays, start, end } of partitions) {
    const [here, there] = [new Set(from), new Set(to)];
    channels.forEach((ends, channel) => {
      const [source, destination] = back ? [ends.to, ends.from] : [ends.from, ends.to];
      const isAcross =
        (here.has(source) && there.has(destination)) ||
        (bothWays && there.has(source) && here.has(destination));
      if (!isAcross) return;
      const id = channel as ChannelId;
      cut.set(id, [...(cut.get(id) ?? []), { start, end }]);
    });
  }
  return cut;
}
