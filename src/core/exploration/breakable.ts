// The assumptions that the search for counter-examples can break, by what one calls them on the command line and in words, and
// the sizes up to which it searches. Light, so that who only offers the search need not load it.

import { ASSUMPTION_WORDS } from "../snapshot/assumptionWords.ts";
import type { Assumptions, SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";

export interface Breakable {
  /** Kebab-case, as the command line takes it. */
  readonly name: string;
  readonly assumption: keyof Assumptions;
  readonly words: string;
}

/** Not among them: that there is one initiator, for a further one changes nothing. */
const NAMES: Readonly<Record<Exclude<keyof Assumptions, "oneInitiator">, string>> = {
  fifo: "fifo",
  reliable: "reliable",
  reachable: "reachable",
  returns: "returns",
  bothWays: "both-ways",
  direct: "direct",
  causal: "causal",
};

export const BREAKABLE: readonly Breakable[] = (Object.keys(NAMES) as (keyof typeof NAMES)[]).map(
  (assumption) => ({ name: NAMES[assumption], assumption, words: ASSUMPTION_WORDS[assumption] }),
);

/** Those that an algorithm assumes. */
export function breakableOf({ assumes }: SnapshotAlgorithm): readonly Breakable[] {
  return BREAKABLE.filter(({ assumption }) => assumes[assumption] === true);
}

/** Processes, channels and sends in all: two processes and a channel are the least. */
export const LEAST_SIZE = 3;
export const USUAL_SIZE = 8;
export const MOST_SIZE = 12;

export function isSearchedSize(size: number): boolean {
  return Number.isInteger(size) && size >= LEAST_SIZE && size <= MOST_SIZE;
}
