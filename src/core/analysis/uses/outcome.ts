// How a run that was restarted from a snapshot ends, beside the run that was not: nothing may be lost or there twice, and
// where the scenario leaves nothing to chance, every process ends in the same state.

import { fullCut } from "../../trace/cut.ts";
import { globalStateAt, tokensOf } from "../../trace/globalState.ts";
import { describeState, sameState } from "../../trace/localState.ts";
import type { Trace } from "../../trace/trace.ts";
import { counted, describeTokenDifference, isConserved, type TokenDifference } from "../../trace/verdict.ts";
import { compareTokens, holdsTokens, initialTokens } from "../conservation.ts";

export interface Outcome {
  /** The tokens at the end of the restarted run beside those that the system began with; absent where there are none. */
  readonly tokens?: TokenDifference;
  /** Processes that end in another state. */
  readonly differ: readonly { readonly process: string; readonly before: string; readonly after: string }[];
  /** Messages that are still in channels at the end of both runs. */
  readonly inChannels: readonly [before: number, after: number];
}

/** `before`: the run without a crash; `after`: the restarted one, over the same processes. */
export function compareOutcomes(before: Trace, after: Trace): Outcome {
  const [old, now] = [before, after].map((trace) => globalStateAt(trace, fullCut(trace)));
  const differ = before.processes.flatMap(({ name }, p) =>
    sameState(old.processes[p], now.processes[p])
      ? []
      : [{ process: name, before: describeState(old.processes[p]), after: describeState(now.processes[p]) }],
  );
  const held = (trace: typeof old): number =>
    trace.channels.reduce((sum, { messages }) => sum + messages.length, 0);
  const tokens = compareTokens(lastingTokens(before), tokensOf(after, now));
  return { ...(holdsTokens(before) ? { tokens } : {}), differ, inChannels: [held(old), held(now)] };
}

/** What is there at the end of a run that began with it and made or used up the rest; without such steps, the beginning. */
function lastingTokens(trace: Trace) {
  const end = tokensOf(trace, globalStateAt(trace, fullCut(trace)));
  const { missing, surplus } = compareTokens(initialTokens(trace), end);
  return missing.length + surplus.length === 0 ? initialTokens(trace) : end;
}

/** The outcome in words, the verdict on the tokens first. */
export function outcomeLines({ tokens, differ, inChannels }: Outcome): string[] {
  const lines: string[] = [];
  if (tokens !== undefined) {
    const words = describeTokenDifference(tokens);
    lines.push(
      isConserved(tokens) ? "the same tokens as without the crash" : `not the same tokens: ${words}`,
    );
  }
  if (differ.length === 0) lines.push("every process ends in the same state as without the crash");
  for (const { process, before, after } of differ)
    lines.push(`${process} ends with ${after}, and with ${before} without the crash`);
  const [before, after] = inChannels;
  if (before !== after)
    lines.push(`${counted(after, "message")} left in channels, ${before} without the crash`);
  return lines;
}

/** Whether nothing was lost and nothing doubled; without tokens, whether the states are the same. */
export function isSound({ tokens, differ }: Outcome): boolean {
  return tokens === undefined ? differ.length === 0 : isConserved(tokens);
}
