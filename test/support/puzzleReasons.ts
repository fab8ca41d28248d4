// Checks that the reasons of an impossible puzzle show what they say, from the question alone: that counts differ, that a
// set of processes wants more than can get there, that no empty channel leads into either of two sets.

import type {
  Enclosed,
  PuzzleAnswer,
  Reason,
  Split,
  Stranded,
} from "../../src/core/analysis/possibility/answer.ts";
import type { PuzzleQuestion } from "../../src/core/analysis/possibility/puzzle.ts";
import type { LocalState } from "../../src/core/trace/localState.ts";

/** What is wrong with the reasons, in words. */
export function faultsOfReasons(question: PuzzleQuestion, answer: PuzzleAnswer): string[] {
  if (answer.kind !== "impossible") return [];
  if (answer.reasons.length === 0) return ["no reason"];
  return answer.reasons.flatMap((reason) => faultsOf(question, reason));
}

function faultsOf(question: PuzzleQuestion, reason: Reason): string[] {
  const { system } = question;
  switch (reason.kind) {
    case "nobody":
      return system.processes.length === 0 ? [] : ["there is somebody"];
    case "tokens":
      return reason.missing.length + reason.surplus.length === 0 ? ["no difference"] : [];
    case "stranded":
      return [
        ...(reason.splits.length === 0 ? [] : ["it assumes a split"]),
        ...faultsOfStranded(question, reason),
      ];
    case "stranded-anyhow":
      return [
        ...(reason.cases.length > 1 && areAll(question, reason.cases) ? [] : ["not every split is a case"]),
        ...reason.cases.flatMap((each) => faultsOfStranded(question, each)),
      ];
    case "unreachable":
    case "first-marker":
      return faultsOfEnclosed(question, reason.enclosed, reason.kind === "unreachable");
  }
}

/**
 * That more is demanded than can get there, under whichever splits that agree with the assumed ones: the set has no other way in, and
 * what it wants and has is counted anew for each.
 */
function faultsOfStranded(question: PuzzleQuestion, { token, shortage, splits }: Stranded): string[] {
  const { system, claim, underWay = [] } = question;
  const { places, origins, wanted, there } = shortage;
  const blocked = new Set(splits.flatMap(({ channel, kept }) => (kept > 0 ? [Number(channel)] : [])));
  const isOpen = system.channels.some(
    ({ from, to }, c) => origins.includes(to) && !origins.includes(from) && !blocked.has(c),
  );
  const counts = everySplit(question, splits).map((kept) => {
    const sum = (states: readonly LocalState[]): number =>
      states.reduce((all, state) => all + countOf(state, token), 0);
    const has = sum([
      ...system.processes.flatMap(({ initial }, p) => (origins.includes(p) ? [initial] : [])),
      ...system.channels.flatMap(({ to }, c) =>
        origins.includes(to) ? (underWay[c] ?? []).slice(0, (underWay[c] ?? []).length - kept[c]) : [],
      ),
    ]);
    const wants = (at: readonly number[]): number =>
      sum([
        ...claim.processes.filter((_, p) => at.includes(p)),
        ...system.channels.flatMap(({ from }, c) =>
          at.includes(from) ? claim.channels[c].slice(kept[c]) : [],
        ),
      ]);
    // Of a channel from the set to outside or to a place, more may be received and sent anew: both sides then count it.
    return { isShown: wants(origins) > has, isCounted: wants(places) >= wanted && has >= there };
  });
  return [
    ...(places.every((p) => origins.includes(p)) ? [] : ["a place is no origin of itself"]),
    ...(isOpen ? ["channels lead into the origins"] : []),
    ...(counts.every(({ isShown }) => isShown) && wanted > there ? [] : ["the counts do not show it"]),
    ...(counts.every(({ isCounted }) => isCounted) ? [] : ["more is told than counted"]),
  ];
}

/** Every split of all channels that agrees with some, a number a channel; compared message by message. */
export function everySplit(
  { system, claim, underWay = [] }: PuzzleQuestion,
  splits: readonly Split[],
): number[][] {
  const assumed = new Map(splits.map(({ channel, kept }) => [Number(channel), kept]));
  let all: number[][] = [[]];
  system.channels.forEach((_, c) => {
    const first = underWay[c] ?? [];
    const fits: number[] = [];
    for (let kept = 0; kept <= Math.min(first.length, claim.channels[c].length); kept++) {
      const [last, begin] = [first.slice(first.length - kept), claim.channels[c].slice(0, kept)];
      const isAssumed = (assumed.get(c) ?? kept) === kept;
      if (isAssumed && JSON.stringify(last) === JSON.stringify(begin)) fits.push(kept);
    }
    all = all.flatMap((before) => fits.map((kept) => [...before, kept]));
  });
  return all;
}

/** Whether every combination of splits is just one case. */
function areAll(question: PuzzleQuestion, cases: readonly Stranded[]): boolean {
  const seen = cases.flatMap(({ splits }) => everySplit(question, splits).map((each) => each.join()));
  return new Set(seen).size === seen.length && seen.length === everySplit(question, []).length;
}

function faultsOfEnclosed(
  { system, claim }: PuzzleQuestion,
  [a, b]: readonly [Enclosed, Enclosed],
  isClosed: boolean,
): string[] {
  const isWrong = ({ processes, entering }: Enclosed): boolean => {
    const real = system.channels.flatMap(({ from, to }, c) =>
      processes.includes(to) && !processes.includes(from) ? [c] : [],
    );
    const isBlocked = real.every((c) => claim.channels[c].length > 0);
    return (
      processes.length === 0 || !isBlocked || real.join() !== entering.join() || (isClosed && real.length > 0)
    );
  };
  const isShared = a.processes.some((p) => b.processes.includes(p));
  return isShared || isWrong(a) || isWrong(b) ? ["an initiator could reach both sets"] : [];
}

function countOf(state: LocalState, token: string): number {
  return state.tokens.find((each) => each.token === token)?.count ?? 0;
}
