// A cut with all that is shown of it: its verdict, the verdict in words, and the messages that are its witnesses.
// The panel, the views, the command line and the SVG show cuts made here.

import type { Cut } from "../trace/cut.ts";
import { snapshotTitle } from "../trace/describeSnapshot.ts";
import type { Trace } from "../trace/trace.ts";
import {
  type CutVerdict,
  counted,
  describeCutVerdict,
  describeSnapshotVerdict,
  type SnapshotVerdict,
  type VerdictKind,
} from "../trace/verdict.ts";
import { verifyCut } from "./consistency.ts";

export interface ShownCut {
  readonly title: string;
  readonly frontier: Cut;
  /** Index into `trace.snapshots`, or −1 for a cut that no snapshot made. */
  readonly snapshot: number;
  readonly verdict: VerdictKind;
  /** The verdict in words, without a full stop. */
  readonly words: string;
  /** Message ids, ascending. */
  readonly orphans: Int32Array;
  readonly inTransit: Int32Array;
}

/** The cut of the snapshot with an index, whose verdict is known. */
export function snapshotCut(trace: Trace, index: number, verdict: SnapshotVerdict): ShownCut {
  const snapshot = trace.snapshots[index];
  return {
    ...witnesses(verdict.cut),
    title: snapshotTitle(snapshot),
    frontier: snapshot.frontier,
    snapshot: index,
    verdict: verdict.kind,
    words: `${describeSnapshotVerdict(trace, verdict)}${overtakingWords(trace, index)}`,
  };
}

/** That channels were not FIFO under a replayed snapshot; which messages show it is in the problems of the trace. */
function overtakingWords(trace: Trace, index: number): string {
  const overtakings = trace.problems.filter(
    ({ code, args }) => code === "snapshot-not-fifo" && args?.snapshot === index,
  );
  if (overtakings.length === 0) return "";
  // A channel carries one marker of a snapshot.
  return `; ${counted(overtakings.length, "channel")} not FIFO`;
}

/** A cut that somebody asked for; it must fit the trace. */
export function askedCut(trace: Trace, title: string, frontier: Cut): ShownCut {
  const verdict = verifyCut(trace, frontier);
  const words = describeCutVerdict(trace, verdict);
  return { ...witnesses(verdict), title, frontier, snapshot: -1, verdict: verdict.kind, words };
}

function witnesses(verdict: CutVerdict): Pick<ShownCut, "orphans" | "inTransit"> {
  return { orphans: Int32Array.from(verdict.orphans), inTransit: Int32Array.from(verdict.inTransit) };
}
