// What the user has added to a session's trace and may keep in its session file: further snapshots, cuts, notes, hidden
// processes, clock offsets, the chosen execution. Knows what of it is saved.

import type { FurtherSnapshot } from "../../core/analysis/openedWith.ts";
import {
  EMPTY_SESSION,
  type EventNote,
  type SavedCut,
  type SavedSession,
  type SavedSnapshot,
  type SnapshotNote,
} from "../../core/session/savedSession.ts";
import { writeSession } from "../../core/session/writeSession.ts";

/** A further snapshot with a name of its own, so that it is known again whatever is written on it. */
export interface AddedSnapshot extends SavedSnapshot {
  readonly id: string;
}

/** A cut that the user asked for. By name, so that it outlives a change of the file. */
export interface AskedCut extends SavedCut {
  /** `cut:0`. */
  readonly id: string;
}

/** What a note is on: an event, a cut of the user's, a further snapshot, or a snapshot that the trace itself holds. */
export type NoteTarget =
  | { readonly kind: "event"; readonly process: string; readonly event: number }
  | { readonly kind: "cut" | "further"; readonly id: string }
  | { readonly kind: "snapshot"; readonly snapshot: string | number };

export class Additions {
  #snapshots: readonly AddedSnapshot[] = [];
  #cuts: readonly AskedCut[] = [];
  #others: Omit<SavedSession, "snapshots" | "cuts"> = EMPTY_SESSION;
  #next = 0;
  /** What the session file said when it was read or written last. */
  #kept = writeSession(EMPTY_SESSION);

  get snapshots(): readonly AddedSnapshot[] {
    return this.#snapshots;
  }

  get cuts(): readonly AskedCut[] {
    return this.#cuts;
  }

  get execution(): string | undefined {
    return this.#others.execution;
  }

  set execution(execution: string | undefined) {
    this.#others = { ...this.#others, execution };
  }

  get clockOffsets(): Readonly<Record<string, number>> {
    return this.#others.clockOffsets;
  }

  /** In place of those before; one of 0 is none. */
  set clockOffsets(offsets: Readonly<Record<string, number>>) {
    const clockOffsets = Object.fromEntries(Object.entries(offsets).filter(([, offset]) => offset !== 0));
    this.#others = { ...this.#others, clockOffsets };
  }

  get hidden(): readonly string[] {
    return this.#others.hidden;
  }

  set hidden(hidden: readonly string[]) {
    this.#others = { ...this.#others, hidden };
  }

  get notes(): readonly (EventNote | SnapshotNote)[] {
    return this.#others.notes;
  }

  addSnapshot(snapshot: FurtherSnapshot): AddedSnapshot {
    const added = { ...snapshot, id: `further:${this.#next++}` };
    this.#snapshots = [...this.#snapshots, added];
    return added;
  }

  removeSnapshot(id: string): void {
    this.#snapshots = this.#snapshots.filter((each) => each.id !== id);
  }

  /** Gives the new cut's id. */
  addCut(cut: SavedCut): string {
    const id = `cut:${this.#next++}`;
    this.#cuts = [...this.#cuts, { ...cut, id }];
    return id;
  }

  /** Gives a cut another place; what is written on it stays. */
  moveCut(id: string, { title, at }: SavedCut): void {
    this.#cuts = this.#cuts.map((cut) => (cut.id === id ? { ...cut, title, at } : cut));
  }

  removeCut(id: string): void {
    this.#cuts = this.#cuts.filter((cut) => cut.id !== id);
  }

  /** The note on something; empty where there is none. */
  noteOn(target: NoteTarget): string {
    switch (target.kind) {
      case "cut":
        return this.#cuts.find(({ id }) => id === target.id)?.note ?? "";
      case "further":
        return this.#snapshots.find(({ id }) => id === target.id)?.note ?? "";
      default:
        return this.notes.find((note) => isOn(note, target))?.text ?? "";
    }
  }

  /** Writes a note on something, in place of the one before; an empty text takes it away. */
  setNote(target: NoteTarget, text: string): void {
    const note = text === "" ? undefined : text;
    switch (target.kind) {
      case "cut":
        this.#cuts = this.#cuts.map((cut) => (cut.id === target.id ? { ...cut, note } : cut));
        return;
      case "further":
        this.#snapshots = this.#snapshots.map((each) => (each.id === target.id ? { ...each, note } : each));
        return;
      default: {
        const old = this.notes.find((each) => isOn(each, target));
        const others = this.notes.filter((each) => each !== old);
        const notes = note === undefined ? others : [...others, { ...old, ...placeOf(target), text: note }];
        this.#others = { ...this.#others, notes };
      }
    }
  }

  /** Everything, as it would be saved. */
  get saved(): SavedSession {
    return { ...this.#others, snapshots: this.#snapshots, cuts: this.#cuts };
  }

  /** Whether saving would write something else than the session file said last. */
  get isUnsaved(): boolean {
    return writeSession(this.saved) !== this.#kept;
  }

  /** Takes what a session file says in place of everything. */
  restore(session: SavedSession): void {
    const { snapshots, cuts, ...others } = session;
    this.#others = others;
    this.#snapshots = snapshots.map((each) => ({ ...each, id: `further:${this.#next++}` }));
    this.#cuts = cuts.map((each) => ({ ...each, id: `cut:${this.#next++}` }));
    this.markSaved();
  }

  /** The session file says the same now. */
  markSaved(): void {
    this.#kept = writeSession(this.saved);
  }
}

function isOn(note: EventNote | SnapshotNote, target: NoteTarget): boolean {
  if (target.kind === "snapshot") return "snapshot" in note && note.snapshot === target.snapshot;
  if (target.kind !== "event") return false;
  return "process" in note && note.process === target.process && note.event === target.event;
}

function placeOf(
  target: Extract<NoteTarget, { kind: "event" | "snapshot" }>,
): Omit<EventNote, "text"> | Omit<SnapshotNote, "text"> {
  return target.kind === "event"
    ? { process: target.process, event: target.event }
    : { snapshot: target.snapshot };
}
