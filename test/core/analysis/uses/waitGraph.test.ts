// Deadlock in the AND, the OR and the mixed model: on every small wait-for graph, and on random larger ones, as brute force
// finds it: who goes on in no order of going on, which cycles and which knots there are.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { WaitForGraph } from "../../../../src/core/analysis/uses/waitFor.ts";
import { strongComponents, stuckIn } from "../../../../src/core/analysis/uses/waitGraph.ts";
import { NONE } from "../../../../src/core/trace/ids.ts";

/** A graph in which process p waits for the processes of a bit set, of any or of all. */
function graphOf(
  targets: readonly number[],
  any: readonly boolean[],
  unknown: readonly number[] = [],
): WaitForGraph {
  return {
    processes: targets.length,
    waiting: targets.flatMap((set, process) => {
      const waits = targets.flatMap((_, to) =>
        (set >> to) & 1 ? [{ what: `N${to}`, from: [to], request: NONE }] : [],
      );
      return waits.length === 0 || unknown.includes(process)
        ? []
        : [{ process, isChoice: any[process], waits }];
    }),
    unknown,
    isTold: true,
  };
}

/** Who can go on, by trying: a process goes on where all, or any, of those that it waits for have. */
function plainlyFree(targets: readonly number[], any: readonly boolean[]): Set<number> {
  const free = new Set<number>();
  for (let round = 0; round <= targets.length; round++) {
    targets.forEach((set, p) => {
      const wanted = targets.flatMap((_, to) => ((set >> to) & 1 ? [to] : []));
      const comes = wanted.map((to) => free.has(to));
      if (wanted.length === 0 || (any[p] ? comes.includes(true) : !comes.includes(false))) free.add(p);
    });
  }
  return free;
}

/** All that is reached from a process, by one step or more. */
function plainlyReached(targets: readonly number[], from: number): Set<number> {
  const reached = new Set<number>();
  const pending = [from];
  for (let p = pending.pop(); p !== undefined; p = pending.pop()) {
    for (let to = 0; to < targets.length; to++) {
      if (((targets[p] >> to) & 1) === 0 || reached.has(to)) continue;
      reached.add(to);
      pending.push(to);
    }
  }
  return reached;
}

/** Knots: sets whose members each reach exactly that set. */
function plainKnots(targets: readonly number[]): string[] {
  const all = new Set<string>();
  targets.forEach((_, p) => {
    const reached = plainlyReached(targets, p);
    if (!reached.has(p)) return;
    const sameForAll = [...reached].every((q) => {
      const other = plainlyReached(targets, q);
      return other.size === reached.size && [...other].every((r) => reached.has(r));
    });
    if (sameForAll) all.add([...reached].sort((a, b) => a - b).join());
  });
  return [...all].sort();
}

function check(targets: readonly number[], any: readonly boolean[]): void {
  const stuck = stuckIn(graphOf(targets, any));
  const free = plainlyFree(targets, any);
  const expected = targets.map((_, p) => p).filter((p) => !free.has(p));
  assert.deepEqual(stuck.deadlocked, expected, `${targets} ${any}`);
  if (any.every((each) => each)) {
    // OR: deadlocked is who reaches nobody that is active; knots are all among them.
    assert.deepEqual(stuck.knots.map((knot) => knot.join()).sort(), plainKnots(targets), `${targets}`);
    assert.equal(stuck.deadlocked.length > 0, plainKnots(targets).length > 0);
  }
  if (!any.some((each) => each)) {
    // AND: deadlocked is who reaches a cycle; each cycle given is one, and there is one where there is a deadlock.
    assert.equal(stuck.cycles.length > 0, expected.length > 0, `${targets}`);
    for (const cycle of stuck.cycles) {
      cycle.forEach((p, i) => {
        assert.ok((targets[p] >> cycle[(i + 1) % cycle.length]) & 1, `${cycle} in ${targets}`);
      });
      assert.equal(new Set(cycle).size, cycle.length);
    }
    const onCycle = targets.map((_, p) => p).filter((p) => plainlyReached(targets, p).has(p));
    const reachesOne = targets
      .map((_, p) => p)
      .filter((p) => onCycle.some((q) => p === q || plainlyReached(targets, p).has(q)));
    assert.deepEqual(expected, reachesOne);
  }
}

describe("deadlock in a wait-for graph", () => {
  it("every graph of three processes, in every model: 4,096", () => {
    let graphs = 0;
    let deadlocks = 0;
    for (let edges = 0; edges < 2 ** 9; edges++) {
      const targets = [edges & 7, (edges >> 3) & 7, (edges >> 6) & 7];
      for (let model = 0; model < 8; model++) {
        const any = [0, 1, 2].map((p) => ((model >> p) & 1) === 1);
        check(targets, any);
        graphs++;
        if (stuckIn(graphOf(targets, any)).deadlocked.length > 0) deadlocks++;
      }
    }
    assert.deepEqual([graphs, deadlocks], [4096, 3590]);
  });

  it("every graph of four processes that wait for others, all of one model: 8,192", () => {
    let graphs = 0;
    for (let edges = 0; edges < 2 ** 12; edges++) {
      // Three bits a process: the others, in order.
      const targets = [0, 1, 2, 3].map((p) => {
        const others = (edges >> (3 * p)) & 7;
        const below = others & (2 ** p - 1);
        return below | ((others - below) << 1);
      });
      for (const any of [true, false]) {
        check(targets, [any, any, any, any]);
        graphs++;
      }
    }
    assert.equal(graphs, 8192);
  });

  it("random graphs of up to 12 processes", () => {
    const graph = fc.integer({ min: 1, max: 12 }).chain((count) =>
      fc.tuple(
        fc.array(
          fc
            .nat({ max: 2 ** count - 1 })
            .chain((a) => fc.nat({ max: 2 ** count - 1 }).map((b) => a & b & (a >> 1))),
          {
            minLength: count,
            maxLength: count,
          },
        ),
        fc.array(fc.boolean(), { minLength: count, maxLength: count }),
      ),
    );
    fc.assert(
      fc.property(graph, ([targets, any]) => check(targets, any)),
      { numRuns: 1500, seed: 5 },
    );
  });

  it("what is undecided depends on those that nobody knows", () => {
    // 0 waits for 1, of which nothing is known; 2 and 3 wait for each other.
    const stuck = stuckIn(graphOf([2, 0, 8, 4], [false, false, false, false], [1]));
    assert.deepEqual([stuck.deadlocked, stuck.undecided], [[2, 3], [0]]);
  });

  it("a chain of 100,000 overflows nothing", () => {
    const vertices = Array.from({ length: 100_000 }, (_, i) => i);
    const components = strongComponents(vertices, (v) => (v + 1 < vertices.length ? [v + 1] : [0]));
    assert.deepEqual([components.length, components[0].length], [1, 100_000]);
  });
});
