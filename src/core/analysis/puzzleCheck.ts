// What can be said of a puzzle without searching: three conditions without which no run of free token passing, with one
// initiator of Chandy–Lamport, records the claimed state. Where all hold the question stays open: that is the solver's.

import type { ExpectedState } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { countTokens, describeTokens, tokenList } from "../trace/localState.ts";
import { compareTokens } from "./conservation.ts";

export type PuzzleVerdict =
  | { readonly kind: "impossible"; readonly reason: string }
  /** No condition is broken, and nobody has found a run. */
  | { readonly kind: "open" };

export function checkPuzzle(scenario: Scenario, state: ExpectedState): PuzzleVerdict {
  const reason =
    wrongTokens(scenario, state) ?? strayToken(scenario, state) ?? noFirstMarkers(scenario, state);
  return reason === undefined ? { kind: "open" } : { kind: "impossible", reason };
}

/** A snapshot of free token passing holds each token once: those of the beginning, no more and no fewer. */
function wrongTokens(scenario: Scenario, state: ExpectedState): string | undefined {
  const [before, claimed] = [new Map<string, number>(), new Map<string, number>()];
  for (const { initial } of scenario.processes) countTokens(before, initial);
  for (const process of state.processes) countTokens(claimed, process.state);
  for (const { messages } of state.channels) for (const message of messages) countTokens(claimed, message);
  const { missing, surplus } = compareTokens(tokenList(before), tokenList(claimed));
  if (missing.length > 0) return `the system has ${describeTokens(missing)}, which this snapshot lacks`;
  if (surplus.length > 0) return `this snapshot has ${describeTokens(surplus)} more than the system`;
  return undefined;
}

/** A token can only be where channels lead from somebody who had one of its kind. */
function strayToken(scenario: Scenario, state: ExpectedState): string | undefined {
  const name = (process: number): string => scenario.processes[process].name;
  const kinds = new Set(
    scenario.processes.flatMap(({ initial }) => initial.tokens.map(({ token }) => token)),
  );
  for (const kind of kinds) {
    const holders = scenario.processes.flatMap(({ initial }, p) =>
      initial.tokens.some(({ token }) => token === kind) ? [p] : [],
    );
    const reached = reachedFrom(holders, scenario.channels, scenario.processes.length);
    const has = (tokens: readonly { readonly token: string }[]): boolean =>
      tokens.some(({ token }) => token === kind);
    for (const { process, state: held } of state.processes) {
      if (has(held.tokens) && !reached.has(process)) return `no channels lead ${kind} to ${name(process)}`;
    }
    for (const { from, to, messages } of state.channels) {
      if (messages.some(({ tokens }) => has(tokens)) && !reached.has(from)) {
        return `no channels lead ${kind} to ${name(from)}, so it cannot be under way to ${name(to)}`;
      }
    }
  }
  return undefined;
}

/**
 * Every process but the initiator records when its first marker comes, and records the channel it came over as empty. So
 * the channels that the claim leaves empty must lead from the initiator to everybody.
 */
function noFirstMarkers(scenario: Scenario, state: ExpectedState): string | undefined {
  const full = new Set(
    state.channels.filter(({ messages }) => messages.length > 0).map(({ from, to }) => `${from} ${to}`),
  );
  const empty = scenario.channels.filter(({ from, to }) => !full.has(`${from} ${to}`));
  const count = scenario.processes.length;
  const lost = scenario.processes.map((_, p) => {
    const reached = reachedFrom([p], empty, count);
    return scenario.processes.findIndex((_, other) => !reached.has(other));
  });
  if (count === 0 || lost.includes(-1)) return undefined;
  const words = scenario.processes
    .map(({ name }, p) => `from ${name} none reaches ${scenario.processes[lost[p]].name}`)
    .slice(0, 3)
    .join(", ");
  return `a process's first marker comes over a channel that it records as empty, but over the empty channels ${words}`;
}

function reachedFrom(
  sources: readonly number[],
  channels: readonly { readonly from: number; readonly to: number }[],
  count: number,
): Set<number> {
  const outgoing: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of channels) outgoing[from].push(to);
  const reached = new Set(sources);
  const pending = [...sources];
  for (let process = pending.pop(); process !== undefined; process = pending.pop()) {
    for (const to of outgoing[process]) {
      if (reached.has(to)) continue;
      reached.add(to);
      pending.push(to);
    }
  }
  return reached;
}
