// Algorithms that carry colours, or say more than a marker does, explored: what each snapshot can record is what the engine
// records when it is run once for each order of deliveries, every run that the explorer names is run by the engine, and the
// counts are exact. So are those that hold messages back, want causal delivery, or let barriers overtake.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeFinal } from "../../../src/core/exploration/judgedFinals.ts";
import { NotExplorable } from "../../../src/core/exploration/options.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { PLAIN_TRANSPORT } from "../../../src/core/scenario/transport.ts";
import { acharyaBadrinath } from "../../../src/core/snapshot/algorithms/acharyaBadrinath.ts";
import { alagarVenkatesan } from "../../../src/core/snapshot/algorithms/alagarVenkatesan.ts";
import { alignedBarriers } from "../../../src/core/snapshot/algorithms/alignedBarriers.ts";
import { laiYang } from "../../../src/core/snapshot/algorithms/laiYang.ts";
import { mattern } from "../../../src/core/snapshot/algorithms/mattern.ts";
import { spezialettiKearns } from "../../../src/core/snapshot/algorithms/spezialettiKearns.ts";
import { stopTheWorld } from "../../../src/core/snapshot/algorithms/stopTheWorld.ts";
import { unalignedBarriers } from "../../../src/core/snapshot/algorithms/unalignedBarriers.ts";
import type { SnapshotAlgorithm } from "../../../src/core/snapshot/snapshotAlgorithm.ts";
import { recordedState } from "../../../src/core/trace/globalState.ts";
import { plainTokenCount } from "../../../src/core/trace/localState.ts";
import { oneInitiator, twoInitiators } from "../../support/enumerate.ts";
import { explored, plainSnapshots } from "../../support/explorations.ts";
import { exploreRuns } from "../../support/exploreRuns.ts";
import {
  type Ends,
  LINE,
  MESH,
  PAIR,
  RING,
  type Step,
  scenarioOf,
  sendScripts,
  withStarts,
} from "../../support/smallScenarios.ts";
import { recordedChannels } from "../../support/snapshotOracle.ts";

function recordedByEngine(
  ends: Ends,
  steps: readonly Step[],
  algorithm: SnapshotAlgorithm,
  fifo: boolean,
): Set<string> {
  const all = new Set<string>();
  for (const trace of exploreRuns(scenarioOf(ends, steps), { algorithm, fifo })) {
    trace.snapshots.forEach((snapshot, s) => {
      const states = recordedState(trace, snapshot).processes.map(plainTokenCount);
      const recorded = recordedChannels(trace, snapshot);
      const contents = ends.map(([from, to]) => (recorded.get(`${from}>${to}`) ?? []).join("+"));
      all.add(`${s}: ${states.join(" ")} [${contents}]`);
    });
  }
  return all;
}

/** Where channels keep no order, what they hold has none. */
function inOrder(texts: Iterable<string>, fifo: boolean): string[] {
  const sorted = (text: string): string =>
    text.replace(/[^[,\]]+(?=[,\]])/g, (list) => list.split("+").sort().join("+"));
  return [...new Set([...texts].map((text) => (fifo ? text : sorted(text))))].sort();
}

function withoutOrder(scenario: Scenario): Scenario {
  const transport = { ...PLAIN_TRANSPORT, fifo: false };
  return { ...scenario, channels: scenario.channels.map((channel) => ({ ...channel, transport })) };
}

interface Row {
  readonly name: string;
  readonly algorithm: SnapshotAlgorithm;
  readonly fifo: boolean;
  readonly ends: Ends;
  readonly sends: number;
  readonly starts: (n: number) => Step[][];
  /** Scripts, states and final states in all. */
  readonly counts: readonly [number, number, number];
}

