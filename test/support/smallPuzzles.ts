// All small puzzles: every system of up to three processes up to renaming, every placement of a few tokens, and every claim
// that can be made of it; in the letters of the plain search and as the solver's questions.

import type { PuzzleQuestion } from "../../src/core/analysis/possibility/puzzle.ts";
import { asProcess } from "../../src/core/trace/ids.ts";
import { EMPTY_STATE, type LocalState, tokenList } from "../../src/core/trace/localState.ts";
import type { Payload } from "../../src/core/trace/trace.ts";
import { type PlainSystem, type Recorded, recordedOf } from "./plainSnapshots.ts";

type Ends = readonly (readonly [number, number])[];

/** Every directed graph over so many processes, one of each kind that differs by more than names. */
export function graphsOf(count: number): Ends[] {
  const pairs = range(count).flatMap((p) =>
    range(count).flatMap((q): [number, number][] => (p === q ? [] : [[p, q]])),
  );
  const renamings = permutations(range(count));
  const seen = new Set<string>();
  return range(2 ** pairs.length).flatMap((bits) => {
    const channels = pairs.filter((_, i) => (bits >> i) & 1);
    const names = renamings.map((to) =>
      channels
        .map(([p, q]) => `${to[p]}${to[q]}`)
        .sort()
        .join(),
    );
    const isNew = !seen.has(names[0]);
    for (const name of names) seen.add(name);
    return isNew ? [channels] : [];
  });
}

/** Every way in which processes can hold these tokens; letters that stand for kinds no matter which may change places. */
export function placements(tokens: string, count: number): string[][] {
  const found = new Map<string, string[]>();
  const place = (held: string[], rest: string): void => {
    if (rest === "") {
      const key = held.join("|");
      if (!found.has(key)) found.set(key, held);
      return;
    }
    for (const p of range(count)) place(held.with(p, `${held[p]}${rest[0]}`), rest.slice(1));
  };
  place(
    range(count).map(() => ""),
    [...tokens].sort().join(""),
  );
  return [...found.values()];
}

/** Every claim with just these tokens, each in a message of its own where it is in a channel: processes, then channels. */
export function* claims(
  tokens: string,
  count: number,
  channels: Ends,
): Iterable<{ states: string[]; contents: string[] }> {
  const seen = new Set<Recorded>();
  function* place(
    states: string[],
    contents: string[],
    rest: string,
  ): Iterable<{ states: string[]; contents: string[] }> {
    if (rest === "") {
      const key = recordedOf(states, contents);
      if (!seen.has(key)) yield { states, contents };
      seen.add(key);
      return;
    }
    const [token, after] = [rest[0], rest.slice(1)];
    for (const p of range(count)) yield* place(states.with(p, states[p] + token), contents, after);
    for (const c of range(channels.length)) {
      const queue = contents[c] === "" ? [] : contents[c].split(",");
      for (const at of range(queue.length + 1)) {
        yield* place(states, contents.with(c, queue.toSpliced(at, 0, token).join()), after);
      }
    }
  }
  yield* place(
    range(count).map(() => ""),
    channels.map(() => ""),
    tokens,
  );
}

/** Those claims, with neighbours in a channel also as one message. */
export function* joinedClaims(
  tokens: string,
  count: number,
  channels: Ends,
): Iterable<{ states: string[]; contents: string[] }> {
  const seen = new Set<Recorded>();
  for (const { states, contents } of claims(tokens, count, channels)) {
    const commas = contents.join("").split(",").length - 1;
    for (const bits of range(2 ** commas)) {
      let comma = 0;
      const joined = contents.map((content) =>
        content
          .replaceAll(",", () => ((bits >> comma++) & 1 ? "" : ","))
          .split(",")
          .map((load) => [...load].sort().join(""))
          .join(),
      );
      const key = recordedOf(states, joined);
      if (!seen.has(key)) yield { states, contents: joined };
      seen.add(key);
    }
  }
}

/** A claim in letters as a question to the solver. */
export function questionOfLetters(
  { held, channels, underWay }: PlainSystem,
  states: readonly string[],
  contents: readonly string[],
): PuzzleQuestion {
  return {
    system: {
      processes: held.map((tokens, p) => ({ name: `P${p}`, initial: stateOf(tokens) })),
      channels: channels.map(([from, to]) => ({ from: asProcess(from), to: asProcess(to) })),
    },
    claim: {
      processes: states.map(stateOf),
      channels: contents.map(messagesOf),
    },
    ...(underWay === undefined ? {} : { underWay: underWay.map(messagesOf) }),
  };
}

function messagesOf(content: string): Payload[] {
  return content === "" ? [] : content.split(",").map((load) => ({ label: "", ...stateOf(load) }));
}

function stateOf(letters: string): LocalState {
  if (letters === "") return EMPTY_STATE;
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return { tokens: tokenList(counts), fields: [] };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function permutations(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first) =>
    permutations(list.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}
