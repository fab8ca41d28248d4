// Puzzles with messages under way at first that are too large to search: what random free runs pass through, and what differs from it
// by a little. Each answer shows itself: the engine runs a witness, a reason is counted anew for every split. And puzzles
// that hide a vertex cover, of which large ones have more splits than are tried.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { decide } from "../../../../src/core/analysis/possibility/decide.ts";
import { freeRoutes, moveTokens } from "../../../../src/core/analysis/possibility/movement.ts";
import type { PuzzleQuestion } from "../../../../src/core/analysis/possibility/puzzle.ts";
import { solve } from "../../../../src/core/analysis/possibility/solve.ts";
import { describeAnswer, sendsWords } from "../../../../src/core/analysis/possibility/words.ts";
import { everySplit, faultsOfReasons } from "../../../support/puzzleReasons.ts";
import { questionOfLetters } from "../../../support/smallPuzzles.ts";

/** A global state in letters, as the plain search has it. */
interface State {
  readonly held: string[];
  readonly queues: string[][];
}

class Draw {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  below(n: number): number {
    return uniformInt(this.#generator, 0, n - 1);
  }
}

/** 3 to 5 processes and up to 8 channels, no longer than to end where none comes back in half of them. */
function randomChannels(draw: Draw): [count: number, channels: [number, number][]] {
  const count = 3 + draw.below(3);
  const isAcyclic = draw.below(2) === 0;
  const all = Array.from({ length: count * count }, (_, i): [number, number] => [
    Math.floor(i / count),
    i % count,
  ]);
  const pairs = all.filter(([p, q]) => (isAcyclic ? p < q : p !== q));
  const channels: [number, number][] = [];
  for (let i = 0; i < 8 && pairs.length > 0; i++) channels.push(...pairs.splice(draw.below(pairs.length), 1));
  return [count, channels];
}

function randomState(draw: Draw, count: number, channels: number): State {
  const held = Array.from({ length: count }, () => "");
  const queues = Array.from({ length: channels }, (): string[] => []);
  for (let i = 0; i < 9; i++) {
    const token = "AAAB"[draw.below(4)];
    if (draw.below(2) === 0) held[draw.below(count)] += token;
    else queues[draw.below(channels)].push(draw.below(5) === 0 ? token + token : token);
  }
  return { held, queues };
}

/** Some sends of a token each, and receipts in order. Gives how many sends. */
function runOn(
  draw: Draw,
  { held, queues }: State,
  channels: readonly (readonly [number, number])[],
): number {
  let sends = 0;
  for (let i = 0; i < 14; i++) {
    const c = draw.below(channels.length);
    const [from, to] = channels[c];
    const first = draw.below(3) > 0 ? held[from][0] : undefined;
    if (first === undefined) held[to] += queues[c].shift() ?? "";
    else {
      held[from] = held[from].slice(1);
      queues[c].push(first);
      sends++;
    }
  }
  return sends;
}

/** A token somewhere else. */
function changed(draw: Draw, { held, queues }: State): State {
  const from = held.findIndex((tokens) => tokens !== "");
  if (from === -1) return { held, queues };
  const to = draw.below(held.length);
  const without = held.with(from, held[from].slice(1));
  return { held: without.with(to, without[to] + held[from][0]), queues };
}

/** Has it shown that the answer is right, and gives it. */
function shown(question: PuzzleQuestion, told: string) {
  const { answer } = solve(question, "any", told);
  assert.notEqual(answer.kind, "unknown", told);
  assert.deepEqual(faultsOfReasons(question, answer), [], told);
  if (answer.kind !== "possible" || !answer.way.isFewest) return answer;
  const each = everySplit(question, []).map((splits) => {
    const kept = Int32Array.from(splits);
    const { sends, stranded } = moveTokens(question, kept, [], freeRoutes(question, kept));
    return stranded.length === 0 ? sends : Number.POSITIVE_INFINITY;
  });
  assert.equal(answer.way.sends, Math.min(...each), told);
  return answer;
}

describe("with messages under way at first, on larger systems", () => {
  it("whatever a run passes through is possible, and every answer shows itself", () => {
    const counts = { possible: 0, staying: 0, impossible: 0, anyhow: 0 };
    for (let seed = 1; seed <= 1500; seed++) {
      const draw = new Draw(seed);
      const [count, channels] = randomChannels(draw);
      const { held, queues } = randomState(draw, count, channels.length);
      const system = { held: [...held], channels, underWay: queues.map((queue) => queue.join()) };
      const sends = runOn(draw, { held, queues }, channels);
      const letters = (state: State) =>
        questionOfLetters(
          system,
          state.held,
          state.queues.map((queue) => queue.join()),
        );
      const passed = shown(letters({ held, queues }), `seed ${seed}`);
      assert.ok(passed.kind === "possible" && passed.way.sends <= sends, `seed ${seed}`);
      counts.possible++;
      if (passed.way.splits.length > 0) counts.staying++;
      const other = shown(letters(changed(draw, { held, queues })), `seed ${seed}, changed`);
      if (other.kind !== "impossible") continue;
      counts.impossible++;
      if (other.reasons[0].kind === "stranded-anyhow") counts.anyhow++;
    }
    assert.deepEqual(counts, { possible: 1500, staying: 1175, impossible: 283, anyhow: 25 });
  });
});

/**
 * S can bring a B to client i only by way of V i or V i+1, on a ring. The channel from S to each holds an A at first and in the claim:
 * to use it, S must spend an A of its own, and it has so many. So the used ones are a vertex cover of the ring. `isClosed`: a channel leads from the sink back to S.
 */
function coverOfRing(length: number, budget: number, isClosed = false): PuzzleQuestion {
  const [source, sink] = [0, 1];
  const ring = Array.from({ length }, (_, i) => i);
  const through = (i: number): number => 2 + (i % length);
  const client = (i: number): number => 2 + length + i;
  const ends = [
    ...ring.map((i) => [source, through(i)]),
    ...ring.map((i) => [through(i), sink]),
    ...ring.flatMap((i) => [
      [through(i), client(i)],
      [through(i + 1), client(i)],
    ]),
    ...(isClosed ? [[sink, source]] : []),
  ];
  const letters = (tokens: (p: number) => string): string[] =>
    Array.from({ length: 2 + 2 * length }, (_, p) => tokens(p));
  const contents = ends.map(([from]) => (from === source ? "A" : ""));
  const channels = ends.map(([from, to]): [number, number] => [from, to]);
  const held = letters((p) => (p === source ? "A".repeat(budget) + "B".repeat(length) : ""));
  const states = letters((p) => (p === sink ? "A".repeat(budget) : p >= 2 + length ? "B" : ""));
  return questionOfLetters({ held, channels, underWay: contents }, states, contents);
}

describe("messages under way that hide a vertex cover", () => {
  it("are found where it is small, and told where there is none", () => {
    assert.equal(shown(coverOfRing(5, 3), "5, 3").kind, "possible");
    const none = shown(coverOfRing(5, 2), "5, 2");
    assert.ok(none.kind === "impossible" && none.reasons[0].kind === "stranded-anyhow");
    assert.match(
      describeAnswer(coverOfRing(5, 2).system, none),
      /^impossible: if all that was under way on P0 → P2 at first was received before .* and so on in \d+ more cases$/,
    );
  });

  it("are unknown where there are too many ways", () => {
    const question = coverOfRing(31, 15);
    const answer = decide(question, "any");
    assert.ok(answer.kind === "unknown" && answer.consistent === undefined);
    assert.match(
      describeAnswer(question.system, answer),
      /^unknown: what is under way at first on P0 → P2 and 30 more may have been received before in too many ways: none of \d+ ways that were tried shows it$/,
    );
    // Whatever was received, one initiator's markers do not get to everybody.
    const one = decide(question);
    assert.ok(one.kind === "impossible" && one.consistent === undefined);
    assert.equal(one.reasons[0].kind, "first-marker");
    // With tokens that are not the system's, nothing is tried.
    const wrong = decide({ ...question, claim: coverOfRing(31, 16).claim }, "any");
    assert.ok(wrong.kind === "impossible" && wrong.reasons[0].kind === "tokens");
  });

  it("have a run of the fewest sends, which is told as such only where all ways were compared", () => {
    // Two sends for each B. Each channel that is used costs three more: its A comes back to S over the sink, and is sent anew.
    const small = shown(coverOfRing(5, 0, true), "5, back");
    assert.ok(small.kind === "possible" && small.way.isFewest);
    assert.equal(small.way.sends, 2 * 5 + 3 * 3);
    const large = shown(coverOfRing(31, 0, true), "31, back");
    assert.ok(large.kind === "possible" && !large.way.isFewest);
    assert.ok(large.way.sends >= 2 * 31 + 3 * 16, `${large.way.sends} sends`);
    assert.match(
      sendsWords(large.way),
      /^\d+ sends: there may be runs with fewer, for not all were compared$/,
    );
  });
});
