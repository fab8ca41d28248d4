// How the tokens get where they must have been, kind by kind, or why they cannot, once it is settled of the messages under way
// at first which are still in their channels when these are recorded. Of channels that are not settled it takes the best of
// all their splits together: what it finds then is a lower bound of the sends, and what is short is short in each of them.

import { asChannel } from "../../trace/ids.ts";
import type { TokenCount } from "../../trace/localState.ts";
import type { Split, Stranded, Way } from "./answer.ts";
import { balancesOf, type Kept, type KindBalance, OPEN } from "./balances.ts";
import { type Graph, graphOf, type Paths, pathsFrom } from "./graph.ts";
import type { PuzzleQuestion } from "./puzzle.ts";
import type { Splittable } from "./splits.ts";
import { shortageAt, type Transport, transport } from "./transport.ts";

/** Kinds of tokens that cannot get where they must: more reasons of that sort teach nobody more. */
const MOST_STRANDED = 3;

export interface Movement {
  readonly carriages: Way["carriages"];
  /** Of all channels that are settled, and the least of each that is not. */
  readonly sends: number;
  readonly stranded: readonly Stranded[];
  readonly missing: readonly TokenCount[];
  readonly surplus: readonly TokenCount[];
}

export interface Routes {
  readonly graph: Graph;
  /** Shortest paths over channels that are free, from a process. */
  from(process: number): Paths;
}

/** Channels in which nothing stays of what was under way at first: only on these is anything received that is sent. */
export function freeRoutes({ system }: PuzzleQuestion, kept: Kept): Routes {
  const { processes, channels } = system;
  const isFree = kept.every((count) => count <= 0);
  const free = channels.flatMap((_, c) => (kept[c] <= 0 ? [asChannel(c)] : []));
  const graph = graphOf(processes.length, channels, isFree ? undefined : free);
  const known = new Map<number, Paths>();
  const from = (process: number): Paths => {
    const paths = known.get(process) ?? pathsFrom(graph, [process]);
    known.set(process, paths);
    return paths;
  };
  return { graph, from };
}

/** `splittable`: the channels that may be open in `kept`. */
export function moveTokens(
  question: PuzzleQuestion,
  kept: Kept,
  splittable: readonly Splittable[],
  routes: Routes,
): Movement {
  const { claim } = question;
  const distance = (process: number): Int32Array => routes.from(process).distance;
  const [missing, surplus]: [TokenCount[], TokenCount[]] = [[], []];
  const carriages: Way["carriages"][number][] = [];
  const stranded: Stranded[] = [];
  let sends = 0;
  claim.channels.forEach((messages, c) => {
    if (kept[c] !== OPEN) sends += messages.length - kept[c];
  });
  for (const each of splittable) if (kept[each.channel] === OPEN) sends += beyondTokens(question, each);
  for (const balance of balancesOf(question, kept)) {
    const { token, supply, demand, existing, claimed, opened } = balance;
    if (claimed < existing) missing.push({ token, count: existing - claimed });
    if (claimed > existing) surplus.push({ token, count: claimed - existing });
    if (claimed > existing) continue;
    const moved = transport(supply, demand, distance);
    sends += moved.hops + opened;
    for (const carriage of moved.carriages)
      carriages.push({ token, ...carriage } as Way["carriages"][number]);
    if (moved.short !== undefined && stranded.length < MOST_STRANDED)
      stranded.push(strandedOf(balance, moved, moved.short, routes, splitsOf(kept, splittable)));
  }
  return { carriages, sends, stranded, missing, surplus };
}

function strandedOf(
  { token, supply, demand, arriving }: KindBalance,
  { carriages }: Transport,
  short: number,
  { graph, from }: Routes,
  splits: readonly Split[],
): Stranded {
  const shortage = shortageAt(short, carriages, supply, demand, graph.count, (p) => from(p).distance);
  const arrived = shortage.origins.reduce((sum, p) => sum + (arriving.get(p) ?? 0), 0);
  return { token, shortage, arriving: arrived, splits };
}

/** What is settled of channels that could be split otherwise. */
export function splitsOf(kept: Kept, splittable: readonly Splittable[]): Split[] {
  return splittable.flatMap(({ channel }) =>
    kept[channel] === OPEN ? [] : [{ channel, kept: kept[channel] }],
  );
}

/**
 * By how much the sends that put messages into an open channel differ from the tokens on them, at least: a message without
 * tokens is a send more, one with several tokens is a send less for each beyond the first.
 */
function beyondTokens({ claim }: PuzzleQuestion, { channel, fits }: Splittable): number {
  const messages = claim.channels[channel];
  let beyond = 0;
  let least = Number.POSITIVE_INFINITY;
  let fit = fits.length - 1;
  for (let i = messages.length; i >= 0 && fit >= 0; i--) {
    if (i === fits[fit]) {
      least = Math.min(least, beyond);
      fit--;
    }
    if (i > 0) beyond += 1 - tokensOn(messages[i - 1]);
  }
  return least;
}

/** How many tokens a message carries, of whatever kinds. */
export function tokensOn({ tokens }: { readonly tokens: readonly TokenCount[] }): number {
  return tokens.reduce((sum, { count }) => sum + count, 0);
}
