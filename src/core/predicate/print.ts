// Writes a predicate's tree as text, with as few parentheses as it needs: read again, it is the same tree. The
// interfaces name parts of a predicate by it.

import { BINDING, type Expression, wordText } from "./syntax.ts";

export function printPredicate(expression: Expression): string {
  return print(expression, 0);
}

/** `least`: how tightly what stands around binds; what binds less gets parentheses. */
function print(expression: Expression, least: number): string {
  switch (expression.kind) {
    case "number":
      return numberText(expression.value);
    case "text":
      return `"${expression.value}"`;
    case "boolean":
      return String(expression.value);
    case "name":
      return wordText(expression.name);
    case "set":
      return `{${expression.items.map((item) => print(item, BINDING.or)).join(", ")}}`;
    case "field":
      return `${print(expression.of, BINDING.negative + 1)}.${wordText(expression.field)}`;
    case "channel":
      return `${wordText(expression.from.name)} -> ${wordText(expression.to.name)}`;
    case "call":
      return `${expression.name}(${expression.args.map((arg) => print(arg, BINDING.or)).join(", ")})`;
    case "not":
      return enclosed(`not ${print(expression.operand, BINDING.not)}`, BINDING.not, least);
    case "negative":
      return enclosed(`-${print(expression.operand, BINDING.negative)}`, BINDING.negative, least);
    case "binary": {
      const { operator, left, right } = expression;
      const binding = BINDING[operator];
      // A comparison has none beside it.
      const before = binding === BINDING["="] ? binding + 1 : binding;
      const text = `${print(left, before)} ${operator} ${print(right, binding + 1)}`;
      return enclosed(text, binding, least);
    }
    case "each": {
      const { quantifier, variable, domain, body } = expression;
      const over = domain === undefined ? "" : ` in ${print(domain, BINDING["+"])}`;
      return enclosed(`${quantifier} ${variable}${over}: ${print(body, 0)}`, BINDING.each, least);
    }
  }
}

function enclosed(text: string, binding: number, least: number): string {
  return binding < least ? `(${text})` : text;
}

/** Digits without an exponent, which the language does not have; its numbers have at most 20. */
function numberText(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}
