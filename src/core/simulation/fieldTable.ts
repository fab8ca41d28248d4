// The named fields of each process of a running simulation, and what local steps do to them. It also writes each
// change to the trace. Tokens are the token table's.

import type { Scenario } from "../scenario/scenario.ts";
import type { StateChange } from "../scenario/step.ts";
import type { ProcessId } from "../trace/ids.ts";
import type { TraceBuilder } from "../trace/traceBuilder.ts";

type Value = number | string;

export class FieldTable {
  readonly #builder: TraceBuilder;
  #values: Map<string, Value>[];

  constructor(scenario: Scenario, builder: TraceBuilder) {
    this.#builder = builder;
    this.#values = scenario.processes.map(
      ({ initial }) => new Map(initial.fields.map(({ name, value }) => [name, value])),
    );
  }

  /** Does a change to the fields of a process; it belongs to the event that the trace builder got last. */
  change(process: ProcessId, change: Exclude<StateChange, { readonly kind: "token" }>): void {
    const values = this.#values[process];
    const before = values.get(change.field);
    const value =
      change.kind === "set" ? change.value : (typeof before === "number" ? before : 0) + change.amount;
    values.set(change.field, value);
    if (before !== undefined && typeof before !== typeof value) {
      this.#builder.change(this.#key(change.field, before), Number.NaN);
    }
    const stored = typeof value === "number" ? value : this.#builder.string(value);
    this.#builder.change(this.#key(change.field, value), stored);
  }

  /** The process loses all its fields. */
  clear(process: ProcessId): void {
    for (const [name, value] of this.#values[process])
      this.#builder.change(this.#key(name, value), Number.NaN);
    this.#values[process].clear();
  }

  save(): readonly ReadonlyMap<string, Value>[] {
    return this.#values.map((values) => new Map(values));
  }

  restore(saved: readonly ReadonlyMap<string, Value>[]): void {
    this.#values = saved.map((values) => new Map(values));
  }

  #key(field: string, value: Value): number {
    return this.#builder.stateKey(field, typeof value === "number" ? "number" : "text");
  }
}
