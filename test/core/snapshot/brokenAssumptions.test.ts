// What each assumption of a snapshot algorithm is worth: the smallest run in which it is broken and the snapshot is wrong, or
// never ends, found by going through all small runs, kept as a fixture, and found again here. And algorithms with a rule left
// out, which the same search must catch. To write the fixtures anew: LIGHTCONE_WRITE_FIXTURES=1 before the test command.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import { ActionKind, type Scenario } from "../../../src/core/scenario/scenario.ts";
import type { Step } from "../../../src/core/scenario/step.ts";
import { acharyaBadrinath } from "../../../src/core/snapshot/algorithms/acharyaBadrinath.ts";
import { alagarVenkatesan } from "../../../src/core/snapshot/algorithms/alagarVenkatesan.ts";
import { alignedBarriers } from "../../../src/core/snapshot/algorithms/alignedBarriers.ts";
import { chandyLamport } from "../../../src/core/snapshot/algorithms/chandyLamport.ts";
import { laiYang } from "../../../src/core/snapshot/algorithms/laiYang.ts";
import { mattern } from "../../../src/core/snapshot/algorithms/mattern.ts";
import { spezialettiKearns } from "../../../src/core/snapshot/algorithms/spezialettiKearns.ts";
import { stopTheWorld } from "../../../src/core/snapshot/algorithms/stopTheWorld.ts";
import { unalignedBarriers } from "../../../src/core/snapshot/algorithms/unalignedBarriers.ts";
import { SNAPSHOT_ALGORITHMS } from "../../../src/core/snapshot/registry.ts";
import type { Assumptions, SnapshotAlgorithm } from "../../../src/core/snapshot/snapshotAlgorithm.ts";
import { asChannel, asProcess } from "../../../src/core/trace/ids.ts";
import type { Snapshot } from "../../../src/core/trace/trace.ts";
import { describeSnapshotVerdict, type SnapshotVerdict } from "../../../src/core/trace/verdict.ts";
import { colourless, holdingNothing, recordingNoMessage } from "../../support/brokenAlgorithms.ts";
import { type Size, smallestCounterExample } from "../../support/counterExample.ts";
import { exploreRuns } from "../../support/exploreRuns.ts";
import { openSources } from "../../support/openSources.ts";
import {
  type Ends,
  LINE,
  MESH,
  PAIR,
  scenarioOf,
  sendScripts,
  withStarts,
} from "../../support/smallScenarios.ts";
import { fixturePath, fixtureText, textSource } from "../../support/textSource.ts";

const ONE_WAY: Ends = [[0, 1]];

interface Broken {
  readonly name: string;
  readonly algorithm: SnapshotAlgorithm;
  readonly fifo: boolean;
  readonly sizes: readonly Size[];
  /** Whether one of the messages that are sent gets lost. */
  readonly loses?: boolean;
  /** Who starts the snapshot; the first process where absent. */
  readonly by?: number;
  readonly isWanted: (verdict: SnapshotVerdict, snapshot: Snapshot) => boolean;
  /** The core's words, and why it did not end. */
  readonly verdict: string;
  readonly unfinished?: string;
}

const isWrong = ({ kind }: SnapshotVerdict): boolean => kind === "inconsistent";
const hasNoEnd = (_: SnapshotVerdict, { unfinished }: Snapshot): boolean => unfinished !== undefined;
const withoutLayer = (algorithm: SnapshotAlgorithm): SnapshotAlgorithm => ({
  ...algorithm,
  layer: undefined,
});
const PAIRS: readonly Size[] = [
  [PAIR, 1],
  [PAIR, 2],
];
const TRIANGLE: readonly Size[] = [...PAIRS, [MESH, 1]];

