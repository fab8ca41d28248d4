// Reads a session file. A part that is wrong is a problem on its line, and the others are still read; a key that this
// version does not know is told and kept. Nothing is dropped without a word.

import * as v from "valibot";
import type { Problem, Report, Severity, SourcePosition } from "../trace/problem.ts";
import { lineAndColumn, spanOf } from "./jsonPlace.ts";
import {
  EMPTY_SESSION,
  type EventNote,
  type Rest,
  type SavedCut,
  type SavedSession,
  type SavedSnapshot,
  SESSION_VERSION,
  type SnapshotNote,
} from "./savedSession.ts";

export type Path = readonly (string | number)[];

export interface SessionReading {
  /** Empty where the file is no session at all. */
  readonly session: SavedSession;
  readonly problems: readonly Problem[];
  /** Where a part of the file stands, such as `["cuts", 0]`; the entries are numbered as in `session`. */
  readonly placeOf: (path: Path) => SourcePosition;
}

const text = v.pipe(v.string("must be a text"), v.nonEmpty("must not be empty"));
const finite = v.pipe(v.number("must be a number"), v.finite("must be a number"));
const count = v.pipe(finite, v.integer("must be a whole number"), v.minValue(0, "must be 0 or more"));
const place = v.pipe(finite, v.integer("must be a whole number"), v.minValue(1, "counts from 1"));

const snapshot = v.object({
  initiators: v.pipe(v.array(text, "must be a list of names"), v.minLength(1, "must name a process")),
  time: finite,
  after: v.optional(v.object({ process: text, events: count }, "must be an object")),
  latency: v.optional(v.custom<"channel" | number>(isLatency, 'must be "channel" or a number, 0 or more')),
  algorithm: v.optional(text),
  note: v.optional(text),
});
const cut = v.object({
  title: text,
  time: v.optional(finite),
  events: v.optional(v.unknown()),
  note: v.optional(text),
});
const eventNote = v.object({ process: text, event: place, text });
const snapshotNote = v.object({
  snapshot: v.custom<string | number>(isSnapshotName, "must be a snapshot's number or name"),
  text,
});

const KEYS = ["lightcone", "execution", "clockOffsets", "hidden", "snapshots", "cuts", "notes"];

/** Reads the text of a session file; `file` is its name in problems. */
export function readSession(content: string, file: string): SessionReading {
  return new SessionReader(content, file).read();
}

class SessionReader {
  readonly #content: string;
  readonly #file: string;
  readonly #problems: Problem[] = [];
  /** For each list that is read: the place in the file of each entry that was taken. */
  readonly #places = new Map<string, number[]>();

  constructor(content: string, file: string) {
    this.#content = content;
    this.#file = file;
  }

  read(): SessionReading {
    const session = this.#session(this.#parsed()) ?? EMPTY_SESSION;
    const placeOf = ([list, index, ...inner]: Path): SourcePosition => {
      const place = this.#places.get(String(list))?.[Number(index)];
      return this.#position(
        place === undefined ? [list, index, ...inner].filter(isStep) : [list, place, ...inner],
      );
    };
    return { session, problems: this.#problems, placeOf };
  }

  #parsed(): unknown {
    try {
      return JSON.parse(this.#content);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const offset = /at position (\d+)/.exec(words)?.[1];
      const at = offset === undefined ? this.#content.trimEnd().length : Number(offset);
      const position = { file: this.#file, ...lineAndColumn(this.#content, at) };
      const message = "this is not valid JSON, so nothing of it is read";
      this.#problems.push({ position, severity: "error", code: "session-json", message });
      return undefined;
    }
  }

  #session(value: unknown): SavedSession | undefined {
    if (value === undefined) return undefined;
    if (!isRecord(value)) {
      this.#report([], "session-value", "a session file holds an object");
      return undefined;
    }
    if (value.lightcone !== SESSION_VERSION) {
      const found = JSON.stringify(value.lightcone) ?? "nothing";
      const message = `this reads version ${SESSION_VERSION} of the session file ("lightcone": ${SESSION_VERSION}), the file says ${found}`;
      this.#report(["lightcone"], "session-version", message);
      return undefined;
    }
    return {
      execution: this.#part(v.optional(text), value.execution, ["execution"]),
      clockOffsets: Object.fromEntries(this.#numbers(value.clockOffsets, ["clockOffsets"], finite)),
      hidden: this.#list(value, "hidden", (each, path) => this.#part(text, each, path)),
      snapshots: this.#list(value, "snapshots", (each, path) => this.#snapshot(each, path)),
      cuts: this.#list(value, "cuts", (each, path) => this.#cut(each, path)),
      notes: this.#list(value, "notes", (each, path) => this.#note(each, path)),
      ...this.#rest(value, [...KEYS, "$schema"], []),
    };
  }

  #snapshot(value: unknown, path: Path): SavedSnapshot | undefined {
    const read = this.#part(snapshot, value, path);
    if (read === undefined) return undefined;
    const { latency, ...others } = read;
    if (read.after !== undefined && !read.initiators.includes(read.after.process)) {
      const message = `${read.after.process} must be one of the initiators`;
      this.#report([...path, "after", "process"], "session-value", message);
      return undefined;
    }
    return {
      ...others,
      ...(typeof latency === "number" ? { latency: { kind: "fixed", value: latency } } : {}),
      ...this.#rest(value, Object.keys(snapshot.entries), path),
    };
  }

