// Puzzles of 100 processes and 10,000 tokens: the decision, and where it is possible the witness with its run. Tokens of
// one kind, of a hundred kinds, and all different; on a full mesh, where every way is short, and on a ring and a sparse
// graph, where ways are long.

import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { decide } from "../../src/core/analysis/possibility/decide.ts";
import type { PuzzleQuestion } from "../../src/core/analysis/possibility/puzzle.ts";
import { solve } from "../../src/core/analysis/possibility/solve.ts";
import { asProcess } from "../../src/core/trace/ids.ts";
import { type LocalState, tokenList } from "../../src/core/trace/localState.ts";
import { heading, measured, row } from "./measure.ts";

const PROCESSES = 100;
const TOKENS = 10_000;
const KINDS = [1, 100, TOKENS];

type Ends = readonly (readonly [number, number])[];

export function puzzleFigures(): void {
  heading(`Puzzles of ${PROCESSES} processes and ${TOKENS} tokens`);
  const all = Array.from({ length: PROCESSES }, (_, p) => p);
  const graphs: readonly (readonly [name: string, channels: Ends])[] = [
    ["mesh", all.flatMap((p) => all.flatMap((q): Ends => (p === q ? [] : [[p, q]])))],
    ["ring", all.map((p): [number, number] => [p, (p + 1) % PROCESSES])],
    ["three each", all.flatMap((p): Ends => [1, 7, 31].map((step) => [p, (p + step) % PROCESSES]))],
  ];
  for (const [name, channels] of graphs) {
    for (const kinds of KINDS) {
      const question = randomQuestion(channels, kinds, 1);
      const answer = decide(question);
      const time = measured(() => decide(question));
      const sends = answer.kind === "possible" ? `, ${answer.way.sends} sends` : "";
      row(`${name}, ${kinds} kinds`, `${time.toFixed(1)} ms to decide (${answer.kind}${sends})`);
    }
  }
  const question = randomQuestion(graphs[0][1], 100, 1);
  row("mesh, with its run", `${measured(() => solve(question, "one", "bench")).toFixed(0)} ms`);
  heading("The same, with what the claim has in its channels under way at first too");
  for (const [name, channels] of graphs) {
    for (const kinds of KINDS) {
      const question = withMessagesUnderWay(randomQuestion(channels, kinds, 1));
      const answer = decide(question);
      const time = measured(() => decide(question));
      const fewest = answer.kind === "possible" && !answer.way.isFewest ? " or fewer" : "";
      const sends = answer.kind === "possible" ? `, ${answer.way.sends} sends${fewest}` : "";
      const words = `${time.toFixed(1)} ms to decide (${answer.kind}${sends})`;
      row(`${name}, ${kinds} kinds`, words);
    }
  }
}

/**
 * What the claim has in its channels is there at first too, and its receiver has as much more in the claim. So every channel
 * with messages has several splits.
 */
function withMessagesUnderWay({ system, claim }: PuzzleQuestion): PuzzleQuestion {
  const held = claim.processes.map(({ tokens }) => new Map(tokens.map(({ token, count }) => [token, count])));
  const underWay = claim.channels.map((messages, c) => {
    for (const { tokens } of messages) {
      for (const { token, count } of tokens) {
        const into = held[system.channels[c].to];
        into.set(token, (into.get(token) ?? 0) + count);
      }
    }
    return messages;
  });
  const processes = held.map((counts) => ({ tokens: tokenList(counts), fields: [] }));
  return { system, claim: { processes, channels: claim.channels }, underWay };
}

/** Tokens at random places at first and in the claim; a tenth of them in channels, all of which start at one half of the processes. */
function randomQuestion(channels: Ends, kinds: number, seed: number): PuzzleQuestion {
  const generator = xoroshiro128plus(seed);
  const below = (n: number): number => uniformInt(generator, 0, n - 1);
  const [before, after] = [0, 1].map(() =>
    Array.from({ length: PROCESSES }, () => new Map<string, number>()),
  );
  const contents: LocalState[][] = channels.map(() => []);
  const add = (counts: Map<string, number>, token: string): unknown =>
    counts.set(token, (counts.get(token) ?? 0) + 1);
  // Channels that leave the tree from process 0 free hold messages.
  const free = new Set<number>();
  const reached = new Set([0]);
  for (const p of reached) {
    channels.forEach(([from, to], c) => {
      if (from !== p || reached.has(to)) return;
      reached.add(to);
      free.add(c);
    });
  }
  const full = channels.flatMap((_, c) => (free.has(c) ? [] : [c]));
  for (let i = 0; i < TOKENS; i++) {
    const token = `k${i % kinds}`;
    add(before[below(PROCESSES)], token);
    if (i % 10 === 0 && full.length > 0)
      contents[full[below(full.length)]].push({ tokens: [{ token, count: 1 }], fields: [] });
    else add(after[below(PROCESSES)], token);
  }
  const state = (counts: Map<string, number>): LocalState => ({ tokens: tokenList(counts), fields: [] });
  return {
    system: {
      processes: before.map((counts, p) => ({ name: `P${p}`, initial: state(counts) })),
      channels: channels.map(([from, to]) => ({ from: asProcess(from), to: asProcess(to) })),
    },
    claim: {
      processes: after.map(state),
      channels: contents.map((states) => states.map((each) => ({ label: "", ...each }))),
    },
  };
}
