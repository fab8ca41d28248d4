// The network of a scenario as text of the language: what channels do to messages, single faults, and when the network is
// cut. printScenario.ts puts the words where they belong.

import type { Fate } from "../../../core/scenario/step.ts";
import {
  type Partition,
  type Reliability,
  type Transport,
  wholeReliability,
} from "../../../core/scenario/transport.ts";
import { numberWords } from "./words.ts";

/** The mechanisms of a reliable channel, by their words. */
const MECHANISMS = ["checksum", "numbers", "retransmission", "deduplication", "ordering"] as const;

/** The options of a channel; none for a plain one. */
export function transportWords(transport: Transport): string[] {
  const {
    fifo,
    latency,
    loss,
    duplication,
    corruption = 0,
    reordering = 0,
    reliable,
    passages = [],
    spoiltPassages = [],
  } = transport;
  const words: string[] = [];
  if (!fifo) words.push("not fifo");
  const taken = latencyWords(latency);
  if (taken !== "1") words.push(`latency ${taken}`);
  if (passages.length > 0) {
    const each = passages.map((delays, i) => passageWords(delays, spoiltPassages.includes(i)));
    words.push(`delays [${each.join(", ")}]`);
  }
  if (loss > 0) words.push(`loss ${numberWords(loss)}`);
  if (duplication > 0) words.push(`duplication ${numberWords(duplication)}`);
  if (corruption > 0) words.push(`corruption ${numberWords(corruption)}`);
  if (reordering > 0) words.push(`reordering ${numberWords(reordering)}`);
  if (reliable !== undefined) words.push(...reliableWords(reliable, latency));
  return words;
}

function passageWords(delays: readonly number[], isSpoilt: boolean): string {
  if (delays.length === 0) return "lost";
  return `${isSpoilt ? "spoilt " : ""}${delays.map(numberWords).join(" and ")}`;
}

function latencyWords(latency: Transport["latency"]): string {
  switch (latency.law) {
    case "exponential":
      return `exponential ${numberWords(latency.mean)}`;
    case "normal":
      return `normal ${numberWords(latency.mean)} spread ${numberWords(latency.spread)}`;
    case "pareto":
      return `pareto ${numberWords(latency.least)} shape ${numberWords(latency.shape)}`;
    default: {
      const { least, most } = latency;
      return least === most ? numberWords(least) : `${numberWords(least)}..${numberWords(most)}`;
    }
  }
}

function reliableWords(reliable: Reliability, latency: Transport["latency"]): string[] {
  const whole = wholeReliability(latency);
  const words = ["reliable"];
  const off = MECHANISMS.filter((mechanism) => !reliable[mechanism]);
  if (off.length > 0) words.push(`without ${off.join(" and ")}`);
  if (reliable.timeout !== whole.timeout) words.push(`timeout ${numberWords(reliable.timeout)}`);
  if (reliable.window !== whole.window) words.push(`window ${reliable.window}`);
  return words;
}

/** The statements that say what happens to a message. */
export function fateWords({ lost, twice, spoilt, delay }: Fate, name: string): string[] {
  const lines: string[] = [];
  if (lost) lines.push(`lose ${name}`);
  if (twice) lines.push(`duplicate ${name}`);
  if (spoilt) lines.push(`corrupt ${name}`);
  if (delay !== undefined) lines.push(`delay ${name} by ${numberWords(delay)}`);
  return lines;
}

export function partitionWords(
  { from, to, bothWays, start, end }: Partition,
  name: (process: number) => string,
): string {
  const [here, there] = [from, to].map((side) => `{ ${side.map(name).join(", ")} }`);
  const until = end === Number.POSITIVE_INFINITY ? "" : `..${numberWords(end)}`;
  return `partition ${here} ${bothWays ? "<->" : "->"} ${there} at ${numberWords(start)}${until}`;
}
