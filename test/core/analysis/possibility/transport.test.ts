// Bringing tokens about, against trying every assignment: on random digraphs of up to seven processes with up to eight
// tokens of one kind, the fewest hops, and where not all can be brought, as many as can be.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { graphOf, pathsFrom, sourceComponents } from "../../../../src/core/analysis/possibility/graph.ts";
import { shortageAt, transport } from "../../../../src/core/analysis/possibility/transport.ts";
import { asProcess } from "../../../../src/core/trace/ids.ts";

interface Case {
  readonly channels: readonly { readonly from: number; readonly to: number }[];
  readonly count: number;
  /** Where each token starts, and where each must have been. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 7 }).chain((count) => {
  const process = fc.nat(count - 1);
  const pair = fc.record({ from: process, to: process }).filter(({ from, to }) => from !== to);
  return fc.record({
    count: fc.constant(count),
    channels:
      count === 1
        ? fc.constant([])
        : fc.uniqueArray(pair, { maxLength: 14, selector: ({ from, to }) => from * 7 + to }),
    starts: fc.array(process, { minLength: 8, maxLength: 8 }),
    ends: fc.array(process, { maxLength: 8 }),
  });
});

/** The most tokens that can be brought, and the fewest hops for that many; each end takes a start of its own. */
function everyAssignment(
  { starts, ends }: Case,
  far: (p: number, q: number) => number,
): [brought: number, hops: number] {
  let best: Map<number, [number, number]> = new Map([[0, [0, 0]]]);
  for (const end of ends) {
    const next = new Map(best);
    for (const [taken, [brought, hops]] of best) {
      starts.forEach((start, i) => {
        if ((taken >> i) & 1 || far(start, end) === -1) return;
        const key = taken | (1 << i);
        const value: [number, number] = [brought + 1, hops + far(start, end)];
        const known = next.get(key);
        if (known === undefined || value[0] > known[0] || (value[0] === known[0] && value[1] < known[1]))
          next.set(key, value);
      });
    }
    best = next;
  }
  return [...best.values()].sort(([a, x], [b, y]) => b - a || x - y)[0];
}

function counted(places: readonly number[]): Map<number, number> {
  const row = new Map<number, number>();
  for (const place of places) row.set(place, (row.get(place) ?? 0) + 1);
  return row;
}

describe("transport", () => {
  it("takes the fewest hops, and names a shortage that is one", () => {
    let short = 0;
    fc.assert(
      fc.property(cases, (each) => {
        const channels = each.channels.map(({ from, to }) => ({ from: asProcess(from), to: asProcess(to) }));
        const graph = graphOf(each.count, channels);
        const distance = (p: number): Int32Array => pathsFrom(graph, [p]).distance;
        const [supply, demand] = [counted(each.starts), counted(each.ends)];
        const moved = transport(supply, demand, distance);
        const [brought, hops] = everyAssignment(each, (p, q) => distance(p)[q]);
        assert.equal(moved.short === undefined, brought === each.ends.length);
        if (moved.short === undefined) {
          assert.equal(moved.hops, hops);
          const after = new Map(supply);
          for (const { from, to, count } of moved.carriages) {
            after.set(from, (after.get(from) ?? 0) - count);
            after.set(to, (after.get(to) ?? 0) + count);
          }
          for (const [p, amount] of demand) assert.ok((after.get(p) ?? 0) >= amount);
          assert.ok([...after.values()].every((amount) => amount >= 0));
          return;
        }
        short++;
        const { places, origins, wanted, there } = shortageAt(
          moved.short,
          moved.carriages,
          supply,
          demand,
          each.count,
          distance,
        );
        const sum = (row: ReadonlyMap<number, number>, of: readonly number[]): number =>
          of.reduce((all, p) => all + (row.get(p) ?? 0), 0);
        assert.deepEqual([sum(demand, places), sum(supply, origins)], [wanted, there]);
        assert.ok(wanted > there);
        for (let p = 0; p < each.count; p++) {
          assert.equal(
            origins.includes(p),
            places.some((place) => distance(p)[place] !== -1),
          );
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
    assert.ok(short > 200, `${short} shortages`);
  });
});

describe("components into which nothing leads", () => {
  it("are those from which everything is reached, each by each of its own", () => {
    fc.assert(
      fc.property(cases, ({ channels, count }) => {
        const ends = channels.map(({ from, to }) => ({ from: asProcess(from), to: asProcess(to) }));
        const graph = graphOf(count, ends);
        const reach = Array.from({ length: count }, (_, p) => pathsFrom(graph, [p]).distance);
        const sources = Array.from({ length: count }, (_, p) => p).filter((p) =>
          reach.every((from, q) => from[p] === -1 || reach[p][q] !== -1),
        );
        const groups = sourceComponents(graph);
        assert.deepEqual(
          groups.flat().sort((a, b) => a - b),
          sources,
        );
        for (const group of groups)
          for (const p of group)
            assert.deepEqual(
              group.filter((q) => reach[p][q] === -1),
              [],
            );
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});
