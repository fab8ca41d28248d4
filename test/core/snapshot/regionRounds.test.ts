// The rounds in which concurrent initiators tell each other of their regions: on random graphs of regions, and for any order in
// which messages come, each hears of all, each ends, and the messages are as many as the rounds of a synchronous network need.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  advance,
  beginRounds,
  copyRounds,
  hearNews,
  isDone,
  newRounds,
  type RegionRounds,
} from "../../../src/core/snapshot/regionRounds.ts";

/** A connected graph of regions: a random tree and some further edges. Gives each one's neighbours, sorted. */
const regionGraph = fc
  .integer({ min: 1, max: 8 })
  .chain((n) =>
    fc.record({
      parents: fc.tuple(...Array.from({ length: n - 1 }, (_, i) => fc.nat(i))),
      further: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 5 }),
    }),
  )
  .map(({ parents, further }) => {
    const graph = Array.from({ length: parents.length + 1 }, () => new Set<number>());
    const edges = [...parents.map((parent, i) => [parent, i + 1] as const), ...further];
    for (const [a, b] of edges.filter(([from, to]) => from !== to)) {
      graph[a].add(b);
      graph[b].add(a);
    }
    return graph.map((near) => [...near].sort((a, b) => a - b));
  });

/** How far the farthest region is. */
function eccentricity(graph: readonly (readonly number[])[], from: number): number {
  let [reached, ring, distance] = [new Set([from]), [from], 0];
  for (; reached.size < graph.length; distance++) {
    ring = [...new Set(ring.flatMap((at) => graph[at]))].filter((at) => !reached.has(at));
    reached = new Set([...reached, ...ring]);
  }
  return distance;
}

/** In each round its news, the last of them of the farthest regions, then a blank; to an only neighbour, of itself alone. */
function expectedMessages(graph: readonly (readonly number[])[]): number {
  return graph
    .map((near, at) => near.length * (near.length === 1 ? 2 : eccentricity(graph, at) + 2))
    .reduce((sum, count) => sum + count, 0);
}

interface Letter {
  readonly from: number;
  readonly to: number;
  readonly words: readonly number[];
}

describe("rounds of concurrent initiators", () => {
  it("tell each of all regions, end, and take as many messages as rounds need", () => {
    fc.assert(
      fc.property(regionGraph, fc.infiniteStream(fc.nat()), (graph, choices) => {
        const choose = (count: number): number => choices.next().value % count;
        let all: RegionRounds[] = graph.map((_, self) => newRounds(self));
        const unbegun = graph.map((_, self) => self);
        const underWay: Letter[] = [];
        let sent = 0;
        const goOn = (self: number): void =>
          advance(all[self], ({ to, words }) => {
            underWay.push({ from: self, to, words });
            sent++;
          });
        while (unbegun.length + underWay.length > 0) {
          const choice = choose(unbegun.length + underWay.length);
          if (choice < unbegun.length) {
            const [self] = unbegun.splice(choice, 1);
            beginRounds(all[self], graph[self]);
            goOn(self);
          } else {
            // From one to the other in the order of sending.
            const { from, to } = underWay[choice - unbegun.length];
            const first = underWay.findIndex((letter) => letter.from === from && letter.to === to);
            const [{ words }] = underWay.splice(first, 1);
            hearNews(all[to], from, words);
            goOn(to);
          }
          all = all.map(copyRounds);
        }
        for (const rounds of all) {
          assert.ok(isDone(rounds));
          assert.deepEqual(
            [...rounds.known].sort(([a], [b]) => a - b),
            graph.map((near, at) => [at, near]),
          );
        }
        assert.equal(sent, expectedMessages(graph));
      }),
      { seed: 1986, numRuns: 500 },
    );
  });
});
