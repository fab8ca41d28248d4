// The answer to a puzzle in words that a student accepts: who starts the snapshot, or what stands against it.
// The command line and the editors print them as they are.

import { describeTokens } from "../../trace/localState.ts";
import { counted } from "../../trace/verdict.ts";
import {
  type Doubt,
  type Enclosed,
  fewestInitiators,
  type PuzzleAnswer,
  type Reason,
  soleInitiators,
} from "./answer.ts";
import type { PuzzleSystem } from "./puzzle.ts";

type Grouped = Pick<PuzzleAnswer, "groups">;

/** Names that a list spells out before it only counts. */
const MOST_NAMES = 5;

/** The verdict in one line without a full stop: `possible: P starts it, after 5 sends`, `impossible: …`. */
export function describeAnswer(system: PuzzleSystem, answer: PuzzleAnswer): string {
  switch (answer.kind) {
    case "possible":
      return `possible: ${startWords(system, answer)}, after ${counted(answer.way.sends, "send")}`;
    case "impossible":
      return `impossible: ${describeReason(system, answer.reasons[0])}`;
    case "unknown":
      return `unknown: ${describeDoubt(system, answer.doubts[0])}`;
  }
}

/** `P or T starts it`, `P and Q start it together`. */
export function startWords(system: PuzzleSystem, answer: Grouped): string {
  const alone = soleInitiators(answer);
  if (alone.length === 0) return `${namesOf(system, fewestInitiators(answer))} start it together`;
  const isAny = alone.length > 1 && alone.length === system.processes.length;
  return isAny ? "any process starts it" : `${namesOf(system, alone, "or")} starts it`;
}

/** Who can start it, in one line without a full stop. */
export function describeInitiators(system: PuzzleSystem, { groups }: Grouped): string {
  const [only, ...others] = groups;
  if (only === undefined) return "there is no process to start it";
  if (others.length === 0) {
    const all = `${system.processes.length} process${system.processes.length === 1 ? "" : "es"}`;
    return `${only.length} of ${all} can start it alone: ${namesOf(system, only)}`;
  }
  const sets = groups
    .slice(0, MOST_NAMES)
    .map((group) => (group.length === 1 ? "" : "one of ") + namesOf(system, group));
  const more = groups.length > sets.length ? `; and ${groups.length - sets.length} more` : "";
  return `no process can start it alone; it takes ${groups.length} initiators: ${sets.join("; ")}${more}`;
}

export function describeReason(system: PuzzleSystem, reason: Reason): string {
  switch (reason.kind) {
    case "nobody":
      return "there is no process that could start a snapshot";
    case "tokens": {
      const { missing, surplus } = reason;
      const lacks = `the system has ${describeTokens(missing)}, which this snapshot lacks`;
      const more = `this snapshot has ${describeTokens(surplus)} more than the system`;
      return [...(missing.length > 0 ? [lacks] : []), ...(surplus.length > 0 ? [more] : [])].join(", and ");
    }
    case "stranded":
      return strandedWords(system, reason);
    case "unreachable":
      return `markers of one initiator never get to everybody: ${bothWays(system, reason.enclosed)}`;
    case "first-marker":
      return `everybody but the initiator takes the first marker over a channel recorded as empty, but ${bothWays(system, reason.enclosed)}`;
  }
}

function strandedWords(
  system: PuzzleSystem,
  { token, shortage }: Extract<Reason, { kind: "stranded" }>,
): string {
  const { places, origins, wanted, there } = shortage;
  const needed = namesOf(system, places);
  const one = describeTokens([{ token, count: 1 }]);
  if (there === 0) return `no channels lead ${one} to ${needed}, and this snapshot needs it there`;
  const many = describeTokens([{ token, count: wanted }]);
  return `this snapshot needs ${many} at ${needed}, but only ${there} can get there: what ${namesOf(system, origins)} had at first`;
}

/** That no empty channel leads into either of two sets of processes. */
function bothWays(system: PuzzleSystem, [a, b]: readonly [Enclosed, Enclosed]): string {
  const into = ({ processes }: Enclosed): string =>
    `${namesOf(system, processes)}${processes.length > 1 ? " from elsewhere" : ""}`;
  const only = ({ entering }: Enclosed): string => {
    const { from, to } = system.channels[entering[0]];
    return `${nameOf(system, from)} → ${nameOf(system, to)}`;
  };
  const words = (each: Enclosed, isSecond: boolean): string => {
    if (each.entering.length === 0) return `no channel leads to ${into(each)}`;
    if (each.entering.length > 1) {
      return isSecond ? `so do all channels to ${into(each)}` : `all channels to ${into(each)} hold messages`;
    }
    const channel = `the only channel to ${into(each)} (${only(each)})`;
    return isSecond ? `so does ${channel}` : `${channel} holds messages`;
  };
  // Where nothing at all leads into a set, that is said last, so that the other need not repeat what it holds.
  const [first, second] = a.entering.length === 0 && b.entering.length > 0 ? [b, a] : [a, b];
  return `${words(first, false)}, and ${words(second, first.entering.length > 0)}`;
}

export function describeDoubt(system: PuzzleSystem, doubt: Doubt): string {
  if (doubt.kind === "field") {
    const { process, name, initial, claimed } = doubt;
    const before = initial === undefined ? `begins without ${name}` : `begins with ${name} = ${initial}`;
    return `${nameOf(system, process)} ${before}, and passing tokens does not make it ${claimed}`;
  }
  if (doubt.kind === "under-way") {
    const are = doubt.messages === 1 ? "is" : "are";
    return `${counted(doubt.messages, "message")} ${are} under way at first; the answer is known for channels that are empty then`;
  }
  const [first] = doubt.channels.map((channel) => system.channels[channel]);
  const more = doubt.channels.length > 1 ? ` and ${doubt.channels.length - 1} more` : "";
  return `${nameOf(system, first.from)} → ${nameOf(system, first.to)}${more} may overtake, lose or repeat messages; the answer is known for channels that do not`;
}

function nameOf(system: PuzzleSystem, process: number): string {
  return system.processes[process].name;
}

function namesOf(system: PuzzleSystem, processes: readonly number[], last = "and"): string {
  const names = processes.slice(0, MOST_NAMES).map((p) => nameOf(system, p));
  const more = processes.length - names.length;
  const list = more > 0 ? [...names, `${more} more`] : names;
  return list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} ${last} ${list.at(-1)}`;
}
