// The tokens that each process of a running simulation holds: one row a process, one column a kind of token.
// It also writes each change of them to the trace.

import type { Scenario } from "../scenario/scenario.ts";
import type { ProcessId } from "../trace/ids.ts";
import type { TokenCount } from "../trace/localState.ts";
import type { TraceBuilder } from "../trace/traceBuilder.ts";

/** What a payload moves: columns of the table, and how many of each. */
interface Load {
  readonly kinds: readonly number[];
  readonly counts: readonly number[];
}

/** Counts tokens and writes each change to the event that the trace builder got last. */
export class TokenTable {
  readonly #builder: TraceBuilder;
  readonly #kinds: readonly string[];
  /** The trace's state key for each kind. */
  readonly #keys: readonly number[];
  readonly #loads: readonly Load[];
  readonly #held: Float64Array;

  constructor(scenario: Scenario, builder: TraceBuilder) {
    this.#builder = builder;
    const kinds = new Map<string, number>();
    const kindOf = (token: string): number => {
      const known = kinds.get(token) ?? kinds.size;
      kinds.set(token, known);
      return known;
    };
    for (const { initial } of scenario.processes) for (const { token } of initial.tokens) kindOf(token);
    this.#loads = scenario.payloads.map(({ tokens }) => ({
      kinds: tokens.map(({ token }) => kindOf(token)),
      counts: tokens.map(({ count }) => count),
    }));
    for (const step of scenario.steps ?? []) {
      if (step.kind !== "local") continue;
      for (const change of step.changes) if (change.kind === "token") kindOf(change.token);
    }
    this.#kinds = [...kinds.keys()];
    this.#keys = this.#kinds.map((token) => builder.stateKey(token, "token"));
    this.#held = new Float64Array(scenario.processes.length * kinds.size);
    scenario.processes.forEach(({ initial }, p) => {
      for (const { token, count } of initial.tokens) this.#held[p * kinds.size + kindOf(token)] = count;
    });
  }

  /** The first kind of token of which the process holds fewer than the payload takes, or undefined. */
  lacking(process: ProcessId, payload: number): (TokenCount & { readonly held: number }) | undefined {
    const { kinds, counts } = this.#loads[payload];
    for (let i = 0; i < kinds.length; i++) {
      const held = this.#held[process * this.#kinds.length + kinds[i]];
      if (held < counts[i]) return { token: this.#kinds[kinds[i]], count: counts[i], held };
    }
    return undefined;
  }

  /** Takes a payload's tokens from a process. */
  take(process: ProcessId, payload: number): void {
    this.#move(process, payload, -1);
  }

  /** Gives a payload's tokens to a process. */
  give(process: ProcessId, payload: number): void {
    this.#move(process, payload, 1);
  }

  /** How many of a kind of token a process holds. */
  held(process: ProcessId, token: string): number {
    const kind = this.#kinds.indexOf(token);
    return kind < 0 ? 0 : this.#held[process * this.#kinds.length + kind];
  }

  /** Gives a process so many tokens of a kind that the scenario names; a negative number takes them. */
  add(process: ProcessId, token: string, count: number): void {
    const kind = this.#kinds.indexOf(token);
    const at = process * this.#kinds.length + kind;
    this.#held[at] += count;
    this.#builder.change(this.#keys[kind], this.#held[at]);
  }

  /** The process loses all its tokens. */
  clear(process: ProcessId): void {
    for (const token of this.kindsHeld(process)) this.add(process, token, -this.held(process, token));
  }

  /** The kinds of which a process holds any, in a stable order. */
  kindsHeld(process: ProcessId): string[] {
    return this.#kinds.filter((_, kind) => this.#held[process * this.#kinds.length + kind] > 0);
  }

  save(): Float64Array {
    return this.#held.slice();
  }

  restore(held: Float64Array): void {
    this.#held.set(held);
  }

  #move(process: ProcessId, payload: number, sign: number): void {
    const { kinds, counts } = this.#loads[payload];
    for (let i = 0; i < kinds.length; i++) {
      const at = process * this.#kinds.length + kinds[i];
      this.#held[at] += sign * counts[i];
      this.#builder.change(this.#keys[kinds[i]], this.#held[at]);
    }
  }
}
