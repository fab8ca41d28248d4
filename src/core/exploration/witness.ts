// A path of the exploration as an authored scenario: every step gets its time, every message its time of receipt, so that
// the run is this one and no other. What became of messages on unreliable channels, and markers of which the latencies
// differ, stand at the channels, message by message.

import { NO_ACTIONS } from "../scenario/actionBuilder.ts";
import type { CutPoint, PlannedCut } from "../scenario/expectation.ts";
import type { Scenario, ScenarioChannel } from "../scenario/scenario.ts";
import type { SendStep, SnapshotStep, Step } from "../scenario/step.ts";
import type { Transport } from "../scenario/transport.ts";
import { chandyLamport } from "../snapshot/algorithms/chandyLamport.ts";
import { findAlgorithm } from "../snapshot/registry.ts";
import { asChannel, asProcess } from "../trace/ids.ts";
import type { PathAction } from "./exploration.ts";
import type { Explored } from "./explored.ts";
import { stepsOfActions } from "./lanes.ts";
import { copies, isSpoilt, type Passage } from "./passages.ts";
import type { ProcessSteps } from "./processSteps.ts";

/** A message on its way along the path. */
interface Transmission {
  readonly items: readonly number[];
  readonly marker: boolean;
  /** The step of the witness that sends it; −1 for a marker. */
  readonly step: number;
  readonly sent: number;
  readonly passage: Passage;
  readonly received: number[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The scenario of a complete path. Snapshots keep their order; their ids count from 1, as an author's do. */
export function witnessOf(steps: ProcessSteps, path: readonly PathAction[]): Scenario {
  return new Witness(steps, path).scenario();
}

class Witness {
  readonly #explored: Explored;
  readonly #steps: ProcessSteps;
  /** The scenario's own steps, and behind them those of workloads. */
  readonly #written: (Writable<Step> | undefined)[];
  /** How many of them are the scenario's own. */
  readonly #own: number;
  /** For each channel. */
  readonly #sent: Transmission[][];
  readonly #length: number;
  /** Where each step stands in the witness. */
  #moved: ReadonlyMap<number, number> = new Map();

  constructor(steps: ProcessSteps, path: readonly PathAction[]) {
    this.#steps = steps;
    this.#explored = steps.explored;
    const { scenario } = this.#explored;
    this.#written = (scenario.steps ?? stepsOfActions(scenario)).map((step) => untimed(step));
    this.#own = this.#written.length;
    this.#sent = scenario.channels.map(() => []);
    const under = steps.initial().items;
    this.#explored.underWay.forEach(({ channel, index }, i) => {
      const way = { marker: false, step: index, sent: 0, passage: "once", received: [] } as const;
      this.#sent[channel].push({ ...way, items: [under[i]], received: [] });
    });
    this.#length = path.length;
    const done = this.#explored.lanes.map(() => 0);
    path.forEach((action, i) => {
      this.#walk(action, i + 1, done);
    });
    this.#leaveUndone(done);
  }

