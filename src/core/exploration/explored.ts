// A scenario made ready for exploration: its lanes by process, its channels with their faults, the snapshots' algorithms
// and the cuts to watch. What the steps of a process need to know, computed once.

import type { Scenario } from "../scenario/scenario.ts";
import { PLAIN_TRANSPORT, type Transport } from "../scenario/transport.ts";
import { type System, systemOf } from "../simulation/system.ts";
import { chandyLamport } from "../snapshot/algorithms/chandyLamport.ts";
import { findAlgorithm } from "../snapshot/registry.ts";
import type { SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";
import { type Lane, lanesOf, type UnderWay, type Workload } from "./lanes.ts";
import { type ExploreOptions, NotExplorable } from "./options.ts";
import { type Passages, passagesOf } from "./passages.ts";
import { type WatchedCut, watchedCuts } from "./plannedPoints.ts";

export interface Explored {
  readonly scenario: Scenario;
  readonly system: System;
  readonly lanes: readonly Lane[];
  /** The lanes of each process. */
  readonly lanesOf: readonly (readonly number[])[];
  readonly workloads: readonly Workload[];
  readonly underWay: readonly UnderWay[];
  /** What a workload may send: any single token, over any channel. */
  readonly freeSends: readonly { readonly channel: number; readonly payload: number }[];
  readonly snapshotIds: readonly number[];
  /** One for each snapshot. */
  readonly algorithms: readonly SnapshotAlgorithm[];
  readonly fifo: readonly boolean[];
  /** Whether messages are delivered in causal order, over all channels together. */
  readonly isCausal: boolean;
  /** Whether what a channel would hand over may have to wait: for causal order, or for who holds it back. */
  readonly delays: boolean;
  readonly passages: Passages;
  readonly cuts: readonly WatchedCut[];
  /** Whether a cut counts events. */
  readonly countsEvents: boolean;
  /** Steps whose messages somebody waits for. */
  readonly awaited: ReadonlySet<number>;
  /** The payload that a handle of a message stands for. */
  readonly payloadOf: (handle: number) => number;
  /** The same number for all handles whose messages carry the same. */
  readonly contentOf: (handle: number) => number;
  /** The handle of the message of a step with this payload, or of the n-th send of the workloads. */
  readonly handleOf: (step: number, payload: number, channel: number) => number;
  readonly freeHandle: (nth: number, payload: number) => number;
}

export function exploredOf(scenario: Scenario, options: ExploreOptions): Explored {
  assertExplorable(scenario);
  const { order = "free", starts = "script", withoutSnapshots = false } = options;
  const { lanes, workloads, underWay, snapshotIds } = lanesOf(scenario, { order, starts, withoutSnapshots });
  const system = systemOf(scenario);
  const algorithms = snapshotIds.map((id) => algorithmOf(scenario, id, options));
  const cuts = watchedCuts(scenario);
  const transports = scenario.channels.map(({ transport }) => transport ?? PLAIN_TRANSPORT);
  assertTakenOnce(algorithms, transports);
  const fifo = transports.map(({ fifo: keeps, reliable }) => keeps || reliable !== undefined);
  const awaited = new Set(
    lanes.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === "receive" ? [step.send] : []))),
  );
  const named = new Set(
    cuts.flatMap(({ points }) => points.flatMap((point) => (point.kind === "message" ? [point.send] : []))),
  );
  return {
    scenario,
    system,
    lanes,
    lanesOf: scenario.processes.map((_, p) =>
      lanes.flatMap(({ process }, lane) => (process === p ? [lane] : [])),
    ),
    workloads,
    underWay,
    freeSends: workloads.length === 0 ? [] : freeSendsOf(scenario),
    snapshotIds,
    algorithms,
    fifo,
    isCausal: algorithms.some(isLayered),
    delays: algorithms.some((algorithm) => isLayered(algorithm) || algorithm.gate !== undefined),
    passages: passagesOf(transports),
    cuts,
    countsEvents: cuts.some(({ points }) => points.some(({ kind }) => kind === "events")),
    awaited,
    ...handles(scenario, algorithms, (step, channel) => {
      return awaited.has(step) || named.has(step) || (cuts.length > 0 && !fifo[channel]);
    }),
  };
}

function algorithmOf(scenario: Scenario, id: number, { algorithm = chandyLamport }: ExploreOptions) {
  const own = scenario.algorithms?.find(({ snapshot }) => snapshot === id)?.algorithm;
  if (own === undefined) return algorithm;
  const found = findAlgorithm(own);
  if (found === undefined) throw new NotExplorable(`there is no snapshot algorithm ${own}`);
  return found;
}

