// Operators over values: three-valued logic, comparison, arithmetic, membership. Whatever meets an unknown value is unknown,
// unless the other side decides; a field that is not what an operator needs makes it unknown, not false.

import { processName } from "../trace/describe.ts";
import type { Context, Node } from "./context.ts";
import { itemsOf, setItems } from "./setText.ts";
import type { BinaryOperator } from "./syntax.ts";
import { Ref, Unknown, type Value } from "./types.ts";

export type Run = Node["run"];

export function orNode(left: Node, right: Node): Run {
  return (context) => {
    const a = left.run(context);
    if (a === true) return true;
    const b = right.run(context);
    if (b === true) return true;
    return a instanceof Unknown ? a : b;
  };
}

export function andNode(left: Node, right: Node): Run {
  return (context) => {
    const a = left.run(context);
    if (a === false) return false;
    const b = right.run(context);
    if (b === false) return false;
    return a instanceof Unknown ? a : b;
  };
}

export function notNode(operand: Node): Run {
  return (context) => {
    const value = operand.run(context);
    return value instanceof Unknown ? value : value === false;
  };
}

export function equalNode(left: Node, right: Node, wanted: boolean): Run {
  return (context) => {
    const a = left.run(context);
    if (a instanceof Unknown) return a;
    const b = right.run(context);
    if (b instanceof Unknown) return b;
    return isEqual(context, a, b) === wanted;
  };
}

/** A process is equal to its name; sets are equal by their members; nothing else is equal across kinds. */
function isEqual(context: Context, a: Value, b: Value): boolean {
  if (a instanceof Ref && b instanceof Ref) return a.kind === b.kind && a.id === b.id;
  const left = plain(context, a);
  const right = plain(context, b);
  const leftSet = asMembers(left);
  const rightSet = asMembers(right);
  if (leftSet !== undefined && rightSet !== undefined) {
    return leftSet.size === rightSet.size && [...leftSet].every((item) => rightSet.has(item));
  }
  return left === right;
}

function plain(context: Context, value: Value): Value {
  return value instanceof Ref && value.kind === "process"
    ? processName(context.world.trace, value.id)
    : value;
}

function asMembers(value: Value): ReadonlySet<string> | undefined {
  if (value instanceof Set) return value;
  const items = typeof value === "string" ? setItems(value) : undefined;
  return items === undefined ? undefined : new Set(items);
}

/** The operand as a number, or why it is none. */
export function numberOf(node: Node, context: Context): number | Unknown {
  const value = node.run(context);
  if (typeof value === "number" || value instanceof Unknown) return value;
  return new Unknown(`${node.text} is ${JSON.stringify(value)} here, no number`);
}

export function orderNode(operator: BinaryOperator, left: Node, right: Node): Run {
  const holds = (a: number, b: number): boolean => {
    if (operator === "<") return a < b;
    if (operator === "<=") return a <= b;
    return operator === ">" ? a > b : a >= b;
  };
  return (context) => {
    const a = numberOf(left, context);
    if (a instanceof Unknown) return a;
    const b = numberOf(right, context);
    return b instanceof Unknown ? b : holds(a, b);
  };
}

export function arithmeticNode(operator: BinaryOperator, left: Node, right: Node): Run {
  return (context) => {
    const a = numberOf(left, context);
    if (a instanceof Unknown) return a;
    const b = numberOf(right, context);
    if (b instanceof Unknown) return b;
    if (operator === "+") return a + b;
    if (operator === "-") return a - b;
    if (operator === "*") return a * b;
    if (b === 0) return new Unknown(`${right.text} is 0 here, and nothing can be divided by it`);
    return operator === "/" ? a / b : a % b;
  };
}

export function negativeNode(operand: Node): Run {
  return (context) => {
    const value = numberOf(operand, context);
    return value instanceof Unknown ? value : -value;
  };
}

/** The members of a set, or of a field that holds one; a plain word is a set of itself. */
export function membersOf(node: Node, context: Context): ReadonlySet<string> | Unknown {
  const value = node.run(context);
  if (value instanceof Unknown || value instanceof Set) return value;
  if (typeof value === "string" || typeof value === "number") return new Set(itemsOf(value));
  return new Unknown(`${node.text} is no set`);
}

/** The word that a value stands for in sets and as a kind of token. */
export function wordOf(node: Node, context: Context): string | Unknown {
  const value = plain(context, node.run(context));
  if (typeof value === "string" || value instanceof Unknown) return value;
  return typeof value === "number" ? String(value) : new Unknown(`${node.text} is no word`);
}

/** Whether a word is in a set, or a token in a place (`tokensIn` counts it). */
export function memberNode(
  left: Node,
  right: Node,
  wanted: boolean,
  tokensIn?: (context: Context, token: string) => number | Unknown,
): Run {
  return (context) => {
    const word = wordOf(left, context);
    if (word instanceof Unknown) return word;
    if (tokensIn !== undefined) {
      const count = tokensIn(context, word);
      return count instanceof Unknown ? count : count > 0 === wanted;
    }
    const members = membersOf(right, context);
    return members instanceof Unknown ? members : members.has(word) === wanted;
  };
}
