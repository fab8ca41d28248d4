// Checkpoint and restart: a recorded snapshot as the beginning of a new run. The processes have the states that they recorded,
// the channels hold what was recorded of them, delivered before anything new, and of the steps those outside the cut
// are still to be done (R. Koo, S. Toueg, "Checkpointing and Rollback-Recovery for Distributed Systems", IEEE TSE 1987).

import { NO_ACTIONS } from "../../scenario/actionBuilder.ts";
import { ActionKind, type Scenario } from "../../scenario/scenario.ts";
import type { Step } from "../../scenario/step.ts";
import { PLAIN_TRANSPORT } from "../../scenario/transport.ts";
import { stateAt } from "../../trace/checkpoints.ts";
import { snapshotTitle } from "../../trace/describeSnapshot.ts";
import { asProcess, type ChannelId, NONE } from "../../trace/ids.ts";
import type { Snapshot, Trace } from "../../trace/trace.ts";
import { describeSnapshotVerdict } from "../../trace/verdict.ts";
import { verifySnapshot } from "../snapshotCheck.ts";
import { remainderOf } from "./remainder.ts";
import { type NotedRun, notedRun } from "./stepsDone.ts";

export interface RestartOptions {
  /** Of every draw of the new run; without it the scenario's own. A decimal text. */
  readonly seed?: string;
  /** Restart from a snapshot that is wrong too, to see what comes of it. */
  readonly force?: boolean;
}

export interface Restart {
  /** What goes on from the snapshot: authored steps, whatever the scenario was. */
  readonly scenario: Scenario;
  /** The run of the scenario from its own beginning. */
  readonly trace: Trace;
  readonly snapshot: Snapshot;
  /** Steps that were done inside the cut, and steps that are still to be done. */
  readonly done: number;
  readonly left: number;
  /** Messages that were put back into channels. */
  readonly underWay: number;
}

export type RestartResult =
  | { readonly kind: "restart"; readonly restart: Restart }
  /** Why there is none: words without a full stop. */
  | { readonly kind: "fault"; readonly words: string };

/** Goes on from the snapshot with this id. */
export function restartFrom(scenario: Scenario, id: number, options: RestartOptions = {}): RestartResult {
  const noted = notedRun(scenario);
  const snapshot = noted.trace.snapshots.find((each) => each.id === id);
  if (snapshot === undefined) return { kind: "fault", words: `there is no snapshot ${id}` };
  return restartOf(scenario, noted, snapshot, options);
}

/**
 * A process crashes at a moment, and all go back to the last snapshot that had ended before: a process keeps what it recorded
 * of itself and its channels once the snapshot is complete.
 */
export function restartAfterCrash(
  scenario: Scenario,
  at: number,
  options: RestartOptions = {},
): RestartResult {
  const noted = notedRun(scenario);
  const complete = noted.trace.snapshots
    .filter((snapshot) => snapshot.unfinished === undefined)
    .map((snapshot) => ({ snapshot, end: endOf(noted.trace, snapshot) }))
    .filter(({ end }) => end < at)
    .sort((a, b) => b.end - a.end);
  const [last] = complete;
  if (last !== undefined) return restartOf(scenario, noted, last.snapshot, options);
  return {
    kind: "fault",
    words: `no snapshot had ended before ${at}: there is nothing to go back to but the beginning`,
  };
}

/** When a snapshot was complete: its last recording, or the last receipt of one of its markers. */
function endOf(trace: Trace, snapshot: Snapshot): number {
  const { kind, payload, receive } = trace.messages;
  const index = trace.snapshots.indexOf(snapshot);
  let end = Number.NEGATIVE_INFINITY;
  const see = (event: number): void => {
    if (event !== NONE) end = Math.max(end, trace.events.time[event]);
  };
  snapshot.recordEvents.forEach(see);
  for (let m = 0; m < kind.length; m++) if (kind[m] === 1 && payload[m] === index) see(receive[m]);
  return end;
}

function restartOf(
  scenario: Scenario,
  noted: NotedRun,
  snapshot: Snapshot,
  options: RestartOptions,
): RestartResult {
  const { trace } = noted;
  const verdict = verifySnapshot(trace, snapshot);
  // Tokens may be made and used up in a run; what counts is the cut, and what was recorded of the channels.
  const { cut, unrecorded, wronglyRecorded, untold, foreign } = verdict;
  const faults = unrecorded.length + wronglyRecorded.length + untold.length + foreign;
  const isRight = cut.kind === "consistent" && faults === 0 && snapshot.unfinished === undefined;
  if (!isRight && options.force !== true) {
    const why =
      snapshot.unfinished === undefined ? describeSnapshotVerdict(trace, verdict) : "it never ended";
    return { kind: "fault", words: `${snapshotTitle(snapshot)} is nothing to restart from: ${why}` };
  }
  const authored = authoredSteps(scenario);
  const rest = remainderOf(authored, scenario.channels, noted, snapshot);
  const { base } = rest;
  const seed = options.seed ?? scenario.delivery.seed;
  const continued: Scenario = {
    ...scenario,
    name: `${scenario.name}, from ${snapshotTitle(snapshot)}`,
    processes: scenario.processes.map((process, p) => ({
      ...process,
      initial: stateAt(trace, p, snapshot.frontier[p]),
    })),
    channels: channelsOf(scenario),
    actions: { ...scenario.actions, ...NO_ACTIONS },
    steps: rest.steps,
    endTime: Math.max(0, scenario.endTime - base),
    ...(scenario.stopTime === undefined ? {} : { stopTime: Math.max(0, scenario.stopTime - base) }),
    ...(scenario.partitions === undefined
      ? {}
      : {
          partitions: scenario.partitions
            .map((cut) => ({ ...cut, start: Math.max(0, cut.start - base), end: cut.end - base }))
            .filter(({ end }) => end > 0),
        }),
    cuts: [],
    puzzles: [],
    expectations: (scenario.expectations ?? []).filter(
      ({ subject, claim }) =>
        subject.kind === "end" && (claim.kind === "state" || claim.kind === "conserved"),
    ),
    delivery: { kind: "channels", seed },
  };
  const { done, underWay } = rest;
  const left = rest.steps.length - underWay;
  return { kind: "restart", restart: { scenario: continued, trace, snapshot, done, left, underWay } };
}

/** The course's network delays each message by 1 to 5 and keeps each channel in order: so do these channels. */
function channelsOf({ channels, delivery }: Scenario): Scenario["channels"] {
  if (delivery.kind !== "course") return channels;
  const transport = { ...PLAIN_TRANSPORT, latency: { least: 1, most: 5 } };
  return channels.map((channel) => ({ ...channel, transport }));
}

/** The steps of an authored scenario, or timed actions as such, in the same order. */
function authoredSteps(scenario: Scenario): readonly Step[] {
  if (scenario.steps !== undefined) return scenario.steps;
  const { kind, time, process, channel, argument, file, line } = scenario.actions;
  return Array.from(kind, (each, i): Step => {
    const base = {
      lane: process[i],
      at: time[i],
      file: file[i],
      line: line[i],
      process: asProcess(process[i]),
    };
    if (each === ActionKind.snapshot) return { ...base, kind: "snapshot", id: argument[i] };
    return { ...base, kind: "send", channel: channel[i] as ChannelId, payload: argument[i] };
  });
}
