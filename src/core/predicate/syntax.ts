// The syntax tree of a predicate: a question about one global state, such as `all p: p.balance >= 0`. It is data and
// nothing in it is ever run as code; check.ts gives it its meaning over a trace. docs/predicates.md explains the language.

/** Where a part stands in the predicate's text: UTF-16 units from 0, `end` after the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator =
  | "or"
  | "and"
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "not in"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

/** `all` and `any` ask of each member of a domain, `count` counts those for which the body holds, `sum` adds it up. */
export type Quantifier = "all" | "any" | "count" | "sum";

/** A name: of a process, a variable, a domain, or a word that stands for itself. */
export interface NameExpression extends Span {
  readonly kind: "name";
  readonly name: string;
}

export type Expression =
  | NameExpression
  | (Span & { readonly kind: "number"; readonly value: number })
  /** In quotes. */
  | (Span & { readonly kind: "text"; readonly value: string })
  | (Span & { readonly kind: "boolean"; readonly value: boolean })
  | (Span & { readonly kind: "set"; readonly items: readonly Expression[] })
  /** `at`: where the field's name stands. */
  | (Span & { readonly kind: "field"; readonly of: Expression; readonly field: string; readonly at: Span })
  | (Span & { readonly kind: "channel"; readonly from: NameExpression; readonly to: NameExpression })
  | (Span & { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] })
  | (Span & { readonly kind: "not" | "negative"; readonly operand: Expression })
  | (Span & {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Span & {
      readonly kind: "each";
      readonly quantifier: Quantifier;
      readonly variable: string;
      /** Absent: the processes. */
      readonly domain?: Expression;
      readonly body: Expression;
    });

/** Why a predicate cannot be asked: one error, with its place. */
export interface Fault extends Span {
  readonly message: string;
}

/** How tightly an operator binds; the greater binds first. Parser and printer go by it. */
export const BINDING: Readonly<Record<BinaryOperator | "not" | "negative" | "each", number>> = {
  each: 0,
  or: 1,
  and: 2,
  not: 3,
  "=": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  in: 4,
  "not in": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
  negative: 7,
};

/** Words that are no names unless they stand in quotes. */
export const KEYWORDS: readonly string[] = [
  "and",
  "or",
  "not",
  "in",
  "all",
  "any",
  "count",
  "sum",
  "true",
  "false",
];

/** A name or word as it is written: in quotes where it would be read as something else. */
export function wordText(name: string): string {
  return NAME.test(name) && !KEYWORDS.includes(name) ? name : `"${name}"`;
}

// Letters of any script, as the authored language has them; hyphens within.
const LETTERS =
  "A-Za-z_\\u00aa\\u00b5\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2c00-\\ud7ff\\uf900-\\uffef";
const NAME = new RegExp(`^[${LETTERS}][${LETTERS}0-9]*(-[${LETTERS}0-9]+)*$`);
/** A name at a place of a text (sticky). */
export const namePattern = (): RegExp => new RegExp(`[${LETTERS}][${LETTERS}0-9]*(-[${LETTERS}0-9]+)*`, "y");
