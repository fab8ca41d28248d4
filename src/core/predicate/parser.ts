// Reads a predicate: a Pratt parser (V. Pratt, "Top Down Operator Precedence", POPL 1973) over the lexer's tokens. Any text
// gives a tree or one fault with its place; length and depth are bounded, so no text makes it slow or overflow.

import { lex, type Token } from "./lexer.ts";
import {
  BINDING,
  type BinaryOperator,
  type Expression,
  type Fault,
  type NameExpression,
  type Quantifier,
  type Span,
} from "./syntax.ts";

export type Parsed =
  | { readonly kind: "parsed"; readonly expression: Expression }
  | { readonly kind: "fault"; readonly fault: Fault };

/** The longest predicate that is read, in UTF-16 units. */
const MOST_CHARACTERS = 4000;
/** How deeply its parts may be nested. */
const MOST_DEPTH = 60;

export function parsePredicate(text: string): Parsed {
  if (text.length > MOST_CHARACTERS) {
    const message = `a predicate has at most ${MOST_CHARACTERS} characters`;
    return { kind: "fault", fault: { start: MOST_CHARACTERS, end: text.length, message } };
  }
  const lexed = lex(text);
  if ("fault" in lexed) return { kind: "fault", fault: lexed.fault };
  try {
    return { kind: "parsed", expression: new Parser(lexed.tokens).whole() };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { kind: "fault", fault: error.fault };
  }
}

class ParseError extends Error {
  readonly fault: Fault;

  constructor({ start, end }: Span, message: string) {
    super(message);
    this.fault = { start, end, message };
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    if (this.#isOver()) throw new ParseError(this.#next, "type a condition, such as `all p: p.x = 1`");
    const expression = this.#expression(0);
    if (!this.#isOver()) throw this.#unexpected("and, or, or the end");
    return expression;
  }

  get #next(): Token {
    return this.#tokens[this.#at];
  }

  #isOver(): boolean {
    return this.#next.kind === "end";
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  #is(text: string): boolean {
    const { kind } = this.#next;
    return (kind === "sign" || kind === "keyword") && this.#next.text === text;
  }

  #expect(text: string, where: string): Token {
    if (!this.#is(text)) throw this.#unexpected(`\`${text}\`${where}`);
    return this.#take();
  }

  #unexpected(wanted: string): ParseError {
    const found = this.#next.kind === "end" ? "the end" : `\`${this.#next.text}\``;
    return new ParseError(this.#next, `expected ${wanted}, found ${found}`);
  }

  /** What binds more tightly than `least`, or as tightly. */
  #expression(least: number): Expression {
    if (++this.#depth > MOST_DEPTH) throw new ParseError(this.#next, "this is nested too deeply");
    let left = this.#prefix();
    for (;;) {
      const operator = this.#operator();
      if (operator === undefined || BINDING[operator] < least) break;
      const sign = this.#take();
      if (operator === "not in") this.#take();
      const binding = BINDING[operator];
      const right = this.#expression(binding + 1);
      left = { kind: "binary", operator, left, right, start: left.start, end: right.end };
      const second = this.#operator();
      if (binding === BINDING["="] && second !== undefined && BINDING[second] === binding) {
        throw new ParseError(
          this.#next,
          `join two comparisons with and; \`${sign.text}\` stands here before`,
        );
      }
    }
    this.#depth--;
    return left;
  }

