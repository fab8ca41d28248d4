// The states that processes come into: tokens and fields, each different one with a number. What the engine's token and
// field tables do one after the other in one run is done here from number to number.

import type { Scenario } from "../scenario/scenario.ts";
import type { StateChange } from "../scenario/step.ts";
import type { LocalState, TokenCount } from "../trace/localState.ts";
import { Interner } from "./interner.ts";

export class LocalStates {
  readonly #scenario: Scenario;
  readonly #states = new Interner<LocalState>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  state(local: number): LocalState {
    return this.#states.values[local];
  }

  initial(process: number): number {
    const { tokens, fields } = this.#scenario.processes[process].initial;
    return this.#number(
      new Map(tokens.map(({ token, count }) => [token, count])),
      new Map(fields.map(({ name, value }) => [name, value])),
    );
  }

  /** The state after giving a payload's tokens away, or undefined where they are not there. */
  without(local: number, payload: number): number | undefined {
    const { tokens } = this.#scenario.payloads[payload];
    const held = this.#tokens(local);
    if (tokens.some(({ token, count }) => (held.get(token) ?? 0) < count)) return undefined;
    return this.#moved(local, tokens, -1);
  }

  /** The state after getting a payload's tokens. */
  with(local: number, payload: number): number {
    return this.#moved(local, this.#scenario.payloads[payload].tokens, 1);
  }

  /** The state after a local step, or undefined where it lacks tokens that the step uses up. */
  changed(local: number, changes: readonly StateChange[]): number | undefined {
    const tokens = this.#tokens(local);
    const fields = new Map(this.state(local).fields.map(({ name, value }) => [name, value]));
    const lacks = changes.some(
      (change) =>
        change.kind === "token" && change.count < 0 && (tokens.get(change.token) ?? 0) < -change.count,
    );
    if (lacks) return undefined;
    for (const change of changes) {
      if (change.kind === "token") tokens.set(change.token, (tokens.get(change.token) ?? 0) + change.count);
      else if (change.kind === "set") fields.set(change.field, change.value);
      else {
        const before = fields.get(change.field);
        fields.set(change.field, (typeof before === "number" ? before : 0) + change.amount);
      }
    }
    return this.#number(tokens, fields);
  }

  #moved(local: number, moved: readonly TokenCount[], sign: number): number {
    const tokens = this.#tokens(local);
    for (const { token, count } of moved) tokens.set(token, (tokens.get(token) ?? 0) + sign * count);
    return this.#number(tokens, new Map(this.state(local).fields.map(({ name, value }) => [name, value])));
  }

  #tokens(local: number): Map<string, number> {
    return new Map(this.state(local).tokens.map(({ token, count }) => [token, count]));
  }

  #number(tokens: ReadonlyMap<string, number>, fields: ReadonlyMap<string, number | string>): number {
    const state: LocalState = {
      tokens: [...tokens]
        .filter(([, count]) => count !== 0)
        .map(([token, count]) => ({ token, count }))
        .sort(byToken),
      fields: [...fields]
        .map(([name, value]) => ({ name, value }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
    return this.#states.number(JSON.stringify(state), state);
  }
}

function byToken(a: TokenCount, b: TokenCount): number {
  return a.token < b.token ? -1 : 1;
}
