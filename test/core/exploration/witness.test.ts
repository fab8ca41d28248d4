// The runs that the explorer names, written as scenarios: printed, read and run again they record what the explorer said,
// with faults, several snapshots, waits, workloads, channels that are not FIFO, and cuts.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeFinal } from "../../../src/core/exploration/judgedFinals.ts";
import { printScenario } from "../../../src/language/lightcone/printing/printScenario.ts";
import { openText } from "../../language/lightcone/support.ts";
import { explored, finalTexts } from "../../support/explorations.ts";

const SYSTEM = "process P { G, Y }\nprocess Q { R }\n";

interface Case {
  readonly shows: string;
  readonly text: string;
  readonly finals: number;
  readonly states: number;
  readonly verdicts: readonly string[];
}

const CASES: readonly Case[] = [
  {
    shows: "two snapshots, whose markers take different times",
    text: "channel P <-> Q\nP -> Q : Y\nsnapshot by P\nsnapshot by Q\nP -> Q : G",
    finals: 6,
    states: 112,
    verdicts: ["consistent"],
  },
  {
    shows: "markers and messages that get lost",
    text: "channel P -> Q loss 50 %\nchannel Q -> P\nP -> Q : Y\nsnapshot by P\nQ -> P : R",
    finals: 10,
    states: 56,
    verdicts: ["consistent", "inconsistent", "unknown"],
  },
  {
    shows: "messages that arrive twice",
    text: "channel P -> Q duplication 0.5\nchannel Q -> P\nP -> Q : Y\nsnapshot by P",
    finals: 2,
    states: 24,
    verdicts: ["consistent", "inconsistent"],
  },
  {
    shows: "messages that arrive spoilt, markers among them",
    text: "channel P -> Q corruption 0.5\nchannel Q -> P\nP -> Q : Y\nsnapshot by P\nP -> Q : G as g\ncorrupt g",
    finals: 4,
    states: 39,
    verdicts: ["consistent", "inconsistent", "unknown"],
  },
  {
    shows: "what delays give to the first messages, one by one",
    text: "channel P -> Q delays [ 1, lost, 1 and 1 ]\nchannel Q -> P\nP -> Q : Y\nP -> Q : G\nsnapshot by P",
    finals: 1,
    states: 11,
    verdicts: ["inconsistent"],
  },
  {
    shows: "a channel that is not FIFO",
    text: "channel P <-> Q not fifo\nP -> Q : Y\nsnapshot by P\nP -> Q : G\nQ -> P : R",
    finals: 20,
    states: 201,
    verdicts: ["consistent", "inconsistent"],
  },
  {
    shows: "messages under way at the start",
    text: "channel P <-> Q\nunderway P -> Q : B as b\nunderway P -> Q : O\nP -> Q : Y\nsnapshot by Q\nQ receives b\nQ -> P : R",
    finals: 7,
    states: 136,
    verdicts: ["consistent"],
  },
  {
    shows: "a wait, and steps behind it",
    text: "channel P <-> Q\nP -> Q : Y as y\nQ receives y\nQ -> P : Y\nsnapshot by Q",
    finals: 1,
    states: 9,
    verdicts: ["consistent"],
  },
  {
    shows: "a wait for a message that is lost",
    text: "channel P <-> Q\nP -> Q : Y as y\nlose y\nQ receives y\nQ -> P : R\nsnapshot by P, Q",
    finals: 1,
    states: 5,
    verdicts: ["inconsistent"],
  },
  {
    shows: "a send that lacks its token",
    text: "channel P <-> Q\nP -> Q : R\nQ -> P : R\nsnapshot by P",
    finals: 4,
    states: 26,
    verdicts: ["consistent"],
  },
  {
    shows: "a workload",
    text: "channel P <-> Q\nrandom 2 sends seed 3\nsnapshot by P",
    finals: 23,
    states: 188,
    verdicts: ["consistent"],
  },
  {
    shows: "independent recording",
    text: "channel P <-> Q\nP -> Q : Y\nQ -> P : R\nsnapshot independently",
    finals: 4,
    states: 34,
    verdicts: ["consistent", "inconsistent"],
  },
  {
    shows: "cuts and local steps",
    text: "channel P <-> Q\nP -> Q : Y as y\nP does { + 2 Z, a += 1 }\nQ -> P : R\ncut c { P after 2, Q after y }\nexpect cut c consistent\nexpect cut c { P { G, 2 Z, a = 1 }  Q { Y } }\nsnapshot by P\nexpect consistent\nexpect end tokens conserved",
    finals: 7,
    states: 55,
    verdicts: ["inconsistent"],
  },
];

describe("a run written as a scenario", () => {
  for (const { shows, text, finals, states, verdicts } of CASES) {
    it(`is that run: ${shows}`, async () => {
      const { scenario } = await openText(`${SYSTEM}${text}`);
      assert.ok(scenario);
      const full = explored(scenario);
      const reduced = explored(scenario, { reduce: true });
      assert.deepEqual(finalTexts(reduced), finalTexts(full));
      const kinds = new Set<string>();
      for (const final of full.finals) {
        const judged = judgeFinal(full, final);
        const printed = printScenario(judged.witness);
        const { trace, verdicts: again, expectations } = await openText(printed);
        assert.deepEqual(
          trace?.snapshots.map(({ frontier, channelMessages }) => [[...frontier], channelMessages.length]),
          judged.trace.snapshots.map(({ frontier, channelMessages }) => [
            [...frontier],
            channelMessages.length,
          ]),
          printed,
        );
        assert.deepEqual(
          again.map(({ kind }) => kind),
          judged.verdicts.map(({ kind }) => kind),
          printed,
        );
        assert.deepEqual(
          expectations.map(({ kind, words }) => [kind, words]),
          judged.expectations.map(({ kind, words }) => [kind, words]),
        );
        for (const { kind } of judged.verdicts) kinds.add(kind);
      }
      assert.deepEqual([full.finals.length, full.states, [...kinds].sort()], [finals, states, verdicts]);
    });
  }
});