/** Of the layers on a network, causal delivery is the one that is known here (causalPast.ts). */
function isLayered({ layer, assumes, name }: SnapshotAlgorithm): boolean {
  if (layer !== undefined && assumes.causal !== true)
    throw new NotExplorable(`${name} wants a layer on the network that the explorer does not know`);
  return layer !== undefined;
}

/** A second copy of a control message says nothing in the engine, and here nobody tells which copy is the second. */
function assertTakenOnce(algorithms: readonly SnapshotAlgorithm[], transports: readonly Transport[]): void {
  const isPlain = ({ exploration }: SnapshotAlgorithm): boolean => exploration !== undefined;
  const doubles = transports.some(({ duplication, reliable }) => duplication > 0 && reliable === undefined);
  const other = algorithms.find((algorithm) => !isPlain(algorithm));
  if (doubles && other !== undefined)
    throw new NotExplorable(`channels double messages, and ${other.name} sends more than plain markers`);
}

/** Raises `NotExplorable` for what has no meaning in runs without times, or is not known here yet. */
function assertExplorable({ channels, partitions = [], steps = [] }: Scenario): void {
  for (const { transport } of channels) {
    const { corruption = 0, reliable, loss } = transport ?? PLAIN_TRANSPORT;
    if (reliable === undefined) continue;
    const { checksum, numbers, retransmission, deduplication, ordering } = reliable;
    const isWhole = checksum && numbers && retransmission && deduplication && ordering;
    if (!isWhole || loss >= 1 || corruption >= 1)
      throw new NotExplorable("a reliable channel lacks one of its mechanisms, or any hope");
  }
  if (partitions.length > 0)
    throw new NotExplorable("its network is cut for a time, and runs are explored without times");
  if (steps.some(({ kind }) => kind === "crash" || kind === "restart"))
    throw new NotExplorable("processes crash in it, which the explorer does not know");
}

/** Any channel and any payload that is a single token. */
function freeSendsOf(scenario: Scenario): { readonly channel: number; readonly payload: number }[] {
  const single = scenario.payloads.flatMap(({ label, tokens, fields }, payload) =>
    label === "" && fields.length === 0 && tokens.length === 1 && tokens[0].count === 1 ? [payload] : [],
  );
  const seen = new Set<string>();
  const payloads = single.filter((payload) => {
    const { token } = scenario.payloads[payload].tokens[0];
    return seen.has(token) ? false : seen.add(token);
  });
  return scenario.channels.flatMap((_, channel) => payloads.map((payload) => ({ channel, payload })));
}

/**
 * Handles of messages. Where every algorithm forgets a message as soon as it has recorded it, and nobody speaks of it,
 * messages with the same content are exchangeable and share a handle; elsewhere each has its own.
 */
function handles(
  scenario: Scenario,
  algorithms: readonly SnapshotAlgorithm[],
  isNamed: (step: number, channel: number) => boolean,
): Pick<Explored, "payloadOf" | "contentOf" | "handleOf" | "freeHandle"> {
  const steps = scenario.steps?.length ?? scenario.actions.kind.length;
  const payloads = scenario.payloads.length;
  const byContent = contentNumbers(scenario);
  const mayShare = algorithms.every(({ exploration }) => exploration?.forgetsMessages === true);
  const payloadOfStep = (step: number): number => {
    const authored = scenario.steps?.[step];
    if (authored === undefined) return scenario.actions.argument[step];
    return authored.kind === "send" ? authored.payload : 0;
  };
  const payloadOf = (handle: number): number =>
    handle < steps ? payloadOfStep(handle) : (handle - steps) % payloads;
  return {
    payloadOf,
    contentOf: (handle) => byContent[payloadOf(handle)],
    handleOf: (step, payload, channel) =>
      mayShare && !isNamed(step, channel) ? steps + byContent[payload] : step,
    freeHandle: (nth, payload) => steps + byContent[payload] + (mayShare ? 0 : (nth + 1) * payloads),
  };
}

/** For each payload the first that carries the same. */
function contentNumbers({ payloads }: Scenario): number[] {
  const first = new Map<string, number>();
  return payloads.map(({ label, tokens, fields }, i) => {
    const key = JSON.stringify([label, tokens, fields]);
    if (!first.has(key)) first.set(key, i);
    return first.get(key) ?? i;
  });
}