const ALL: readonly Broken[] = [
  {
    ...{ name: "chandy-lamport-loss", algorithm: chandyLamport, fifo: true, sizes: PAIRS, loses: true },
    ...{ isWanted: isWrong, verdict: "wrong: missing: 1 token" },
  },
  {
    ...{ name: "chandy-lamport-unreachable", algorithm: chandyLamport, fifo: true, sizes: [[ONE_WAY, 0]] },
    ...{ by: 1, isWanted: hasNoEnd, verdict: "unknown: P never recorded", unfinished: "unreachable" },
  },
  {
    ...{ name: "spezialetti-kearns-one-way", algorithm: spezialettiKearns, fifo: true },
    ...{ sizes: [[ONE_WAY, 0]], isWanted: hasNoEnd },
    ...{ verdict: "consistent, no message in transit", unfinished: "no-way-back" },
  },
  {
    ...{ name: "spezialetti-kearns-not-fifo", algorithm: spezialettiKearns, fifo: false, sizes: PAIRS },
    ...{ isWanted: isWrong, verdict: "wrong: 1 message in transit not recorded" },
  },
  {
    ...{ name: "lai-yang-loss", algorithm: laiYang, fifo: false, sizes: PAIRS, loses: true },
    ...{ isWanted: ({ wronglyRecorded }: SnapshotVerdict) => wronglyRecorded.length > 0 },
    verdict: "wrong: 1 recorded message not in transit",
  },
  {
    ...{ name: "lai-yang-no-way-back", algorithm: laiYang, fifo: false, sizes: [[ONE_WAY, 0]] },
    ...{ isWanted: hasNoEnd, verdict: "consistent, no message in transit", unfinished: "no-way-back" },
  },
  {
    ...{ name: "mattern-loss", algorithm: mattern, fifo: false, sizes: PAIRS, loses: true },
    ...{ isWanted: hasNoEnd, verdict: "consistent, no message in transit", unfinished: "trace-ended" },
  },
  {
    ...{ name: "stop-the-world-loss", algorithm: stopTheWorld, fifo: false, sizes: PAIRS, loses: true },
    ...{ isWanted: hasNoEnd, verdict: "unknown: Q never recorded", unfinished: "trace-ended" },
  },
  {
    ...{ name: "acharya-badrinath-not-causal", algorithm: withoutLayer(acharyaBadrinath), fifo: false },
    ...{ sizes: TRIANGLE, isWanted: isWrong, verdict: "inconsistent, 1 orphan message" },
  },
  {
    ...{ name: "alagar-venkatesan-not-causal", algorithm: withoutLayer(alagarVenkatesan), fifo: true },
    ...{ sizes: TRIANGLE, isWanted: isWrong, verdict: "wrong: 1 message in transit not recorded" },
  },
  {
    ...{ name: "alagar-venkatesan-not-direct", algorithm: alagarVenkatesan, fifo: false, sizes: [[LINE, 1]] },
    ...{ isWanted: isWrong, verdict: "inconsistent, 1 orphan message" },
  },
  {
    ...{ name: "barriers-aligned-not-fifo", algorithm: alignedBarriers, fifo: false, sizes: PAIRS },
    ...{ isWanted: isWrong, verdict: "wrong: 1 message in transit not recorded" },
  },
  {
    ...{ name: "barriers-unaligned-not-fifo", algorithm: unalignedBarriers, fifo: false, sizes: PAIRS },
    ...{ isWanted: isWrong, verdict: "inconsistent, 1 orphan message" },
  },
];

/** The same script as steps of an authored scenario, its first message lost on the way. */
function losingTheFirst(scenario: Scenario): Scenario {
  const { kind, time, process, channel, argument } = scenario.actions;
  let isFirst = true;
  const steps = Array.from(kind, (what, i): Step => {
    const by = asProcess(process[i]);
    const place = { lane: by, at: time[i], file: 0, line: i + 1 };
    if (what === ActionKind.snapshot) return { kind: "snapshot", process: by, id: argument[i], ...place };
    const fate = isFirst ? { fate: { lost: true } } : {};
    isFirst = false;
    return {
      ...{ kind: "send", process: by, channel: asChannel(channel[i]), payload: argument[i] },
      ...{ ...place, ...fate },
    };
  });
  return { ...scenario, steps };
}

const found = ALL.map(({ name, algorithm, fifo, sizes, loses, by, isWanted }) =>
  smallestCounterExample({ algorithm, fifo }, name, isWanted, {
    ...{ sizes, by },
    changed: loses ? losingTheFirst : undefined,
  }),
);

describe("an assumption that is broken", () => {
  ALL.forEach(({ name, verdict, unfinished }, i) => {
    const file = `core/${name}.lctrace`;

    it(`${name}: the search finds the one that is kept`, () => {
      assert.ok(found[i] !== undefined, "no run shows the fault");
      assert.equal(found[i].trace.snapshots[0].unfinished?.kind, unfinished);
      const text = [...writeLctrace(found[i].trace)].join("");
      if (process.env.LIGHTCONE_WRITE_FIXTURES === "1") writeFileSync(fixturePath(file), text);
      assert.equal(fixtureText(file), text);
    });

    it(`${name}: opening it says what is wrong`, async () => {
      const { trace, verdicts } = await openSources([textSource(file, fixtureText(file))]);
      assert.ok(trace !== undefined);
      const words = describeSnapshotVerdict(trace, verdicts[0]);
      assert.ok(words.startsWith(verdict), words);
      assert.equal(trace.snapshots[0].unfinished?.kind, unfinished);
    });
  });
});

