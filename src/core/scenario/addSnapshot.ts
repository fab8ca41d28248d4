// A scenario with one snapshot more: what "Run Snapshot…" asks for. Its markers travel with the other messages and,
// where delays are drawn at random, take draws of their own: what comes after it in the run may differ.

import type { ProcessId } from "../trace/ids.ts";
import { ActionBuilder } from "./actionBuilder.ts";
import { ActionKind, type Scenario } from "./scenario.ts";
import type { Step } from "./step.ts";

/** Adds a snapshot that `initiators` start at `time`, after what the script does then. Its id is the next free one. */
export function withSnapshot(scenario: Scenario, initiators: readonly ProcessId[], time: number): Scenario {
  const id = nextSnapshotId(scenario);
  const endTime = Math.max(scenario.endTime, time);
  if (scenario.steps !== undefined) {
    const lane = 1 + Math.max(scenario.processes.length, ...scenario.steps.map((step) => step.lane));
    const starts = initiators.map(
      (process, i): Step => ({ kind: "snapshot", process, id, lane: lane + i, at: time, file: 0, line: 0 }),
    );
    return { ...scenario, steps: [...scenario.steps, ...starts], endTime };
  }
  const actions = new ActionBuilder();
  actions.addAll(scenario.actions);
  for (const initiator of initiators) actions.snapshot(time, initiator, id);
  return { ...scenario, actions: actions.build(), endTime };
}

/** One more than the largest id of a snapshot that the scenario asks for; 0 where it asks for none. */
export function nextSnapshotId(scenario: Scenario): number {
  const { kind, argument } = scenario.actions;
  let next = 0;
  for (const step of scenario.steps ?? []) if (step.kind === "snapshot") next = Math.max(next, step.id + 1);
  for (let i = 0; i < kind.length; i++) {
    if (kind[i] === ActionKind.snapshot && argument[i] >= next) next = argument[i] + 1;
  }
  return next;
}
