// The search for a consistent cut with wanted states, against looking at every cut.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findCutWithStates } from "../../../src/core/analysis/cutWithStates.ts";
import { stateAt } from "../../../src/core/trace/checkpoints.ts";
import { type Cut, classifyMessages } from "../../../src/core/trace/cut.ts";
import { type LocalState, plainTokens, sameState } from "../../../src/core/trace/localState.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { allCuts, randomTrace } from "../../support/arbitraryTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";

/** The same trace, its events setting the process's tokens to these values in turn. */
function withTokens(trace: Trace, values: readonly number[]): Trace {
  const events = trace.events.process.length;
  const changeValue = Float64Array.from({ length: events }, (_, e) => values[e % values.length]);
  const changeStart = Uint32Array.from({ length: events + 1 }, (_, e) => e);
  const keys = [{ name: "token", kind: "token" } as const];
  return {
    ...trace,
    states: { ...trace.states, keys, changeStart, changeKey: new Uint32Array(events), changeValue },
  };
}

const isIn = (trace: Trace, p: number, frontier: number, wanted: LocalState): boolean =>
  sameState(stateAt(trace, p, frontier), wanted);

/** All consistent cuts at which these processes are in their wanted states. */
function fitting(trace: Trace, wanted: readonly LocalState[], processes: readonly number[]): Cut[] {
  return [...allCuts(trace)].filter(
    (cut) =>
      classifyMessages(trace, cut).orphans.length === 0 &&
      processes.every((p) => isIn(trace, p, cut[p], wanted[p])),
  );
}

const tokens = fc.nat({ max: 1 });
const setting = fc.record({
  drawn: randomTrace({ processes: 3, events: 9, messages: 12 }),
  values: fc.array(tokens, { minLength: 9, maxLength: 9 }),
  wanted: fc.array(tokens, { minLength: 3, maxLength: 3 }),
});

describe("the search for a cut with wanted states", () => {
  it("finds the least consistent cut that has them, or rightly says why there is none", () => {
    const kinds = { found: 0, never: 0, conflict: 0 };
    fc.assert(
      fc.property(setting, ({ drawn, values, wanted: counts }) => {
        const trace = withTokens(drawn.trace, values);
        const wanted = trace.processes.map((_, p) => plainTokens(counts[p]));
        const all = fitting(trace, wanted, [...trace.processes.keys()]);
        const answer = findCutWithStates(trace, wanted);
        kinds[answer.kind]++;
        if (answer.kind === "found") {
          const least = all.reduce((a, b) => a.map((frontier, p) => Math.min(frontier, b[p])));
          assert.deepEqual(answer.cut, least);
          return;
        }
        assert.equal(all.length, 0);
        if (answer.kind === "never") assert.equal(fitting(trace, wanted, [answer.process]).length, 0);
        else assert.notEqual(answer.process, answer.other);
      }),
      { seed: 41, numRuns: 1500 },
    );
    assert.ok(Math.min(...Object.values(kinds)) > 20, `each answer was given: ${JSON.stringify(kinds)}`);
  });

  it("names two processes whose states exclude each other where there are only two", () => {
    const { trace } = traceFromText("P -a-\nQ --A", { tokens: { P: 5, Q: 1 }, carries: { a: 2 } });
    const answer = findCutWithStates(trace, [plainTokens(5), plainTokens(3)]);
    assert.deepEqual(answer, { kind: "conflict", process: 1, other: 0 });
  });

  it("finds a state that a process comes back to", () => {
    const { trace } = traceFromText("P -a--B-\nQ --Ab--", {
      tokens: { P: 5, Q: 1 },
      carries: { a: 2, b: 2 },
    });
    assert.deepEqual(findCutWithStates(trace, [plainTokens(5), plainTokens(1)]), {
      kind: "found",
      cut: Uint32Array.of(0, 0),
    });
    const later = findCutWithStates(trace, [plainTokens(3), plainTokens(1)]);
    assert.deepEqual(later, { kind: "found", cut: Uint32Array.of(1, 0) });
  });
});