describe("every assumption of every algorithm", () => {
  const isFaulty = (verdict: SnapshotVerdict, snapshot: Snapshot): boolean =>
    isWrong(verdict) || hasNoEnd(verdict, snapshot);
  const ways: Partial<
    Record<keyof Assumptions, Omit<Broken, "name" | "algorithm" | "isWanted" | "verdict">>
  > = {
    fifo: { fifo: false, sizes: PAIRS },
    reliable: { fifo: true, sizes: PAIRS, loses: true },
    reachable: { fifo: true, sizes: [[ONE_WAY, 0]], by: 1 },
    returns: { fifo: true, sizes: [[ONE_WAY, 0]] },
    bothWays: { fifo: true, sizes: [[ONE_WAY, 0]] },
    direct: { fifo: false, sizes: [[LINE, 1]] },
    causal: { fifo: false, sizes: TRIANGLE },
  };
  for (const algorithm of SNAPSHOT_ALGORITHMS) {
    for (const [assumption, { sizes, by, fifo, loses }] of Object.entries(ways)) {
      if (algorithm.assumes[assumption as keyof Assumptions] !== true) continue;
      it(`${algorithm.id} without ${assumption} goes wrong or never ends`, () => {
        const variant = assumption === "causal" ? withoutLayer(algorithm) : algorithm;
        const changed = loses === true ? losingTheFirst : undefined;
        const search = { sizes, by, changed };
        const example = smallestCounterExample({ algorithm: variant, fifo }, assumption, isFaulty, search);
        assert.ok(example !== undefined, "no small run shows what the assumption is for");
      });
    }
    if (algorithm.assumes.oneInitiator !== true) continue;
    it(`${algorithm.id}: a further initiator changes nothing`, () => {
      const starts = [0, 1].map((by) => ({ snapshot: 0, by }));
      for (const script of sendScripts(PAIR, 1)) {
        for (const steps of withStarts(script, starts)) {
          for (const trace of exploreRuns(scenarioOf(PAIR, steps), { algorithm })) {
            const [snapshot] = trace.snapshots;
            assert.equal(verifySnapshot(trace, snapshot).kind, "consistent");
            assert.equal(snapshot.unfinished, undefined);
          }
        }
      }
    });
  }
});

describe("the search catches", () => {
  const variants: readonly (readonly [string, SnapshotAlgorithm, boolean])[] = [
    ["Spezialetti and Kearns's without messages", recordingNoMessage(spezialettiKearns), true],
    ["Lai and Yang's without colours", colourless(laiYang), false],
    ["Lai and Yang's without messages", recordingNoMessage(laiYang), false],
    ["Mattern's without colours", colourless(mattern), false],
    ["Mattern's without messages", recordingNoMessage(mattern), false],
    ["Acharya and Badrinath's without messages", recordingNoMessage(acharyaBadrinath), false],
    ["Alagar and Venkatesan's without messages", recordingNoMessage(alagarVenkatesan), false],
    ["aligned barriers without messages", recordingNoMessage(alignedBarriers), true],
    ["unaligned barriers without messages", recordingNoMessage(unalignedBarriers), true],
  ];
  for (const [name, algorithm, fifo] of variants) {
    it(name, () => {
      assert.ok(smallestCounterExample({ algorithm, fifo }, name, isWrong, { sizes: PAIRS }) !== undefined);
    });
  }

  it("aligned barriers that keep nothing back", () => {
    const algorithm = holdingNothing(alignedBarriers);
    assert.ok(smallestCounterExample({ algorithm }, "held", isWrong, { sizes: [[MESH, 1]] }) !== undefined);
  });

  it("a world that does not stop", () => {
    const algorithm = holdingNothing(stopTheWorld);
    const isFaulty = (verdict: SnapshotVerdict, snapshot: Snapshot): boolean =>
      isWrong(verdict) || hasNoEnd(verdict, snapshot);
    assert.ok(smallestCounterExample({ algorithm }, "stopped", isFaulty, { sizes: PAIRS }) !== undefined);
  });
});
