// A scenario with one snapshot more: what "Run Snapshot…" asks for. Its markers travel with the other messages and,
// where delays are drawn at random, take draws of their own: what comes after it in the run may differ.

import type { ProcessId } from "../trace/ids.ts";
import { ActionBuilder } from "./actionBuilder.ts";
import { ActionKind, type Scenario } from "./scenario.ts";

/** Adds a snapshot that `initiators` start at `time`, after what the script does then. Its id is the next free one. */
export function withSnapshot(scenario: Scenario, initiators: readonly ProcessId[], time: number): Scenario {
  const id = nextSnapshotId(scenario);
  const actions = new ActionBuilder();
  actions.addAll(scenario.actions);
  for (const initiator of initiators) actions.snapshot(time, initiator, id);
  return { ...scenario, actions: actions.build(), endTime: Math.max(scenario.endTime, time) };
}

/** One more than the largest id of a snapshot that the scenario asks for; 0 where it asks for none. */
export function nextSnapshotId(scenario: Scenario): number {
  const { kind, argument } = scenario.actions;
  let next = 0;
  for (let i = 0; i < kind.length; i++) {
    if (kind[i] === ActionKind.snapshot && argument[i] >= next) next = argument[i] + 1;
  }
  return next;
}
