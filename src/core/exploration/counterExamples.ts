// The search for a smallest counter-example: systems and scripts by growing size, each once up to the names of its processes,
// in all of which just one assumption of an algorithm is broken; all runs of each, until one records a wrong snapshot or never
// ends. Without a broken assumption nothing may be found: then the search is a check of the algorithm.

import { brokenIn } from "../analysis/assumptions.ts";
import { NO_ACTIONS } from "../scenario/actionBuilder.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";
import { PLAIN_TRANSPORT } from "../scenario/transport.ts";
import { withoutCausalDelivery } from "../snapshot/registry.ts";
import type { Assumptions, SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";
import { asChannel, asProcess } from "../trace/ids.ts";
import { describeSnapshotVerdict } from "../trace/verdict.ts";
import { Answers } from "./answers.ts";
import { LEAST_SIZE } from "./breakable.ts";
import { Exploration } from "./exploration.ts";
import type { JudgedFinal } from "./judgedFinals.ts";

export interface CounterSearch {
  readonly algorithm: SnapshotAlgorithm;
  /** The only assumption that is broken; undefined: none is. */
  readonly without: keyof Assumptions | undefined;
  /** Processes, channels and sends in all, up to which systems are tried. */
  readonly mostSize: number;
  /** States of one exploration after which it gives up. */
  readonly mostStates?: number;
}

interface Tried {
  /** Scenarios that were explored, and the states of all of them. */
  readonly scenarios: number;
  readonly states: number;
  /** Of the one that was found, or else the size up to which all were tried. */
  readonly size: number;
  /** Whether all runs of each were seen. */
  readonly complete: boolean;
}

export type CounterFound = Tried &
  (
    | { readonly kind: "found"; readonly run: JudgedFinal; readonly words: string }
    /** Nothing of the sizes tried goes wrong. */
    | { readonly kind: "none" }
  );

/** States that are looked at between two yields. */
const STATES_A_SLICE = 5000;
const MOST_PROCESSES = 3;
const NAMES = ["P", "Q", "S"];
const TOKENS = ["A", "B", "C", "D", "E", "F"];

/** Raises `NotExplorable` for an algorithm that cannot be explored. Yields the share of the sizes that are done. */
export function* searchCounterExample(search: CounterSearch): Generator<number, CounterFound> {
  const { mostSize, mostStates } = search;
  const algorithm = variantOf(search);
  let [scenarios, states, complete] = [0, 0, true];
  for (const { scenario, size } of scenariosOf(search, algorithm)) {
    const share = (size - LEAST_SIZE) / (mostSize - LEAST_SIZE + 1);
    const exploration = new Exploration(scenario, { algorithm, starts: "any", reduce: true, mostStates });
    while (!exploration.run(STATES_A_SLICE)) yield share;
    scenarios++;
    states += exploration.states;
    complete &&= exploration.limit === undefined;
    const wrong = shortestWrong(new Answers(exploration, algorithm));
    yield share;
    if (wrong !== undefined) return { kind: "found", ...wrong, scenarios, states, size, complete };
  }
  return { kind: "none", scenarios, states, size: mostSize, complete };
}

/** Causal delivery is no property of a system: an algorithm brings it, or here does not. */
function variantOf({ algorithm, without }: CounterSearch): SnapshotAlgorithm {
  const variant = without === "causal" ? withoutCausalDelivery(algorithm) : algorithm;
  if (variant === undefined) throw new Error(`${algorithm.id} does not assume causal delivery`);
  return variant;
}

function shortestWrong(answers: Answers): { readonly run: JudgedFinal; readonly words: string } | undefined {
  const outcomes = answers.outcomes(0);
  for (let next = outcomes.next(); ; next = outcomes.next()) {
    if (next.done !== true) continue;
    const wrong = next.value.filter(({ verdict, unfinished }) => unfinished || verdict.kind !== "consistent");
    if (wrong.length === 0) return undefined;
    const { run, unfinished, verdict } = wrong.reduce((a, b) => (b.run.length < a.run.length ? b : a));
    const words = describeSnapshotVerdict(run.trace, verdict);
    return { run, words: unfinished ? `never ends: ${words}` : words };
  }
}

interface Sized {
  readonly scenario: Scenario;
  readonly size: number;
}

/** All scenarios in which just the one assumption is broken, by their size; of one size those with fewer processes first. */
function* scenariosOf({ without, mostSize }: CounterSearch, algorithm: SnapshotAlgorithm): Iterable<Sized> {
  for (let size = LEAST_SIZE; size <= mostSize; size++) {
    for (let processes = 2; processes <= MOST_PROCESSES; processes++) {
      for (const ends of systemsOf(processes)) {
        const sends = size - processes - ends.length;
        if (sends < 0 || sends > TOKENS.length) continue;
        for (const script of scriptsOf(ends, sends)) {
          const scenario = scenarioOf(processes, ends, script, without);
          const broken = brokenIn(scenario, algorithm, [asProcess(0)]).map(({ assumption }) => assumption);
          if (isJust(broken, without)) yield { scenario, size };
        }
      }
    }
  }
}

/** Whether just this is broken: with it goes only what cannot hold without it. Who is not reached has no direct channel either. */
function isJust(broken: readonly (keyof Assumptions)[], without: keyof Assumptions | undefined): boolean {
  const others = broken.filter((each) => each !== without && !(without === "reachable" && each === "direct"));
  return others.length === 0 && (without === undefined || broken.includes(without));
}

type Ends = readonly (readonly [number, number])[];

/** The digraphs with a channel, one of each that differ only in the names of all but the first process. */
function systemsOf(processes: number): Ends[] {
  const arcs: [number, number][] = [];
  for (let from = 0; from < processes; from++)
    for (let to = 0; to < processes; to++) if (from !== to) arcs.push([from, to]);
  const renamings = permutations(Array.from({ length: processes - 1 }, (_, i) => i + 1));
  const place = new Map(arcs.map(([from, to], i) => [`${from} ${to}`, i]));
  const systems: Ends[] = [];
  for (let mask = 1; mask < 1 << arcs.length; mask++) {
    const ends = arcs.filter((_, i) => (mask >> i) & 1);
    const renamed = renamings.map((names) =>
      ends.reduce((sum, [from, to]) => {
        const rename = (process: number): number => (process === 0 ? 0 : names[process - 1]);
        return sum | (1 << (place.get(`${rename(from)} ${rename(to)}`) ?? 0));
      }, 0),
    );
    if (mask === Math.min(...renamed)) systems.push(ends);
  }
  return systems.sort((a, b) => a.length - b.length);
}

function permutations(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first) =>
    permutations(list.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

/** Sends by their channels; those of one process in their order, and one order of the processes, since runs go through all. */
function* scriptsOf(ends: Ends, sends: number, script: readonly number[] = []): Iterable<readonly number[]> {
  if (script.length === sends) {
    yield script;
    return;
  }
  const last = script.length === 0 ? 0 : ends[script[script.length - 1]][0];
  for (const [channel, [from]] of ends.entries())
    if (from >= last) yield* scriptsOf(ends, sends, [...script, channel]);
}

/** Each message carries a token of its own, so that what was lost or doubled has a name. */
function scenarioOf(
  processes: number,
  ends: Ends,
  script: readonly number[],
  without: keyof Assumptions | undefined,
): Scenario {
  const token = (i: number) => ({ token: TOKENS[i], count: 1 });
  const transport = {
    ...PLAIN_TRANSPORT,
    fifo: without !== "fifo",
    loss: without === "reliable" ? 0.5 : 0,
  };
  const place = (process: number, line: number) => ({
    ...{ process: asProcess(process), lane: process, file: 0, line },
  });
  const sends = script.map((channel, i): Step => {
    const ofSender = place(ends[channel][0], i + 1);
    return { kind: "send", channel: asChannel(channel), payload: i, ...ofSender };
  });
  return {
    name: "counter-example",
    timeUnit: "tick",
    files: ["counter-example"],
    processes: Array.from({ length: processes }, (_, p) => ({
      name: NAMES[p],
      initial: {
        tokens: script.flatMap((channel, i) => (ends[channel][0] === p ? [token(i)] : [])),
        fields: [],
      },
    })),
    channels: ends.map(([from, to]) => ({ from: asProcess(from), to: asProcess(to), transport })),
    payloads: script.map((_, i) => ({ label: "", tokens: [token(i)], fields: [] })),
    actions: NO_ACTIONS,
    steps: [...sends, { kind: "snapshot", id: 1, ...place(0, script.length + 1) }],
    endTime: 0,
    delivery: { kind: "channels", seed: "1" },
  };
}
