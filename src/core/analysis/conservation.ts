// Are the tokens of a global state those that the system began with? In a system that only passes tokens on, a
// consistent global state holds each exactly once; what is missing or there twice shows a wrong snapshot.

import { stateAt } from "../trace/checkpoints.ts";
import { emptyCut } from "../trace/cut.ts";
import { type GlobalState, globalStateAt, tokensOf } from "../trace/globalState.ts";
import { countTokens, type LocalState, type TokenCount, tokenList } from "../trace/localState.ts";
import type { Trace } from "../trace/trace.ts";
import type { TokenDifference } from "../trace/verdict.ts";

/** All tokens at the start of a trace, in processes and in messages that were under way. */
export function initialTokens(trace: Trace): TokenCount[] {
  return tokensOf(trace, globalStateAt(trace, emptyCut(trace)));
}

/** Whether the trace holds tokens at all; without them there is nothing to conserve. */
export function holdsTokens(trace: Trace): boolean {
  return (
    trace.payloads.some(({ tokens }) => tokens.length > 0) ||
    trace.processes.some((_, p) => stateAt(trace, p, 0).tokens.length > 0)
  );
}

/** What a global state holds too few and too many of. */
export function tokenDifference(trace: Trace, state: GlobalState): TokenDifference {
  return compareTokens(initialTokens(trace), tokensOf(trace, state));
}

/** What `actual` lacks of `expected`, and what it has beyond it. */
export function compareTokens(
  expected: readonly TokenCount[],
  actual: readonly TokenCount[],
): TokenDifference {
  const counts = new Map<string, number>();
  countTokens(counts, asState(expected), -1);
  countTokens(counts, asState(actual));
  const list = tokenList(counts);
  return {
    missing: list.filter(({ count }) => count < 0).map(({ token, count }) => ({ token, count: -count })),
    surplus: list.filter(({ count }) => count > 0),
  };
}

function asState(tokens: readonly TokenCount[]): LocalState {
  return { tokens, fields: [] };
}
