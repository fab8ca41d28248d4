// From files to everything that Lightcone says of them: reads, runs a scenario in slices, verifies every snapshot
// and compares what a file claims was recorded. The editor and the command line both stand on this.

import type { Format, ReadContext, Reading, ReadOptions, Source } from "../formats/format.ts";
import { readSources } from "../formats/readSources.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { chandyLamport } from "../snapshot/algorithms/chandyLamport.ts";
import { type ReplayedSnapshot, replayOf } from "../snapshot/replaySnapshot.ts";
import { simulationOf } from "../snapshot/simulate.ts";
import type { SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";
import { compareProblems, type Problem } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import type { SnapshotVerdict } from "../trace/verdict.ts";
import { checkClaim } from "./claimCheck.ts";
import { checkExpectations, type ExpectationResult, expectationProblems } from "./expectations.ts";
import { type DrawnCut, drawCuts } from "./plannedCuts.ts";
import { verifySnapshot } from "./snapshotCheck.ts";
import { snapshotProblems } from "./snapshotProblems.ts";
import { traceProblems } from "./traceProblems.ts";

/** How the host watches and steers what takes long. */
export interface OpenContext {
  /**
   * Called now and then with what is going on and how far (0 … 1, or −1 where nobody knows). What it returns is awaited,
   * which lets others run; it throws `Cancelled` to stop.
   */
  readonly progress?: (words: string, fraction: number) => Promise<void> | void;
  /** Takes the snapshots that name no algorithm; Chandy and Lamport's where it is absent. */
  readonly algorithm?: SnapshotAlgorithm;
  /** What the user says of files that do not say it themselves. */
  readonly read?: ReadOptions;
}

export interface Opened {
  readonly reading: Reading;
  /** The recorded trace, or that of the scenario's run. Absent where the files hold neither. */
  readonly trace?: Trace;
  readonly scenario?: Scenario;
  /** Everything that is wrong: in the files, in the run, in what the files claim. Sorted by place. */
  readonly problems: readonly Problem[];
  /**
   * What the trace shows beyond that: faults of its snapshots, channels that were not FIFO, clocks that differ. A file may
   * be without fault and have such. `args.event` is the event to look at, `args.snapshot` an index into the snapshots.
   */
  readonly findings: readonly Problem[];
  /** One for each of the trace's snapshots. */
  readonly verdicts: readonly SnapshotVerdict[];
  /** The cuts that the scenario draws; one that cannot be drawn is a problem. */
  readonly cuts: readonly DrawnCut[];
  /** What the scenario expects, and whether it is so. */
  readonly expectations: readonly ExpectationResult[];
}

/** Steps between two calls of `progress`: some milliseconds' worth. */
const STEPS_A_SLICE = 20_000;
const MEGABYTE = 1024 * 1024;

/** Opens files that belong to one trace, in one of these formats. */
export async function openFormats(
  sources: readonly Source[],
  formats: readonly Format[],
  context: OpenContext,
): Promise<Opened> {
  const problems: Problem[] = [];
  const read: ReadContext = {
    report: (problem) => problems.push(problem),
    options: context.read,
    progress: (characters) => context.progress?.(...howFar(sources, characters)),
  };
  const reading = (await readSources(sources, formats, read)) ?? { claims: [] };
  return openReading(reading, problems, context);
}

/** How far the reading is, in words and as a fraction; by the bytes of the files where their host counts them. */
function howFar(sources: readonly Source[], characters: number): readonly [string, number] {
  const size = sources.reduce((sum, source) => sum + (source.size ?? Number.NaN), 0);
  const taken = sources.reduce((sum, source) => sum + (source.taken?.() ?? Number.NaN), 0);
  const done = Number.isNaN(taken) ? characters : taken;
  if (Number.isNaN(size)) return ["reading", -1];
  const words = size < MEGABYTE ? "reading" : `reading, ${megabytes(done)} of ${megabytes(size)} MB`;
  return [words, Math.min(1, done / size)];
}

function megabytes(bytes: number): number {
  return Math.round(bytes / MEGABYTE);
}

/** Runs and verifies a scenario that is at hand. */
export function openScenario(scenario: Scenario, context: OpenContext = {}): Promise<Opened> {
  return openReading({ scenario, claims: [] }, [], context);
}

/**
 * The same at once, for hosts that cannot wait, such as a preview while it renders. Undefined where the run takes more
 * than `steps` actions and deliveries.
 */
export function openScenarioNow(scenario: Scenario, steps: number): Opened | undefined {
  const simulation = simulationOf(scenario, chandyLamport);
  if (!simulation.run(steps)) return undefined;
  const trace = simulation.finish();
  const verdicts = trace.snapshots.map((snapshot) => verifySnapshot(trace, snapshot));
  return judged({ scenario, claims: [] }, trace, verdicts, []);
}

/**
 * Takes one more snapshot on a recorded trace, by replay, and opens the trace with its markers in it. Undefined where
 * messages of the trace form a causal cycle: then there is no run that could be replayed.
 */
export async function openReplay(
  trace: Trace,
  snapshot: ReplayedSnapshot,
  context: OpenContext = {},
): Promise<Opened | undefined> {
  const replay = replayOf(trace, snapshot, context.algorithm ?? chandyLamport);
  if (replay === undefined) return undefined;
  while (!replay.run(STEPS_A_SLICE)) await context.progress?.("replaying", replay.progress);
  return openReading({ trace: replay.finish(), claims: [] }, [], context);
}

/** Goes on from what has been read: `problems` are the reader's. */
export async function openReading(
  reading: Reading,
  problems: readonly Problem[],
  context: OpenContext,
): Promise<Opened> {
  const { scenario } = reading;
  const trace = reading.trace ?? (scenario === undefined ? undefined : await run(scenario, context));
  if (trace === undefined) {
    const nothing = { findings: [], verdicts: [], cuts: [], expectations: [] };
    return { reading, scenario, problems: [...problems].sort(compareProblems), ...nothing };
  }
  const verdicts: SnapshotVerdict[] = [];
  for (const snapshot of trace.snapshots) {
    await context.progress?.("verifying", verdicts.length / trace.snapshots.length);
    verdicts.push(verifySnapshot(trace, snapshot));
  }
  return judged(reading, trace, verdicts, problems);
}

/** What is said of a trace whose snapshots' verdicts are known. */
function judged(
  reading: Reading,
  trace: Trace,
  verdicts: readonly SnapshotVerdict[],
  problems: readonly Problem[],
): Opened {
  const { scenario, claims } = reading;
  const found = [...problems, ...trace.problems];
  for (const claim of claims) found.push(...checkClaim(trace, claim));
  // Where an author says what to expect, that alone is right or wrong: a lecture shows wrong snapshots on purpose.
  const isJudged = (scenario?.expectations ?? []).length > 0;
  const findings = isJudged ? [] : findingsOf(trace, verdicts);
  const drawn = scenario === undefined ? { cuts: [], problems: [] } : drawCuts(scenario, trace);
  const expectations =
    scenario === undefined ? [] : checkExpectations({ scenario, trace, verdicts, cuts: drawn.cuts });
  found.push(...drawn.problems, ...expectationProblems(expectations));
  const cuts = drawn.cuts.filter((cut) => cut !== undefined);
  const sorted = found.sort(compareProblems);
  return { reading, trace, scenario, problems: sorted, findings, verdicts, cuts, expectations };
}

/** The findings of a trace whose snapshots' verdicts are known. */
export function findingsOf(trace: Trace, verdicts: readonly SnapshotVerdict[]): Problem[] {
  return [...snapshotProblems(trace, verdicts), ...traceProblems(trace)];
}

async function run(scenario: Scenario, context: OpenContext): Promise<Trace> {
  const simulation = simulationOf(scenario, context.algorithm);
  while (!simulation.run(STEPS_A_SLICE)) await context.progress?.("running", simulation.progress);
  return simulation.finish();
}
