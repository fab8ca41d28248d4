// Entry of dist/opening.cjs, which the host loads with the first trace: reading files of our own formats, running and
// judging what they hold, and writing them. All that needs the engine; starting the extension does not.

import { brokenIn, brokenOn } from "../../core/analysis/assumptions.ts";
import {
  type Compared,
  compareAll,
  comparedNotes,
  usualStart,
} from "../../core/analysis/compareAlgorithms.ts";
import { type OpenContext, openFormats } from "../../core/analysis/opened.ts";
import { type OpenedWith, openWith, type Wishes } from "../../core/analysis/openedWith.ts";
import { type Breakable, breakableOf } from "../../core/exploration/breakable.ts";
import { cos418 } from "../../core/formats/cos418.ts";
import type { Format, Source } from "../../core/formats/format.ts";
import { lctrace } from "../../core/formats/lctrace.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import { assumptionWords } from "../../core/snapshot/assumptionWords.ts";
import { SNAPSHOT_ALGORITHMS } from "../../core/snapshot/registry.ts";
import { asProcess } from "../../core/trace/ids.ts";
import type { Trace } from "../../core/trace/trace.ts";

/** What the host reads itself: files that are typed, and ours. The reader thread knows all formats. */
const OWN_FORMATS: readonly Format[] = [cos418, lctrace];

/** Opens files of our own formats and does what is wished. */
export async function openHere(
  sources: readonly Source[],
  wishes: Wishes,
  context: OpenContext,
): Promise<OpenedWith> {
  return openWith(await openFormats(sources, OWN_FORMATS, context), wishes, context);
}

/** The text of a trace in our own format, piece by piece. */
export function ownText(trace: Trace): Iterable<string> {
  return lctrace.write?.(trace) ?? [];
}

/** A snapshot algorithm as it is offered. `against`: why it cannot run, or what it assumes and does not find. */
export interface OfferedAlgorithm {
  readonly id: string;
  readonly name: string;
  readonly assumes: string;
  readonly against: readonly string[];
  readonly canRun: boolean;
  /** Whether everybody starts it, for nothing tells the others. */
  readonly byEveryone: boolean;
}

/** All algorithms, with what stands against each on this trace if `initiator` starts it. */
export function algorithmsFor(
  { trace, scenario }: { readonly trace: Trace; readonly scenario?: Scenario },
  initiator: string,
): readonly OfferedAlgorithm[] {
  const process = trace.processes.findIndex(({ name }) => name === initiator);
  const initiators = [asProcess(Math.max(0, process))];
  return SNAPSHOT_ALGORITHMS.map((algorithm) => {
    const { id, name, notReplayable, startedBy } = algorithm;
    const reason = scenario === undefined ? notReplayable : undefined;
    const broken =
      scenario === undefined
        ? brokenOn(trace, algorithm, initiators)
        : brokenIn(scenario, algorithm, initiators);
    return {
      ...{ id, name, assumes: assumptionWords(algorithm) },
      against: reason === undefined ? broken.map(({ words }) => words) : [reason],
      canRun: reason === undefined,
      byEveryone: startedBy === "everyone",
    };
  });
}

/** An algorithm to which a counter-example can be searched. `breakable`: what it assumes and can be broken. */
export interface SearchedAlgorithm {
  readonly id: string;
  readonly name: string;
  readonly assumes: string;
  readonly breakable: readonly Breakable[];
}

/** All that promise something: what promises nothing has no counter-example. */
export function searchedAlgorithms(): readonly SearchedAlgorithm[] {
  return SNAPSHOT_ALGORITHMS.filter(({ consistent }) => consistent).map((algorithm) => {
    const { id, name } = algorithm;
    return { id, name, assumes: assumptionWords(algorithm), breakable: breakableOf(algorithm) };
  });
}

/** What the page of the comparison shows of one algorithm. */
export interface ComparedRow {
  readonly id: string;
  readonly name: string;
  readonly assumes: string;
  /** `broken`: an assumption does not hold here. */
  readonly result: string;
  readonly isBroken: boolean;
  readonly cost: NonNullable<Compared["run"]>["cost"] | undefined;
  readonly inChannels: number | undefined;
  readonly notes: readonly string[];
}

/** A snapshot with every algorithm. Without initiators as the trace's first snapshot was started. */
export async function compareHere(
  opened: { readonly trace: Trace; readonly scenario?: Scenario },
  asked: { readonly initiators: readonly string[]; readonly time: number } | undefined,
  progress: OpenContext["progress"],
): Promise<{ readonly who: string; readonly at: number; readonly rows: readonly ComparedRow[] }> {
  const { trace, scenario } = opened;
  const usual = usualStart(trace);
  const known = (asked?.initiators ?? [])
    .map((name) => trace.processes.findIndex((process) => process.name === name))
    .filter((process) => process >= 0)
    .map(asProcess);
  const initiators = known.length > 0 ? known : usual.initiators;
  const at = asked?.time ?? usual.at;
  const span = trace.timeUnit === "none" ? trace.events.time.length : trace.endTime;
  const skew = scenario === undefined ? 0.03 * span : 3;
  const rows = await compareAll(opened, { initiators, at, skew }, progress);
  const who = initiators.map((process) => trace.processes[process].name).join(", ");
  return { who, at, rows: rows.map(rowOf) };
}

function rowOf(compared: Compared): ComparedRow {
  const { algorithm, broken, run } = compared;
  return {
    id: algorithm.id,
    name: algorithm.name,
    assumes: assumptionWords(algorithm),
    result: run?.kind ?? "cannot run here",
    isBroken: broken.length > 0,
    cost: run?.cost,
    inChannels: run?.inChannels,
    notes: comparedNotes(compared),
  };
}
