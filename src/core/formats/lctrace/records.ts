// The records of a .lctrace file as JSON values, and safe access to values of unknown shape. docs/lctrace.md
// describes them; names are short because there is one a line.

import { type LocalState, tokenList } from "../../trace/localState.ts";
import type { OwnClock, Payload } from "../../trace/trace.ts";

/** A JSON object of unknown content. */
export type Json = Readonly<Record<string, unknown>>;

export const VERSION = 1;

/** A bad value: its message becomes a problem at the line. */
export class BadRecord extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The value of a property of the format, or undefined. `JSON.parse` makes `__proto__` a property like any other, and no
 * name of the format is one that every object has, so nothing is inherited.
 */
export function propertyOf(record: Json, name: string): unknown {
  return record[name];
}

/** A text property that must be there. */
export function textOf(record: Json, name: string): string {
  const value = propertyOf(record, name);
  if (typeof value === "string" && value !== "") return value;
  throw new BadRecord("text-expected", `"${name}" must be a text that is not empty`);
}

/** A list property; an absent one is empty. */
export function listOf(record: Json, name: string): readonly unknown[] {
  const value = propertyOf(record, name) ?? [];
  if (Array.isArray(value)) return value;
  throw new BadRecord("list-expected", `"${name}" must be a list`);
}

/** A value that may stand alone or in a list. */
export function oneOrMore(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The `tokens` and `fields` of a record. */
export function stateOf(record: Json): LocalState {
  const counts = new Map<string, number>();
  for (const [token, count] of entriesOf(record, "tokens")) {
    counts.set(token, countOf(token, count));
  }
  const fields = entriesOf(record, "fields").map(([name, value]) => {
    if (isFieldValue(value)) return { name, value };
    throw new BadRecord("value-expected", `field "${name}" must be a text or a number`);
  });
  fields.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { tokens: tokenList(counts), fields };
}

/** The entries of an object property; an absent one has none. */
function entriesOf(record: Json, name: string): [string, unknown][] {
  const value = propertyOf(record, name) ?? {};
  if (isObject(value)) return Object.entries(value);
  throw new BadRecord("object-expected", `"${name}" must be an object`);
}

/** What an event changes: counts of tokens, and fields (null takes one away). */
export interface Changes {
  readonly tokens: readonly (readonly [token: string, count: number])[];
  readonly fields: readonly (readonly [name: string, value: string | number | null])[];
}

/** The `set` of an event, or undefined where it changes nothing. */
export function changesOf(record: Json): Changes | undefined {
  const set = propertyOf(record, "set");
  if (set === undefined) return undefined;
  if (!isObject(set)) throw new BadRecord("object-expected", '"set" must be an object');
  const tokens = entriesOf(set, "tokens").map(([token, count]) => [token, countOf(token, count)] as const);
  const fields = entriesOf(set, "fields").map(([name, value]) => {
    if (value === null || isFieldValue(value)) return [name, value] as const;
    throw new BadRecord("value-expected", `field "${name}" must be set to a text, a number or null`);
  });
  return { tokens, fields };
}

/** The id of a snapshot under a name; undefined where the record has none. */
export function snapshotIdOf(record: Json, name: string): number | undefined {
  const id = propertyOf(record, name);
  if (id === undefined || Number.isInteger(id)) return id as number | undefined;
  throw new BadRecord("number-expected", `"${name}" must be a snapshot's number`);
}

/** The vector clock of an event, `vc`; undefined where it has none. */
export function clockOf(record: Json): Json | undefined {
  const clock = propertyOf(record, "vc");
  if (clock === undefined) return undefined;
  if (!isObject(clock)) throw new BadRecord("object-expected", '"vc" must be an object of counts by process');
  for (const [name, count] of Object.entries(clock)) countOf(name, count, "clock's");
  return clock;
}

/** The `label` of a record; empty where it has none. */
export function labelOf(record: Json): string {
  const label = propertyOf(record, "label") ?? "";
  if (typeof label === "string") return label;
  throw new BadRecord("text-expected", '"label" must be a text');
}

/** A value of a bad file in a message: short, whatever it is. */
export function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Checks a receive, which may be an id alone or an object. */
export function checkReceive(entry: unknown): void {
  idOf(idIn(entry));
  if (!isObject(entry)) return;
  checkContent(entry);
  stateOf(entry);
  if (propertyOf(entry, "from") !== undefined) textOf(entry, "from");
}

/** How many events a record says are missing. */
export function missingOf(record: Json): number {
  const missing = propertyOf(record, "missing") ?? 0;
  if (typeof missing === "number" && Number.isInteger(missing) && missing >= 0 && missing < 2 ** 32) {
    return missing;
  }
  throw new BadRecord("number-expected", '"missing" must be a whole number, how many events are missing');
}

/** A process's own clock; undefined where it has none. */
export function ownClockOf(record: Json): OwnClock | undefined {
  const clock = propertyOf(record, "clock");
  if (clock === undefined) return undefined;
  const [skew, drift] = isObject(clock) ? [propertyOf(clock, "skew"), propertyOf(clock, "drift")] : [];
  if (Number.isFinite(skew) && Number.isFinite(drift))
    return { skew: skew as number, drift: drift as number };
  throw new BadRecord("clock", '"clock" must be an object with the numbers "skew" and "drift"');
}

/** By how much a process's clock was moved. */
export function clockOffsetOf(record: Json): number {
  const offset = propertyOf(record, "clockOffset") ?? 0;
  if (typeof offset === "number" && Number.isFinite(offset)) return offset;
  throw new BadRecord("number-expected", '"clockOffset" must be a number, which was added to the times');
}

/** What a message's record says beyond its ends, tokens and fields. */
export function checkContent(record: Json): void {
  snapshotIdOf(record, "marker");
  labelOf(record);
  for (const name of ["lost", "inferred", "replayed", "spoilt", "control"]) {
    const value = propertyOf(record, name);
    if (value !== undefined && typeof value !== "boolean")
      throw new BadRecord("boolean-expected", `"${name}" must be true or false`);
  }
}

/** The id in a receive, which may be the id alone or an object. */
export function idIn(entry: unknown): unknown {
  return isObject(entry) ? propertyOf(entry, "id") : entry;
}

/** A message's id. */
export function idOf(value: unknown): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  throw new BadRecord("message-id", "a message's id must be a text or a number");
}

function countOf(name: string, count: unknown, of = "token"): number {
  if (Number.isInteger(count) && (count as number) >= 0) return count as number;
  const words = of === "token" ? `the count of token "${name}"` : `the ${of} count of "${name}"`;
  throw new BadRecord("number-expected", `${words} must be a whole number from 0`);
}

/** A text or a number that JSON can write again: 1e999 is read as infinity. */
function isFieldValue(value: unknown): value is string | number {
  return typeof value === "string" || Number.isFinite(value);
}

/** A line as a record; raises `BadRecord` where it is none. */
export function recordIn(text: string): Json {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    throw new BadRecord("json", "this line is not valid JSON");
  }
  if (!isObject(record)) throw new BadRecord("json", "a line must be a JSON object");
  return record;
}

/** The same text for equal payloads. The one plain token of nearly every message is worth a short way. */
export function payloadKey({ label, tokens, fields }: Payload): string {
  if (label === "" && fields.length === 0 && tokens.length === 1)
    return `${tokens[0].count} ${tokens[0].token}`;
  return JSON.stringify([label, tokens, fields]);
}
