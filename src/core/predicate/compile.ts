// Gives a predicate's tree its meaning over the names of a trace: which word is a process, a field, a kind of token; what
// types meet. One fault with its place, or a predicate that can be asked of any global state of the trace.

import { type Answer, answerOf, evaluate } from "./answer.ts";
import { callNode } from "./calls.ts";
import { Context, type Node } from "./context.ts";
import { KeptAnswers } from "./kept/answers.ts";
import { Misfit } from "./misfit.ts";
import { type Remark, Resolver } from "./names.ts";
import {
  andNode,
  arithmeticNode,
  equalNode,
  memberNode,
  negativeNode,
  notNode,
  orderNode,
  orNode,
  type Run,
} from "./operators.ts";
import { parsePredicate } from "./parser.ts";
import { type Domain, fieldNode, tokensAt, tokensIn } from "./places.ts";
import { printPredicate } from "./print.ts";
import { addedNode, decidedNode } from "./quantifiers.ts";
import { BINDING, type BinaryOperator, type Expression, type Fault } from "./syntax.ts";
import { Ref, type Type, Unknown, type Value } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { WalkingWorld } from "./walk.ts";
import type { World } from "./world.ts";

/** A part of a predicate that has a value of its own, such as a sum, and that value. */
export interface Part {
  readonly text: string;
  readonly value: Value;
}

/** A predicate over the global states of one trace. */
export interface Predicate {
  /** As it is written anew, with one blank where one is needed. */
  readonly text: string;
  readonly expression: Expression;
  /** What is likely not meant: words that the trace never has. */
  readonly remarks: readonly Remark[];
  ask(world: World): Answer;
  /**
   * Asks of a state that moves, wherever it is by then, and keeps what the next answer may need: far less work than asking
   * anew, and the same answer. It takes the place of whoever watched the state. `mostKept`: members, over all quantifiers.
   */
  along(world: WalkingWorld, mostKept?: number): () => Answer;
  /** The values of the parts that depend on no variable, for words about an answer. */
  parts(world: World): readonly Part[];
}

export type Compiled =
  | { readonly kind: "ready"; readonly predicate: Predicate }
  | { readonly kind: "fault"; readonly fault: Fault };

/** Reads a predicate and checks it against the names of a trace. */
export function compilePredicate(text: string, vocabulary: Vocabulary): Compiled {
  const parsed = parsePredicate(text);
  if (parsed.kind === "fault") return parsed;
  try {
    return { kind: "ready", predicate: new Compiler(vocabulary).predicate(parsed.expression) };
  } catch (error) {
    if (error instanceof Misfit) return { kind: "fault", fault: error.fault };
    throw error;
  }
}

const TYPE_WORDS: Readonly<Record<Type, string>> = {
  number: "a number",
  text: "a text",
  boolean: "a condition",
  set: "a set",
  process: "a process",
  channel: "a channel",
  message: "a message",
  value: "a field",
  domain: "all processes, channels or messages",
};

class Compiler {
  readonly #names: Resolver;
  readonly #parts: Node[] = [];

  constructor(vocabulary: Vocabulary) {
    this.#names = new Resolver(vocabulary);
  }