  /** What a process never does, since it is held back for good, is due when all is over: no sooner, or it would be done. */
  #leaveUndone(done: readonly number[]): void {
    this.#explored.lanes.forEach(({ steps }, lane) => {
      const next = steps.slice(done[lane]).find(({ kind }) => kind !== "receive");
      const step = next === undefined ? undefined : this.#written[next.index];
      if (step !== undefined && step.kind !== "snapshot") step.at = this.#length + 1;
    });
  }

  scenario(): Scenario {
    const { scenario } = this.#explored;
    const channels = scenario.channels.map((channel, c) => this.#channel(channel, c, this.#sent[c]));
    // Given times of receipt come last, since a channel decides whether it needs them.
    const steps = this.#inOrder();
    const { stopTime: _, actions: __, ...rest } = scenario;
    return {
      ...rest,
      actions: NO_ACTIONS,
      channels,
      steps,
      endTime: this.#length,
      delivery: { kind: "channels", seed: "1" },
      ...renumbered(this.#explored),
      cuts: scenario.cuts?.map((cut) => this.#cut(cut)),
    };
  }

  #cut(cut: PlannedCut): PlannedCut {
    const { through } = cut;
    if (through.kind === "time") return cut;
    const points = through.points.map((point): CutPoint => {
      const { after } = point;
      if (after.kind === "events") return point;
      return { ...point, after: { kind: "message", send: this.#moved.get(after.send) ?? after.send } };
    });
    return { ...cut, through: { kind: "points", points } };
  }

  #walk({ kind, what, outcome, process, step }: PathAction, time: number, done: number[]): void {
    let written = -1;
    if (kind === "receive") this.#receive(what, time);
    else if (kind === "free") written = this.#freeSend(what, process, time);
    else if (kind === "lane") written = this.#laneStep(what, time, done);
    for (const { channel, marker, passage, items } of step.outcomes[outcome].sent) {
      const from = { step: marker ? -1 : written, sent: time };
      this.#sent[channel].push({ ...from, items, marker, passage, received: [] });
    }
  }

  #laneStep(lane: number, time: number, done: number[]): number {
    const { steps } = this.#explored.lanes[lane];
    while (steps[done[lane]].kind === "receive") done[lane]++;
    const { index } = steps[done[lane]++];
    const step = this.#written[index];
    if (step !== undefined) step.at = time;
    return index;
  }

  #freeSend(choice: number, process: number, at: number): number {
    const { channel, payload } = this.#explored.freeSends[choice];
    const send: SendStep = {
      kind: "send",
      process: asProcess(process),
      channel: asChannel(channel),
      payload,
      lane: process,
      at,
      file: 0,
      line: 0,
    };
    return this.#written.push(send) - 1;
  }

  #receive(item: number, time: number): void {
    const { channel } = this.#steps.contents.item(item);
    const first = this.#sent[channel].find(
      (each) => each.items.includes(item) && each.received.length < copies(each.passage),
    );
    first?.received.push(time);
  }

  #channel(channel: ScenarioChannel, channelNumber: number, sent: readonly Transmission[]): ScenarioChannel {
    const fifo = this.#explored.fifo[channelNumber];
    // What is never handed over, since it is held back or waits for something lost, arrives when all is over.
    for (const { passage, received } of sent)
      while (received.length < copies(passage)) received.push(this.#length + 1);
    const markers = sent.filter(({ marker }) => marker);
    const latencies = new Set(markers.map(({ sent: from, received }) => received[0] - from));
    // What is under way at the start takes its time from the channel, message by message.
    const isPlain =
      latencies.size < 2 &&
      !this.#explored.underWay.some((each) => each.channel === channelNumber) &&
      sent.every(
        ({ marker, passage }) =>
          passage === "once" || (!marker && (passage === "lost" || passage === "spoilt")),
      );
    const [latency = 1] = isPlain ? latencies : [];
    const plain: Transport = { fifo, latency: { least: latency, most: latency }, loss: 0, duplication: 0 };
    for (const each of sent) this.#setReceipt(each, isPlain);
    if (isPlain) return { ...channel, transport: plain };
    const passages = sent.map(({ sent: from, received }) => received.map((time) => time - from));
    const spoiltPassages = sent.flatMap(({ passage }, i) => (isSpoilt(passage) ? [i] : []));
    const given = spoiltPassages.length === 0 ? { passages } : { passages, spoiltPassages };
    return { ...channel, transport: { ...plain, ...given } };
  }

  #setReceipt({ step, passage, received }: Transmission, isPlain: boolean): void {
    const send = this.#written[step];
    if (send?.kind !== "send" || !isPlain) return;
    if (passage === "lost") send.fate = { lost: true };
    else send.receiveAt = received[0];
    if (passage === "spoilt") send.fate = { spoilt: true };
  }

  /** Steps by their times, what is under way at the start first, those that never happen last, and the starts of snapshots by their ids behind the rest. */
  #inOrder(): Step[] {
    const timeOf = (index: number): number =>
      this.#isUnderWay(index) ? 0 : (this.#written[index]?.at ?? Number.POSITIVE_INFINITY);
    const order = [...this.#written.keys()].filter((i) => this.#written[i] !== undefined);
    const isStart = (i: number): boolean => this.#written[i]?.kind === "snapshot";
    const rank = (i: number): number => (this.#written[i] as SnapshotStep).id;
    const happens = order.filter((i) => !isStart(i) && this.#written[i]?.kind !== "receive");
    const rest = this.#withReceives(happens.sort((a, b) => compare(timeOf(a), timeOf(b)) || a - b));
    const starts = order.filter(isStart).sort((a, b) => rank(a) - rank(b) || a - b);
    const all = [...rest, ...starts];
    const moved = new Map(all.map((index, place) => [index, place]));
    const { snapshotIds, scenario } = this.#explored;
    let lane = scenario.processes.length;
    this.#moved = moved;
    return all.map((index): Step => {
      const step = this.#written[index] as Step;
      // A start that never comes stays behind what it waits for.
      if (step.kind === "snapshot" && step.at === undefined)
        return { ...step, id: snapshotIds.indexOf(step.id) + 1 };
      if (step.kind === "receive") return { ...step, send: moved.get(step.send) ?? step.send };
      if (step.kind !== "snapshot") return step;
      return { ...step, id: snapshotIds.indexOf(step.id) + 1, lane: lane++ };
    });
  }

  /** What is in its channel when the run begins is no step of its lane. */
  #isUnderWay(index: number): boolean {
    const step = this.#written[index];
    return step?.kind === "send" && step.underWay === true;
  }

  /** Puts each receive step before the step of its lane that it held back. */
  #withReceives(happens: readonly number[]): number[] {
    const result = [...happens];
    // Sends of workloads come behind the scenario's own steps; no receive step holds one back.
    const own = [...this.#written.keys()].slice(0, this.#own);
    for (const i of [...own].reverse()) {
      const step = this.#written[i];
      if (step?.kind !== "receive") continue;
      const next = own.find(
        (j) => j > i && !this.#isUnderWay(j) && this.#written[j]?.lane === step.lane && result.includes(j),
      );
      result.splice(next === undefined ? result.length : result.indexOf(next), 0, i);
    }
    return result;
  }
}

