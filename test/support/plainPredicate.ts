// A second, plain evaluator of predicates for tests: it walks the tree over a laid-out global state, knows nothing of the
// compiled one, and takes null for unknown.

import type { Expression } from "../../src/core/predicate/syntax.ts";
import { contentOf, type GlobalState } from "../../src/core/trace/globalState.ts";
import type { LocalState } from "../../src/core/trace/localState.ts";
import { receiverOf, senderOf, type Trace } from "../../src/core/trace/trace.ts";

type Thing = { readonly process: number } | { readonly message: number } | { readonly channel: string };
type Plain = number | string | boolean | null | Thing | readonly string[];

export function plainAnswer(trace: Trace, state: GlobalState, expression: Expression): Plain {
  return new Plainly(trace, state).of(expression, new Map());
}

class Plainly {
  readonly #trace: Trace;
  readonly #state: GlobalState;

  constructor(trace: Trace, state: GlobalState) {
    this.#trace = trace;
    this.#state = state;
  }

  of(e: Expression, scope: ReadonlyMap<string, Plain>): Plain {
    const of = (each: Expression): Plain => this.of(each, scope);
    switch (e.kind) {
      case "number":
      case "text":
      case "boolean":
        return e.value;
      case "name": {
        const bound = scope.get(e.name);
        if (bound !== undefined) return bound;
        const process = this.#process(e.name);
        return process < 0 ? e.name : { process };
      }
      case "set":
        return e.items.map((item) =>
          item.kind === "name" ? item.name : String("value" in item ? item.value : ""),
        );
      case "channel":
        return { channel: `${this.#process(e.from.name)}>${this.#process(e.to.name)}` };
      case "field":
        return this.#field(of(e.of), e.field);
      case "not": {
        const value = of(e.operand);
        return value === null ? null : !value;
      }
      case "negative": {
        const value = of(e.operand);
        return typeof value === "number" ? -value : null;
      }
      case "binary": {
        const everywhere = e.right.kind === "name" ? placesNamed(e.right.name) : undefined;
        if (everywhere === undefined) return this.#binary(e.operator, of(e.left), of(e.right));
        return this.#tokensIn(everywhere, String(of(e.left))) > 0 === (e.operator === "in");
      }
      case "call":
        return this.#call(e.name, e.args, of);
      case "each": {
        const members = this.#members(e.domain, scope);
        if (members === null) return null;
        const results = members.map((member) => this.of(e.body, new Map([...scope, [e.variable, member]])));
        if (e.quantifier === "all")
          return results.includes(false) ? false : results.includes(null) ? null : true;
        if (e.quantifier === "any")
          return results.includes(true) ? true : results.includes(null) ? null : false;
        if (results.some((value) => value === null || typeof value === "string")) return null;
        return results.map(Number).reduce((a, b) => a + b, 0);
      }
    }
  }

