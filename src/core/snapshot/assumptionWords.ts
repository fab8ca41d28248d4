// What a snapshot algorithm assumes, in words, for the command line, the editor and the documents. Whether it is so in a
// system or a trace, analysis/ tells.

import type { Assumptions, SnapshotAlgorithm } from "./snapshotAlgorithm.ts";

/** Every assumption in words, in the order in which they are told. */
export const ASSUMPTION_WORDS: Readonly<Record<keyof Assumptions, string>> = {
  fifo: "FIFO channels",
  reliable: "no loss",
  causal: "causal delivery",
  reachable: "all processes reachable from an initiator",
  returns: "the initiator reachable from all",
  direct: "a channel from the initiator to each process",
  bothWays: "channels both ways",
  oneInitiator: "one initiator",
};

/** What an algorithm assumes, in one line: `FIFO channels, no loss, all processes reachable from an initiator`. */
export function assumptionWords({ assumes, consistent }: SnapshotAlgorithm): string {
  if (!consistent) return "nothing, and promises nothing: it shows what goes wrong";
  const keys = Object.keys(ASSUMPTION_WORDS) as (keyof Assumptions)[];
  const words = keys.filter((key) => assumes[key] === true).map((key) => ASSUMPTION_WORDS[key]);
  return assumes.fifo || assumes.causal === true
    ? words.join(", ")
    : ["channels in any order", ...words].join(", ");
}
