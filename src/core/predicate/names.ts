// Finds what the names in a predicate stand for, by the words that the trace offers: variables first, then processes, then
// domains, then words that stand for themselves. A name that is near to a known one is asked back.

import { findNearest } from "../trace/nearestName.ts";
import { Misfit } from "./misfit.ts";
import type { Run } from "./operators.ts";
import type { Domain } from "./places.ts";
import { type Expression, type NameExpression, type Span, wordText } from "./syntax.ts";
import { Ref, type Type, Unknown } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Something that is likely not meant, with its place. */
export interface Remark extends Span {
  readonly message: string;
}

const DOMAINS: readonly Domain[] = ["processes", "channels", "messages"];

export class Resolver {
  readonly remarks: Remark[] = [];
  readonly #vocabulary: Vocabulary;
  /** The variables in scope, outermost first. */
  readonly #variables: { readonly name: string; readonly type: Type }[] = [];

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** How many variables are in scope. */
  get depth(): number {
    return this.#variables.length;
  }

  /** Brings a variable into scope; what it gives takes it out again. */
  enter(name: string, type: Type, span: Span): () => void {
    if (this.process(name) !== undefined)
      throw new Misfit(span, `${name} is a process; take another name for the variable`);
    this.#variables.push({ name, type });
    return () => this.#variables.pop();
  }

  process(name: string): number | undefined {
    return this.#vocabulary.processByName.get(name);
  }

  domain(name: string): Domain | undefined {
    if (this.#variables.some((variable) => variable.name === name) || this.process(name) !== undefined)
      return undefined;
    return DOMAINS.find((domain) => domain === name);
  }

  /** What a name stands for. `asWord`: whether it may be a word that stands for itself. */
  meaning(expression: NameExpression, asWord: boolean): readonly [Type, Run] {
    const { name } = expression;
    const slot = this.#variables.map((variable) => variable.name).lastIndexOf(name);
    if (slot >= 0) {
      const { type } = this.#variables[slot];
      return [type, ({ variables }) => variables[slot] ?? new Unknown(`${name} has no value`)];
    }
    const process = this.process(name);
    if (process !== undefined) {
      const place = new Ref("process", process);
      return ["process", () => place];
    }
    if (this.domain(name) !== undefined)
      return ["domain", () => new Unknown(`${name} has no value of its own`)];
    if (asWord) {
      this.#checkWord(expression);
      return ["text", () => name];
    }
    const known = [...this.#vocabulary.processes, ...this.#variables.map((variable) => variable.name)];
    throw new Misfit(
      expression,
      `there is no process ${wordText(name)} in this trace${nearest(name, known)}`,
    );
  }

  channel({ from, to, start, end }: Extract<Expression, { readonly kind: "channel" }>): number {
    const { processes, channelByEnds } = this.#vocabulary;
    const [source, target] = [from, to].map((each) => {
      const process = this.process(each.name);
      if (process !== undefined) return process;
      const message = `there is no process ${wordText(each.name)} in this trace${nearest(each.name, processes)}`;
      throw new Misfit(each, message);
    });
    const channel = channelByEnds.get(source * processes.length + target);
    if (channel !== undefined) return channel;
    throw new Misfit({ start, end }, `there is no channel from ${from.name} to ${to.name}`);
  }

  checkField(of: "process" | "message", field: string, at: Span): void {
    const { fields, messageFields } = this.#vocabulary;
    const known = of === "process" ? fields : messageFields;
    if (known.includes(field)) return;
    const which = of === "process" ? "process" : "message";
    const none =
      known.length === 0
        ? `; this trace tells of no fields of ${which === "process" ? "processes" : "messages"}`
        : "";
    throw new Misfit(at, `no ${which} ever has a field ${wordText(field)}${nearest(field, known)}${none}`);
  }

  /** A word for a kind of token: one that there never is makes the answer easy, and is likely mistyped. */
  checkToken(expression: Expression): void {
    if (expression.kind !== "name" && expression.kind !== "text") return;
    const word = expression.kind === "name" ? expression.name : expression.value;
    const { tokens } = this.#vocabulary;
    if (tokens.includes(word) || this.#variables.some(({ name }) => name === word)) return;
    if (tokens.length === 0) throw new Misfit(expression, "this trace holds no tokens");
    throw new Misfit(expression, `there is no token ${wordText(word)} in this trace${nearest(word, tokens)}`);
  }

  #checkWord({ name, start, end }: NameExpression): void {
    const { words, tokens, fields } = this.#vocabulary;
    if (words.includes(name) || tokens.includes(name)) return;
    const hint = nearest(name, [...words, ...tokens, ...this.#vocabulary.processes]);
    const message = fields.includes(name)
      ? `${name} is a field: write it behind its process, such as p.${name}`
      : `no field ever is ${name} in this trace${hint}`;
    this.remarks.push({ start, end, message });
  }
}

function nearest(name: string, known: readonly string[]): string {
  const near = findNearest(name, known);
  return near === undefined ? "" : `; did you mean ${wordText(near)}?`;
}
