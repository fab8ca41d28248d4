// Writes a session file: pretty-printed, keys in one order, names sorted, and nothing that is empty, so that a change of one
// thing is a change of few lines in a review.

import {
  type EventNote,
  type SavedCut,
  type SavedSession,
  type SavedSnapshot,
  SESSION_VERSION,
  type SnapshotNote,
} from "./savedSession.ts";

/** The text of the file. Equal sessions give equal texts. */
export function writeSession(session: SavedSession): string {
  const { rest, execution, clockOffsets, hidden, snapshots, cuts, notes } = session;
  const { $schema, ...others } = rest ?? {};
  const record = {
    ...($schema === undefined ? {} : { $schema }),
    lightcone: SESSION_VERSION,
    ...(execution === undefined ? {} : { execution }),
    ...(Object.keys(clockOffsets).length === 0
      ? {}
      : { clockOffsets: sortedRecord(Object.entries(clockOffsets)) }),
    ...(hidden.length === 0 ? {} : { hidden: [...new Set(hidden)].sort() }),
    ...(snapshots.length === 0 ? {} : { snapshots: snapshots.map(snapshotRecord) }),
    ...(cuts.length === 0 ? {} : { cuts: cuts.map(cutRecord) }),
    ...(notes.length === 0 ? {} : { notes: [...notes].sort(byPlace).map(noteRecord) }),
    ...others,
  };
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function snapshotRecord({ initiators, time, after, latency, algorithm, note, rest }: SavedSnapshot) {
  return {
    initiators,
    time,
    ...(after === undefined ? {} : { after: { process: after.process, events: after.events } }),
    ...(latency?.kind === "fixed" ? { latency: latency.value } : {}),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(note === undefined ? {} : { note }),
    ...rest,
  };
}

function cutRecord({ title, at, note, rest }: SavedCut) {
  const inside = typeof at === "number" ? [] : [...at].filter(([, events]) => events > 0);
  return {
    title,
    ...(typeof at === "number" ? { time: at } : { events: sortedRecord(inside) }),
    ...(note === undefined ? {} : { note }),
    ...rest,
  };
}

function noteRecord(note: EventNote | SnapshotNote) {
  const place =
    "process" in note ? { process: note.process, event: note.event } : { snapshot: note.snapshot };
  return { ...place, text: note.text, ...note.rest };
}

/** Names are keys of their own, whatever they are: `__proto__` is no more than a name. */
function sortedRecord(entries: readonly (readonly [string, number])[]): object {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}

/** Notes on snapshots first, then those on events, by process and place. */
function byPlace(a: EventNote | SnapshotNote, b: EventNote | SnapshotNote): number {
  if ("process" in a && "process" in b) {
    if (a.process !== b.process) return a.process < b.process ? -1 : 1;
    return a.event - b.event;
  }
  if ("process" in a || "process" in b) return "process" in a ? 1 : -1;
  if (typeof a.snapshot === "number" && typeof b.snapshot === "number") return a.snapshot - b.snapshot;
  return String(a.snapshot) < String(b.snapshot) ? -1 : 1;
}
