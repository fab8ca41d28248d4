// What a predicate says of one global state, and how its parts are evaluated there: once, from nothing or from what
// kept/answers.ts has kept of the state before.

import { type Context, type Node, TooManySteps, type Witness } from "./context.ts";
import { Unknown, type Value } from "./types.ts";

/** The answer to a predicate at one global state. */
export interface Answer {
  readonly kind: "true" | "false" | "unknown";
  /** Of `unknown`: why, in words without a full stop. */
  readonly reason?: string;
  /** The members of domains that decided it, outermost first. */
  readonly witnesses: readonly Witness[];
}

export function answerOf(node: Node, context: Context): Answer {
  const value = evaluate(node, context);
  if (value instanceof Unknown) return { kind: "unknown", reason: value.reason, witnesses: [] };
  return { kind: value === true ? "true" : "false", witnesses: context.witnesses };
}

/** The value of a part of a predicate; unknown where it takes too long. */
export function evaluate(node: Node, context: Context): Value {
  try {
    return node.run(context);
  } catch (error) {
    if (error instanceof TooManySteps) return new Unknown("it takes too many steps");
    throw error;
  }
}
