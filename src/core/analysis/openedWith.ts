// What is open, with what its reader asked for beyond what the files say: clock offsets, then further snapshots, which a
// scenario runs and a recorded trace replays. By names, so that the wishes outlive a change of the files.

import { withSnapshot } from "../scenario/addSnapshot.ts";
import type { MarkerLatency } from "../simulation/markerLatency.ts";
import { findAlgorithm } from "../snapshot/registry.ts";
import { algorithmNamed } from "../snapshot/simulate.ts";
import type { ProcessId } from "../trace/ids.ts";
import { cutOfRecorded } from "../trace/insertedEvents.ts";
import { compareProblems } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import { withOffsets } from "./clockOffsets.ts";
import { findingsOf, type OpenContext, type Opened, openReplay, openScenario } from "./opened.ts";

/** A snapshot beyond those of the files. */
export interface FurtherSnapshot {
  readonly initiators: readonly string[];
  /** When it starts; in a trace without times, after so many events of the run. */
  readonly time: number;
  /** On a recorded trace: the initiators start right after so many recorded events of this process, which is one of them. */
  readonly after?: { readonly process: string; readonly events: number };
  /** On a recorded trace: how long a marker takes; without it, as long as the channel's own messages. */
  readonly latency?: MarkerLatency;
  /** The id of the algorithm that takes it; Chandy and Lamport's where it is absent. */
  readonly algorithm?: string;
}

export interface Wishes {
  readonly further: readonly FurtherSnapshot[];
  /** Added to the times of a process, by its name, in the trace's unit. */
  readonly clockOffsets: Readonly<Record<string, number>>;
}

/** What is open with what was wished for. */
export interface OpenedWith extends Opened {
  /** The further snapshots that could be taken, as indices into the wishes. They come last among the trace's. */
  readonly applied: readonly number[];
}

/** Goes on from what the files say. `base` stays as it is. */
export async function openWith(base: Opened, wishes: Wishes, context: OpenContext = {}): Promise<OpenedWith> {
  const { trace } = base;
  if (trace === undefined) return { ...base, applied: [] };
  const moved = withClocks(base, trace, wishes.clockOffsets);
  const known = wishes.further.flatMap((snapshot, index) => {
    const initiators = snapshot.initiators
      .map((name) => trace.processes.findIndex((process) => process.name === name))
      .filter((process) => process >= 0);
    if (initiators.length === 0 || !canRun(snapshot, base.scenario === undefined)) return [];
    return [{ index, snapshot, initiators: initiators as ProcessId[] }];
  });
  if (known.length === 0) return { ...moved, applied: [] };
  return base.scenario === undefined ? replayed(moved, known, context) : rerun(moved, known, context);
}

/** Whether its algorithm is there, and on a recorded trace can be replayed. */
function canRun({ algorithm: id }: FurtherSnapshot, isRecorded: boolean): boolean {
  if (id === undefined) return true;
  const algorithm = findAlgorithm(id);
  return algorithm !== undefined && !(isRecorded && algorithm.notReplayable !== undefined);
}

/** Moving clocks changes what they show: a skew goes, or comes. */
function withClocks(base: Opened, trace: Trace, offsets: Wishes["clockOffsets"]): Opened {
  const moved = withOffsets(trace, offsets);
  return moved === trace ? base : { ...base, trace: moved, findings: findingsOf(moved, base.verdicts) };
}

interface Known {
  readonly index: number;
  readonly snapshot: FurtherSnapshot;
  readonly initiators: readonly ProcessId[];
}

/** What the files claim is compared with the run of the files alone; the further snapshots draw delays of their own. */
async function rerun(base: Opened, known: readonly Known[], context: OpenContext): Promise<OpenedWith> {
  const applied = known.map(({ index }) => index);
  if (base.scenario === undefined) return { ...base, applied };
  const scenario = known.reduce(
    (sum, { initiators, snapshot }) => withSnapshot(sum, initiators, snapshot.time, snapshot.algorithm),
    base.scenario,
  );
  const { trace, verdicts, findings, cuts } = await openScenario(scenario, context);
  return { ...base, trace, scenario, verdicts, findings, cuts, applied };
}

/** Replays the trace once for each; one for which there is no run is left out. */
async function replayed(base: Opened, known: readonly Known[], context: OpenContext): Promise<OpenedWith> {
  const applied: number[] = [];
  let shown = base;
  for (const { index, snapshot, initiators } of known) {
    if (shown.trace === undefined) break;
    const after = startAfter(shown.trace, snapshot);
    const latency = snapshot.latency ?? { kind: "channel" };
    const algorithm =
      snapshot.algorithm === undefined ? context.algorithm : algorithmNamed(snapshot.algorithm);
    const wish = { initiators, at: snapshot.time, after, latency };
    const next = await openReplay(shown.trace, wish, { ...context, algorithm });
    if (next === undefined) continue;
    applied.push(index);
    shown = next;
  }
  const old = new Set(base.trace?.problems);
  const found = shown.trace?.problems.filter((problem) => !old.has(problem)) ?? [];
  const problems = [...base.problems, ...found].sort(compareProblems);
  const { trace, verdicts, findings } = shown;
  return { ...base, trace, verdicts, findings, problems, applied };
}

function startAfter(trace: Trace, { after }: FurtherSnapshot): ReadonlyMap<ProcessId, number> | undefined {
  const process = trace.processes.findIndex(({ name }) => name === after?.process);
  if (after === undefined || process < 0) return undefined;
  const counts = new Uint32Array(trace.processes.length).fill(after.events);
  return new Map([[process as ProcessId, cutOfRecorded(trace, counts)[process]]]);
}
