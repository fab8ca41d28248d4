// The messages of a scenario by what people call them: by the name that `as` gives, else by what they carry, the first
// time the first of such messages to a process, then the next.

import type { Send } from "../grammar/generated/ast.ts";
import { tokenName } from "./content.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";

/** A send statement, with the index of its step; NONE where it was left out as wrong. */
export interface NamedSend {
  readonly node: Send;
  readonly places: Places;
  readonly step: number;
}

export class MessageNames {
  readonly #named = new Map<string, NamedSend>();
  readonly #all: NamedSend[] = [];
  /** How often what a process receives was called so already. */
  readonly #taken = new Map<string, number>();
  readonly #reporter: Reporter;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  get names(): string[] {
    return [...this.#named.keys()];
  }

  get all(): readonly NamedSend[] {
    return this.#all;
  }

  add(send: NamedSend): void {
    this.#all.push(send);
    const { name } = send.node;
    if (name === undefined) return;
    const first = this.#named.get(name);
    if (first === undefined) this.#named.set(name, send);
    else {
      const position = send.places.property(send.node, "name");
      this.#reporter.twice(position, "message", name, first.places.property(first.node, "name"));
    }
  }

  /** By name; else the only one that carries just this. */
  find(called: string): NamedSend | undefined {
    const named = this.#named.get(called);
    if (named !== undefined) return named;
    const fitting = this.#all.filter(({ node }) => calledBy(node, called));
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  /** The message that a process receives next under this name. */
  takeReceived(called: string, receiver: string): NamedSend | undefined {
    const named = this.#named.get(called);
    if (named !== undefined) return named;
    const fitting = this.#all.filter(({ node }) => node.to?.$refText === receiver && calledBy(node, called));
    const key = `${receiver} ${called}`;
    const place = this.#taken.get(key) ?? 0;
    this.#taken.set(key, place + 1);
    return fitting[place];
  }
}

/** Whether a message goes by what it carries: its text, or its only token. */
function calledBy({ content }: Send, called: string): boolean {
  if (content === undefined) return false;
  if (content.label !== undefined) return content.label === called;
  return content.tokens.length === 1 && tokenName(content.tokens[0]) === called;
}
