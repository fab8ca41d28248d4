// The solver against an exhaustive search, on every small puzzle: each digraph up to three processes, each placement of the
// tokens, each claim. They must agree on who can start it alone, on whether several can, and on the fewest sends; every
// witness must record its claim in the engine; every reason must show what it says. Counts are exact.
// Run once over all graphs of three processes with AAB and ABC too, 187,272 more claims, they agreed as well.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type PuzzleAnswer, soleInitiators } from "../../../../src/core/analysis/possibility/answer.ts";
import { decide } from "../../../../src/core/analysis/possibility/decide.ts";
import type { PuzzleQuestion } from "../../../../src/core/analysis/possibility/puzzle.ts";
import { solve } from "../../../../src/core/analysis/possibility/solve.ts";
import { type PlainSystem, plainSnapshots, recordedOf } from "../../../support/plainSnapshots.ts";
import { faultsOfReasons } from "../../../support/puzzleReasons.ts";
import {
  claims,
  graphsOf,
  joinedClaims,
  placements,
  questionOfLetters,
} from "../../../support/smallPuzzles.ts";

interface Counts {
  readonly claims: number;
  /** With one initiator, and with any number. */
  readonly one: number;
  readonly any: number;
}

interface Found {
  /** By one process alone, each; then by any. */
  readonly alone: readonly ReadonlyMap<string, number>[];
  readonly any: ReadonlyMap<string, number>;
}

function search(system: PlainSystem, most = 1): Found {
  const everybody = system.held.map((_, p) => p);
  const options = { most, shortened: true };
  return {
    alone: everybody.map((p) => plainSnapshots(system, [p], options)),
    any: plainSnapshots(system, everybody, options),
  };
}

/** Checks one claim. `isCounted`: whether the fewest sends are compared too. */
function check(
  question: PuzzleQuestion,
  recorded: string,
  found: Found,
  isCounted: boolean,
): [PuzzleAnswer, PuzzleAnswer] {
  const one = decide(question);
  const any = decide(question, "any");
  const starters = found.alone.flatMap((states, p) => (states.has(recorded) ? [p] : []));
  const told = JSON.stringify({ question, recorded, starters });
  assert.equal(one.kind, starters.length > 0 ? "possible" : "impossible", told);
  assert.equal(any.kind, found.any.has(recorded) ? "possible" : "impossible", told);
  assert.equal(one.consistent, any.kind === "possible", told);
  if (one.kind === "possible") assert.deepEqual(soleInitiators(one), starters, told);
  if (any.kind === "possible" && isCounted) assert.equal(any.way.sends, found.any.get(recorded), told);
  if (one.kind === "possible" && isCounted) {
    for (const p of starters) assert.equal(one.way.sends, found.alone[p].get(recorded), told);
  }
  for (const answer of [one, any]) assert.deepEqual(faultsOfReasons(question, answer), [], told);
  // It raises an error where its witness does not record the claim.
  if (any.kind === "possible") solve(question, one.kind === "possible" ? "one" : "any", "witness");
  return [one, any];
}

function checkAll(processes: number, tokens: string, mostChannels: number): Counts {
  const counts = { claims: 0, one: 0, any: 0 };
  for (const channels of graphsOf(processes)) {
    if (channels.length > mostChannels) continue;
    for (const held of placements(tokens, processes)) {
      const found = search({ held, channels });
      let possible = 0;
      for (const { states, contents } of claims(tokens, processes, channels)) {
        const question = questionOfLetters({ held, channels }, states, contents);
        const [one, any] = check(question, recordedOf(states, contents), found, true);
        counts.claims++;
        if (one.kind === "possible") counts.one++;
        if (any.kind === "possible") possible++;
      }
      // Nothing is recorded that was not asked for.
      assert.equal(possible, found.any.size);
      counts.any += possible;
    }
  }
  return counts;
}

const ROWS: readonly (readonly [processes: number, tokens: string, mostChannels: number, counts: Counts])[] =
  [
    [1, "AAB", 0, { claims: 1, one: 1, any: 1 }],
    [2, "AB", 2, { claims: 128, one: 73, any: 93 }],
    [2, "AAB", 2, { claims: 468, one: 246, any: 351 }],
    [2, "AABB", 2, { claims: 1935, one: 909, any: 1512 }],
    [2, "AAAB", 2, { claims: 1264, one: 606, any: 983 }],
    [3, "A", 6, { claims: 288, one: 182, any: 218 }],
    [3, "AA", 6, { claims: 2118, one: 1262, any: 1522 }],
    [3, "AB", 6, { claims: 5922, one: 3394, any: 4009 }],
    [3, "AAA", 6, { claims: 10150, one: 5849, any: 7311 }],
    [3, "AAB", 3, { claims: 17982, one: 3486, any: 7169 }],
  ];

describe("the solver and the exhaustive search agree", () => {
  for (const [processes, tokens, mostChannels, counts] of ROWS) {
    it(`${processes} processes, tokens ${tokens}, up to ${mostChannels} channels: ${counts.claims} claims`, () => {
      assert.deepEqual(checkAll(processes, tokens, mostChannels), counts);
    });
  }

  it("with messages of several tokens: 2 processes, tokens AAB", () => {
    const counts = { claims: 0, one: 0, any: 0 };
    for (const channels of graphsOf(2)) {
      for (const held of placements("AAB", 2)) {
        const found = search({ held, channels }, 3);
        for (const { states, contents } of joinedClaims("AAB", 2, channels)) {
          const question = questionOfLetters({ held, channels }, states, contents);
          const [one, any] = check(question, recordedOf(states, contents), found, false);
          counts.claims++;
          if (one.kind === "possible") counts.one++;
          if (any.kind === "possible") counts.any++;
        }
      }
    }
    assert.deepEqual(counts, { claims: 654, one: 354, any: 494 });
  });

  it("the search may leave out what nobody sees", () => {
    for (const [held, channels] of [
      [["AB", ""], graphsOf(2)[2]],
      [["A", "B"], graphsOf(2)[2]],
      [["A", "", ""], graphsOf(3).at(-1)],
      [["AB", "", ""], graphsOf(3)[8]],
    ] as const) {
      const system = { held, channels: channels ?? [] };
      for (const starters of [[0], held.map((_, p) => p)]) {
        const whole = [...plainSnapshots(system, starters)].sort();
        assert.deepEqual([...plainSnapshots(system, starters, { shortened: true })].sort(), whole);
      }
    }
  });
});

describe("tokens that are not the system's", () => {
  it("make every claim impossible, with the difference named", () => {
    let asked = 0;
    for (const channels of graphsOf(2)) {
      for (const tokens of ["A", "AAB", "BB", "ABC"]) {
        for (const { states, contents } of claims(tokens, 2, channels)) {
          const question = questionOfLetters({ held: ["A", "B"], channels }, states, contents);
          const answer = decide(question, "any");
          assert.ok(
            answer.kind === "impossible" &&
              answer.reasons[0].kind === "tokens" &&
              answer.consistent === false,
          );
          const [{ missing, surplus }] = answer.reasons;
          const differs = (list: typeof missing): string =>
            list.map(({ token, count }) => token.repeat(count)).join("");
          const expected = { A: ["B", ""], AAB: ["", "A"], BB: ["A", "B"], ABC: ["", "C"] }[tokens];
          assert.deepEqual([differs(missing), differs(surplus)], expected);
          assert.deepEqual(faultsOfReasons(question, answer), []);
          asked++;
        }
      }
    }
    assert.equal(asked, 244);
  });
});
