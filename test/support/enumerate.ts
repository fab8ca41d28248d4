// The enumeration behind the tests of every run: all scripts of so many sends over a system, with the starts of
// snapshots at every place, and of each script all runs. The counts are exact, so that a change of what is seen shows.

import assert from "node:assert/strict";
import { it } from "node:test";
import { type Exploration, exploreRuns } from "./exploreRuns.ts";
import { type Ends, type Step, scenarioOf, sendScripts, withStarts } from "./smallScenarios.ts";
import { faultsOf } from "./snapshotFaults.ts";

/** What was enumerated. */
interface Counts {
  readonly scripts: number;
  readonly runs: number;
  /** Runs in which some channel's recorded state is not empty. */
  readonly withChannelState: number;
}

/** Checks all runs of all scripts with exactly so many sends and these starts. */
function checkAll(
  channels: Ends,
  sends: number,
  starts: readonly (readonly Step[])[],
  exploration: Exploration,
): Counts {
  let scripts = 0;
  let runs = 0;
  let withChannelState = 0;
  for (const start of starts) {
    for (const script of sendScripts(channels, sends)) {
      for (const steps of withStarts(script, start)) {
        const scenario = scenarioOf(channels, steps);
        scripts++;
        for (const trace of exploreRuns(scenario, exploration)) {
          runs++;
          if (trace.snapshots.some(({ channelMessages }) => channelMessages.length > 0)) withChannelState++;
          const faults = faultsOf(trace, scenario, undefined, exploration.fifo);
          if (faults.length > 0) assert.fail(`${JSON.stringify({ channels, steps })}: ${faults.join("; ")}`);
        }
      }
    }
  }
  return { scripts, runs, withChannelState };
}

const places = (processes: number): number[] => Array.from({ length: processes }, (_, p) => p);

/** One initiator, each process in turn. */
export const oneInitiator = (processes: number): Step[][] =>
  places(processes).map((by) => [{ snapshot: 0, by }]);

/** Two initiators of one snapshot, in either order. */
export const twoInitiators = (processes: number): Step[][] =>
  places(processes).flatMap((a) =>
    places(processes)
      .filter((b) => b !== a)
      .map((b) => [
        { snapshot: 0, by: a },
        { snapshot: 0, by: b },
      ]),
  );

/** Two snapshots, by any two processes or the same. */
export const twoSnapshots = (processes: number): Step[][] =>
  places(processes).flatMap((a) =>
    places(processes).map((b) => [
      { snapshot: 0, by: a },
      { snapshot: 1, by: b },
    ]),
  );

export type Row = readonly [
  name: string,
  channels: Ends,
  sends: number,
  scripts: number,
  runs: number,
  withState: number,
];

/** A test a row. */
export function checkRows(
  rows: readonly Row[],
  starts: (processes: number) => Step[][],
  exploration: Exploration = {},
): void {
  for (const [name, channels, sends, scripts, runs, withChannelState] of rows) {
    it(`${name}, ${sends} sends: ${runs} runs`, () => {
      const processes = new Set(channels.flat()).size;
      assert.deepEqual(checkAll(channels, sends, starts(processes), exploration), {
        scripts,
        runs,
        withChannelState,
      });
    });
  }
}
