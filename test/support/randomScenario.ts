// Random scenarios for fast-check: a topology of 2 to 8 processes (any channels, so not always strongly connected),
// a script, several snapshots that may overlap, some of them with several initiators. Shrinks to fewer of everything.

import fc from "fast-check";
import type { Scenario } from "../../src/core/scenario/scenario.ts";
import { type Step, scenarioOf } from "./smallScenarios.ts";

export interface ScenarioLimits {
  readonly processes?: number;
  readonly steps?: number;
  readonly snapshots?: number;
  /** Whether each process must have a channel to the next, so that everything reaches everything; else half of them do. */
  readonly ring?: boolean;
}

/** What is drawn; the scenario is made from it, and this is what a failure prints. */
interface Draft {
  readonly processes: number;
  readonly ring: boolean;
  readonly channels: readonly (readonly [number, number])[];
  readonly tokens: readonly number[];
  readonly steps: readonly {
    readonly wait: number;
    readonly kind: number;
    readonly which: number;
    readonly amount: number;
  }[];
  readonly seed: number;
}

/** A scenario that prints as what it was made from. */
export interface RandomScenario {
  readonly scenario: Scenario;
  toString(): string;
}

export function randomScenario(limits: ScenarioLimits = {}): fc.Arbitrary<RandomScenario> {
  const { processes: most = 8, steps: mostSteps = 40, snapshots = 4 } = limits;
  const end = fc.nat({ max: most - 1 });
  const draft: fc.Arbitrary<Draft> = fc.record({
    processes: fc.integer({ min: 2, max: most }),
    ring: limits.ring ? fc.constant(true) : fc.boolean(),
    channels: fc.array(fc.tuple(end, end), { minLength: 1, maxLength: 2 * most }),
    tokens: fc.array(fc.nat({ max: 5 }), { minLength: most, maxLength: most }),
    steps: fc.array(
      fc.record({
        wait: fc.nat({ max: 2 }),
        kind: fc.nat({ max: 5 }),
        which: fc.nat({ max: 1000 }),
        amount: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 4, maxLength: mostSteps, size: "max" },
    ),
    seed: fc.nat(),
  });
  return draft.map((drawn) => {
    const scenario = scenarioFrom(drawn, snapshots);
    return { scenario, toString: () => JSON.stringify(drawn) };
  });
}

function scenarioFrom(draft: Draft, snapshots: number): Scenario {
  const ends = new Map<string, readonly [number, number]>();
  const add = (from: number, to: number): void => {
    if (from !== to) ends.set(`${from} ${to}`, [from, to]);
  };
  if (draft.ring) for (let p = 0; p < draft.processes; p++) add(p, (p + 1) % draft.processes);
  for (const [from, to] of draft.channels) add(from % draft.processes, to % draft.processes);
  if (ends.size === 0) add(0, 1);
  const channels = [...ends.values()];
  const names = Array.from({ length: draft.processes }, (_, p) => `N${7 + p}`);
  let now = 0;
  const times: number[] = [];
  const steps = draft.steps.map(({ wait, kind, which, amount }): Step => {
    now += wait;
    times.push(now);
    if (kind === 0) return { snapshot: which % snapshots, by: (which * amount) % draft.processes };
    return { send: which % channels.length, tokens: amount };
  });
  return scenarioOf(channels, steps, times, {
    names,
    tokens: draft.tokens.slice(0, draft.processes),
    seed: String(draft.seed),
  });
}
