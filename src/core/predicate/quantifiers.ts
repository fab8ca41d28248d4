// all, any, count and sum over the members of a domain, three-valued: a member that decides does so whatever is unknown
// beside it, and the member that decided is kept as the witness.

import type { Context, Node, Witness } from "./context.ts";
import { Kept } from "./kept/kept.ts";
import { keptAdded, keptDecided } from "./kept/quantified.ts";
import { numberOf, type Run } from "./operators.ts";
import { type Domain, domainMembers } from "./places.ts";
import { Unknown, type Value } from "./types.ts";

/** `all` (decided by a member for which the body is false) or `any` (by one for which it is true). */
export function decidedNode(
  quantifier: "all" | "any",
  variable: string,
  domain: Domain | Node,
  body: Node,
): Run {
  const membersOf = domainMembers(domain);
  const decisive = quantifier === "any";
  const each = ofMember(body.run);
  const asked = { run: each, ends: (value: Value): boolean => value === decisive };
  return (context) => {
    const { world } = context;
    if (world instanceof Kept) return keptDecided(world, context, domain, variable, asked, decisive);
    const { values, missing } = membersOf(context);
    let unknown = missing;
    const before = context.witnesses;
    for (const value of values) {
      context.witnesses = [];
      const result = each(context, value);
      if (result === decisive) {
        const witness: Witness = { variable, value };
        context.witnesses = [...before, witness, ...context.witnesses];
        return decisive;
      }
      if (result instanceof Unknown) unknown ??= result;
    }
    context.witnesses = before;
    return unknown ?? !decisive;
  };
}

/** `count`: for how many members the body holds; `sum`: the sum of the body over the members. */
export function addedNode(quantifier: "count" | "sum", domain: Domain | Node, body: Node): Run {
  const membersOf = domainMembers(domain);
  const worth = (context: Context): number | Unknown => {
    if (quantifier === "sum") return numberOf(body, context);
    const holds = body.run(context);
    return holds instanceof Unknown ? holds : Number(holds === true);
  };
  const each = ofMember(worth);
  const asked = { run: each, ends: (value: Value): boolean => value instanceof Unknown };
  return (context) => {
    const { world } = context;
    if (world instanceof Kept) return keptAdded(world, context, domain, asked);
    const { values, missing } = membersOf(context);
    if (missing !== undefined) return missing;
    let sum = 0;
    const before = context.witnesses;
    for (const value of values) {
      const part = each(context, value);
      context.witnesses = before;
      if (part instanceof Unknown) return part;
      sum += part;
    }
    return sum;
  };
}

/** What is asked of one member, as the value of the innermost variable: one step. */
function ofMember<Result extends Value>(
  body: (context: Context) => Result,
): (context: Context, member: Value) => Result {
  return (context, member) => {
    context.step();
    context.variables.push(member);
    const result = body(context);
    context.variables.pop();
    return result;
  };
}
