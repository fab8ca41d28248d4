// Random small scenarios, every snapshot with an algorithm of its own: each run that the explorer finds is written as a scenario,
// run by the engine, printed, read and run again, and records each time what the explorer says. In full and reduced the
// same final states are found.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Exploration } from "../../../src/core/exploration/exploration.ts";
import { judgeFinal } from "../../../src/core/exploration/judgedFinals.ts";
import { NotExplorable } from "../../../src/core/exploration/options.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { printScenario } from "../../../src/language/lightcone/printing/printScenario.ts";
import { openText } from "../../language/lightcone/support.ts";
import { explored, finalTexts } from "../../support/explorations.ts";
import { randomText } from "../../support/randomText.ts";

const MOST_STATES = 3000;
/** Of one scenario, so many final states are judged, and so many written and read. */
const JUDGED = 30;
const READ = 2;

function exploredUnlessRefused(scenario: Scenario, order: "free" | "timed", reduce: boolean) {
  try {
    return explored(scenario, { order, reduce, mostStates: MOST_STATES });
  } catch (error) {
    if (error instanceof NotExplorable) return undefined;
    throw error;
  }
}

async function checkFinals(exploration: Exploration): Promise<number> {
  const finals = exploration.finals.slice(0, JUDGED);
  for (const [i, final] of finals.entries()) {
    const { witness, verdicts } = judgeFinal(exploration, final);
    if (i >= READ) continue;
    const printed = printScenario(witness);
    const again = await openText(printed);
    assert.deepEqual(
      again.verdicts.map(({ kind }) => kind),
      verdicts.map(({ kind }) => kind),
      printed,
    );
  }
  return finals.length;
}

describe("of random scenarios the engine runs what the explorer finds", () => {
  for (const [order, seed] of [
    ["free", 11],
    ["timed", 12],
  ] as const) {
    it(`in ${order} order`, async () => {
      let judged = 0;
      await fc.assert(
        fc.asyncProperty(randomText(order === "timed"), async (text) => {
          const { scenario, problems } = await openText(text);
          assert.ok(scenario !== undefined, JSON.stringify(problems));
          const full = exploredUnlessRefused(scenario, order, false);
          if (full === undefined) return;
          judged += await checkFinals(full);
          const reduced = exploredUnlessRefused(scenario, order, true);
          if (full.limit === undefined && reduced !== undefined)
            assert.deepEqual(finalTexts(reduced), finalTexts(full));
        }),
        { numRuns: 200, seed },
      );
      assert.ok(judged > 800, `${judged}`);
    });
  }
});
