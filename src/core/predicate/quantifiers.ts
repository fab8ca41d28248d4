// all, any, count and sum over the members of a domain, three-valued: a member that decides does so whatever is unknown
// beside it, and the member that decided is kept as the witness.

import type { Context, Node, Witness } from "./context.ts";
import { numberOf, type Run } from "./operators.ts";
import { type Domain, domainMembers } from "./places.ts";
import { Unknown } from "./types.ts";

/** `all` (decided by a member for which the body is false) or `any` (by one for which it is true). */
export function decidedNode(
  quantifier: "all" | "any",
  variable: string,
  domain: Domain | Node,
  body: Node,
): Run {
  const membersOf = domainMembers(domain);
  const decisive = quantifier === "any";
  return (context) => {
    const { values, missing } = membersOf(context);
    let unknown = missing;
    const before = context.witnesses;
    for (const value of values) {
      context.step();
      context.witnesses = [];
      context.variables.push(value);
      const result = body.run(context);
      context.variables.pop();
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
  return (context) => {
    const { values, missing } = membersOf(context);
    if (missing !== undefined) return missing;
    let sum = 0;
    const before = context.witnesses;
    for (const value of values) {
      context.step();
      context.variables.push(value);
      const part = worth(context);
      context.variables.pop();
      if (part instanceof Unknown) return part;
      sum += part;
    }
    context.witnesses = before;
    return sum;
  };
}
