// The answer to a puzzle in words that a student accepts: who starts the snapshot, or what stands against it.
// The command line and the editors print them as they are.

import type { ChannelId } from "../../trace/ids.ts";
import { describeTokens } from "../../trace/localState.ts";
import { counted } from "../../trace/verdict.ts";
import {
  type Doubt,
  type Enclosed,
  fewestInitiators,
  type PuzzleAnswer,
  type Reason,
  type Split,
  type Stranded,
  soleInitiators,
  type Way,
} from "./answer.ts";
import type { PuzzleSystem } from "./puzzle.ts";

/** Cases that a reason goes through before it only counts. */
const MOST_CASES = 3;

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
    case "stranded-anyhow":
      return casesWords(system, reason.cases);
    case "unreachable":
      return `markers of one initiator never get to everybody: ${bothWays(system, reason.enclosed)}`;
    case "first-marker":
      return `everybody but the initiator takes the first marker over a channel recorded as empty, but ${bothWays(system, reason.enclosed)}`;
  }
}

function strandedWords(system: PuzzleSystem, { token, shortage, arriving, splits }: Stranded): string {
  const { places, origins, wanted, there } = shortage;
  const needed = namesOf(system, places);
  const one = describeTokens([{ token, count: 1 }]);
  const other = splits.some(({ kept }) => kept > 0) ? "other " : "";
  if (there === 0) return `no ${other}channels lead ${one} to ${needed}, and this snapshot needs it there`;
  const many = describeTokens([{ token, count: wanted }]);
  const names = namesOf(system, origins);
  const them = origins.length > 1 ? "them" : "it";
  const first = arriving === there ? `what was under way to ${names} at first` : `what ${names} had at first`;
  const more = arriving > 0 && arriving < there ? ` and what was under way to ${them} then` : "";
  return `this snapshot needs ${many} at ${needed}, but only ${there} can get there: ${first}${more}`;
}

/** Why tokens cannot get there, whatever was received of what was under way at first. */
function casesWords(system: PuzzleSystem, cases: readonly Stranded[]): string {
  const words = cases
    .slice(0, MOST_CASES)
    .map((each) => `if ${splitsWords(system, each.splits)}, ${strandedWords(system, each)}`);
  const more = cases.length - words.length;
  const rest = more > 0 ? [`and so on in ${more} more ${more === 1 ? "case" : "cases"}`] : [];
  return [...words, ...rest].join("; ");
}

function splitsWords(system: PuzzleSystem, splits: readonly Split[]): string {
  return splits
    .map(({ channel, kept }) => {
      const ends = channelName(system, channel);
      if (kept === 0) return `all that was under way on ${ends} at first was received before`;
      const last = kept === 1 ? "the last message" : `the last ${kept} messages`;
      return `${last} under way on ${ends} at first ${kept === 1 ? "was" : "were"} not yet received`;
    })
    .join(" and ");
}

/** That no empty channel leads into either of two sets of processes. */
function bothWays(system: PuzzleSystem, [a, b]: readonly [Enclosed, Enclosed]): string {
  const into = ({ processes }: Enclosed): string =>
    `${namesOf(system, processes)}${processes.length > 1 ? " from elsewhere" : ""}`;
  const only = ({ entering }: Enclosed): string => channelName(system, entering[0]);
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
    const [first, ...others] = doubt.splittable;
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    const ways = counted(doubt.tried, "way");
    return `what is under way at first on ${channelName(system, first.channel)}${more} may have been received before in too many ways: none of ${ways} that were tried shows it`;
  }
  const [first, ...others] = doubt.channels;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return `${channelName(system, first)}${more} may overtake, lose or repeat messages; the answer is known for channels that do not`;
}

/** `8 sends`, and whether fewer might do. */
export function sendsWords({ sends, isFewest }: Way): string {
  const few = isFewest ? "no run needs fewer" : "there may be runs with fewer, for not all were compared";
  return `${counted(sends, "send")}: ${few}`;
}

function channelName(system: PuzzleSystem, channel: ChannelId): string {
  const { from, to } = system.channels[channel];
  return `${nameOf(system, from)} → ${nameOf(system, to)}`;
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
