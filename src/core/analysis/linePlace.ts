// What a line of a scenario's text stands for in its diagram: an event, a cut, another scenario of the file. The cursor is
// followed by it.

import type { PlannedCut, Subject } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { NONE } from "../trace/ids.ts";
import type { Trace } from "../trace/trace.ts";
import { stepEvents } from "./stepEvents.ts";

export interface LinePlace {
  /** The earliest event that the line stands for, or NONE. */
  readonly event: number;
  /** The id of the cut that it stands for, as the diagram has it, or "". */
  readonly cut: string;
}

const NOWHERE: LinePlace = { event: NONE, cut: "" };

export const snapshotCutId = (snapshot: number): string => `snapshot:${snapshot}`;
const drawnCutId = ({ name }: PlannedCut): string => `drawn:${name}`;

/** `line`: from 1, of the scenario's own file. `trace`: its run. */
export function placeAtLine(scenario: Scenario, trace: Trace, line: number): LinePlace {
  const { steps = [], cuts = [], expectations = [] } = scenario;
  const own = steps.flatMap((step, i) => (step.line === line ? [i] : []));
  if (own.length > 0) {
    const { eventOf } = stepEvents(scenario, trace);
    const events = own.map((step) => eventOf[step]).filter((event) => event !== NONE);
    const { time } = trace.events;
    const event = events.reduce(
      (first, each) => (first !== NONE && time[first] <= time[each] ? first : each),
      NONE,
    );
    const snapshot = own.map((i) => steps[i]).find((step) => step.kind === "snapshot");
    return { event, cut: snapshot?.kind === "snapshot" ? snapshotCutId(snapshot.id) : "" };
  }
  const cut = cuts.find(({ position }) => position.line === line);
  if (cut !== undefined) return { ...NOWHERE, cut: drawnCutId(cut) };
  const expectation = expectations.find(({ position }) => position.line === line);
  return expectation === undefined
    ? NOWHERE
    : { ...NOWHERE, cut: cutOfSubject(scenario, expectation.subject) };
}

function cutOfSubject({ cuts = [] }: Scenario, subject: Subject): string {
  if (subject.kind === "snapshot") return snapshotCutId(subject.id);
  const cut = subject.kind === "cut" ? cuts[subject.index] : undefined;
  return cut === undefined ? "" : drawnCutId(cut);
}

/** The scenario of several in whose block a line stands. */
export function scenarioAtLine(scenarios: readonly Scenario[], line: number): Scenario | undefined {
  return scenarios.find(({ lines }) => lines !== undefined && lines.first <= line && line <= lines.last);
}