/** A step without the times and fates that the script gave it; a workload is left out, for its sends are written out. */
function untimed(step: Step): Writable<Step> | undefined {
  if (step.kind === "workload") return undefined;
  if (step.kind !== "send") {
    const { at: _, ...rest } = step;
    return rest;
  }
  const { at: _, receiveAt: __, fate: ___, ...rest } = step;
  return rest;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What names snapshots by their ids, for ids from 1. Who takes them stands there too, unless it is who does anyhow. */
function renumbered({ scenario, snapshotIds: ids, algorithms }: Explored): Partial<Scenario> {
  const moved = <Entry extends { readonly snapshot: number }>(list: readonly Entry[] | undefined) =>
    list?.flatMap((entry) => {
      const place = ids.indexOf(entry.snapshot);
      return place < 0 ? [] : [{ ...entry, snapshot: place + 1 }];
    });
  const { snapshotNames, expectations } = scenario;
  const named = new Set(scenario.algorithms?.map(({ snapshot }) => snapshot));
  const taking = algorithms.flatMap((algorithm, place) => {
    const isNamed =
      named.has(ids[place]) || (algorithm !== chandyLamport && findAlgorithm(algorithm.id) === algorithm);
    return isNamed ? [{ snapshot: place + 1, algorithm: algorithm.id }] : [];
  });
  return {
    algorithms: taking,
    snapshotNames: moved(snapshotNames),
    expectations: expectations?.map((expectation) => {
      const { subject } = expectation;
      if (subject.kind !== "snapshot") return expectation;
      return { ...expectation, subject: { kind: "snapshot", id: ids.indexOf(subject.id) + 1 } };
    }),
  };
}
