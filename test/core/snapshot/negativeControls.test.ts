// What the checks are worth: a snapshot algorithm with a rule left out, or the right one on channels that are not FIFO,
// must be caught. The smallest run that shows it is kept as a fixture, found again here and compared.
// To write the fixtures anew: LIGHTCONE_WRITE_FIXTURES=1 before the test command.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fifoViolations } from "../../../src/core/analysis/channelOrder.ts";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import { chandyLamport } from "../../../src/core/snapshot/algorithms/chandyLamport.ts";
import { describeMessage } from "../../../src/core/trace/describe.ts";
import { describeSnapshotVerdict, type SnapshotVerdict } from "../../../src/core/trace/verdict.ts";
import { channelsForgotten, markerLeftOut, recordedLate } from "../../support/brokenAlgorithms.ts";
import { smallestCounterExample } from "../../support/counterExample.ts";
import type { Exploration } from "../../support/exploreRuns.ts";
import { openSources } from "../../support/openSources.ts";
import { faultsOf } from "../../support/snapshotFaults.ts";
import { fixturePath, fixtureText, textSource } from "../../support/textSource.ts";

interface Control {
  readonly name: string;
  readonly exploration: Exploration;
  readonly isWanted: (verdict: SnapshotVerdict) => boolean;
  /** The core's words. */
  readonly verdict: string;
  /** What all checks together say. */
  readonly faults: readonly string[];
}

const hasOrphan = ({ cut }: SnapshotVerdict): boolean => cut.orphans.length > 0;
const isWrong = ({ kind }: SnapshotVerdict): boolean => kind === "inconsistent";

const CONTROLS: readonly Control[] = [
  {
    name: "marker-left-out",
    exploration: { algorithm: markerLeftOut },
    isWanted: hasOrphan,
    verdict: "inconsistent, 1 orphan message",
    faults: [
      "snapshot 0: verifySnapshot says inconsistent",
      "snapshot 0: the cut is not closed under happened-before",
      "snapshot 0: 301 tokens recorded of 300",
      "snapshot 0: the core says not-concurrent",
      "snapshot 0: message 3 received before it is sent",
    ],
  },
  {
    name: "channels-forgotten",
    exploration: { algorithm: channelsForgotten },
    isWanted: isWrong,
    verdict: "wrong: 1 message in transit not recorded",
    faults: [
      "snapshot 0: verifySnapshot says inconsistent",
      "snapshot 0: recorded 100 99, expected 100 99 1>0[1]",
      "snapshot 0: 199 tokens recorded of 200",
      "snapshot 0: the core says other-state",
      "snapshot 0: the reordered run reaches 100 99 1>0[1], recorded is 100 99",
    ],
  },
  {
    name: "recorded-late",
    exploration: { algorithm: recordedLate },
    isWanted: isWrong,
    verdict: "wrong: 1 message in transit not recorded",
    faults: [
      "snapshot 0: verifySnapshot says inconsistent",
      "snapshot 0: recorded 99 100, expected 99 100 0>1[1]",
      "snapshot 0: 199 tokens recorded of 200",
      "snapshot 0: the core says other-state",
      "snapshot 0: the reordered run reaches 99 100 0>1[1], recorded is 99 100",
    ],
  },
  {
    name: "not-fifo",
    exploration: { fifo: false },
    isWanted: hasOrphan,
    verdict: "inconsistent, 1 orphan message",
    faults: [
      "snapshot 0: verifySnapshot says inconsistent",
      "snapshot 0: the cut is not closed under happened-before",
      "snapshot 0: 201 tokens recorded of 200",
      "snapshot 0: the core says not-concurrent",
      "snapshot 0: message 1 received before it is sent",
    ],
  },
];

const found = CONTROLS.map(({ name, exploration, isWanted }) =>
  smallestCounterExample(exploration, name, isWanted),
);

describe("the checks catch", () => {
  CONTROLS.forEach((control, i) => {
    it(control.name, () => {
      assert.ok(found[i] !== undefined, "no run of the enumeration shows the fault");
      assert.deepEqual(faultsOf(found[i].trace, found[i].scenario), control.faults);
    });
  });

  it("nothing in the right algorithm on FIFO channels", () => {
    const example = smallestCounterExample({ algorithm: chandyLamport }, "right", isWrong);
    assert.equal(example, undefined);
  });
});

describe("the smallest counter-example is kept as a fixture", () => {
  CONTROLS.forEach(({ name, verdict }, i) => {
    const file = `core/${name}.lctrace`;

    it(`${name}: the search finds the one that is kept`, () => {
      assert.ok(found[i] !== undefined);
      const text = [...writeLctrace(found[i].trace)].join("");
      if (process.env.LIGHTCONE_WRITE_FIXTURES === "1") writeFileSync(fixturePath(file), text);
      assert.equal(fixtureText(file), text);
    });

    it(`${name}: opening it says what is wrong`, async () => {
      const opened = await openSources([textSource(file, fixtureText(file))]);
      assert.ok(opened.trace !== undefined);
      assert.equal(describeSnapshotVerdict(opened.trace, opened.verdicts[0]), verdict);
    });
  });

  it("not-fifo: the two messages that break the order are named", async () => {
    const { trace } = await openSources([
      textSource("not-fifo.lctrace", fixtureText("core/not-fifo.lctrace")),
    ]);
    assert.ok(trace !== undefined);
    const named = fifoViolations(trace).map(({ earlier, later }) =>
      [earlier, later].map((message) => describeMessage(trace, message)),
    );
    assert.deepEqual(named, [["marker of snapshot 0 from P to Q", "token(1) from P to Q"]]);
  });
});
