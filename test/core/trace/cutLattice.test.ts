// Consistent cuts counted and listed: as many as there are by trying every frontier, on random traces; known numbers on
// traces that one can count by hand; and cuts of the computation alone, without what snapshots add.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { latticeToSvg } from "../../../src/core/diagram/lattice/latticeSvg.ts";
import { computationOf, cutWithin } from "../../../src/core/trace/computation.ts";
import { countConsistentCuts } from "../../../src/core/trace/countCuts.ts";
import { classifyMessages, emptyCut } from "../../../src/core/trace/cut.ts";
import { cutLatticeOf, placeOfCut } from "../../../src/core/trace/cutLattice.ts";
import { EMPTY_STATE } from "../../../src/core/trace/localState.ts";
import { eventCountOf, type Trace } from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";

function computation(trace: Trace, withMarkers = true) {
  const found = computationOf(trace, withMarkers);
  assert.ok(found);
  return found;
}

/** Every frontier tried. */
function countByTrying(trace: Trace): number {
  const cut = emptyCut(trace);
  let count = 0;
  for (;;) {
    if (classifyMessages(trace, cut).orphans.length === 0) count++;
    let p = 0;
    while (p < cut.length && cut[p] === eventCountOf(trace, p)) cut[p++] = 0;
    if (p === cut.length) return count;
    cut[p]++;
  }
}

describe("consistent cuts", () => {
  it("are as many as trying every frontier finds, on 300 random traces", () => {
    let all = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const trace = randomTrace({ seed, processes: 1 + (seed % 4), events: 4 + (seed % 13), delay: 4 });
      const tried = countByTrying(trace);
      const { count, isExact } = countConsistentCuts(computation(trace));
      assert.deepEqual([count, isExact], [BigInt(tried), true], `seed ${seed}`);
      const lattice = cutLatticeOf(computation(trace), 100_000);
      assert.equal(lattice?.cuts.length, tried, `seed ${seed}`);
      for (const cut of lattice?.cuts ?? []) assert.deepEqual(classifyMessages(trace, cut).orphans, []);
      assert.equal(lattice?.path.length, computation(trace).order.length + 1);
      all += tried;
    }
    assert.equal(all, 17093);
  });

  it("are counted exactly where nobody could list them", () => {
    const builder = new TraceBuilder("independent", "tick");
    for (let p = 0; p < 40; p++) {
      const process = builder.addProcess(`P${p}`, EMPTY_STATE);
      for (let i = 0; i < 9; i++) builder.addEvent(process, i, 0, 0, 0);
    }
    const { count, isExact } = countConsistentCuts(computation(builder.build()));
    assert.deepEqual([count, isExact], [10n ** 40n, true]);
  });

  it("are told to be more where counting would take too long", () => {
    const trace = randomTrace({ seed: 7, processes: 8, events: 400, delay: 40 });
    const { count, isExact } = countConsistentCuts(computation(trace), 2000);
    assert.equal(isExact, false);
    assert.ok(count > 0n);
  });
});

describe("the lattice of two processes", () => {
  const { trace } = traceFromText("P  -a---B--*-\nQ  ---A-b----");

  it("has the levels and edges that one draws by hand", () => {
    const lattice = cutLatticeOf(computation(trace), 100);
    assert.deepEqual(
      lattice?.cuts.map((cut) => [...cut].join("")),
      ["00", "10", "11", "12", "22", "32"],
    );
    assert.deepEqual(lattice?.levels, [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(lattice?.path, [0, 1, 2, 3, 4, 5]);
  });

  it("leaves out what a snapshot added where it is asked to", () => {
    const { trace: recorded } = traceFromText("P  -a0m-----\nQ  ---A-M1*--", { markers: { m: 0 } });
    const alone = computation(recorded, false);
    assert.deepEqual(
      alone.events.map(({ length }) => length),
      [1, 2],
    );
    assert.deepEqual([...cutWithin(alone, recorded, Uint32Array.of(2, 1))], [1, 1]);
  });

  it("is undefined where there are more cuts than asked for", () => {
    assert.equal(cutLatticeOf(computation(trace), 5), undefined);
  });

  it("is drawn with the run's way, the snapshot's ring, and what is not in it in words", () => {
    const lattice = cutLatticeOf(computation(trace), 100);
    assert.ok(lattice);
    const svg = latticeToSvg(lattice, {
      title: "a < b",
      subtitle: "6 consistent cuts",
      processes: ["P", "Q"],
      marked: [
        { title: "snapshot 1", place: placeOfCut(lattice, Uint32Array.of(1, 1)) },
        { title: "snapshot 2", place: placeOfCut(lattice, Uint32Array.of(0, 1)) },
      ],
    });
    assert.match(svg, /^<svg [^>]*>\n<title>a &lt; b<\/title>/);
    assert.equal(svg.match(/<circle [^>]*r="5.5"/g)?.length, 6);
    assert.equal(svg.match(/<circle [^>]*r="10"/g)?.length, 1);
    assert.match(svg, /snapshot 2 is not consistent, and so no point of it\./);
    assert.match(svg, /<title>P=1, Q=1: the run passed here<\/title>/);
  });
});
