// Collects the actions of a scenario into columns, in any order, and sorts them by time. Readers of scenario files
// and makers of further snapshots use it.

import { Table } from "../trace/columns.ts";
import { type ChannelId, NONE, type ProcessId } from "../trace/ids.ts";
import { type ActionColumns, ActionKind } from "./scenario.ts";

/** Grows action columns. Actions added at one time keep their order. */
export class ActionBuilder {
  readonly #rows = new Table({
    kind: new Uint8Array(0),
    time: new Float64Array(0),
    process: new Uint32Array(0),
    channel: new Int32Array(0),
    argument: new Uint32Array(0),
    file: new Uint16Array(0),
    line: new Uint32Array(0),
  });
  #sorted = true;

  /** `payload`: an index into the scenario's payloads. */
  send(time: number, process: ProcessId, channel: ChannelId, payload: number, file = 0, line = 0): void {
    this.#add(ActionKind.send, time, process, channel, payload, file, line);
  }

  snapshot(time: number, initiator: ProcessId, id: number, file = 0, line = 0): void {
    this.#add(ActionKind.snapshot, time, initiator, NONE, id, file, line);
  }

  /** Adds the actions of another scenario over the same system and payloads; only those of some rows where they are given. */
  addAll(actions: ActionColumns, rows: Iterable<number> = actions.kind.keys()): void {
    for (const i of rows) {
      this.#add(
        actions.kind[i],
        actions.time[i],
        actions.process[i],
        actions.channel[i],
        actions.argument[i],
        actions.file[i],
        actions.line[i],
      );
    }
  }

  build(): ActionColumns {
    const rows = this.#rows.trimmed();
    if (this.#sorted) return rows;
    const order = Uint32Array.from({ length: this.#rows.length }, (_, i) => i);
    order.sort((a, b) => rows.time[a] - rows.time[b] || a - b);
    return {
      kind: Uint8Array.from(order, (i) => rows.kind[i]),
      time: Float64Array.from(order, (i) => rows.time[i]),
      process: Uint32Array.from(order, (i) => rows.process[i]),
      channel: Int32Array.from(order, (i) => rows.channel[i]),
      argument: Uint32Array.from(order, (i) => rows.argument[i]),
      file: Uint16Array.from(order, (i) => rows.file[i]),
      line: Uint32Array.from(order, (i) => rows.line[i]),
    };
  }

  #add(
    kind: number,
    time: number,
    process: number,
    channel: number,
    argument: number,
    file: number,
    line: number,
  ): void {
    const row = this.#rows.add();
    const columns = this.#rows.columns;
    if (row > 0 && time < columns.time[row - 1]) this.#sorted = false;
    columns.kind[row] = kind;
    columns.time[row] = time;
    columns.process[row] = process;
    columns.channel[row] = channel;
    columns.argument[row] = argument;
    columns.file[row] = file;
    columns.line[row] = line;
  }
}

/** The columns of a scenario that has steps in place of actions. */
export const NO_ACTIONS: ActionColumns = new ActionBuilder().build();