  predicate(expression: Expression): Predicate {
    const node = this.typed(expression, ["boolean"], "a predicate is");
    // A part that stands in several places is told once.
    const parts = [...new Map(this.#parts.map((part) => [part.text, part])).values()];
    return {
      text: node.text,
      expression,
      remarks: this.#names.remarks,
      ask: (world) => answerOf(node, new Context(world)),
      along: (world, mostKept) => {
        const answers = new KeptAnswers(node, world, mostKept);
        return () => answers.ask();
      },
      parts: (world) => parts.map((part) => ({ text: part.text, value: evaluate(part, new Context(world)) })),
    };
  }

  /** A part that must have one of these types. `where` needs it, in words: `and joins`. */
  typed(expression: Expression, types: readonly Type[], where: string): Node {
    const isProcess = types.includes("process") && !types.includes("text");
    const node =
      (isProcess ? this.place(expression) : undefined) ?? this.node(expression, types.includes("text"));
    if (types.includes(node.type)) return node;
    const wanted = types.filter((type) => type !== "value").map((type) => TYPE_WORDS[type]);
    const hint =
      node.type === "value" && types[0] === "boolean" ? `; compare it, as in \`${node.text} = 1\`` : "";
    const found = node.type === "value" ? "a field's value" : TYPE_WORDS[node.type];
    throw new Misfit(expression, `${where} ${wanted.join(" or ")}, and this is ${found}${hint}`);
  }

  /** `asWord`: whether a name that is nothing else may stand for its word. */
  node(expression: Expression, asWord: boolean): Node {
    const text = printPredicate(expression);
    const before = this.#parts.length;
    const [type, run] = this.#meaning(expression, asWord);
    const node = { type, run, text };
    if (this.#isPart(expression, type)) this.#parts.splice(before, this.#parts.length, node);
    return node;
  }

  /** A process, channel or message, by what a place may be here. */
  place(expression: Expression): Node | undefined {
    if (expression.kind === "text" && this.#names.process(expression.value) !== undefined) {
      return this.node({ ...expression, kind: "name", name: expression.value }, false);
    }
    return expression.kind === "text" ? undefined : this.node(expression, true);
  }

  /** The domain that a name stands for, if it does. */
  domain(expression: Expression): Domain | undefined {
    return expression.kind === "name" ? this.#names.domain(expression.name) : undefined;
  }

  /** A word that names a kind of token. */
  kind(expression: Expression): Node {
    const node = this.typed(expression, ["text", "value"], "a kind of token is");
    if (expression.kind === "name" || expression.kind === "text") this.#names.checkToken(expression);
    return node;
  }

  #meaning(expression: Expression, asWord: boolean): readonly [Type, Run] {
    switch (expression.kind) {
      case "number":
      case "boolean":
      case "text": {
        const { value, kind } = expression;
        return [kind, () => value];
      }
      case "name":
        return this.#names.meaning(expression, asWord);
      case "set":
        return this.#set(expression.items);
      case "channel": {
        const channel = new Ref("channel", this.#names.channel(expression));
        return ["channel", () => channel];
      }
      case "field":
        return this.#field(expression);
      case "call":
        return callNode(this, expression);
      case "not":
        return ["boolean", notNode(this.typed(expression.operand, ["boolean"], "not takes"))];
      case "negative":
        return ["number", negativeNode(this.typed(expression.operand, ["number", "value"], "- takes"))];
      case "binary":
        return this.#binary(expression.operator, expression.left, expression.right);
      case "each":
        return this.#each(expression);
    }
  }

  #set(items: readonly Expression[]): readonly [Type, Run] {
    for (const item of items) {
      if (item.kind !== "name" && item.kind !== "text" && item.kind !== "number")
        throw new Misfit(item, "a set holds words, such as {lock1, lock2}");
    }
    const members = new Set(
      items.map((item) => (item.kind === "name" ? item.name : String((item as { value: unknown }).value))),
    );
    return ["set", () => members];
  }

  #field({ of, field, at }: Extract<Expression, { readonly kind: "field" }>): readonly [Type, Run] {
    const node = this.node(of, false);
    if (node.type !== "process" && node.type !== "message")
      throw new Misfit(of, `only processes and messages have fields, and this is ${TYPE_WORDS[node.type]}`);
    this.#names.checkField(node.type, field, at);
    return ["value", fieldNode(node, field)];
  }

  #binary(operator: BinaryOperator, left: Expression, right: Expression): readonly [Type, Run] {
    if (operator === "and" || operator === "or") {
      const a = this.typed(left, ["boolean"], `${operator} joins`);
      const b = this.typed(right, ["boolean"], `${operator} joins`);
      return ["boolean", operator === "and" ? andNode(a, b) : orNode(a, b)];
    }
    if (operator === "in" || operator === "not in") return this.#membership(left, right, operator === "in");
    if (operator === "=" || operator === "!=") return this.#equality(left, right, operator === "=");
    const isOrder = BINDING[operator] === BINDING["<"];
    const a = this.typed(left, ["number", "value"], `${operator} takes`);
    const b = this.typed(right, ["number", "value"], `${operator} takes`);
    return isOrder ? ["boolean", orderNode(operator, a, b)] : ["number", arithmeticNode(operator, a, b)];
  }

