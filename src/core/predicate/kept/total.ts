// A sum over all processes or all channels that is no quantifier, such as `tokens()` and `messages()`, with what each place
// adds to it kept from cut to cut. It takes no steps and binds no variable.

import type { Context } from "../context.ts";
import { Ref, Unknown } from "../types.ts";
import type { Kept } from "./kept.ts";
import { KeptMembers } from "./members.ts";

/** `key` says what is added up; equal keys mean the same. */
export function keptTotal(
  kept: Kept,
  context: Context,
  kind: "process" | "channel",
  key: string,
  of: (context: Context, place: Ref) => number | Unknown,
): number | Unknown {
  const holder = kept.reader;
  const name = `${kind} ${key}`;
  holder.within ??= new Map();
  let members = holder.within.get(name);
  if (members === undefined) {
    members = new KeptMembers(kept, holder, kind === "process" ? kept.processes : kept.channels);
    holder.within.set(name, members);
  }
  const before = context.witnesses;
  const end = members.settle(context, {
    run: (within, place) => (place instanceof Ref ? of(within, place) : new Unknown("no place")),
    ends: (value) => value instanceof Unknown,
  });
  context.witnesses = before;
  return end?.value instanceof Unknown ? end.value : members.sum();
}
