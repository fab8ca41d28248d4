// Which processes of a running simulation are down, and what a crash does to a process: its state goes, or is kept, and
// the trace gets an event for each crash and each restart.

import type { Scenario } from "../scenario/scenario.ts";
import type { CrashStep, RestartStep } from "../scenario/step.ts";
import { NONE, type ProcessId } from "../trace/ids.ts";
import type { TraceBuilder } from "../trace/traceBuilder.ts";
import type { FieldTable } from "./fieldTable.ts";
import type { TokenTable } from "./tokenTable.ts";

/** A process that is down. */
interface Down {
  readonly row: number;
  readonly restart: CrashStep["restart"];
}

export class Crashes {
  readonly #scenario: Scenario;
  readonly #builder: TraceBuilder;
  readonly #tokens: TokenTable;
  readonly #fields: FieldTable;
  #down = new Map<ProcessId, Down>();

  constructor(scenario: Scenario, builder: TraceBuilder, tokens: TokenTable, fields: FieldTable) {
    this.#scenario = scenario;
    this.#builder = builder;
    this.#tokens = tokens;
    this.#fields = fields;
  }

  isDown(process: ProcessId): boolean {
    return this.#down.size > 0 && this.#down.has(process);
  }

  crash({ process, restart, file, line }: CrashStep, now: number): void {
    const event = this.#builder.addEvent(process, now, this.#builder.string("crash"), file, line);
    this.#down.set(process, { row: this.#builder.addOutage(event, NONE), restart });
    if (restart === "kept") return;
    this.#tokens.clear(process);
    this.#fields.clear(process);
  }

  /** The process must be down. */
  restart({ process, file, line }: RestartStep, now: number): void {
    const down = this.#down.get(process);
    const event = this.#builder.addEvent(process, now, this.#builder.string("restart"), file, line);
    this.#down.delete(process);
    if (down !== undefined) this.#builder.endOutage(down.row, event);
    if (down?.restart === "kept") return;
    const { tokens, fields } = this.#scenario.processes[process].initial;
    for (const { token, count } of tokens) this.#tokens.add(process, token, count);
    for (const { name, value } of fields) this.#fields.change(process, { kind: "set", field: name, value });
  }

  save(): ReadonlyMap<ProcessId, Down> {
    return new Map(this.#down);
  }

  restore(down: ReadonlyMap<ProcessId, Down>): void {
    this.#down = new Map(down);
  }
}
