// Decides whether Chandy–Lamport can record a claimed global state under free token passing, exactly, and in polynomial time
// where no channel holds messages at first; docs/possible.md proves it. Assumes FIFO channels without loss. In short: every
// token can get where it must have been, and over the channels that the claim leaves empty the initiators reach everybody.

import type { Initiators, PuzzleAnswer, Reason } from "./answer.ts";
import { channelDoubts, fieldDoubts, wayDoubts } from "./doubts.ts";
import { graphOf, sourceComponents } from "./graph.ts";
import { markerReasons } from "./markerReasons.ts";
import { emptyChannels, type PuzzleQuestion } from "./puzzle.ts";
import { findWay } from "./search.ts";

export function decide(question: PuzzleQuestion, asked: Initiators = "one"): PuzzleAnswer {
  const { processes, channels } = question.system;
  const graph = graphOf(processes.length, channels);
  const groups = sourceComponents(graphOf(processes.length, channels, emptyChannels(question)));
  const found = findWay(question);
  const tokenReasons = found.kind === "none" ? found.reasons : [];
  const markers: Reason[] = asked === "one" ? markerReasons(channels, graph, groups) : [];
  if (processes.length === 0) markers.push({ kind: "nobody" });
  const channelDoubt = channelDoubts(question, found.kind === "none");
  // That a first marker finds its channel empty holds on all channels; that tokens are conserved, on reliable ones.
  const reasons = [...(channelDoubt.length > 0 ? [] : tokenReasons), ...markers];
  const doubts = [...fieldDoubts(question), ...channelDoubt, ...wayDoubts(found)];
  const isWrong = channelDoubt.length === 0 && tokenReasons.length > 0;
  const consistent = isWrong ? false : doubts.length > 0 ? undefined : true;
  const known = { asked, groups, ...(consistent === undefined ? {} : { consistent }) };
  if (reasons.length > 0) return { kind: "impossible", ...known, reasons };
  if (doubts.length > 0 || found.kind !== "way") return { kind: "unknown", ...known, doubts };
  return { kind: "possible", ...known, way: found.way };
}
