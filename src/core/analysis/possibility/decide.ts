// Decides whether Chandy–Lamport can record a claimed global state under free token passing, in polynomial time and
// exactly; docs/possible.md proves it. Assumes FIFO channels without loss. In short: every token can get where it must have
// been, and over the channels that the claim leaves empty the initiators reach everybody.

import type { TokenCount } from "../../trace/localState.ts";
import type { Initiators, PuzzleAnswer, Reason, Way } from "./answer.ts";
import { channelDoubts, fieldDoubts, underWayDoubts } from "./doubts.ts";
import { type Graph, graphOf, pathsFrom, sourceComponents } from "./graph.ts";
import { markerReasons } from "./markerReasons.ts";
import { balancesOf, claimedMessages, emptyChannels, type PuzzleQuestion } from "./puzzle.ts";
import { shortageAt, transport } from "./transport.ts";

/** Kinds of tokens that cannot get where they must: more reasons of that sort teach nobody more. */
const MOST_STRANDED = 3;

export function decide(question: PuzzleQuestion, asked: Initiators = "one"): PuzzleAnswer {
  const { processes, channels } = question.system;
  const graph = graphOf(processes.length, channels);
  const groups = sourceComponents(graphOf(processes.length, channels, emptyChannels(question)));
  const { way, reasons: tokenReasons } = moveTokens(question, graph);
  const markers: Reason[] = asked === "one" ? markerReasons(channels, graph, groups) : [];
  if (processes.length === 0) markers.push({ kind: "nobody" });
  const channelDoubt = [...underWayDoubts(question), ...channelDoubts(question, tokenReasons.length > 0)];
  // That a first marker finds its channel empty holds on all channels; that tokens are conserved, on reliable ones.
  const reasons = [...(channelDoubt.length > 0 ? [] : tokenReasons), ...markers];
  const doubts = [...fieldDoubts(question), ...channelDoubt];
  const isWrong = reasons.some(({ kind }) => kind === "tokens" || kind === "stranded");
  const consistent = isWrong ? false : doubts.length > 0 ? undefined : true;
  const known = { asked, groups, ...(consistent === undefined ? {} : { consistent }) };
  if (reasons.length > 0) return { kind: "impossible", ...known, reasons };
  if (doubts.length > 0) return { kind: "unknown", ...known, doubts };
  return { kind: "possible", ...known, way };
}

/** How the tokens get where they must have been, or why they cannot. */
function moveTokens(
  question: PuzzleQuestion,
  graph: Graph,
): { readonly way: Way; readonly reasons: Reason[] } {
  const distances = new Map<number, Int32Array>();
  const distance = (process: number): Int32Array => {
    const known = distances.get(process) ?? pathsFrom(graph, [process]).distance;
    distances.set(process, known);
    return known;
  };
  const [missing, surplus]: [TokenCount[], TokenCount[]] = [[], []];
  const carriages: Way["carriages"][number][] = [];
  const stranded: Reason[] = [];
  let sends = claimedMessages(question);
  for (const { token, supply, demand, existing, claimed } of balancesOf(question)) {
    if (claimed < existing) missing.push({ token, count: existing - claimed });
    if (claimed > existing) surplus.push({ token, count: claimed - existing });
    if (claimed > existing) continue;
    const moved = transport(supply, demand, distance);
    sends += moved.hops;
    for (const carriage of moved.carriages)
      carriages.push({ token, ...carriage } as Way["carriages"][number]);
    if (moved.short === undefined || stranded.length >= MOST_STRANDED) continue;
    const shortage = shortageAt(moved.short, moved.carriages, supply, demand, graph.count, distance);
    stranded.push({ kind: "stranded", token, shortage });
  }
  const wrong: Reason[] = missing.length + surplus.length > 0 ? [{ kind: "tokens", missing, surplus }] : [];
  return { way: { carriages, sends }, reasons: [...wrong, ...stranded] };
}
