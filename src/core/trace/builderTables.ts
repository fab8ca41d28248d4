// The tables in which a trace builder collects events, messages and changes, in the order of adding.
// assembleTrace.ts makes the trace's columns from them.

import { Table } from "./columns.ts";
import { type MessageId, NONE } from "./ids.ts";

export const eventTable = () =>
  new Table({
    process: new Uint32Array(0),
    time: new Float64Array(0),
    sent: new Int32Array(0),
    received: new Int32Array(0),
    label: new Uint32Array(0),
    file: new Uint16Array(0),
    line: new Uint32Array(0),
    /** One past the event's last change; its first is where the event before it ends. */
    changeEnd: new Uint32Array(0),
  });

export const messageTable = () =>
  new Table({
    send: new Int32Array(0),
    receive: new Int32Array(0),
    channel: new Int32Array(0),
    kind: new Uint8Array(0),
    flags: new Uint8Array(0),
    payload: new Int32Array(0),
  });

export const changeTable = () => new Table({ key: new Uint32Array(0), value: new Float64Array(0) });

/** Messages that share an event with another: pairs of an event's first message and a further one. */
export const furtherTable = () => new Table({ first: new Int32Array(0), further: new Int32Array(0) });

/** Events that are missing: of which process, before which of its events (by its place), and how many. */
export const gapTable = () =>
  new Table({ process: new Uint32Array(0), after: new Uint32Array(0), missing: new Uint32Array(0) });

/** As PacketColumns. */
export const packetTable = () =>
  new Table({
    kind: new Uint8Array(0),
    flags: new Uint8Array(0),
    channel: new Uint32Array(0),
    message: new Int32Array(0),
    number: new Int32Array(0),
    sent: new Float64Array(0),
    arrives: new Float64Array(0),
  });

/** As OutageColumns, with handles of events. */
export const outageTable = () => new Table({ crash: new Int32Array(0), restart: new Int32Array(0) });

export type PacketTable = ReturnType<typeof packetTable>;
export type OutageTable = ReturnType<typeof outageTable>;
export type GapTable = ReturnType<typeof gapTable>;
export type EventTable = ReturnType<typeof eventTable>;
export type MessageTable = ReturnType<typeof messageTable>;
export type ChangeTable = ReturnType<typeof changeTable>;
export type FurtherTable = ReturnType<typeof furtherTable>;

/** Makes `message` the event's first, or notes it as a further one. */
export function attach(firsts: Int32Array, event: number, message: MessageId, further: FurtherTable): void {
  if (firsts[event] === NONE) {
    firsts[event] = message;
    return;
  }
  const row = further.add();
  further.columns.first[row] = firsts[event];
  further.columns.further[row] = message;
}

/** A table that goes on from saved columns, which it copies. */
export function restored<
  C extends Record<string, Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>,
>(empty: Table<C>, columns: C, length: number): Table<C> {
  const copies = Object.entries(columns).map(([name, column]) => [name, column.slice()]);
  return new Table({ ...empty.columns, ...Object.fromEntries(copies) }, length);
}
