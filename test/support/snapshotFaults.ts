// Everything that must hold of a finished snapshot, asked of the core and of the oracle, as a list of what does not.
// The enumerations, the random runs and the negative controls all use this one list.

import { verifySnapshot } from "../../src/core/analysis/snapshotCheck.ts";
import type { Scenario } from "../../src/core/scenario/scenario.ts";
import { linearOrder } from "../../src/core/trace/clocks.ts";
import { recordedState } from "../../src/core/trace/globalState.ts";
import { plainTokenCount } from "../../src/core/trace/localState.ts";
import type { Snapshot, Trace } from "../../src/core/trace/trace.ts";
import { reorderFaults } from "./reorderedRun.ts";
import {
  closure,
  expectedState,
  frontierOfRecords,
  isClosed,
  type Past,
  type PlainState,
  recordedChannels,
  stateLine,
  totalOf,
  unorderedLine,
} from "./snapshotOracle.ts";

/** More events than this and happened-before is not closed: it takes their square. The reordered run still shows it. */
const MOST_FOR_CLOSURE = 4000;

/**
 * Faults of all snapshots of a run, each with the snapshot's id; empty where all ended and are right. `order`: the order
 * in which the events happened, or any that respects happened-before. `fifo`: whether the channels are meant to be.
 */
export function faultsOf(
  trace: Trace,
  scenario: Scenario,
  order: ArrayLike<number> = linearOrder(trace).order,
  fifo = true,
): string[] {
  const past = trace.events.process.length > MOST_FOR_CLOSURE ? undefined : closure(trace);
  const initial = scenario.processes.map((process) => plainTokenCount(process.initial));
  return trace.snapshots.flatMap((snapshot) =>
    snapshotFaults(trace, snapshot, initial, past, order, fifo).map(
      (fault) => `snapshot ${snapshot.id}: ${fault}`,
    ),
  );
}

function snapshotFaults(
  trace: Trace,
  snapshot: Snapshot,
  initial: readonly number[],
  past: Past | undefined,
  order: ArrayLike<number>,
  fifo: boolean,
): string[] {
  const line = fifo ? stateLine : unorderedLine;
  if (snapshot.unfinished !== undefined) return [`did not end: ${snapshot.unfinished.kind}`];
  const faults: string[] = [];
  const verdict = verifySnapshot(trace, snapshot).kind;
  if (verdict !== "consistent") faults.push(`verifySnapshot says ${verdict}`);
  const frontier = frontierOfRecords(trace, snapshot);
  if (frontier.some((events, p) => events !== snapshot.frontier[p])) {
    faults.push(`the cut is ${snapshot.frontier}, the record events draw ${frontier}`);
  }
  if (past !== undefined && !isClosed(trace, past, frontier))
    faults.push("the cut is not closed under happened-before");
  const recorded = recordedPlainState(trace, snapshot);
  const expected = expectedState(trace, snapshot, initial);
  if (line(recorded) !== line(expected)) {
    faults.push(`recorded ${stateLine(recorded)}, expected ${stateLine(expected)}`);
  }
  const total = initial.reduce((sum, tokens) => sum + tokens, 0);
  if (totalOf(recorded) !== total) faults.push(`${totalOf(recorded)} tokens recorded of ${total}`);
  faults.push(...reorderFaults(trace, snapshot, order, initial, recorded, fifo));
  return faults;
}

/** The recorded state as the core gives it, with the channels' contents read from the snapshot itself. */
function recordedPlainState(trace: Trace, snapshot: Snapshot): PlainState {
  const { processes } = recordedState(trace, snapshot);
  return { processes: processes.map(plainTokenCount), channels: recordedChannels(trace, snapshot) };
}
