// Checks that the reasons of an impossible puzzle show what they say, from the question alone: that counts differ, that a
// set of processes wants more than can get there, that no empty channel leads into either of two sets.

import type { Enclosed, PuzzleAnswer, Reason } from "../../src/core/analysis/possibility/answer.ts";
import type { PuzzleQuestion } from "../../src/core/analysis/possibility/puzzle.ts";
import type { LocalState } from "../../src/core/trace/localState.ts";

/** What is wrong with the reasons, in words. */
export function faultsOfReasons(question: PuzzleQuestion, answer: PuzzleAnswer): string[] {
  if (answer.kind !== "impossible") return [];
  if (answer.reasons.length === 0) return ["no reason"];
  return answer.reasons.flatMap((reason) => faultsOf(question, reason));
}

function faultsOf(question: PuzzleQuestion, reason: Reason): string[] {
  const { system, claim } = question;
  switch (reason.kind) {
    case "nobody":
      return system.processes.length === 0 ? [] : ["there is somebody"];
    case "tokens":
      return reason.missing.length + reason.surplus.length === 0 ? ["no difference"] : [];
    case "stranded": {
      const { places, origins, wanted, there } = reason.shortage;
      const begin = system.processes.reduce(
        (sum, { initial }, p) => sum + (origins.includes(p) ? countOf(initial, reason.token) : 0),
        0,
      );
      const needed = places.reduce((sum, p) => {
        const sent = system.channels.flatMap(({ from }, c) => (from === p ? claim.channels[c] : []));
        return [claim.processes[p], ...sent].reduce((all, state) => all + countOf(state, reason.token), sum);
      }, 0);
      const isOpen = system.channels.some(({ from, to }) => origins.includes(to) && !origins.includes(from));
      return [
        ...(places.every((p) => origins.includes(p)) ? [] : ["a place is no origin of itself"]),
        ...(isOpen ? ["channels lead into the origins"] : []),
        ...(begin === there && needed === wanted && wanted > there ? [] : ["the counts do not show it"]),
      ];
    }
    case "unreachable":
    case "first-marker":
      return faultsOfEnclosed(question, reason.enclosed, reason.kind === "unreachable");
  }
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
