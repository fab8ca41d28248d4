// Random predicates for fast-check: well typed over a small trace's names, as trees; they shrink to smaller ones.

import fc from "fast-check";
import type { BinaryOperator, Expression } from "../../src/core/predicate/syntax.ts";

const at = { start: 0, end: 0 };

export interface Names {
  readonly processes: readonly string[];
  readonly channels: readonly (readonly [string, string])[];
  readonly fields: readonly string[];
  readonly messageFields: readonly string[];
  readonly tokens: readonly string[];
  readonly words: readonly string[];
}

/** Those of the systems that the tests of predicates make: one of them must be quoted. */
export const NAMES: Names = {
  processes: ["P", "Q", "odd name"],
  channels: [
    ["P", "Q"],
    ["Q", "P"],
    ["Q", "odd name"],
  ],
  fields: ["x", "state", "holds", "waits"],
  messageFields: ["amount", "note"],
  tokens: ["G", "R", "Y"],
  words: ["idle", "busy", "lock1", "lock2", "text"],
};

/** A condition of at most so many levels. */
export function arbitraryPredicate(names: Names, depth = 4): fc.Arbitrary<Expression> {
  return condition(names, depth, []);
}

interface Variable {
  readonly name: string;
  readonly of: "process" | "message" | "channel" | "word";
}

/** What a quantifier goes over, and what its variable stands for. */
type Over = readonly [Variable["of"], Expression | undefined];

const name = (text: string): Expression => ({ kind: "name", name: text, ...at });
const call = (called: string, args: readonly Expression[]): Expression => ({
  kind: "call",
  name: called,
  args,
  ...at,
});
const binary = (operator: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
  ...at,
});

function condition(names: Names, depth: number, scope: readonly Variable[]): fc.Arbitrary<Expression> {
  const atoms = fc.oneof(
    fc.boolean().map((value): Expression => ({ kind: "boolean", value, ...at })),
    comparison(names, depth - 1, scope),
    equality(names, scope),
    membership(names, scope),
    channel(names, scope).map((of) => call("empty", [of])),
    fc.constant(call("empty", [name("channels")])),
  );
  if (depth <= 0) return atoms;
  const inner = fc.constant(undefined).chain(() => condition(names, depth - 1, scope));
  return fc.oneof(
    { weight: 3, arbitrary: atoms },
    fc
      .tuple(fc.constantFrom<BinaryOperator>("and", "or"), inner, inner)
      .map(([operator, left, right]) => binary(operator, left, right)),
    inner.map((operand): Expression => ({ kind: "not", operand, ...at })),
    each(names, depth, scope, ["all", "any"]),
  );
}

/** A process by itself; in quotes it would be a text. */
function alone({ processes }: Names, scope: readonly Variable[] = []): fc.Arbitrary<Expression> {
  const variables = scope.filter(({ of }) => of === "process").map((variable) => variable.name);
  return fc.constantFrom(...processes.filter((each) => !each.includes(" ")), ...variables).map(name);
}

/** What holds tokens. */
function place(names: Names, scope: readonly Variable[]): fc.Arbitrary<Expression> {
  const messages = scope.filter(({ of }) => of === "message").map((variable) => name(variable.name));
  const others = [alone(names, scope), channel(names, scope)];
  return fc.oneof(...others, ...(messages.length === 0 ? [] : [fc.constantFrom(...messages)]));
}

function each(
  names: Names,
  depth: number,
  scope: readonly Variable[],
  quantifiers: readonly ("all" | "any" | "count" | "sum")[],
): fc.Arbitrary<Expression> {
  const domains = fc.oneof(
    fc.constant<Over>(["process", undefined]),
    fc.constant<Over>(["process", name("processes")]),
    fc.constant<Over>(["channel", name("channels")]),
    fc.constant<Over>(["message", name("messages")]),
    channel(names, scope).map((of): Over => ["message", of]),
    field(names, scope).map((of): Over => ["word", of]),
  );
  const variable = `v${scope.length}`;
  return fc.tuple(fc.constantFrom(...quantifiers), domains).chain(([quantifier, [of, domain]]) => {
    const within = [...scope, { name: variable, of }];
    const body =
      quantifier === "sum" ? amount(names, depth - 1, within) : condition(names, depth - 1, within);
    return body.map(
      (inner): Expression => ({
        kind: "each",
        quantifier,
        variable,
        ...(domain === undefined ? {} : { domain }),
        body: inner,
        ...at,
      }),
    );
  });
}