  #cut(value: unknown, path: Path): SavedCut | undefined {
    const read = this.#part(cut, value, path);
    if (read === undefined) return undefined;
    const { title, time, events, note } = read;
    if ((time === undefined) === (events === undefined)) {
      this.#report(path, "session-value", 'a cut has either "events" or "time"');
      return undefined;
    }
    const rest = this.#rest(value, Object.keys(cut.entries), path);
    const at = time ?? new Map(this.#numbers(events, [...path, "events"], count));
    return { title, at, ...(note === undefined ? {} : { note }), ...rest };
  }

  #note(value: unknown, path: Path): EventNote | SnapshotNote | undefined {
    const schema = isRecord(value) && "snapshot" in value ? snapshotNote : eventNote;
    const read = this.#part<EventNote | SnapshotNote>(schema, value, path);
    return read && { ...read, ...this.#rest(value, Object.keys(schema.entries), path) };
  }

  /** A list of the file, without the entries that are wrong. */
  #list<Entry>(
    record: Rest,
    key: string,
    read: (value: unknown, path: Path) => Entry | undefined,
  ): readonly Entry[] {
    const values = record[key] ?? [];
    if (!Array.isArray(values)) {
      this.#report([key], "session-value", `"${key}" must be a list`);
      return [];
    }
    const places: number[] = [];
    const entries = values.flatMap((value: unknown, place) => {
      const entry = read(value, [key, place]);
      if (entry === undefined) return [];
      places.push(place);
      return [entry];
    });
    this.#places.set(key, places);
    return entries;
  }

  /** Numbers by name. Read by hand: a process may be called `constructor`, which libraries pass over. */
  #numbers(value: unknown, path: Path, schema: v.GenericSchema<number>): [string, number][] {
    if (value === undefined) return [];
    if (!isRecord(value)) {
      this.#report(path, "session-value", `"${path.at(-1)}" must be an object of numbers by process`);
      return [];
    }
    return Object.entries(value).flatMap(([name, each]): [string, number][] => {
      const read = this.#part(schema, each, [...path, name]);
      return read === undefined ? [] : [[name, read]];
    });
  }

  /** Checks a part. Undefined where it is wrong, which is then told. */
  #part<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown, path: Path): Output | undefined {
    const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
    if (result.success) return result.output;
    const [issue] = result.issues;
    const inner = (issue.path ?? []).map(({ key }) => key as string | number);
    const whole = [...path, ...inner];
    const isAbsent = issue.received === "undefined";
    const name = [...whole].reverse().find((step) => typeof step === "string") ?? "this";
    const words = /^must|^counts/.test(issue.message) ? issue.message : "must be an object";
    const message = isAbsent ? `"${name}" is missing` : `"${name}" ${words}`;
    this.#report(isAbsent ? whole.slice(0, -1) : whole, "session-value", message);
    return undefined;
  }

  /** What is in a part beyond what is known. */
  #rest(value: unknown, known: readonly string[], path: Path): { readonly rest?: Rest } {
    if (!isRecord(value)) return {};
    const entries = Object.entries(value).filter(([key]) => !known.includes(key));
    for (const [key] of entries) {
      const message = `"${key}" is not known in a session file; it is kept as it is`;
      this.#report([...path, key], "session-unknown-key", message, "warning");
    }
    // Which schema checks the file is for editors to know.
    if (path.length === 0 && "$schema" in value) entries.unshift(["$schema", value.$schema]);
    return entries.length === 0 ? {} : { rest: Object.fromEntries(entries) };
  }

  #report(path: Path, code: string, message: string, severity: Severity = "error"): void {
    const report: Report = (problem) => this.#problems.push(problem);
    report({ position: this.#position(path), severity, code, message });
  }

  #position(path: Path): SourcePosition {
    const { start, end } = spanOf(this.#content, path);
    const from = lineAndColumn(this.#content, start);
    const to = lineAndColumn(this.#content, end);
    // What goes over several lines is marked where it begins.
    const endColumn = from.line === to.line ? { endColumn: to.column } : {};
    return { file: this.#file, ...from, ...endColumn };
  }
}

function isLatency(value: unknown): boolean {
  return value === "channel" || (typeof value === "number" && value >= 0);
}

function isSnapshotName(value: unknown): boolean {
  return Number.isInteger(value) || (typeof value === "string" && value !== "");
}

function isStep(step: string | number | undefined): step is string | number {
  return step !== undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
