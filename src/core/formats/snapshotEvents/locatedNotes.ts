// Notes of a reader at the events of the finished trace, gathered by snapshot. Ids may be any text: a whole number stays
// what it is, others are numbered after the numbers, and keep their text as a name.

import { asProcess, NONE, type ProcessId } from "../../trace/ids.ts";
import type { Trace } from "../../trace/trace.ts";
import type { MarkerDirection } from "./rules.ts";
import type { SnapshotNote } from "./snapshotWatch.ts";

/** A note at its event. */
export interface Located {
  readonly note: SnapshotNote;
  readonly event: number;
  readonly process: ProcessId;
  /** Of a marker: which way, once the trace has told where the rule does not. */
  readonly direction: MarkerDirection | undefined;
}

/** All that is noted of one snapshot, in the order of the notes. */
export interface NotedSnapshot {
  readonly id: number;
  readonly name: string | undefined;
  readonly notes: readonly Located[];
}

/** The process that a note names; NONE where it names none, or one that the trace does not know. */
export type ProcessNamed = (note: Located, name: string | undefined) => ProcessId | typeof NONE;

/** A snapshot takes an entry a process, and its verdict a pass over the messages: so many at most. */
const MOST_SNAPSHOTS = 1000;
const MOST_ENTRIES = 4_000_000;

/**
 * The snapshots that notes speak of, by id, and how many more there were. What only says that a snapshot was started or
 * ended makes none, and one that the trace holds already stays as it is.
 */
export function notedSnapshots(
  trace: Trace,
  notes: readonly SnapshotNote[],
  eventOf: (key: number) => number,
): { readonly snapshots: readonly NotedSnapshot[]; readonly more: number } {
  const byId = new Map<string, Located[]>();
  for (const note of notes) {
    const event = eventOf(note.key);
    if (event === NONE) continue;
    const list = byId.get(note.id) ?? [];
    list.push({
      note,
      event,
      process: asProcess(trace.events.process[event]),
      direction: way(trace, note, event),
    });
    byId.set(note.id, list);
  }
  const known = new Set(trace.snapshots.map(({ id, name }) => name ?? String(id)));
  const made = [...byId].filter(
    ([id, list]) =>
      !known.has(id) && list.some(({ note }) => note.role !== "coordinate" && note.role !== "note"),
  );
  const most = Math.max(1, Math.min(MOST_SNAPSHOTS, Math.floor(MOST_ENTRIES / trace.processes.length)));
  const snapshots = numbered(made.slice(0, most), trace);
  return { snapshots, more: made.length - snapshots.length };
}

function numbered(made: readonly (readonly [string, Located[]])[], trace: Trace): NotedSnapshot[] {
  const numbers = made.map(([id]) => (/^(0|[1-9]\d{0,14})$/.test(id) ? Number(id) : Number.NaN));
  const taken = [...numbers.filter((id) => !Number.isNaN(id)), ...trace.snapshots.map(({ id }) => id)];
  let next = taken.reduce((most, id) => Math.max(most, id), -1);
  const snapshots = made.map(([id, notes], i): NotedSnapshot => {
    if (!Number.isNaN(numbers[i])) return { id: numbers[i], name: undefined, notes };
    return { id: ++next, name: id, notes };
  });
  return snapshots.sort((a, b) => a.id - b.id);
}

/** Which way a marker goes: as its rule says, else as its event does. */
function way(trace: Trace, { role, direction }: SnapshotNote, event: number): MarkerDirection | undefined {
  if (role !== "marker" || direction !== undefined) return direction;
  if (trace.events.received[event] !== NONE) return "receive";
  return trace.events.sent[event] === NONE ? undefined : "send";
}
