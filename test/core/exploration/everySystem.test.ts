// Every small system, explored four ways: in full and reduced, by the plain explorer, and by running the engine once for
// each order of steps and deliveries. States, snapshots and verdicts must be the same; the counts are exact.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeFinal } from "../../../src/core/exploration/judgedFinals.ts";
import { recordedState } from "../../../src/core/trace/globalState.ts";
import { plainTokenCount } from "../../../src/core/trace/localState.ts";
import { oneInitiator, twoInitiators, twoSnapshots } from "../../support/enumerate.ts";
import { explored, finalTexts, plainSnapshots } from "../../support/explorations.ts";
import { exploreRuns } from "../../support/exploreRuns.ts";
import { explorePlainly } from "../../support/plainExplorer.ts";
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

interface Counts {
  readonly scripts: number;
  readonly states: number;
  readonly transitions: number;
  readonly finals: number;
  readonly reducedStates: number;
}

function countAll(ends: Ends, sends: number, starts: readonly (readonly Step[])[]): Counts {
  const sum = { scripts: 0, states: 0, transitions: 0, finals: 0, reducedStates: 0 };
  for (const start of starts) {
    for (const script of sendScripts(ends, sends)) {
      for (const steps of withStarts(script, start)) {
        const scenario = scenarioOf(ends, steps);
        const full = explored(scenario);
        const reduced = explored(scenario, { reduce: true });
        const plain = explorePlainly(ends, steps, 100);
        const found = [full.states, full.transitions, full.finals.length];
        assert.deepEqual(
          found,
          [plain.states, plain.transitions, plain.finals],
          JSON.stringify({ ends, steps }),
        );
        assert.deepEqual(plainSnapshots(full), plain.snapshots);
        assert.deepEqual(finalTexts(reduced), finalTexts(full));
        // Shortest ways stay shortest.
        assert.equal(reduced.depth, full.depth);
        sum.scripts++;
        sum.states += full.states;
        sum.transitions += full.transitions;
        sum.finals += full.finals.length;
        sum.reducedStates += reduced.states;
      }
    }
  }
  return sum;
}

type Row = readonly [
  name: string,
  ends: Ends,
  sends: number,
  starts: (n: number) => Step[][],
  counts: Counts,
];

const counts = (
  scripts: number,
  states: number,
  transitions: number,
  finals: number,
  reducedStates: number,
) => ({
  scripts,
  states,
  transitions,
  finals,
  reducedStates,
});

const ROWS: readonly Row[] = [
  ["two processes", PAIR, 1, oneInitiator, counts(8, 100, 112, 16, 89)],
  ["two processes", PAIR, 3, oneInitiator, counts(64, 4528, 7552, 304, 3404)],
  ["two initiators", PAIR, 2, twoInitiators, counts(48, 3056, 5588, 158, 2148)],
  ["two snapshots", PAIR, 1, twoSnapshots, counts(24, 1042, 1524, 78, 817)],
  ["a ring", RING, 2, oneInitiator, counts(81, 3822, 6093, 288, 2802)],
  ["a ring, two snapshots", RING, 1, twoSnapshots, counts(81, 6615, 10989, 288, 4673)],
  ["a line", LINE, 2, oneInitiator, counts(144, 13422, 25958, 600, 7867)],
  ["a mesh", MESH, 1, oneInitiator, counts(36, 5316, 13728, 90, 2206)],
];

describe("every small system", () => {
  for (const [name, ends, sends, starts, expected] of ROWS) {
    it(`${name}, ${sends} sends: ${expected.states} states, ${expected.reducedStates} reduced`, () => {
      assert.deepEqual(countAll(ends, sends, starts(new Set(ends.flat()).size)), expected);
    });
  }
});

/** What the engine records of snapshot 0 in every run of a scenario. */
function recordedByEngine(ends: Ends, steps: readonly Step[]): Set<string> {
  const all = new Set<string>();
  for (const trace of exploreRuns(scenarioOf(ends, steps))) {
    trace.snapshots.forEach((snapshot, s) => {
      const states = recordedState(trace, snapshot).processes.map(plainTokenCount);
      const recorded = recordedChannels(trace, snapshot);
      const contents = ends.map(([from, to]) => (recorded.get(`${from}>${to}`) ?? []).join("+"));
      all.add(`${s}: ${states.join(" ")} [${contents}]`);
    });
  }
  return all;
}

/** Every order of a script's steps that keeps the order of each process. */
function* merges(ends: Ends, steps: readonly Step[]): Iterable<Step[]> {
  if (steps.length === 0) yield [];
  const owners = new Set<number>();
  for (const [i, step] of steps.entries()) {
    const owner = "send" in step ? ends[step.send][0] : step.by;
    if (owners.has(owner)) continue;
    owners.add(owner);
    for (const rest of merges(
      ends,
      steps.filter((_, j) => j !== i),
    ))
      yield [step, ...rest];
  }
}

describe("the engine, run once for each order of deliveries", () => {
  for (const [name, ends, sends, starts] of [
    ["two processes", PAIR, 2, oneInitiator],
    ["two snapshots", PAIR, 1, twoSnapshots],
    ["a ring", RING, 2, oneInitiator],
    ["a line", LINE, 1, oneInitiator],
  ] as const) {
    it(`records the same snapshots: ${name}, ${sends} sends`, () => {
      for (const start of starts(new Set(ends.flat()).size)) {
        for (const script of sendScripts(ends, sends)) {
          for (const steps of withStarts(script, start)) {
            const timed = plainSnapshots(explored(scenarioOf(ends, steps), { order: "timed" }));
            assert.deepEqual(
              [...timed].sort(),
              [...recordedByEngine(ends, steps)].sort(),
              JSON.stringify(steps),
            );
          }
        }
      }
    });
  }

  it("records the same snapshots over all orders of the steps as well", () => {
    for (const script of sendScripts(PAIR, 2)) {
      for (const steps of withStarts(script, [{ snapshot: 0, by: 0 }])) {
        const all = new Set<string>();
        for (const merged of merges(PAIR, steps))
          for (const each of recordedByEngine(PAIR, merged)) all.add(each);
        const free = plainSnapshots(explored(scenarioOf(PAIR, steps)));
        assert.deepEqual([...free].sort(), [...all].sort(), JSON.stringify(steps));
      }
    }
  });
});

describe("the run of a final state", () => {
  it("is what the engine does when it runs the witness", () => {
    let judged = 0;
    for (const start of [...twoSnapshots(3), ...oneInitiator(3)]) {
      for (const script of sendScripts(RING, 1)) {
        const scenario = scenarioOf(RING, [...script, ...start]);
        const exploration = explored(scenario, { reduce: true });
        for (const final of exploration.finals) {
          const { verdicts, length, trace } = judgeFinal(exploration, final);
          assert.ok(verdicts.every(({ kind }) => kind === "consistent"));
          assert.equal(length, exploration.depth);
          assert.deepEqual(trace.problems, []);
          judged++;
        }
      }
    }
    assert.equal(judged, 114);
  });
});
