// Final states judged by what the project judges every run with: the path to the state is written as a scenario, the engine
// runs that, and its trace is verified and compared with what the author expects. If the engine did not record what the
// exploration says, that would be a fault of ours, and it is raised, never passed over.

import { checkExpectations, type ExpectationResult } from "../analysis/expectations.ts";
import { drawCuts } from "../analysis/plannedCuts.ts";
import { verifySnapshot } from "../analysis/snapshotCheck.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { simulate } from "../snapshot/simulate.ts";
import type { SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";
import { fullCut } from "../trace/cut.ts";
import { globalStateAt, recordedState } from "../trace/globalState.ts";
import { sameState } from "../trace/localState.ts";
import type { Payload, Snapshot, Trace } from "../trace/trace.ts";
import type { SnapshotVerdict } from "../trace/verdict.ts";
import type { Exploration } from "./exploration.ts";
import { partsOf, recordedIn } from "./outcomes.ts";
import { witnessOf } from "./witness.ts";

/** A run that ends in a final state. */
export interface JudgedFinal {
  readonly final: number;
  /** Steps and deliveries of the run. */
  readonly length: number;
  /** Run, it gives just this run. */
  readonly witness: Scenario;
  readonly trace: Trace;
  /** One for each of its snapshots. */
  readonly verdicts: readonly SnapshotVerdict[];
  readonly expectations: readonly ExpectationResult[];
}

export function judgeFinal(
  exploration: Exploration,
  final: number,
  algorithm?: SnapshotAlgorithm,
): JudgedFinal {
  const path = exploration.pathTo(final);
  const witness = witnessOf(exploration.steps, path);
  const trace = simulate(witness, algorithm);
  assertSame(exploration, final, trace);
  const verdicts = trace.snapshots.map((snapshot) => verifySnapshot(trace, snapshot));
  const { cuts } = drawCuts(witness, trace);
  const expectations = checkExpectations({ scenario: witness, trace, verdicts, cuts });
  return { final, length: path.length, witness, trace, verdicts, expectations };
}

/** That the engine's run records and ends as the exploration says. */
function assertSame(exploration: Exploration, final: number, trace: Trace): void {
  const { steps, explored } = exploration;
  const parts = partsOf(exploration, final);
  const end = globalStateAt(trace, fullCut(trace));
  const sameEnd = parts.every(({ local }, p) => sameState(steps.locals.state(local), end.processes[p]));
  const sameSnapshots = explored.snapshotIds.every((_, place) => {
    const recorded = trace.snapshots[place];
    const { processes } = recordedState(trace, recorded);
    const said = recordedIn(exploration, parts, place);
    const sameProcesses = said.processes.every((state, p) => {
      if (state === undefined) return recorded.recordEvents[p] < 0;
      return recorded.recordEvents[p] >= 0 && sameState(state, processes[p]);
    });
    return sameProcesses && sameChannels(trace, recorded, said.channels);
  });
  if (!sameEnd || !sameSnapshots)
    throw new Error("the engine does not run as the exploration says; please report this scenario");
}

/** Whether the channels that are recorded to the end hold the same, in whatever order. Channels are those of the scenario. */
function sameChannels(
  trace: Trace,
  { channelMessages }: Snapshot,
  said: readonly (readonly Payload[] | undefined)[],
): boolean {
  const { payload, channel } = trace.messages;
  return said.every((payloads, c) => {
    if (payloads === undefined) return true;
    const recorded = Array.from(channelMessages).filter((message) => channel[message] === c);
    const contents = recorded.map((message) => JSON.stringify(trace.payloads[payload[message]]));
    return (
      contents.sort().join() ===
      payloads
        .map((each) => JSON.stringify(each))
        .sort()
        .join()
    );
  });
}
