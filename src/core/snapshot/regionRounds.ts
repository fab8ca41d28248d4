// How concurrent initiators exchange what they know of the regions of one snapshot: M. Spezialetti, P. Kearns, "Efficient
// Distributed Snapshots", ICDCS 1986; A. D. Kshemkalyani, M. Raynal, M. Singhal, "An introduction to snapshot algorithms in
// distributed computing", 1995. In each round an initiator tells each neighbouring one what it heard in the round before, first
// of its own region; who has nothing new says so once, in a blank message, and is then waited for no more.

import type { Words } from "./snapshotAlgorithm.ts";

/** What goes to a neighbouring initiator: regions one after the other, each its initiator, how many are in its border, and these. */
export interface RegionNews {
  readonly to: number;
  /** Empty: the blank message. */
  readonly words: Words;
}

/** The rounds of one initiator: plain data, which is saved with the algorithm's state. */
export interface RegionRounds {
  readonly self: number;
  /** The border of each region that it has heard of, by the region's initiator. */
  readonly known: Map<number, Words>;
  /** Its neighbours; undefined until its own region is complete. */
  neighbours: Words | undefined;
  /** What was heard of each neighbour and belongs to no round that has ended; one may be a round ahead. */
  readonly waiting: Map<number, readonly Words[]>;
  readonly saidBlank: Set<number>;
  readonly heardBlank: Set<number>;
  /** Regions that were new in the last round that ended. */
  news: readonly number[];
  /** Whether this round's messages are sent. */
  isOpen: boolean;
}

export function newRounds(self: number): RegionRounds {
  return {
    ...{ self, known: new Map(), neighbours: undefined, waiting: new Map() },
    ...{ saidBlank: new Set(), heardBlank: new Set(), news: [], isOpen: false },
  };
}

export function copyRounds(rounds: RegionRounds): RegionRounds {
  return {
    ...rounds,
    known: new Map(rounds.known),
    waiting: new Map(rounds.waiting),
    saidBlank: new Set(rounds.saidBlank),
    heardBlank: new Set(rounds.heardBlank),
  };
}

/** The initiator's own region is complete. `border`: the initiators of neighbouring regions. */
export function beginRounds(rounds: RegionRounds, border: Words): void {
  rounds.neighbours = border;
  rounds.known.set(rounds.self, border);
  rounds.news = [rounds.self];
}

/** News have come from a neighbour, or (no words) its blank message. */
export function hearNews(rounds: RegionRounds, from: number, words: Words): void {
  rounds.waiting.set(from, [...(rounds.waiting.get(from) ?? []), words]);
}

/** Whether the initiator has heard of all regions, and its neighbours have all that it can tell. */
export function isDone({ neighbours, saidBlank, heardBlank }: RegionRounds): boolean {
  return neighbours?.every((each) => saidBlank.has(each) && heardBlank.has(each)) === true;
}

/** Sends what is due: what opens a round, and, where all that it waits for has come, the next ones. */
export function advance(rounds: RegionRounds, tell: (news: RegionNews) => void): void {
  const { neighbours } = rounds;
  if (neighbours === undefined) return;
  while (!rounds.isOpen || neighbours.every((each) => hasCome(rounds, each))) {
    if (rounds.isOpen) rounds.news = endRound(rounds, neighbours);
    rounds.isOpen = false;
    if (isDone(rounds)) return;
    openRound(rounds, neighbours, tell);
    rounds.isOpen = true;
  }
}

function hasCome({ heardBlank, waiting }: RegionRounds, neighbour: number): boolean {
  return heardBlank.has(neighbour) || (waiting.get(neighbour)?.length ?? 0) > 0;
}

/** A neighbour needs no news of its own region. Who has nothing new for it has nothing later either: news come ring by ring. */
function openRound(
  { known, news, saidBlank }: RegionRounds,
  neighbours: Words,
  tell: (news: RegionNews) => void,
): void {
  for (const to of neighbours) {
    if (saidBlank.has(to)) continue;
    const regions = news.filter((region) => region !== to);
    if (regions.length === 0) saidBlank.add(to);
    const words = regions.flatMap((region) => {
      const border = known.get(region) ?? [];
      return [region, border.length, ...border];
    });
    tell({ to, words });
  }
}

/** Takes one message of each neighbour that has any. Gives the regions that were new. */
function endRound({ known, waiting, heardBlank }: RegionRounds, neighbours: Words): number[] {
  const news: number[] = [];
  for (const from of neighbours) {
    const [words, ...later] = waiting.get(from) ?? [];
    if (words === undefined) continue;
    waiting.set(from, later);
    if (words.length === 0) heardBlank.add(from);
    for (let at = 0; at < words.length; at += 2 + words[at + 1]) {
      const region = words[at];
      if (known.has(region)) continue;
      known.set(region, words.slice(at + 2, at + 2 + words[at + 1]));
      news.push(region);
    }
  }
  return news.sort((a, b) => a - b);
}
