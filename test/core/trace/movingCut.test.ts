// The cut that is moved, against the pass over all messages: after every step both must say the same. Small traces are
// enumerated whole (every cut to every neighbour), large ones are walked by seeded draws.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { verifyCut } from "../../../src/core/analysis/consistency.ts";
import { openReplay } from "../../../src/core/analysis/opened.ts";
import { type Cut, classifyMessages, emptyCut, fullCut } from "../../../src/core/trace/cut.ts";
import type { ProcessId } from "../../../src/core/trace/ids.ts";
import { MovingCut } from "../../../src/core/trace/movingCut.ts";
import { eventCountOf, MessageFlag, type Trace } from "../../../src/core/trace/trace.ts";
import { describeCutVerdict } from "../../../src/core/trace/verdict.ts";
import { allCuts, randomTrace } from "../../support/arbitraryTrace.ts";
import { randomTrace as largeTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const LIMITS = { processes: 3, events: 7, messages: 6, cycles: true, unknownSends: true };

/** The moving cut says what a pass over all messages says of the same frontier. */
function assertSame(trace: Trace, moving: MovingCut, cut: Cut): void {
  assert.deepEqual(moving.frontier, cut);
  assert.deepEqual(moving.messages(), classifyMessages(trace, cut));
  const verdict = verifyCut(trace, cut);
  assert.equal(moving.verdict, verdict.kind);
  assert.deepEqual([...moving.orphans].sort(ascending), verdict.orphans);
  assert.deepEqual([...moving.inTransit].sort(ascending), verdict.inTransit);
  for (let m = 0; m < trace.messages.send.length; m++) {
    assert.equal(moving.isOrphan(m), moving.orphans.includes(m));
    assert.equal(moving.isInTransit(m), moving.inTransit.includes(m));
  }
  assert.equal(moving.words, describeCutVerdict(trace, verdict));
}

const ascending = (a: number, b: number): number => a - b;

describe("a moving cut", () => {
  it("says after each step what a pass over all messages says: every step from every cut", () => {
    let steps = 0;
    fc.assert(
      fc.property(randomTrace(LIMITS), ({ trace }) => {
        for (const cut of allCuts(trace)) {
          const moving = new MovingCut(trace, cut);
          assertSame(trace, moving, cut);
          for (let p = 0; p < cut.length; p++) {
            for (let to = 0; to <= eventCountOf(trace, p); to++) {
              assert.equal(moving.moveTo(p, to), Math.abs(to - cut[p]));
              assertSame(trace, moving, cut.with(p, to));
              moving.moveTo(p, cut[p]);
              steps++;
            }
          }
        }
      }),
      { seed: 11, numRuns: 200 },
    );
    assert.ok(steps > 5_000, `${steps} steps`);
  });

  it("says it on long walks over large traces too, by single steps and by leaps", () => {
    const trace = largeTrace({ seed: 5, processes: 7, events: 3000 });
    const moving = new MovingCut(trace, emptyCut(trace));
    let seed = 17;
    const draw = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let i = 0; i < 400; i++) {
      const p = draw(7);
      const leap = draw(4) === 0 ? draw(3000) : moving.frontier[p] + draw(9) - 4;
      moving.moveTo(p, leap);
      if (i % 4 === 0) assertSame(trace, moving, moving.frontier.slice());
    }
    moving.follow(fullCut(trace));
    assertSame(trace, moving, fullCut(trace));
  });

  it("leaves replayed markers alone, tells markers in transit apart, and never counts lost messages", () => {
    const { trace, message } = traceFromText("P -a-b--m-\nQ --A---M-\n", {
      markers: { m: 0 },
      to: { b: "Q" },
      lost: "b",
    });
    const moving = new MovingCut(trace, Uint32Array.of(3, 1));
    assert.deepEqual([moving.messages().inTransit, [...moving.inTransit]], [[message("m")], []]);
    const flags = trace.messages.flags.slice();
    flags[message("m")] |= MessageFlag.replayed;
    const replayed = { ...trace, messages: { ...trace.messages, flags } };
    const cut = Uint32Array.of(2, 2);
    assert.equal(new MovingCut(trace, cut).verdict, "inconsistent");
    assert.equal(new MovingCut(replayed, cut).verdict, "consistent");
  });

  it("follows a replayed snapshot's trace, whose markers order nothing", async () => {
    const plain = largeTrace({ seed: 9, processes: 4, events: 300 });
    const initiators = [0 as ProcessId];
    const opened = await openReplay(plain, { initiators, at: 20, latency: { kind: "channel" } });
    const trace = opened?.trace;
    assert.ok(trace !== undefined && trace.snapshots.length === 1);
    const moving = new MovingCut(trace, emptyCut(trace));
    for (let p = 0; p < 4; p++) {
      moving.moveTo(p, 30 + 11 * p);
      assertSame(trace, moving, moving.frontier.slice());
    }
  });

  it("stays within a process's events", () => {
    const { trace } = traceFromText("P *a*\nQ -*A\n");
    const moving = new MovingCut(trace, emptyCut(trace));
    assert.equal(moving.moveTo(0, 99), 3);
    assert.equal(moving.moveTo(0, -4), 3);
    assert.deepEqual([...moving.frontier], [0, 0]);
  });
});
