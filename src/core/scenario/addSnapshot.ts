// A scenario with one snapshot more: what "Run Snapshot…" asks for. Its markers travel with the other messages and,
// where delays are drawn at random, take draws of their own: what comes after it in the run may differ.

import type { ProcessId } from "../trace/ids.ts";
import { ActionBuilder } from "./actionBuilder.ts";
import { ActionKind, type Scenario } from "./scenario.ts";
import type { Step } from "./step.ts";

/**
 * Adds a snapshot that `initiators` start at `time`, after what the script does then. Its id is the next free one.
 * `algorithm`: by its id; the one that the host chooses where it is absent.
 */
export function withSnapshot(
  scenario: Scenario,
  initiators: readonly ProcessId[],
  time: number,
  algorithm?: string,
): Scenario {
  const starts = initiators.map((process) => ({ process, time }));
  return withStarts(scenario, starts, algorithm);
}

/** The same where each initiator has a time of its own. */
export function withStarts(
  scenario: Scenario,
  starts: readonly { readonly process: ProcessId; readonly time: number }[],
  algorithm?: string,
): Scenario {
  const id = nextSnapshotId(scenario);
  const algorithms =
    algorithm === undefined
      ? scenario.algorithms
      : [...(scenario.algorithms ?? []), { snapshot: id, algorithm }];
  return { ...withStartsOf(scenario, starts, id), ...(algorithms === undefined ? {} : { algorithms }) };
}

function withStartsOf(
  scenario: Scenario,
  starts: readonly { readonly process: ProcessId; readonly time: number }[],
  id: number,
): Scenario {
  const endTime = starts.reduce((last, { time }) => Math.max(last, time), scenario.endTime);
  if (scenario.steps !== undefined) {
    const lane = 1 + Math.max(scenario.processes.length, ...scenario.steps.map((step) => step.lane));
    const steps = starts.map(
      ({ process, time }, i): Step => ({
        ...{ kind: "snapshot", process, id, lane: lane + i, at: time, file: 0, line: 0 },
      }),
    );
    return { ...scenario, steps: [...scenario.steps, ...steps], endTime };
  }
  const actions = new ActionBuilder();
  actions.addAll(scenario.actions);
  for (const { process, time } of starts) actions.snapshot(time, process, id);
  return { ...scenario, actions: actions.build(), endTime };
}

/** The scenario without its snapshots, and without what it expects of them. */
export function withoutSnapshots(scenario: Scenario): Scenario {
  const { kind } = scenario.actions;
  const kept = new ActionBuilder();
  const rows = Array.from(kind.keys()).filter((i) => kind[i] !== ActionKind.snapshot);
  kept.addAll(scenario.actions, rows);
  return {
    ...scenario,
    actions: kept.build(),
    ...(scenario.steps === undefined ? {} : { steps: withoutStarts(scenario.steps) }),
    algorithms: [],
    snapshotNames: [],
    cuts: [],
    expectations: [],
  };
}

/** Receive steps name their send by its place, which moves. */
function withoutStarts(steps: readonly Step[]): Step[] {
  const kept = steps.filter(({ kind }) => kind !== "snapshot");
  return kept.map((step) => {
    if (step.kind !== "receive") return step;
    return { ...step, send: kept.indexOf(steps[step.send]) };
  });
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
