// The cuts of a session as the panel, the views and the status bar show them: those of its snapshots, then those that
// the user asked for, each with its verdict.

import * as vscode from "vscode";
import { snapshotCutId } from "../../core/analysis/linePlace.ts";
import type { Opened } from "../../core/analysis/opened.ts";
import type { OpenedWith } from "../../core/analysis/openedWith.ts";
import { askedCut, snapshotCut } from "../../core/analysis/shownCut.ts";
import type { SavedCut } from "../../core/session/savedSession.ts";
import { type Cut, cutAtTime } from "../../core/trace/cut.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { NONE } from "../../core/trace/ids.ts";
import { cutOfRecorded, recordedCut } from "../../core/trace/insertedEvents.ts";
import { eventCountOf, type Trace } from "../../core/trace/trace.ts";
import type { DiagramCut, Remark } from "../../protocol/diagram.ts";
import { DRAWN } from "../platform/ids.ts";
import type { AddedSnapshot, Additions, NoteTarget } from "./additions.ts";

/**
 * All cuts of what is open: snapshots first, then those that a scenario draws. `wished`: the further snapshots that it was
 * asked for.
 */
export function cutsOf(
  opened: OpenedWith,
  additions: Additions,
  wished: readonly AddedSnapshot[],
): DiagramCut[] {
  const { trace, verdicts } = opened;
  if (trace === undefined) return [];
  const snapshots = trace.snapshots.map((snapshot, index) => {
    const cut = { ...snapshotCut(trace, index, verdicts[index]), id: snapshotCutId(snapshot.id) };
    const note = additions.noteOn(noteTargetOf(cut, opened, furtherOf(opened, wished, index)));
    return { ...cut, remarks: [...overtakings(trace, index), ...noted(note)] };
  });
  const drawn = opened.cuts.map(({ planned, cut }) => ({
    ...askedCut(trace, planned.name, cut),
    id: `${DRAWN}${planned.name}`,
  }));
  const further = additions.cuts.map(({ id, title, at, note }) => ({
    ...askedCut(trace, title, placed(trace, at)),
    id,
    remarks: noted(note ?? ""),
  }));
  return [...snapshots, ...drawn, ...further];
}

/** What a note on a cut is on. `further`: the further snapshot that the cut belongs to, if it does. */
export function noteTargetOf(
  { id, snapshot: index }: DiagramCut,
  { trace }: Opened,
  further: AddedSnapshot | undefined,
): NoteTarget {
  if (further !== undefined) return { kind: "further", id: further.id };
  const snapshot = trace?.snapshots[index];
  if (snapshot === undefined) return { kind: "cut", id };
  return { kind: "snapshot", snapshot: snapshot.name ?? snapshot.id };
}

/** What channels that were not FIFO did to a replayed snapshot: the algorithm takes them for FIFO. */
function overtakings(trace: Trace, snapshot: number): Remark[] {
  const found = trace.problems.filter(
    ({ code, args }) => code === "snapshot-not-fifo" && args?.snapshot === snapshot,
  );
  return found.map(({ args }) => ({
    isNote: false,
    name: vscode.l10n.t("Not FIFO"),
    text: vscode.l10n.t(
      "{0}, with the marker between them: the snapshot lacks what was overtaken, though it was in transit",
      args?.overtaking ?? "",
    ),
    event: typeof args?.later === "number" ? trace.messages.receive[args.later] : NONE,
  }));
}

function noted(text: string): Remark[] {
  return text === "" ? [] : [{ isNote: true, name: vscode.l10n.t("Note"), text, event: NONE }];
}

/** The further snapshot that a snapshot of what is open is, if it is one: they come last, in their order. */
export function furtherOf(
  { trace, applied }: OpenedWith,
  wished: readonly AddedSnapshot[],
  snapshot: number,
): AddedSnapshot | undefined {
  const own = (trace?.snapshots.length ?? 0) - applied.length;
  return snapshot < own ? undefined : wished[applied[snapshot - own]];
}

/** A cut with this frontier, named by it. */
export function titledCut(trace: Trace, frontier: Cut): SavedCut {
  const at = keptCut(trace, frontier);
  const text = cutText(trace, frontier, 4);
  return { title: text === "" ? vscode.l10n.t("empty cut") : vscode.l10n.t("cut {0}", text), at };
}

/** The frontier of an asked cut in a trace with what has been replayed in it. */
function placed(trace: Trace, at: SavedCut["at"]): Cut {
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
export function frontierOf(trace: Trace, at: SavedCut["at"]): Cut {
  if (typeof at === "number") return cutAtTime(trace, at);
  return Uint32Array.from(trace.processes, ({ name }, p) =>
    Math.min(at.get(name) ?? 0, eventCountOf(trace, p)),
  );
}
