// What each mechanism of the transport protocol is for. With all of them no combination of faults on the first packets of
// up to three messages does harm; with one switched off a smallest script of faults that does is found by search, and
// stands as a scenario in test/fixtures/transport.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { Fate } from "../../../../src/core/scenario/step.ts";
import type { Reliability } from "../../../../src/core/scenario/transport.ts";
import { simulate } from "../../../../src/core/snapshot/simulate.ts";
import { printScenario } from "../../../../src/language/lightcone/printing/printScenario.ts";
import { openText } from "../../../language/lightcone/support.ts";
import { deliveryFaults } from "../../../support/deliveryFaults.ts";
import { type Act, networkScenario } from "../../../support/networkScenario.ts";
import { fixturePath, fixtureText } from "../../../support/textSource.ts";

const FATES: readonly (Fate | undefined)[] = [
  undefined,
  { lost: true },
  { twice: true },
  { spoilt: true },
  { delay: 5 },
];

/** All scripts of P sending up to `most` messages, with every combination of fates; those with fewer of both first. */
function scripts(most: number): Act[][] {
  let last: Act[][] = [[]];
  const all: Act[][] = [];
  for (let sends = 1; sends <= most; sends++) {
    last = last.flatMap((script) =>
      FATES.map((fate): Act[] => [...script, fate === undefined ? { send: 0 } : { send: 0, fate }]),
    );
    all.push(...last);
  }
  const size = (script: Act[]): number => script.length + script.filter((act) => "fate" in act).length;
  return all
    .map((script, i) => ({ script, i }))
    .sort((a, b) => size(a.script) - size(b.script) || a.i - b.i)
    .map(({ script }) => script);
}

const scenarioFor = (script: readonly Act[], reliable: Partial<Reliability>) =>
  networkScenario(script, { transport: { fifo: false }, reliable });

const firstFault = (reliable: Partial<Reliability>): Act[] | undefined =>
  scripts(3).find((script) => deliveryFaults(simulate(scenarioFor(script, reliable))).length > 0);

describe("the whole protocol", () => {
  it("delivers everything intact, once and in order, whatever happens to the first packets of three messages", () => {
    let runs = 0;
    for (const script of scripts(3)) {
      for (const window of [1, 32]) {
        assert.deepEqual(
          deliveryFaults(simulate(scenarioFor(script, { window }))),
          [],
          JSON.stringify(script),
        );
        runs++;
      }
    }
    assert.equal(runs, 2 * (5 + 25 + 125));
  });
});

describe("without one mechanism the smallest harm is done", () => {
  const cases: readonly [keyof Reliability, Act[], RegExp][] = [
    ["checksum", [{ send: 0, fate: { spoilt: true } }], /arrives spoilt/],
    ["numbers", [{ send: 0, fate: { twice: true } }], /arrives 2 times/],
    ["retransmission", [{ send: 0, fate: { lost: true } }], /never arrives/],
    ["deduplication", [{ send: 0, fate: { twice: true } }], /arrives 2 times/],
    ["ordering", [{ send: 0, fate: { lost: true } }, { send: 0 }], /is overtaken/],
  ];
  for (const [mechanism, expected, words] of cases) {
    it(mechanism, async () => {
      const script = firstFault({ [mechanism]: false });
      assert.deepEqual(script, expected);
      const scenario = scenarioFor(script ?? [], { [mechanism]: false });
      const [fault] = deliveryFaults(simulate(scenario));
      assert.match(fault, words);
      const name = `transport/without-${mechanism}.lightcone`;
      const text = printScenario(scenario);
      if (process.env.UPDATE_FIXTURES) writeFileSync(fixturePath(name), text);
      assert.equal(fixtureText(name), text);
      const { trace, problems } = await openText(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(trace && deliveryFaults(trace), deliveryFaults(simulate(scenario)));
    });
  }
});