const pair = { ends: PAIR, starts: oneInitiator };
const ROWS: readonly Row[] = [
  { ...pair, name: "Lai–Yang", algorithm: laiYang, fifo: false, sends: 2, counts: [24, 848, 94] },
  { ...pair, name: "Mattern", algorithm: mattern, fifo: false, sends: 2, counts: [24, 1316, 80] },
  {
    ...pair,
    name: "Spezialetti–Kearns",
    algorithm: spezialettiKearns,
    fifo: true,
    sends: 2,
    counts: [24, 592, 50],
  },
  {
    ...{ name: "Spezialetti–Kearns, two initiators", algorithm: spezialettiKearns, fifo: true },
    ...{ ends: PAIR, sends: 1, starts: twoInitiators, counts: [12, 494, 48] },
  },
  {
    ...{ name: "Lai–Yang in a line", algorithm: laiYang, fifo: true },
    ...{ ends: LINE, sends: 1, starts: oneInitiator, counts: [24, 468, 40] },
  },
  {
    ...pair,
    name: "Acharya–Badrinath",
    algorithm: acharyaBadrinath,
    fifo: false,
    sends: 2,
    counts: [24, 546, 50],
  },
  {
    ...{ name: "Acharya–Badrinath, all connected", algorithm: acharyaBadrinath, fifo: false },
    ...{ ends: MESH, sends: 1, starts: oneInitiator, counts: [36, 1086, 72] },
  },
  {
    ...pair,
    name: "Alagar–Venkatesan",
    algorithm: alagarVenkatesan,
    fifo: false,
    sends: 2,
    counts: [24, 702, 50],
  },
  {
    ...{ name: "Alagar–Venkatesan, all connected", algorithm: alagarVenkatesan, fifo: true },
    ...{ ends: MESH, sends: 0, starts: oneInitiator, counts: [3, 39, 3] },
  },
  {
    ...pair,
    name: "aligned barriers",
    algorithm: alignedBarriers,
    fifo: true,
    sends: 2,
    counts: [24, 488, 50],
  },
  {
    ...{ name: "aligned barriers in a ring", algorithm: alignedBarriers, fifo: true },
    ...{ ends: RING, sends: 2, starts: oneInitiator, counts: [81, 2151, 171] },
  },
  {
    ...pair,
    name: "barriers that overtake",
    algorithm: unalignedBarriers,
    fifo: true,
    sends: 2,
    counts: [24, 658, 68],
  },
  {
    ...{ name: "barriers that overtake in a ring", algorithm: unalignedBarriers, fifo: true },
    ...{ ends: RING, sends: 2, starts: oneInitiator, counts: [81, 3246, 294] },
  },
  {
    ...{ name: "barriers that overtake, two initiators", algorithm: unalignedBarriers, fifo: true },
    ...{ ends: PAIR, sends: 1, starts: twoInitiators, counts: [12, 228, 18] },
  },
  {
    ...pair,
    name: "a world that stops",
    algorithm: stopTheWorld,
    fifo: false,
    sends: 2,
    counts: [24, 1018, 118],
  },
  {
    ...{ name: "a world that stops, all connected", algorithm: stopTheWorld, fifo: false },
    ...{ ends: MESH, sends: 0, starts: oneInitiator, counts: [3, 66, 6] },
  },
  {
    ...{ name: "a world that stops, two initiators", algorithm: stopTheWorld, fifo: false },
    ...{ ends: PAIR, sends: 1, starts: twoInitiators, counts: [12, 362, 30] },
  },
];

describe("the explorer knows algorithms that say more than markers", () => {
  for (const { name, algorithm, fifo, ends, sends, starts, counts } of ROWS) {
    it(`${name}, ${sends} sends: ${counts[1]} states`, () => {
      const sum = [0, 0, 0];
      for (const start of starts(new Set(ends.flat()).size)) {
        for (const script of sendScripts(ends, sends)) {
          for (const steps of withStarts(script, start)) {
            const plain = scenarioOf(ends, steps);
            const scenario = fifo ? plain : withoutOrder(plain);
            const exploration = explored(scenario, { order: "timed", algorithm, reduce: true });
            sum[0]++;
            sum[1] += exploration.states;
            sum[2] += exploration.finals.length;
            const wanted = recordedByEngine(ends, steps, algorithm, fifo);
            const where = JSON.stringify(steps);
            assert.deepEqual(inOrder(plainSnapshots(exploration), fifo), inOrder(wanted, fifo), where);
            for (const final of exploration.finals) {
              const { verdicts, trace } = judgeFinal(exploration, final, algorithm);
              assert.equal(verdicts[0].kind, "consistent", where);
              assert.equal(trace.snapshots[0].unfinished, undefined, where);
            }
          }
        }
      }
      assert.deepEqual(sum, counts);
    });
  }

  it("refuses a step in which an algorithm acts for another process", () => {
    const scenario = scenarioOf(PAIR, [
      { snapshot: 0, by: 0 },
      { snapshot: 1, by: 1 },
    ]);
    // The coordinator of aligned barriers begins the second snapshot where the first one ends.
    assert.throws(() => explored(scenario, { algorithm: alignedBarriers }), NotExplorable);
  });
});
