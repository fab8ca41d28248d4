// What the events of a .lctrace file change in the state of their processes, as changes of the trace. A field may turn from
// a number to a text: then another kind takes the place of the one before.

import type { ProcessId } from "../../trace/ids.ts";
import type { LocalState } from "../../trace/localState.ts";
import type { TraceBuilder } from "../../trace/traceBuilder.ts";
import type { Changes } from "./records.ts";

export class StateChanges {
  /** Of each process, which of its fields are numbers and which are texts. */
  readonly #kinds: Map<string, "number" | "text">[] = [];

  /** A process begins with a state. */
  begin(process: ProcessId, { fields }: LocalState): void {
    const kinds = new Map<string, "number" | "text">();
    for (const { name, value } of fields) kinds.set(name, typeof value === "number" ? "number" : "text");
    this.#kinds[process] = kinds;
  }

  /** The event that was added last changes its process's state. */
  change(builder: TraceBuilder, process: ProcessId, { tokens, fields }: Changes): void {
    for (const [token, count] of tokens) builder.change(builder.stateKey(token, "token"), count);
    const kinds = this.#kinds[process];
    for (const [name, value] of fields) {
      const before = kinds.get(name);
      const kind = value === null ? undefined : typeof value === "number" ? "number" : "text";
      if (before !== undefined && before !== kind) builder.change(builder.stateKey(name, before), Number.NaN);
      if (kind === undefined) kinds.delete(name);
      else kinds.set(name, kind);
      if (typeof value === "number") builder.change(builder.stateKey(name, "number"), value);
      else if (value !== null) builder.change(builder.stateKey(name, "text"), builder.string(value));
    }
  }
}
