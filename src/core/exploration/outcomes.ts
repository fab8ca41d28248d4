// What the final states of an exploration say: which global states each snapshot can record, which of them differ in
// anything that a verdict depends on, and how often each comes. The first final state of each is a nearest one.

import { NONE } from "../trace/ids.ts";
import type { LocalState } from "../trace/localState.ts";
import type { Payload } from "../trace/trace.ts";
import type { Exploration } from "./exploration.ts";
import { type CutFaults, END, type Part } from "./part.ts";

/** A global state that a snapshot records in some run. */
export interface SnapshotOutcome {
  /** The same for the same recorded state and the same faults. */
  readonly key: string;
  /** One for each process; undefined for one that never records. */
  readonly processes: readonly (LocalState | undefined)[];
  /** For each channel what was recorded of it, in order; undefined where its recording never ended. */
  readonly channels: readonly (readonly Payload[] | undefined)[];
  /** How many different final states it comes in. */
  readonly finals: number;
  /** The first of them found: no run that records this has fewer steps. */
  readonly final: number;
}

/** All that one snapshot, by its place, can record, in the order of finding. */
export function snapshotOutcomes(exploration: Exploration, snapshot: number): SnapshotOutcome[] {
  const outcomes = new Map<string, { -readonly [K in keyof SnapshotOutcome]: SnapshotOutcome[K] }>();
  for (const final of exploration.finals) {
    const parts = partsOf(exploration, final);
    const key = snapshotKey(exploration, parts, snapshot);
    const known = outcomes.get(key);
    if (known === undefined)
      outcomes.set(key, { key, ...recordedIn(exploration, parts, snapshot), finals: 1, final });
    else known.finals++;
  }
  return [...outcomes.values()];
}

/** The finals by something that their key tells, each with the first that has it. */
export function firstFinals(exploration: Exploration, keyOf: (parts: readonly Part[]) => string): number[] {
  const first = new Map<string, number>();
  for (const final of exploration.finals) {
    const key = keyOf(partsOf(exploration, final));
    if (!first.has(key)) first.set(key, final);
  }
  return [...first.values()];
}

export function partsOf(exploration: Exploration, state: number): Part[] {
  return exploration.partsOf(state).map((part) => exploration.steps.part(part));
}

/** All that a verdict on a snapshot can depend on. */
export function snapshotKey(exploration: Exploration, parts: readonly Part[], snapshot: number): string {
  const { system } = exploration.explored;
  const channels = system.channels.map((_, channel) => {
    const { messages, finished } = recordedOn(parts, snapshot, channel);
    return `${contents(exploration, messages)}${finished ? "" : "?"}`;
  });
  const passed = parts.map((part) => part.passed[snapshot]);
  const ended = recordedOn(parts, snapshot, END).finished ? "ended;" : "";
  return `${ended}${passed.join()};${channels.join("|")};${faultsKey(exploration, parts, snapshot)}`;
}

/** All that a verdict on a planned cut can depend on. `cut`: its place among the watched ones. */
export function cutKey(exploration: Exploration, parts: readonly Part[], cut: number): string {
  const at = exploration.explored.snapshotIds.length + cut;
  return `${parts.map((part) => part.passed[at]).join()};${faultsKey(exploration, parts, at)}`;
}

/** What the processes hold at the end. */
export function endKey(parts: readonly Part[]): string {
  return parts.map(({ local }) => local).join();
}

/** What one snapshot, by its place, has recorded in a state. */
export function recordedIn(
  exploration: Exploration,
  parts: readonly Part[],
  snapshot: number,
): Pick<SnapshotOutcome, "processes" | "channels"> {
  const { explored, steps } = exploration;
  return {
    processes: parts.map(({ passed }) =>
      passed[snapshot] === NONE ? undefined : steps.locals.state(passed[snapshot]),
    ),
    channels: explored.system.channels.map((_, channel) => {
      const { messages, finished } = recordedOn(parts, snapshot, channel);
      if (!finished) return undefined;
      return messages.map((handle) => explored.scenario.payloads[explored.payloadOf(handle)]);
    }),
  };
}

function recordedOn(parts: readonly Part[], snapshot: number, channel: number) {
  const all = parts.flatMap(({ recorded }) => recorded[snapshot].filter((each) => each.channel === channel));
  return {
    messages: all.flatMap(({ messages }) => messages),
    finished: all.some(({ finished }) => finished),
  };
}

/** Messages by what they carry. */
function contents(exploration: Exploration, handles: readonly number[]): string {
  return handles.map((handle) => exploration.explored.contentOf(handle)).join();
}

/** The faults of a cut, as far as verdicts tell them apart: what one process recorded for another is settled here. */
function faultsKey(exploration: Exploration, parts: readonly Part[], cut: number): string {
  const all: CutFaults = {
    orphans: parts.flatMap(({ faults }) => faults[cut].orphans),
    inTransit: parts.flatMap(({ faults }) => faults[cut].inTransit),
    wrong: [],
  };
  const inTransit = [...all.inTransit];
  const wrong = parts
    .flatMap(({ faults }) => faults[cut].wrong)
    .filter((name) => {
      const at = inTransit.indexOf(name);
      if (at >= 0) inTransit.splice(at, 1);
      return at < 0;
    });
  const named = (names: readonly string[]): string =>
    names.map((name) => byContent(exploration, name)).join();
  return `${named([...all.orphans].sort())}|${named(inTransit)}|${named(wrong)}`;
}

function byContent({ explored }: Exploration, name: string): string {
  const [channel, message] = name.split(":");
  return message.startsWith("m") ? name : `${channel}:${explored.contentOf(Number(message))}`;
}
