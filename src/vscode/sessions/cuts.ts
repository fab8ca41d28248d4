// The cuts of a session as the panel, the views and the status bar show them: those of its snapshots, then those that
// the user asked for, each with its verdict.

import { verifyCut } from "../../core/analysis/consistency.ts";
import type { Opened } from "../../core/analysis/opened.ts";
import { type Cut, cutAtTime } from "../../core/trace/cut.ts";
import { eventCountOf, type Trace } from "../../core/trace/trace.ts";
import { type CutVerdict, describeCutVerdict, describeSnapshotVerdict } from "../../core/trace/verdict.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";

/** A cut that the user asked for. By name, so that it outlives a change of the file. */
export interface AskedCut {
  /** `cut:0`. */
  readonly id: string;
  readonly title: string;
  /** How many events of each process are inside (a process not named has none), or the time that the cut goes through. */
  readonly at: ReadonlyMap<string, number> | number;
}

/** All cuts of what is open, snapshots first. */
export function cutsOf(opened: Opened, asked: readonly AskedCut[]): DiagramCut[] {
  const { trace, verdicts } = opened;
  if (trace === undefined) return [];
  const snapshots = trace.snapshots.map((snapshot, index) => {
    const verdict = verdicts[index];
    return {
      ...witnesses(verdict.cut),
      id: `snapshot:${snapshot.id}`,
      title: `snapshot ${snapshot.id}`,
      frontier: snapshot.frontier,
      snapshot: index,
      verdict: verdict.kind,
      words: describeSnapshotVerdict(trace, verdict),
    };
  });
  return [...snapshots, ...asked.map((cut) => askedCut(trace, cut))];
}

/** The frontier that an asked cut has in a trace; more events than a process has are all of them. */
export function frontierOf(trace: Trace, at: AskedCut["at"]): Cut {
  if (typeof at === "number") return cutAtTime(trace, at);
  return Uint32Array.from(trace.processes, ({ name }, p) =>
    Math.min(at.get(name) ?? 0, eventCountOf(trace, p)),
  );
}

function askedCut(trace: Trace, { id, title, at }: AskedCut): DiagramCut {
  const frontier = frontierOf(trace, at);
  const verdict = verifyCut(trace, frontier);
  const words = describeCutVerdict(trace, verdict);
  return { ...witnesses(verdict), id, title, frontier, snapshot: -1, verdict: verdict.kind, words };
}

function witnesses(verdict: CutVerdict): Pick<DiagramCut, "orphans" | "inTransit"> {
  return { orphans: Int32Array.from(verdict.orphans), inTransit: Int32Array.from(verdict.inTransit) };
}
