// Local states: what `stateAt` finds from checkpoints and changes is what replaying every change from the start gives.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hasStates, stateAt } from "../../../src/core/trace/checkpoints.ts";
import type { Field, LocalState } from "../../../src/core/trace/localState.ts";
import { EMPTY_STATE, plainTokens } from "../../../src/core/trace/localState.ts";
import type { StateKeyKind, Trace } from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";

/** A change by name: a count of a token, a number, a text, or null to take a field away. */
interface Change {
  readonly kind: StateKeyKind;
  readonly name: string;
  readonly value: number | string | null;
}

type Process = { readonly initial: LocalState; readonly events: readonly (readonly Change[])[] };

function traceOf(processes: readonly Process[]): Trace {
  const builder = new TraceBuilder("states", "none");
  processes.forEach(({ initial, events }, p) => {
    const id = builder.addProcess(`P${p}`, initial);
    for (const changes of events) {
      builder.addEvent(id, 0, 0, 0, 0);
      for (const { kind, name, value } of changes) {
        const key = builder.stateKey(name, kind);
        builder.change(
          key,
          value === null ? Number.NaN : typeof value === "string" ? builder.string(value) : value,
        );
      }
    }
  });
  return builder.build();
}

/** The state after so many events, by applying every change to plain objects. */
function replayed({ initial, events }: Process, frontier: number): LocalState {
  const tokens = new Map(initial.tokens.map(({ token, count }) => [token, count]));
  const fields = new Map<string, Field>(
    initial.fields.map((field) => [`${typeof field.value} ${field.name}`, field]),
  );
  for (const { kind, name, value } of events.slice(0, frontier).flat()) {
    const slot = `${kind === "text" ? "string" : "number"} ${name}`;
    if (kind === "token") tokens.set(name, value as number);
    else if (value === null) fields.delete(slot);
    else fields.set(slot, { name, value });
  }
  const compare = (a: string, b: string): number => (a < b ? -1 : 1);
  return {
    tokens: [...tokens]
      .filter(([, count]) => count !== 0)
      .map(([token, count]) => ({ token, count }))
      .sort((a, b) => compare(a.token, b.token)),
    fields: [...fields.values()].sort((a, b) => compare(a.name, b.name)),
  };
}

function checkAllFrontiers(processes: readonly Process[]): Trace {
  const trace = traceOf(processes);
  processes.forEach((process, p) => {
    for (let frontier = 0; frontier <= process.events.length; frontier++) {
      assert.deepEqual(
        stateAt(trace, p, frontier),
        replayed(process, frontier),
        `process ${p} at ${frontier}`,
      );
    }
  });
  return trace;
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant("token" as const),
    name: fc.constantFrom("a", "b", "c"),
    value: fc.nat({ max: 2 }),
  }),
  fc.record({
    kind: fc.constant("number" as const),
    name: fc.constantFrom("x", "y"),
    value: fc.option(fc.nat({ max: 9 })),
  }),
  fc.record({
    kind: fc.constant("text" as const),
    name: fc.constantFrom("s", "t"),
    value: fc.option(fc.constantFrom("", "on", "off")),
  }),
);
const initial: LocalState = {
  tokens: [{ token: "a", count: 3 }],
  fields: [
    { name: "s", value: "on" },
    { name: "x", value: 1 },
  ],
};
const process: fc.Arbitrary<Process> = fc.record({
  initial: fc.constantFrom(EMPTY_STATE, initial),
  events: fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 60, size: "max" }),
});

/** So many events, each setting one of so many numbers, every tenth taking one away. */
const long = (events: number, keys: number): Process => ({
  initial: plainTokens(1),
  events: Array.from({ length: events }, (_, i) => [
    { kind: "number", name: `k${(i * 11) % keys}`, value: i % 10 === 9 ? null : i },
  ]),
});

describe("the state at every frontier is what replaying gives", () => {
  it("for random changes of tokens, numbers and texts, with fields that come and go", () => {
    fc.assert(
      fc.property(fc.array(process, { minLength: 1, maxLength: 3 }), (processes) => {
        checkAllFrontiers(processes);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("for thousands of changes of few keys", () => {
    checkAllFrontiers([long(3000, 5), long(10, 2), long(1500, 3)]);
  });

  it("for more keys than lie between two checkpoints", () => {
    checkAllFrontiers([long(2000, 700)]);
  });

  it("for one event with a thousand changes", () => {
    const many = Array.from(
      { length: 1000 },
      (_, i): Change => ({ kind: "number", name: `k${i}`, value: i }),
    );
    checkAllFrontiers([{ initial: EMPTY_STATE, events: [[], many, [many[3]], []] }]);
  });

  it("where nothing ever changes", () => {
    checkAllFrontiers([{ initial, events: [[], []] }]);
  });
});

describe("checkpoints", () => {
  it("are there, and take no more room than the changes and the initial states", () => {
    for (const keys of [2, 50, 700]) {
      const { states } = traceOf([long(3000, keys)]);
      assert.ok(states.checkpointFrontier.length > 2, `${keys} keys: a whole state now and then`);
      assert.ok(states.checkpointKey.length <= states.changeKey.length + 1, `${keys} keys: not too often`);
    }
  });
});

describe("a trace without states", () => {
  it("says so", () => {
    assert.equal(hasStates(traceOf([{ initial: EMPTY_STATE, events: [[], []] }])), false);
    assert.equal(hasStates(traceOf([{ initial, events: [] }])), true);
    assert.equal(
      hasStates(traceOf([{ initial: EMPTY_STATE, events: [[{ kind: "token", name: "a", value: 0 }]] }])),
      true,
    );
  });
});