/** A channel by its ends, or a variable that stands for one. */
function channel({ channels }: Names, scope: readonly Variable[]): fc.Arbitrary<Expression> {
  const variables = scope.filter(({ of }) => of === "channel").map((variable) => name(variable.name));
  const ends = channels.map(
    ([from, to]): Expression => ({
      kind: "channel",
      from: { kind: "name", name: from, ...at },
      to: { kind: "name", name: to, ...at },
      ...at,
    }),
  );
  return fc.constantFrom(...ends, ...variables);
}

/** A process or a message, with a field of it. */
function field(
  { processes, fields, messageFields }: Names,
  scope: readonly Variable[],
): fc.Arbitrary<Expression> {
  const owners = [
    ...processes.map((each) => ({ name: each, of: "process" as const })),
    ...scope.filter(({ of }) => of === "process" || of === "message"),
  ];
  return fc
    .constantFrom(...owners)
    .chain((owner) =>
      fc
        .constantFrom(...(owner.of === "process" ? fields : messageFields))
        .map((each): Expression => ({ kind: "field", of: name(owner.name), field: each, at, ...at })),
    );
}

function amount(names: Names, depth: number, scope: readonly Variable[]): fc.Arbitrary<Expression> {
  const atoms = fc.oneof(
    fc.constantFrom(0, 1, 2, 2.5, 10).map((value): Expression => ({ kind: "number", value, ...at })),
    field(names, scope),
    fc.constant(call("messages", [])),
    channel(names, scope).map((of) => call("messages", [of])),
    fc.constantFrom([], [name("processes")], [name("channels")]).map((args) => call("tokens", args)),
    fc.constantFrom(...names.tokens).map((token) => call("tokens", [name(token)])),
    fc
      .tuple(place(names, scope), fc.constantFrom(...names.tokens))
      .map(([of, token]) => call("tokens", [of, name(token)])),
    place(names, scope).map((of) => call("tokens", [of])),
  );
  if (depth <= 0) return atoms;
  const inner = fc.constant(undefined).chain(() => amount(names, depth - 1, scope));
  return fc.oneof(
    { weight: 2, arbitrary: atoms },
    fc
      .tuple(fc.constantFrom<BinaryOperator>("+", "-", "*", "/", "%"), inner, inner)
      .map(([operator, left, right]) => binary(operator, left, right)),
    inner.map((operand): Expression => ({ kind: "negative", operand, ...at })),
    each(names, depth, scope, ["count", "sum"]),
  );
}

function comparison(names: Names, depth: number, scope: readonly Variable[]): fc.Arbitrary<Expression> {
  const side = amount(names, depth, scope);
  return fc
    .tuple(fc.constantFrom<BinaryOperator>("=", "!=", "<", "<=", ">", ">="), side, side)
    .map(([operator, left, right]) => binary(operator, left, right));
}

function equality(names: Names, scope: readonly Variable[]): fc.Arbitrary<Expression> {
  const word = fc.constantFrom(...names.words);
  const variables = scope.filter(({ of }) => of === "word").map((variable) => variable.name);
  const other = fc.oneof(
    fc.constantFrom(...names.words, ...variables).map(name),
    word.map((value): Expression => ({ kind: "text", value, ...at })),
    fc
      .array(word, { maxLength: 3 })
      .map((items): Expression => ({ kind: "set", items: items.map(name), ...at })),
    alone(names, scope),
  );
  return fc
    .tuple(fc.constantFrom<BinaryOperator>("=", "!="), field(names, scope), other)
    .map(([operator, left, right]) => binary(operator, left, right));
}

function membership(names: Names, scope: readonly Variable[]): fc.Arbitrary<Expression> {
  const operator = fc.constantFrom<BinaryOperator>("in", "not in");
  const sets = fc.oneof(
    field(names, scope),
    fc
      .array(fc.constantFrom(...names.words), { maxLength: 3 })
      .map((items): Expression => ({ kind: "set", items: items.map(name), ...at })),
  );
  const variables = scope.filter(({ of }) => of === "word").map((variable) => variable.name);
  const places = fc.oneof(place(names, scope), fc.constantFrom("processes", "channels").map(name));
  return fc.oneof(
    fc
      .tuple(operator, fc.constantFrom(...names.words, ...variables), sets)
      .map(([sign, word, set]) => binary(sign, name(word), set)),
    fc
      .tuple(operator, fc.constantFrom(...names.tokens), places)
      .map(([sign, token, of]) => binary(sign, name(token), of)),
  );
}
