// How a channel carries messages: what the network below it does to them, and the protocol, if any, that makes up for it.
// One options object a channel, and the partitions of the whole network. simulation/ gives them their meaning.

import type { ProcessId } from "../trace/ids.ts";

/** How long a message or packet takes, in units of time, always above 0. Drawn by the scenario's seed. */
export type Latency =
  /** Evenly from `least` to `most`, whole where both are; with `least` = `most` always that. */
  | { readonly law?: "uniform"; readonly least: number; readonly most: number }
  /** Most are short, some long: P(more than x) = e^(−x/mean). */
  | { readonly law: "exponential"; readonly mean: number }
  /** The bell curve around `mean` with standard deviation `spread`, of which values that are not above 0 are drawn again. */
  | { readonly law: "normal"; readonly mean: number; readonly spread: number }
  /** Heavy tail: P(more than x) = (least/x)^shape for x ≥ least. `shape`: whole, from 1; the smaller, the heavier. */
  | { readonly law: "pareto"; readonly least: number; readonly shape: number };

/**
 * The protocol on top of a channel's network, which makes of it one that delivers everything intact, once and in order,
 * as TCP does. Each mechanism can be switched off alone, to see what it is for.
 */
export interface Reliability {
  /** Packets that arrive spoilt are dropped. Without it what they carry is taken for what was sent. */
  readonly checksum: boolean;
  /** Packets and acknowledgements carry sequence numbers. Without them nothing can be told apart, ordered or acknowledged by name. */
  readonly numbers: boolean;
  /** The receiver acknowledges, and what is not acknowledged in time is sent again. Without it what is lost stays lost. */
  readonly retransmission: boolean;
  /** What arrives again is dropped. Without it each copy is handed over. */
  readonly deduplication: boolean;
  /** What arrives early waits for what was sent before it. Without it everything is handed over as it comes. */
  readonly ordering: boolean;
  /** How long the sender waits for an acknowledgement; with each further try twice as long, up to 16 times. Above 0. */
  readonly timeout: number;
  /** How many packets may be under way without acknowledgement; further ones wait at the sender. Whole, from 1. */
  readonly window: number;
}

export interface Transport {
  /** Whether the network below keeps the order of sending. */
  readonly fifo: boolean;
  readonly latency: Latency;
  /** Probability, 0 to 1, that a message or packet gets lost. */
  readonly loss: number;
  /** Probability that it arrives twice, each copy after a latency of its own. */
  readonly duplication: number;
  /** Probability that it arrives spoilt: what it carries cannot be read. Absent: 0. */
  readonly corruption?: number;
  /** Probability that it is held up for twice its latency, so that later ones overtake it; only where not `fifo`. Absent: 0. */
  readonly reordering?: number;
  /** The protocol on top; absent where messages travel as they are. Acknowledgements meet the same network on their way back. */
  readonly reliable?: Reliability;
  /**
   * What becomes of the first messages and markers on it, one after the other, whatever the rest says: how long each of its
   * copies takes, none where it gets lost. At most two copies. Only where they travel as they are.
   */
  readonly passages?: readonly (readonly number[])[];
  /** Which of these, by their places, arrive spoilt. Absent: none. */
  readonly spoiltPassages?: readonly number[];
}

/** The network is cut for a time: what is sent across then is lost. What was under way already arrives. */
export interface Partition {
  /** From these processes … */
  readonly from: readonly ProcessId[];
  /** … nothing reaches these. */
  readonly to: readonly ProcessId[];
  /** Nor the other way. */
  readonly bothWays: boolean;
  readonly start: number;
  /** From then on the network is whole again; Infinity for never. */
  readonly end: number;
}

/** Whether any of the messages whose passage is given is lost, doubled or spoilt. */
export function givesFaults({ passages = [], spoiltPassages = [] }: Transport): boolean {
  return spoiltPassages.length > 0 || passages.some((copies) => copies.length !== 1);
}

/** How a channel without a transport of its own carries messages: in order, one unit of time each. */
export const PLAIN_TRANSPORT: Transport = {
  fifo: true,
  latency: { least: 1, most: 1 },
  loss: 0,
  duplication: 0,
};

/** The whole protocol, with a time-out somewhat longer than the usual way there and back. */
export function wholeReliability(latency: Latency): Reliability {
  return {
    checksum: true,
    numbers: true,
    retransmission: true,
    deduplication: true,
    ordering: true,
    timeout: 2 * usualMost(latency) + 1,
    window: 32,
  };
}

/** Whether the application sees the channel deliver in the order of sending, whatever the network below does. */
export function keepsOrder({ fifo, reliable }: Transport): boolean {
  if (reliable === undefined) return fifo;
  if (reliable.numbers && reliable.ordering) return true;
  // Nothing is put in order, and nothing sent again comes late, where the network keeps the order by itself.
  return fifo && !reliable.retransmission;
}

/** A time within which nearly all messages arrive. */
function usualMost(latency: Latency): number {
  switch (latency.law) {
    case "exponential":
      return 3 * latency.mean;
    case "normal":
      return latency.mean + 2 * latency.spread;
    case "pareto":
      return 4 * latency.least;
    default:
      return latency.most;
  }
}
