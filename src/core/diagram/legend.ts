// What the signs of a picture mean: the entries of a legend, only those that the picture needs.
// The panel and the SVG writer each draw the signs in their own way; the words are these.

import type { VerdictKind } from "../trace/verdict.ts";
import type { ArrowRole, MarkRole, Scene } from "./scene.ts";

export interface LegendEntry {
  readonly sign:
    | ArrowRole
    | MarkRole
    | "cut"
    | "inconsistentCut"
    | "unknownCut"
    | "density"
    | "past"
    | "future"
    | "chain"
    | "gap"
    | "down";
  readonly words: string;
}

const ARROW_WORDS: Readonly<Record<ArrowRole, string>> = {
  message: "message",
  inTransit: "in transit at the cut",
  orphan: "orphan: received inside, sent outside",
  marker: "marker",
  otherMarker: "marker of another snapshot",
  chain: "chain between the two events",
  lost: "lost",
  inFlight: "in flight at the end",
  skewed: "received before it was sent: clock skew",
  unknownSend: "sent outside the trace",
  moved: "where it would be",
  refused: "where it cannot be",
  spoilt: "received spoilt",
  packet: "packet",
  packetAgain: "packet sent again",
  acknowledgement: "acknowledgement",
  packetLost: "packet lost",
  packetDropped: "packet thrown away",
};

const CUTS: Readonly<Record<VerdictKind, LegendEntry>> = {
  consistent: { sign: "cut", words: "consistent cut" },
  inconsistent: { sign: "inconsistentCut", words: "inconsistent cut" },
  unknown: { sign: "unknownCut", words: "cut, perhaps inconsistent" },
};

/** The entries in the order of the list above; arrows first, then marks, then the cut. */
export function legendOf(scene: Scene): readonly LegendEntry[] {
  const arrows = new Set([...scene.arrows, ...scene.packets].map(({ role }) => role));
  const marks = new Set(scene.marks.map(({ role }) => role));
  const lines = new Set(scene.lines.map(({ role }) => role));
  const entries: LegendEntry[] = [];
  for (const role of Object.keys(ARROW_WORDS) as ArrowRole[]) {
    if (arrows.has(role)) entries.push({ sign: role, words: ARROW_WORDS[role] });
  }
  if (marks.has("crash")) entries.push({ sign: "crash", words: "crashes" });
  if (marks.has("restart")) entries.push({ sign: "restart", words: "restarts" });
  if (lines.has("down")) entries.push({ sign: "down", words: "down" });
  if (marks.has("record")) entries.push({ sign: "record", words: "records its state" });
  if (marks.has("otherRecord")) entries.push({ sign: "otherRecord", words: "recording or checkpoint" });
  const cut = scene.cutLines[0]?.verdict;
  if (cut !== undefined) entries.push(CUTS[cut]);
  if (scene.hasBars) entries.push({ sign: "density", words: "many events" });
  if (marks.has("anchor")) entries.push({ sign: "anchor", words: "marked event" });
  if (lines.has("chain") && !arrows.has("chain")) entries.push({ sign: "chain", words: ARROW_WORDS.chain });
  if (lines.has("gap")) entries.push({ sign: "gap", words: "events missing in the source" });
  if (lines.has("past")) entries.push({ sign: "past", words: "causal past" });
  if (lines.has("future")) entries.push({ sign: "future", words: "causal future" });
  return entries;
}