  #process(name: string): number {
    return this.#trace.processes.findIndex((process) => process.name === name);
  }

  /** Null: nobody knows them. */
  #members(domain: Expression | undefined, scope: ReadonlyMap<string, Plain>): Plain[] | null {
    const name = domain === undefined ? "processes" : domain.kind === "name" ? domain.name : "";
    if (name === "processes") return this.#trace.processes.map((_, process) => ({ process }));
    const { from, to } = this.#trace.channels;
    if (name === "channels") return Array.from(from, (p, i) => ({ channel: `${p}>${to[i]}` }));
    const over = domain === undefined || name === "messages" ? undefined : this.of(domain, scope);
    if (over === null) return null;
    if (typeof over === "string") return [...new Set(itemsIn(over) ?? [over].filter(Boolean))];
    if (typeof over === "number") return [String(over)];
    const all = this.#state.channels.flatMap((channel) =>
      channel.messages.map((message) => ({ at: `${channel.from}>${channel.to}`, message })),
    );
    const of = over === undefined ? undefined : (over as { channel: string }).channel;
    return all.filter(({ at }) => of === undefined || at === of).map(({ message }) => ({ message }));
  }

  #content(thing: Plain): LocalState | undefined {
    if (typeof thing !== "object" || thing === null) return undefined;
    if ("process" in thing) return this.#state.processes[thing.process];
    return "message" in thing ? contentOf(this.#trace, thing.message) : undefined;
  }

  #field(thing: Plain, field: string): Plain {
    return this.#content(thing)?.fields.find(({ name }) => name === field)?.value ?? null;
  }

  /** In all processes or in all channels. */
  #tokensIn(places: "processes" | "channels", kind: string | undefined): number {
    const own = this.#state.processes
      .map((_, process) => this.#tokens({ process }, kind))
      .reduce((a, b) => a + b, 0);
    return places === "processes" ? own : this.#tokens(undefined, kind) - own;
  }

  #tokens(thing: Plain | undefined, kind: string | undefined): number {
    const count = (state: LocalState): number =>
      state.tokens.reduce(
        (sum, each) => sum + (kind === undefined || each.token === kind ? each.count : 0),
        0,
      );
    const messages = this.#state.channels.flatMap((channel) =>
      thing === undefined ||
      (typeof thing === "object" &&
        thing !== null &&
        "channel" in thing &&
        thing.channel === `${channel.from}>${channel.to}`)
        ? channel.messages
        : [],
    );
    const carried = messages.reduce((sum, message) => sum + count(contentOf(this.#trace, message)), 0);
    if (thing === undefined)
      return carried + this.#state.processes.reduce((sum, state) => sum + count(state), 0);
    const own = this.#content(thing);
    return own === undefined ? carried : count(own);
  }

  #call(name: string, args: readonly Expression[], of: (each: Expression) => Plain): Plain {
    if (name === "messages") {
      const channel = args[0] === undefined ? undefined : (of(args[0]) as { channel: string }).channel;
      return this.#state.channels.reduce(
        (sum, { from, to, messages }) =>
          sum + (channel === undefined || channel === `${from}>${to}` ? messages.length : 0),
        0,
      );
    }
    if (name === "empty" && args[0].kind === "name" && args[0].name === "channels")
      return this.#call("messages", [], of) === 0;
    if (name === "empty") return this.#call("messages", args, of) === 0;
    if (name === "known") return of(args[0]) !== null;
    if (name === "from" || name === "to") {
      const { message } = of(args[0]) as { message: number };
      return { process: name === "from" ? senderOf(this.#trace, message) : receiverOf(this.#trace, message) };
    }
    if (name !== "tokens") throw new Error(`no function ${name}`);
    const everywhere = args[0]?.kind === "name" ? placesNamed(args[0].name) : undefined;
    const [first, second] = args.map(of);
    if (everywhere !== undefined) return this.#tokensIn(everywhere, second as string | undefined);
    if (typeof first === "string") return this.#tokens(undefined, first);
    return this.#tokens(first, second as string | undefined);
  }

  #binary(operator: string, a: Plain, b: Plain): Plain {
    if (operator === "or") return a === true || b === true ? true : a === null || b === null ? null : false;
    if (operator === "and")
      return a === false || b === false ? false : a === null || b === null ? null : true;
    if (a === null || b === null) return null;
    if (operator === "=" || operator === "!=") return this.#same(a, b) === (operator === "=");
    if (operator === "in" || operator === "not in") return this.#isIn(a, b) === (operator === "in");
    if (typeof a !== "number" || typeof b !== "number") return null;
    switch (operator) {
      case "<":
        return a < b;
      case "<=":
        return a <= b;
      case ">":
        return a > b;
      case ">=":
        return a >= b;
      case "+":
        return a + b;
      case "-":
        return a - b;
      case "*":
        return a * b;
      case "/":
        return b === 0 ? null : a / b;
      default:
        return b === 0 ? null : a % b;
    }
  }

  #plain(value: Plain): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return "process" in value ? this.#trace.processes[value.process].name : JSON.stringify(value);
  }

  #same(a: Plain, b: Plain): boolean {
    const sets = [a, b].map((value) =>
      Array.isArray(value) ? value : typeof value === "string" ? itemsIn(value) : undefined,
    );
    if (sets[0] !== undefined && sets[1] !== undefined)
      return [...new Set(sets[0])].sort().join() === [...new Set(sets[1])].sort().join();
    return this.#plain(a) === this.#plain(b);
  }

  #isIn(a: Plain, b: Plain): boolean {
    const word = String(this.#plain(a));
    if (Array.isArray(b)) return b.includes(word);
    if (typeof b === "object") return this.#tokens(b as Thing, word) > 0;
    return (itemsIn(String(b)) ?? [String(b)]).includes(word);
  }
}

function placesNamed(name: string): "processes" | "channels" | undefined {
  return name === "processes" || name === "channels" ? name : undefined;
}

function itemsIn(text: string): string[] | undefined {
  if (!/^\{.*\}$/.test(text)) return undefined;
  return text
    .replace(/^\{|\}$/g, "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
