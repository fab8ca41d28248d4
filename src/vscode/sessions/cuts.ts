// The cuts of a session as the panel, the views and the status bar show them: those of its snapshots, then those that
// the user asked for, each with its verdict.

import * as vscode from "vscode";
import type { Opened } from "../../core/analysis/opened.ts";
import { askedCut, snapshotCut } from "../../core/analysis/shownCut.ts";
import { type Cut, cutAtTime } from "../../core/trace/cut.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { cutOfRecorded, recordedCut } from "../../core/trace/insertedEvents.ts";
import { eventCountOf, type Trace } from "../../core/trace/trace.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";

/** A cut that the user asked for. By name, so that it outlives a change of the file. */
export interface AskedCut {
  /** `cut:0`. */
  readonly id: string;
  readonly title: string;
  /** How many recorded events of each process are inside (one not named has none), or the time that the cut goes through. */
  readonly at: ReadonlyMap<string, number> | number;
}

/** All cuts of what is open, snapshots first. */
export function cutsOf(opened: Opened, asked: readonly AskedCut[]): DiagramCut[] {
  const { trace, verdicts } = opened;
  if (trace === undefined) return [];
  const snapshots = trace.snapshots.map((snapshot, index) => ({
    ...snapshotCut(trace, index, verdicts[index]),
    id: `snapshot:${snapshot.id}`,
  }));
  const further = asked.map(({ id, title, at }) => ({
    ...askedCut(trace, title, placed(trace, at)),
    id,
  }));
  return [...snapshots, ...further];
}

/** A cut with this frontier, named by it. */
export function titledCut(trace: Trace, frontier: Cut): Omit<AskedCut, "id"> {
  const at = keptCut(trace, frontier);
  const text = cutText(trace, frontier, 4);
  return { title: text === "" ? vscode.l10n.t("empty cut") : vscode.l10n.t("cut {0}", text), at };
}

/** The frontier of an asked cut in a trace with what has been replayed in it. */
function placed(trace: Trace, at: AskedCut["at"]): Cut {
  if (typeof at === "number") return cutAtTime(trace, at);
  return cutOfRecorded(
    trace,
    Uint32Array.from(trace.processes, ({ name }) => at.get(name) ?? 0),
  );
}

/** What is kept of a cut of a trace: recorded events alone, by the names of their processes. */
function keptCut(trace: Trace, cut: Cut): ReadonlyMap<string, number> {
  const recorded = recordedCut(trace, cut);
  return new Map(trace.processes.map(({ name }, p) => [name, recorded[p]]));
}

/** The frontier that somebody types; more events than a process has are all of them. */
export function frontierOf(trace: Trace, at: AskedCut["at"]): Cut {
  if (typeof at === "number") return cutAtTime(trace, at);
  return Uint32Array.from(trace.processes, ({ name }, p) =>
    Math.min(at.get(name) ?? 0, eventCountOf(trace, p)),
  );
}
