// What a channel's options say of its network and of the protocol on top of it, as one transport of the core.
// Options may stand in any order; the last of a kind counts.

import {
  type Latency as CoreLatency,
  PLAIN_TRANSPORT,
  type Reliability,
  type Transport,
  wholeReliability,
} from "../../../core/scenario/transport.ts";
import {
  type ChannelOption,
  type Delays,
  isCorruption,
  isDelays,
  isDuplication,
  isLatency,
  isLoss,
  isOrder,
  isReliable,
  isReordering,
  type Latency,
  type Order,
  type Reliable,
  type Reordering,
  type Share,
} from "../grammar/generated/ast.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";

/** A larger window or shape is a slip of the hand. */
const LARGEST_WINDOW = 100_000;
const LARGEST_SHAPE = 1000;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function readTransport(
  options: readonly ChannelOption[],
  places: Places,
  reporter: Reporter,
): Transport {
  const transport: Writable<Transport> = { ...PLAIN_TRANSPORT };
  let order: Order | undefined;
  let reordering: Reordering | undefined;
  for (const option of options) {
    if (isOrder(option)) order = option;
    else if (isLatency(option)) transport.latency = latencyOf(option, places, reporter) ?? transport.latency;
    else if (isLoss(option)) transport.loss = shareOf(option.share, places, reporter);
    else if (isDelays(option)) Object.assign(transport, passagesOf(option, places, reporter));
    else if (isDuplication(option)) transport.duplication = shareOf(option.share, places, reporter);
    else if (isCorruption(option)) transport.corruption = shareOf(option.share, places, reporter);
    else if (isReordering(option)) {
      reordering = option;
      transport.reordering = shareOf(option.share, places, reporter);
    }
  }
  // What is reordered is not in order.
  transport.fifo = order === undefined ? reordering === undefined : !order.negated;
  if (reordering !== undefined && transport.fifo) {
    const message = "a channel that is `fifo` reorders nothing: leave out one of the two";
    reporter.error(places.of(reordering), "fifo-reordering", message);
  }
  const reliable = options.filter(isReliable).at(-1);
  if (reliable === undefined) return transport;
  return { ...transport, reliable: reliabilityOf(reliable, transport.latency, places, reporter) };
}

/** A share as a number from 0 to 1. */
export function shareOf(share: Share | undefined, places: Places, reporter: Reporter): number {
  const value = (share?.number ?? 0) / (share?.percent ? 100 : 1);
  if (value <= 1) return value;
  reporter.error(places.of(share), "share", "a share is at most 100 %, that is 1");
  return 0;
}

/** What becomes of the first messages, one by one. */
function passagesOf(
  option: Delays,
  places: Places,
  reporter: Reporter,
): Pick<Transport, "passages" | "spoiltPassages"> {
  const passages = option.passages.map(({ copies }) => copies);
  const spoilt = option.passages.flatMap((passage, i) => (passage.spoilt ? [i] : []));
  if (passages.flat().every((delay) => delay > 0))
    return spoilt.length === 0 ? { passages } : { passages, spoiltPassages: spoilt };
  reporter.error(places.of(option), "latency", "a message takes some time: a delay is above 0");
  return {};
}

function latencyOf(option: Latency, places: Places, reporter: Reporter): CoreLatency | undefined {
  const { law, least = 1, most = least, mean = 1, spread = 0, shape = 1 } = option;
  const wrong = (message: string): undefined => {
    reporter.error(places.of(option), "latency", message);
    return undefined;
  };
  switch (law) {
    case "exponential":
      return mean > 0 ? { law, mean } : wrong("a message takes some time: the mean is above 0");
    case "normal":
      if (mean > 0 && spread > 0) return { law, mean, spread };
      return wrong("a message takes some time: the mean is above 0, and so is the spread");
    case "pareto":
      if (least > 0 && Number.isInteger(shape) && shape >= 1 && shape <= LARGEST_SHAPE)
        return { law, least, shape };
      return wrong(
        `the least latency is above 0, and the shape a whole number from 1 to ${LARGEST_SHAPE}: the smaller, the longer the longest take`,
      );
    default:
      if (least > 0 && most >= least) return { least, most };
      return wrong(
        "a message takes some time: a latency is above 0, and a range goes from the shorter to the longer",
      );
  }
}

function reliabilityOf(
  node: Reliable,
  latency: CoreLatency,
  places: Places,
  reporter: Reporter,
): Reliability {
  const reliable: Writable<Reliability> = wholeReliability(latency);
  for (const mechanism of node.without) reliable[mechanism] = false;
  const { timeout = reliable.timeout, window = reliable.window } = node;
  if (timeout > 0) reliable.timeout = timeout;
  else reporter.error(places.property(node, "timeout"), "timeout", "a time-out is above 0");
  if (Number.isInteger(window) && window >= 1 && window <= LARGEST_WINDOW) reliable.window = window;
  else {
    const message = `a window is a whole number of packets from 1 to ${LARGEST_WINDOW}`;
    reporter.error(places.property(node, "window"), "window", message);
  }
  return reliable;
}
