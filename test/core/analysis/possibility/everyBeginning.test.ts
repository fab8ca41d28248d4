// The solver against an exhaustive search where messages are under way at first: on every small system, from every global
// state as its beginning, each claim. They must agree as in everyPuzzle.test.ts: on who can start it alone, on whether several
// can, and on the fewest sends; every reason must show what it says, for every split; some witnesses are run. Counts are exact.
// Run once with AB on all graphs of three processes, AAA and AAB on up to four channels, AAAB on two processes, and AAB in
// messages of several on three, 284,878 more claims, they agreed as well.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { soleInitiators } from "../../../../src/core/analysis/possibility/answer.ts";
import { decide } from "../../../../src/core/analysis/possibility/decide.ts";
import type { PuzzleQuestion } from "../../../../src/core/analysis/possibility/puzzle.ts";
import { solve } from "../../../../src/core/analysis/possibility/solve.ts";
import { type PlainSystem, plainSnapshots, recordedOf } from "../../../support/plainSnapshots.ts";
import { faultsOfReasons } from "../../../support/puzzleReasons.ts";
import { claims, graphsOf, joinedClaims, questionOfLetters } from "../../../support/smallPuzzles.ts";

interface Counts {
  claims: number;
  /** With one initiator, and with any number. */
  one: number;
  any: number;
  /** In which something that is under way at first stays in its channel, and in which none of several cases is possible. */
  staying: number;
  anyhow: number;
}

interface Asked {
  readonly question: PuzzleQuestion;
  readonly recorded: string;
  readonly isCounted: boolean;
}

/** Searches once for a system; then checks a claim at a time. */
class Check {
  readonly counts: Counts = { claims: 0, one: 0, any: 0, staying: 0, anyhow: 0 };

  system(system: PlainSystem, questions: Iterable<Asked>, most: number): void {
    const everybody = system.held.map((_, p) => p);
    const options = { most, shortened: true };
    const alone = everybody.map((p) => plainSnapshots(system, [p], options));
    const any = plainSnapshots(system, everybody, options);
    const before = this.counts.any;
    const told = JSON.stringify(system);
    for (const asked of questions) this.#claim(asked, alone, any, told);
    // Nothing is recorded that was not asked for.
    if (most === 1) assert.equal(this.counts.any - before, any.size);
  }

  #claim(
    { question, recorded, isCounted }: Asked,
    alone: readonly ReadonlyMap<string, number>[],
    several: ReadonlyMap<string, number>,
    system: string,
  ): void {
    const [one, any] = [decide(question), decide(question, "any")];
    const starters = alone.flatMap((states, p) => (states.has(recorded) ? [p] : []));
    const told = `${system}: ${recorded}`;
    assert.equal(one.kind, starters.length > 0 ? "possible" : "impossible", told);
    assert.equal(any.kind, several.has(recorded) ? "possible" : "impossible", told);
    assert.equal(one.consistent, any.kind === "possible", told);
    for (const answer of [one, any]) assert.deepEqual(faultsOfReasons(question, answer), [], told);
    this.counts.claims++;
    if (one.kind === "possible") {
      this.counts.one++;
      assert.deepEqual(soleInitiators(one), starters, told);
      if (isCounted) for (const p of starters) assert.equal(one.way.sends, alone[p].get(recorded), told);
    }
    if (any.kind === "impossible") {
      if (any.reasons[0].kind === "stranded-anyhow") this.counts.anyhow++;
      return;
    }
    this.counts.any++;
    assert.ok(any.kind === "possible" && any.way.isFewest, told);
    if (isCounted) assert.equal(any.way.sends, several.get(recorded), told);
    if (any.way.splits.length > 0) this.counts.staying++;
    // It raises an error where its witness does not record the claim. Of many, some are run.
    const isRun = any.way.splits.length > 0 ? this.counts.staying % 4 === 1 : this.counts.any % 20 === 0;
    if (isRun) solve(question, one.kind === "possible" ? "one" : "any", "witness");
  }
}

function checkAll(processes: number, tokens: string, mostChannels: number, most = 1): Counts {
  const check = new Check();
  const states = most === 1 ? claims : joinedClaims;
  for (const channels of graphsOf(processes)) {
    if (channels.length > mostChannels) continue;
    const all = [...states(tokens, processes, channels)];
    for (const { states: held, contents: underWay } of all) {
      if (underWay.every((content) => content === "")) continue;
      const system = { held, channels, underWay };
      const questions = all.map((claim) => ({
        question: questionOfLetters(system, claim.states, claim.contents),
        recorded: recordedOf(claim.states, claim.contents),
        isCounted: most === 1,
      }));
      check.system(system, questions, most);
    }
  }
  return check.counts;
}

const ROWS: readonly (readonly [
  processes: number,
  tokens: string,
  mostChannels: number,
  most: number,
  counts: Counts,
])[] = [
  [2, "A", 2, 1, { claims: 11, one: 9, any: 10, staying: 3, anyhow: 0 }],
  [2, "AAA", 2, 1, { claims: 380, one: 266, any: 350, staying: 157, anyhow: 0 }],
  [2, "AAB", 2, 1, { claims: 2552, one: 1699, any: 2285, staying: 633, anyhow: 31 }],
  [2, "AAAA", 2, 1, { claims: 1200, one: 770, any: 1120, staying: 573, anyhow: 0 }],
  [2, "AABB", 2, 1, { claims: 24364, one: 14058, any: 22392, staying: 6620, anyhow: 264 }],
  [3, "A", 6, 1, { claims: 322, one: 236, any: 263, staying: 48, anyhow: 0 }],
  [3, "AA", 6, 1, { claims: 7139, one: 5173, any: 5768, staying: 1559, anyhow: 0 }],
  [3, "AB", 4, 1, { claims: 16088, one: 8116, any: 9998, staying: 1810, anyhow: 78 }],
  [3, "AAA", 3, 1, { claims: 14004, one: 3727, any: 7425, staying: 2842, anyhow: 0 }],
  [3, "AAB", 3, 1, { claims: 101079, one: 22401, any: 44426, staying: 10656, anyhow: 1211 }],
  [2, "AAB", 2, 3, { claims: 5527, one: 3734, any: 4869, staying: 868, anyhow: 49 }],
];

describe("with messages under way at first the solver and the exhaustive search agree", () => {
  for (const [processes, tokens, mostChannels, most, counts] of ROWS) {
    const loads = most > 1 ? ", in messages of several" : "";
    it(`${processes} processes, tokens ${tokens}${loads}, up to ${mostChannels} channels: ${counts.claims} claims`, () => {
      assert.deepEqual(checkAll(processes, tokens, mostChannels, most), counts);
    });
  }

  it("the search may leave out what nobody sees", () => {
    for (const [held, channels, underWay] of [
      [["A", ""], graphsOf(2)[2], ["A", ""]],
      [["", ""], graphsOf(2)[2], ["A,B", ""]],
      [["", "", ""], graphsOf(3).at(-1) ?? [], ["A", "", "", "", "", ""]],
      [["A", "", ""], graphsOf(3)[8], ["", "A", ""]],
    ] as const) {
      const system = { held, channels, underWay };
      for (const starters of [[0], held.map((_, p) => p)]) {
        const whole = [...plainSnapshots(system, starters)].sort();
        assert.deepEqual([...plainSnapshots(system, starters, { shortened: true })].sort(), whole);
      }
    }
  });
});
