// What tokens each process has to begin with and what it must have had for the claim, kind by kind. What was under way on a
// channel at first belongs to its receiver once it is received; what stays in the channel belongs to nobody.

import { countTokens, type LocalState } from "../../trace/localState.ts";
import type { PuzzleQuestion } from "./puzzle.ts";

/** So many tokens of one kind at some processes; a process that is not there has none. */
export type Holdings = ReadonlyMap<number, number>;

/**
 * One a channel: how many of its first messages are still in it when it is recorded. OPEN where that is not settled; then, kind
 * by kind, as many tokens count as staying as are both in its first messages and in the claimed ones.
 */
export type Kept = Int32Array;
export const OPEN = -1;

/** How many tokens of one kind each process has, and must have had for the claim. */
export interface KindBalance {
  readonly token: string;
  /** What a process holds at first and what it receives of what is under way then. */
  readonly supply: Holdings;
  /** The part of it that was under way. */
  readonly arriving: Holdings;
  /** What a process holds in the claim and what it put into its outgoing channels. */
  readonly demand: Holdings;
  /** Tokens that are put into channels which are not settled. */
  readonly opened: number;
  /** Sums over all processes. */
  readonly existing: number;
  readonly claimed: number;
}

interface Sheet {
  readonly supply: Map<number, number>;
  readonly arriving: Map<number, number>;
  readonly demand: Map<number, number>;
  opened: number;
}

type Column = "supply" | "arriving" | "demand";

/** One for each kind of token that the system or the claim knows, sorted by name. */
export function balancesOf(question: PuzzleQuestion, kept: Kept): KindBalance[] {
  const { system, claim, underWay = [] } = question;
  const sheets = new Map<string, Sheet>();
  const add = (column: Column, process: number, token: string, count: number): Sheet => {
    const sheet = sheets.get(token) ?? emptySheet();
    sheets.set(token, sheet);
    if (count > 0) sheet[column].set(process, (sheet[column].get(process) ?? 0) + count);
    return sheet;
  };
  const addAll = (column: Column, process: number, { tokens }: Pick<LocalState, "tokens">): void => {
    for (const { token, count } of tokens) add(column, process, token, count);
  };
  system.processes.forEach(({ initial }, p) => {
    addAll("supply", p, initial);
    addAll("demand", p, claim.processes[p]);
  });
  system.channels.forEach(({ from, to }, c) => {
    const first = underWay[c] ?? [];
    const claimed = claim.channels[c];
    if (kept[c] !== OPEN) {
      for (const message of first.slice(0, first.length - kept[c])) addAll("arriving", to, message);
      for (const message of claimed.slice(kept[c])) addAll("demand", from, message);
      return;
    }
    const left = countsOf(first);
    for (const [token, count] of countsOf(claimed)) {
      const staying = Math.min(count, left.get(token) ?? 0);
      left.set(token, (left.get(token) ?? 0) - staying);
      add("demand", from, token, count - staying).opened += count - staying;
    }
    for (const [token, count] of left) add("arriving", to, token, count);
  });
  return [...sheets.keys()].sort().map((token) => balanceOf(token, sheets.get(token) ?? emptySheet()));
}

function emptySheet(): Sheet {
  return { supply: new Map(), arriving: new Map(), demand: new Map(), opened: 0 };
}

function balanceOf(token: string, { supply, arriving, demand, opened }: Sheet): KindBalance {
  for (const [process, count] of arriving) supply.set(process, (supply.get(process) ?? 0) + count);
  const sum = (row: Holdings): number => [...row.values()].reduce((total, each) => total + each, 0);
  return { token, supply, arriving, demand, opened, existing: sum(supply), claimed: sum(demand) };
}

function countsOf(messages: readonly Pick<LocalState, "tokens" | "fields">[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const message of messages) countTokens(counts, message);
  return counts;
}