  #equality(left: Expression, right: Expression, wanted: boolean): readonly [Type, Run] {
    const a = this.node(left, true);
    const b = this.node(right, true);
    const fits = (one: Type, other: Type): boolean =>
      one === other ||
      (one === "value" && ["number", "text", "set", "process"].includes(other)) ||
      (one === "process" && other === "text");
    if (a.type !== "domain" && b.type !== "domain" && (fits(a.type, b.type) || fits(b.type, a.type)))
      return ["boolean", equalNode(a, b, wanted)];
    throw new Misfit(right, `${TYPE_WORDS[a.type]} cannot be compared with ${TYPE_WORDS[b.type]}`);
  }

  /** A word in a set, or a token in a process, channel or message. */
  #membership(left: Expression, right: Expression, wanted: boolean): readonly [Type, Run] {
    const place = this.place(right);
    const member = this.typed(left, ["text", "number", "process", "value"], "in asks for");
    if (place?.type === "process" || place?.type === "channel" || place?.type === "message") {
      if (left.kind === "name" || left.kind === "text") this.#names.checkToken(left);
      const tokens = memberNode(member, place, wanted, (context, token) => {
        const at = place.run(context);
        return at instanceof Ref ? tokensAt(context, at, token) : new Unknown(`${place.text} is no place`);
      });
      return ["boolean", tokens];
    }
    const domain = this.domain(right);
    if (domain === "processes" || domain === "channels") {
      this.#names.checkToken(left);
      const tokens = memberNode(member, member, wanted, (context, token) => tokensIn(context, domain, token));
      return ["boolean", tokens];
    }
    return ["boolean", memberNode(member, this.typed(right, ["set", "value"], "in needs"), wanted)];
  }

  #each(expression: Extract<Expression, { readonly kind: "each" }>): readonly [Type, Run] {
    const { quantifier, variable, body } = expression;
    const [type, domain] = this.#over(expression.domain);
    const leave = this.#names.enter(variable, type, expression);
    const isSum = quantifier === "sum";
    const inner = isSum
      ? this.typed(body, ["number", "value"], "sum adds")
      : this.typed(body, ["boolean"], `${quantifier} asks for`);
    leave();
    if (quantifier === "all" || quantifier === "any")
      return ["boolean", decidedNode(quantifier, variable, domain, inner)];
    return ["number", addedNode(quantifier, domain, inner)];
  }

  #over(domain: Expression | undefined): readonly [Type, Domain | Node] {
    if (domain === undefined) return ["process", "processes"];
    const named = this.domain(domain);
    if (named === "processes") return ["process", named];
    if (named === "channels") return ["channel", named];
    if (named === "messages") return ["message", named];
    const node = this.typed(domain, ["channel", "set", "value"], "this goes over");
    return [node.type === "channel" ? "message" : "text", node];
  }

  /** Whether a part is worth its value in words: no literal, no condition, and no variable in it. */
  #isPart(expression: Expression, type: Type): boolean {
    const { kind } = expression;
    if (type !== "number" && type !== "value") return false;
    if (kind === "number" || kind === "name" || this.#names.depth > 0) return false;
    return true;
  }
}

/** A predicate's fault as `column: words`; columns count from 1. */
export function faultWords({ start, message }: Fault): string {
  return `column ${start + 1}: ${message}`;
}