  #operator(): BinaryOperator | undefined {
    const { kind, text } = this.#next;
    if (kind !== "sign" && kind !== "keyword") return undefined;
    if (text === "not") {
      const after = this.#tokens[this.#at + 1];
      return after.kind === "keyword" && after.text === "in" ? "not in" : undefined;
    }
    return text in BINDING && text !== "each" && text !== "negative" ? (text as BinaryOperator) : undefined;
  }

  #prefix(): Expression {
    const token = this.#next;
    if (token.kind === "keyword") {
      if (token.text === "not") return this.#unary("not");
      if (token.text === "true" || token.text === "false") {
        this.#take();
        return { kind: "boolean", value: token.text === "true", start: token.start, end: token.end };
      }
      if (["all", "any", "count", "sum"].includes(token.text)) return this.#each(token.text as Quantifier);
    }
    if (token.kind === "sign" && token.text === "-") return this.#unary("negative");
    return this.#fields(this.#primary());
  }

  #unary(kind: "not" | "negative"): Expression {
    const { start } = this.#take();
    const operand = this.#expression(BINDING[kind]);
    return { kind, operand, start, end: operand.end };
  }

  /** `all p, q in processes: BODY`, the outer variable first. */
  #each(quantifier: Quantifier): Expression {
    const { start } = this.#take();
    const variables = [this.#variable(quantifier)];
    while (this.#is(",")) {
      this.#take();
      variables.push(this.#variable(quantifier));
    }
    let domain: Expression | undefined;
    if (this.#is("in")) {
      this.#take();
      domain = this.#expression(BINDING["+"]);
    }
    this.#expect(":", ` and the condition`);
    const body = this.#expression(0);
    const { end } = body;
    return variables.reduceRight<Expression>(
      (inner, variable) => ({
        kind: "each",
        quantifier,
        variable,
        ...(domain === undefined ? {} : { domain }),
        body: inner,
        start,
        end,
      }),
      body,
    );
  }

  #variable(quantifier: Quantifier): string {
    if (this.#next.kind !== "name") throw this.#unexpected(`a variable, as in \`${quantifier} p: …\``);
    return this.#take().text;
  }

  #fields(start: Expression): Expression {
    let of = start;
    while (this.#is(".")) {
      this.#take();
      const token = this.#next;
      if (token.kind !== "name" && token.kind !== "keyword" && token.kind !== "text")
        throw this.#unexpected("the name of a field");
      this.#take();
      of = { kind: "field", of, field: token.text, at: token, start: of.start, end: token.end };
    }
    return of;
  }

  #primary(): Expression {
    const token = this.#next;
    const { start, end } = token;
    switch (token.kind) {
      case "number":
        this.#take();
        return { kind: "number", value: token.value, start, end };
      case "text":
      case "name":
        return this.#word(token);
      case "sign":
        if (token.text === "(") return this.#parenthesis();
        if (token.text === "{") return this.#set();
    }
    throw this.#unexpected("a process, a number, a text, all, any, count, sum or `(`");
  }

  /** A name or a text; in quotes it is a process's name before `.` and beside `->`. */
  #word(token: Token): Expression {
    const { text, start, end } = this.#take();
    const name: NameExpression = { kind: "name", name: text, start, end };
    if (this.#is("->")) return this.#channel(name);
    if (token.kind === "text") return this.#is(".") ? name : { kind: "text", value: text, start, end };
    if (!this.#is("(")) return name;
    this.#take();
    const args = this.#list(")");
    return { kind: "call", name: text, args, start, end: this.#expect(")", "").end };
  }

  #channel(from: NameExpression): Expression {
    this.#take();
    const token = this.#next;
    if (token.kind !== "name" && token.kind !== "text")
      throw this.#unexpected("the process to which the channel goes");
    const { text, start, end } = this.#take();
    const to: NameExpression = { kind: "name", name: text, start, end };
    return { kind: "channel", from, to, start: from.start, end };
  }

  #parenthesis(): Expression {
    const { start } = this.#take();
    const inner = this.#expression(0);
    const { end } = this.#expect(")", "");
    return { ...inner, start, end };
  }

  #set(): Expression {
    const { start } = this.#take();
    const items = this.#list("}");
    return { kind: "set", items, start, end: this.#expect("}", "").end };
  }

  /** Expressions between commas, up to a closing sign, which is left. */
  #list(close: string): Expression[] {
    const items: Expression[] = [];
    while (!this.#is(close)) {
      if (items.length > 0) this.#expect(",", ` or \`${close}\``);
      items.push(this.#expression(BINDING.or));
    }
    return items;
  }
}
