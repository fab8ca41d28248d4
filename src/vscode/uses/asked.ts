// The global state that a question is about: the selected cut or snapshot, else the end of the run; and how a witness is
// shown: its cut selected in the diagram, and an event of the process it is about.

import {
  type Answered,
  type Asked,
  askedCut,
  askedEnd,
  askedSnapshot,
} from "../../core/analysis/uses/questions.ts";
import { type Cut, sameCut } from "../../core/trace/cut.ts";
import type { UsesHost } from "./host.ts";

/** What the user looks at. */
export function selectedState({ session, opened, trace }: UsesHost): Asked {
  const cut = session.selectedCut;
  if (cut === undefined) return askedEnd(trace);
  if (cut.snapshot >= 0) return askedSnapshot(trace, cut.snapshot, opened.verdicts[cut.snapshot]);
  return askedCut(trace, cut.frontier, cut.title);
}

/** Each snapshot, as it was recorded, then the end of the run. */
export function allStates({ opened, trace }: UsesHost): Asked[] {
  const snapshots = trace.snapshots.map((_, index) => askedSnapshot(trace, index, opened.verdicts[index]));
  return [...snapshots, askedEnd(trace)];
}

/** Selects the cut of an answer in the diagram, and the last event inside it of the first process that it is about. */
export function showAnswer(host: UsesHost, { asked, processes }: Answered): string {
  const id = showCut(host, asked.cut, asked.title, asked.snapshot);
  const [process] = processes;
  if (process !== undefined && asked.cut[process] > 0)
    host.panels.show(host.session.uri).selectEvent(host.trace.firstEvent[process] + asked.cut[process] - 1);
  return id;
}

/** Shows a cut in the diagram: the one that there is, or a new one with this title. Gives its id. */
export function showCut(
  { session, trace, panels, titledCut }: UsesHost,
  cut: Cut,
  title: string,
  snapshot = -1,
): string {
  panels.show(session.uri);
  const there = session.cuts.find(
    (each) => each.snapshot === snapshot && sameCut(Uint32Array.from(each.frontier), cut),
  );
  if (there === undefined) return session.addCut({ ...titledCut(trace, cut), title });
  session.selectCut(there.id);
  return there.id;
}
