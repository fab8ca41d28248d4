// What a predicate has at hand while it is asked of one global state: the state, its variables, a bounded number of steps,
// and the members of domains that decided it.

import { describeMessage, processName } from "../trace/describe.ts";
import type { Trace } from "../trace/trace.ts";
import { Ref, type Type, Unknown, type Value } from "./types.ts";
import type { World } from "./world.ts";

/** A part of a predicate with its meaning over a trace. */
export interface Node {
  readonly type: Type;
  readonly run: (context: Context) => Value;
  /** The part as it is written, for words about it. */
  readonly text: string;
}

/** The member of a domain that decided `all` or `any`. */
export interface Witness {
  readonly variable: string;
  readonly value: Value;
}

/** So many members of domains are looked at for one answer. */
const MOST_STEPS = 200_000;

/** Ends an evaluation that takes too long. */
export class TooManySteps extends Error {}

export class Context {
  readonly world: World;
  /** The values of the variables in scope, outermost first. */
  readonly variables: Value[] = [];
  /** Outermost first. */
  witnesses: Witness[] = [];
  #steps = 0;

  constructor(world: World) {
    this.world = world;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Whether the evaluation was ended for its steps. */
  get isTooLong(): boolean {
    return this.#steps > MOST_STEPS;
  }

  step(): void {
    this.advanceTo(this.#steps + 1);
  }

  /** Sets the steps that were done, or would have been done had nothing been kept. */
  advanceTo(steps: number): void {
    this.#steps = steps;
    if (steps > MOST_STEPS) throw new TooManySteps();
  }
}

/** A value in words: `P`, `P -> Q`, `Y from P to Q`, `{ a, b }`. */
export function describeValue(trace: Trace, value: Value): string {
  if (value instanceof Unknown) return `unknown: ${value.reason}`;
  if (value instanceof Ref) {
    if (value.kind === "process") return processName(trace, value.id);
    if (value.kind === "message") return describeMessage(trace, value.id);
    const { from, to } = trace.channels;
    return `${processName(trace, from[value.id])} -> ${processName(trace, to[value.id])}`;
  }
  if (typeof value === "object") return `{ ${[...value].sort().join(", ")} }`;
  return String(value);
}
