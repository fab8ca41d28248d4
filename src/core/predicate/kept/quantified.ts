// all, any, count and sum over members whose answers are kept from cut to cut. What they give, the witnesses and the steps
// are those of quantifiers.ts, which looks at every member anew.

import type { Context, Node } from "../context.ts";
import { membersOf } from "../operators.ts";
import { Ref, Unknown, type Value } from "../types.ts";
import type { Kept } from "./kept.ts";
import type { Body, KeptPart, Members } from "./keptPart.ts";
import { KeptMembers } from "./members.ts";

/** What a quantifier goes over: `processes`, `channels` or `messages`, a channel, or words. */
type Over = "processes" | "channels" | "messages" | Node;

/** `any`, where the body ends with true; `all`, where it ends with false. */
export function keptDecided(
  kept: Kept,
  context: Context,
  over: Over,
  variable: string,
  body: Body,
  decisive: boolean,
): Value {
  const members = membersIn(kept, context, over, body);
  if (members instanceof Unknown) return members;
  const before = context.witnesses;
  const end = members.settle(context, body);
  if (end === undefined) {
    context.witnesses = before;
    return members.unknown() ?? !decisive;
  }
  context.witnesses = [...before, { variable, value: end.member }, ...end.witnesses];
  return decisive;
}

/** `count` and `sum`, where the body ends with what is unknown. */
export function keptAdded(kept: Kept, context: Context, over: Over, body: Body): Value {
  const members = membersIn(kept, context, over, body);
  if (members instanceof Unknown) return members;
  const before = context.witnesses;
  const end = members.settle(context, body);
  context.witnesses = before;
  return end === undefined ? members.sum() : end.value;
}

/** The members as they are now, or why nobody knows them. */
function membersIn(kept: Kept, context: Context, over: Over, key: unknown): Members | Unknown {
  const isWords = typeof over === "object" && over.type !== "channel";
  const words = isWords ? membersOf(over, context) : undefined;
  if (words instanceof Unknown) return words;
  const holder = kept.reader;
  holder.within ??= new Map();
  let members = holder.within.get(key);
  if (members === undefined) {
    members = membersNew(kept, context, holder, over);
    holder.within.set(key, members);
  }
  if (words !== undefined) members.renew(words);
  return members;
}

function membersNew(kept: Kept, context: Context, holder: KeptPart, over: Over): Members {
  if (over === "processes") return new KeptMembers(kept, holder, kept.processes);
  if (over === "channels") return new KeptMembers(kept, holder, kept.channels);
  const members = new KeptMembers(kept, holder);
  if (over === "messages") for (const { id } of kept.channels) members.addGroup((group) => group.follow(id));
  else if (over.type === "channel") {
    // A channel is named, or is a variable's value: for one holder it is always the same.
    const channel = over.run(context);
    if (channel instanceof Ref) members.addGroup((group) => group.follow(channel.id));
  }
  return members;
}
