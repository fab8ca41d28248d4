// One scenario, or one recorded trace, and every snapshot algorithm on it: what each records, whether that is consistent, what
// it takes, and which of its assumptions are broken here. Each runs alone, with the same seed and script. Those that nobody
// coordinates start when each process's clock shows the time: its own clock where any is declared, else one that differs by up to
// `skew`, drawn from a seed, since that is what goes wrong with them.

import { withoutSnapshots, withStarts } from "../scenario/addSnapshot.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { SeededRandom } from "../simulation/seededRandom.ts";
import { localClocks, timeOnClock } from "../snapshot/algorithms/localClocks.ts";
import { SNAPSHOT_ALGORITHMS } from "../snapshot/registry.ts";
import { replayOf } from "../snapshot/replaySnapshot.ts";
import { simulationOf } from "../snapshot/simulate.ts";
import type { SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";
import { describeMessage } from "../trace/describe.ts";
import { describeUnfinished } from "../trace/describeSnapshot.ts";
import { asProcess, type ProcessId } from "../trace/ids.ts";
import { describeTokens, type TokenCount } from "../trace/localState.ts";
import type { OwnClock, Snapshot, SnapshotCost, Trace } from "../trace/trace.ts";
import { describeSnapshotVerdict, type SnapshotVerdict, type VerdictKind } from "../trace/verdict.ts";
import { type BrokenAssumption, brokenIn, brokenOn } from "./assumptions.ts";
import { verifySnapshot } from "./snapshotCheck.ts";

/** Who starts the snapshot, and when; in a trace without times, after so many events of the run. */
export interface ComparedStart {
  readonly initiators: readonly ProcessId[];
  readonly at: number;
  /** How far apart the clocks, or the times, of those are whom nobody coordinates. */
  readonly skew: number;
  /** Whether clocks are drawn even where the processes have clocks of their own. */
  readonly drawsClocks?: boolean;
}

/** What came of one algorithm. */
export interface ComparedRun {
  readonly trace: Trace;
  readonly snapshot: Snapshot;
  readonly kind: VerdictKind | "unfinished";
  /** The verdict in one line. */
  readonly words: string;
  /** A message that makes it wrong, or why it did not end; absent where it is right. */
  readonly witness?: string;
  readonly missing: readonly TokenCount[];
  readonly surplus: readonly TokenCount[];
  readonly inChannels: number;
  readonly cost: SnapshotCost;
}

export interface Compared {
  readonly algorithm: SnapshotAlgorithm;
  readonly broken: readonly BrokenAssumption[];
  /** Of an algorithm that nobody coordinates: where the times at which the processes record come from. */
  readonly timing?: string;
  /** Absent where it cannot run here; `reason` tells why. */
  readonly run?: ComparedRun;
  readonly reason?: string;
}

const EXACT: OwnClock = { skew: 0, drift: 0 };

/** Steps between two calls of `progress`: some milliseconds' worth. */
const STEPS_A_SLICE = 5_000;

type Progress = (words: string, fraction: number) => Promise<void> | void;

/** One algorithm after the other. `progress`: as in opened.ts; what it throws ends the comparison. */
export async function compareAll(
  { trace, scenario }: { readonly trace: Trace; readonly scenario?: Scenario },
  start: ComparedStart,
  progress: Progress = () => {},
): Promise<readonly Compared[]> {
  const rows: Compared[] = [];
  for (const algorithm of SNAPSHOT_ALGORITHMS) {
    await progress(algorithm.name, rows.length / SNAPSHOT_ALGORITHMS.length);
    const within: Progress = (words, fraction) =>
      progress(words, (rows.length + fraction) / SNAPSHOT_ALGORITHMS.length);
    rows.push(
      scenario === undefined
        ? await replayed(trace, algorithm, start, within)
        : await simulated(withoutSnapshots(scenario), algorithm, start, within),
    );
  }
  return rows;
}

/** When the scenario's, or the trace's, first snapshot was started, and by whom; else in the middle, by the first process. */
export function usualStart(trace: Trace): Pick<ComparedStart, "initiators" | "at"> {
  const [first] = trace.snapshots;
  if (first !== undefined && first.initiators.length > 0) {
    const times = first.initiators.flatMap((process) => {
      const event = first.recordEvents[process];
      return event < 0 || trace.timeUnit === "none" ? [] : [trace.events.time[event]];
    });
    if (times.length > 0) return { initiators: first.initiators, at: Math.min(...times) };
  }
  const end = trace.timeUnit === "none" ? trace.events.time.length : trace.endTime;
  return { initiators: [asProcess(0)], at: Math.floor(end / 2) };
}

async function simulated(
  scenario: Scenario,
  algorithm: SnapshotAlgorithm,
  start: ComparedStart,
  progress: Progress,
): Promise<Compared> {
  const broken = brokenIn(scenario, algorithm, start.initiators);
  const { starts, ...timing } = startsOf(scenario.processes, algorithm, start);
  const simulation = simulationOf(withStarts(scenario, starts, algorithm.id));
  while (!simulation.run(STEPS_A_SLICE)) await progress(algorithm.name, simulation.progress);
  return { algorithm, broken, ...timing, run: judged(simulation.finish()) };
}

async function replayed(
  trace: Trace,
  algorithm: SnapshotAlgorithm,
  start: ComparedStart,
  progress: Progress,
): Promise<Compared> {
  const broken = brokenOn(trace, algorithm, start.initiators);
  if (algorithm.notReplayable !== undefined) return { algorithm, broken, reason: algorithm.notReplayable };
  const { starts, ...timing } = startsOf(trace.processes, algorithm, start);
  const initiators = starts.map(({ process }) => process);
  const times = new Map(starts.map(({ process, time }) => [process, time]));
  const latency = { kind: "channel" } as const;
  const replay = replayOf(trace, { initiators, at: start.at, times, latency }, algorithm);
  if (replay === undefined) {
    return { algorithm, broken, reason: "messages of the trace form a causal cycle, which no run can have" };
  }
  while (!replay.run(STEPS_A_SLICE)) await progress(algorithm.name, replay.progress);
  return { algorithm, broken, ...timing, run: judged(replay.finish()) };
}

interface Timed {
  readonly name: string;
  readonly clock?: OwnClock;
}

/** Who starts, and when; and of those whom nobody coordinates, where the times come from. */
function startsOf(
  processes: readonly Timed[],
  algorithm: SnapshotAlgorithm,
  { initiators, at, skew, drawsClocks = false }: ComparedStart,
): { readonly starts: readonly { process: ProcessId; time: number }[]; readonly timing?: string } {
  if (algorithm.startedBy === "initiators")
    return { starts: initiators.map((process) => ({ process, time: at })) };
  const share = (p: number): number => new SeededRandom("1", p).unit();
  const isDeclared = !drawsClocks && processes.some(({ clock }) => clock !== undefined);
  const timeOf = ({ clock = EXACT }: Timed, p: number): number => {
    if (algorithm !== localClocks) return at + Math.round(share(p) * skew);
    const drawn = { skew: Math.round((2 * share(p) - 1) * skew), drift: 0 };
    return timeOnClock(at, isDeclared ? clock : drawn);
  };
  const starts = processes.map((process, p) => ({
    process: asProcess(p),
    time: Math.max(0, timeOf(process, p)),
  }));
  const timing =
    algorithm !== localClocks
      ? `each at a time of its own, up to ${skew} later, drawn from a seed`
      : isDeclared
        ? `by the clocks that are declared: ${clockWords(processes)}`
        : `by clocks that are up to ${skew} ahead or behind, drawn from a seed`;
  return { starts, timing };
}

/** The clocks that are not exact, in words: `P 2 ahead`, `S 3 behind and gaining 0.01 a unit`. */
function clockWords(processes: readonly Timed[]): string {
  const words = processes.flatMap(({ name, clock }) => {
    if (clock === undefined) return [];
    const { skew, drift } = clock;
    const apart = skew === 0 ? "exact at first" : `${Math.abs(skew)} ${skew > 0 ? "ahead" : "behind"}`;
    const rate = drift === 0 ? "" : ` and ${drift > 0 ? "gaining" : "losing"} ${Math.abs(drift)} a unit`;
    return [`${name} ${apart}${rate}`];
  });
  return words.join(", ");
}

/** What is to be said of one algorithm below the table: what is broken, what is wrong, and what shows it. */
export function comparedNotes({ broken, timing, run, reason }: Compared): string[] {
  return [
    ...(reason === undefined ? [] : [reason]),
    ...broken.map(({ words }) => `assumption broken: ${words}`),
    ...(timing === undefined ? [] : [timing]),
    ...(run === undefined || run.kind === "consistent" ? [] : [run.words]),
    ...(run?.witness === undefined ? [] : [run.witness]),
    ...(run === undefined || run.missing.length === 0 ? [] : [`lost: ${describeTokens(run.missing)}`]),
    ...(run === undefined || run.surplus.length === 0 ? [] : [`doubled: ${describeTokens(run.surplus)}`]),
  ];
}

function judged(trace: Trace): ComparedRun | undefined {
  const snapshot = trace.snapshots.at(-1);
  if (snapshot?.cost === undefined) return undefined;
  const verdict = verifySnapshot(trace, snapshot);
  const isUnfinished = snapshot.unfinished !== undefined && verdict.kind !== "inconsistent";
  const { missing, surplus } = verdict.tokens ?? { missing: [], surplus: [] };
  return {
    ...{ trace, snapshot, missing, surplus, cost: snapshot.cost },
    kind: isUnfinished ? "unfinished" : verdict.kind,
    words: isUnfinished ? "did not end" : describeSnapshotVerdict(trace, verdict),
    ...witnessOf(trace, snapshot, verdict),
    inChannels: snapshot.channelMessages.length,
  };
}

function witnessOf(
  trace: Trace,
  { unfinished }: Snapshot,
  { cut, unrecorded, wronglyRecorded }: SnapshotVerdict,
): { readonly witness?: string } {
  const [orphan] = cut.orphans;
  const [missed] = unrecorded;
  const [wrong] = wronglyRecorded;
  if (orphan !== undefined) {
    return { witness: `${describeMessage(trace, orphan)}: received inside the cut, sent outside it` };
  }
  if (missed !== undefined) return { witness: `${describeMessage(trace, missed)}: in transit, not recorded` };
  if (wrong !== undefined) return { witness: `${describeMessage(trace, wrong)}: recorded, not in transit` };
  return unfinished === undefined ? {} : { witness: describeUnfinished(trace, unfinished) };
}
