// A scenario as the explorer goes through it: lanes of steps that keep their order, whatever file they come from, with
// the messages that they send as handles. Steps of authored scenarios and actions of the course's scripts become the same.

import { ActionKind, type Scenario } from "../scenario/scenario.ts";
import type { LocalStep, Step } from "../scenario/step.ts";
import { asChannel, asProcess, type ChannelId } from "../trace/ids.ts";
import { type Passage, passageOf } from "./passages.ts";

interface LaneStepBase {
  /** Index of the step, or of the action of a course script. */
  readonly index: number;
  /** Its place among all steps with a time, where times are kept; absent where it has none. */
  readonly rank?: number;
}

export interface LaneSend extends LaneStepBase {
  readonly kind: "send";
  readonly channel: ChannelId;
  readonly payload: number;
  /** What the author says becomes of it. */
  readonly fate?: Passage;
}

export type LaneStep =
  | LaneSend
  /** `send`: the index of the step whose message it waits for. */
  | (LaneStepBase & { readonly kind: "receive"; readonly send: number })
  | (LaneStepBase & { readonly kind: "local"; readonly step: LocalStep })
  /** `snapshot`: its place among the ids. */
  | (LaneStepBase & { readonly kind: "snapshot"; readonly snapshot: number });

/** Steps of one process that are done in their order. */
export interface Lane {
  readonly process: number;
  readonly steps: readonly LaneStep[];
}

/** Sends by whoever holds a token, over any of its channels. */
export interface Workload {
  readonly sends: number;
  readonly index: number;
}

/** A message that is in its channel when the run begins. */
export interface UnderWay {
  readonly channel: ChannelId;
  readonly payload: number;
  /** Of its step. */
  readonly index: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly workloads: readonly Workload[];
  /** In the order in which they stand in their channels. */
  readonly underWay: readonly UnderWay[];
  /** The ids of the snapshots, ascending. */
  readonly snapshotIds: readonly number[];
}

interface LaneChoices {
  readonly order: "free" | "timed";
  readonly starts: "script" | "any";
  readonly withoutSnapshots: boolean;
}

export function lanesOf(scenario: Scenario, choices: LaneChoices): Lanes {
  const steps = scenario.steps ?? stepsOfActions(scenario);
  const ids = new Set<number>();
  const kept = steps.map((step) => (step.kind === "snapshot" && choices.withoutSnapshots ? undefined : step));
  for (const step of kept) if (step?.kind === "snapshot") ids.add(step.id);
  const snapshotIds = [...ids].sort((a, b) => a - b);
  const ranks = choices.order === "timed" ? ranksOf(kept) : new Map<number, number>();
  const lanes = new Map<string, { process: number; steps: LaneStep[] }>();
  const workloads: Workload[] = [];
  const underWay: UnderWay[] = [];
  kept.forEach((step, index) => {
    if (step === undefined) return;
    if (step.kind === "workload") {
      workloads.push({ sends: step.sends, index });
      return;
    }
    if (step.kind === "crash" || step.kind === "restart") return;
    if (step.kind === "send" && step.underWay === true) {
      underWay.push({ channel: step.channel, payload: step.payload, index });
      return;
    }
    const free = step.kind === "snapshot" && choices.starts === "any";
    const key = free ? `snapshot ${index}` : `${step.lane}`;
    const lane = lanes.get(key) ?? { process: step.process as number, steps: [] };
    lanes.set(key, lane);
    // A start that is free of the script's order is free of its times too.
    const rank = free ? undefined : ranks.get(index);
    lane.steps.push(laneStep(step, index, rank, snapshotIds));
  });
  return { lanes: [...lanes.values()], workloads, underWay, snapshotIds };
}

function laneStep(
  step: Exclude<Step, { readonly kind: "workload" | "crash" | "restart" }>,
  index: number,
  rank: number | undefined,
  snapshotIds: readonly number[],
): LaneStep {
  const base = rank === undefined ? { index } : { index, rank };
  switch (step.kind) {
    case "send": {
      const send: LaneSend = { kind: "send", channel: step.channel, payload: step.payload, ...base };
      return step.fate === undefined ? send : { ...send, fate: passageOf(step.fate) };
    }
    case "receive":
      return { kind: "receive", send: step.send, ...base };
    case "local":
      return { kind: "local", step, ...base };
    case "snapshot":
      return { kind: "snapshot", snapshot: snapshotIds.indexOf(step.id), ...base };
  }
}

/** The steps that have a time, numbered by their times; those of one time in the order of the text. */
function ranksOf(steps: readonly (Step | undefined)[]): Map<number, number> {
  const timed = steps.flatMap((step, index) => (step?.at === undefined ? [] : [{ index, at: step.at }]));
  timed.sort((a, b) => a.at - b.at || a.index - b.index);
  return new Map(timed.map(({ index }, rank) => [index, rank]));
}

/** The actions of a course script as steps: the time of each is that of its tick, its lane that of its process. */
export function stepsOfActions(scenario: Scenario): Step[] {
  const { kind, time, process, channel, argument, file, line } = scenario.actions;
  return Array.from(kind, (what, i): Step => {
    const base = {
      process: asProcess(process[i]),
      lane: process[i],
      at: time[i],
      file: file[i],
      line: line[i],
    };
    if (what === ActionKind.snapshot) return { kind: "snapshot", id: argument[i], ...base };
    return { kind: "send", channel: asChannel(channel[i]), payload: argument[i], ...base };
  });
}
