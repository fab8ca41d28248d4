// The records of a .lctrace file as JSON values, and safe access to values of unknown shape. docs/lctrace.md
// describes them; names are short because there is one a line.

import { type LocalState, tokenList } from "../../trace/localState.ts";

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
    if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
      throw new BadRecord("number-expected", `the count of token "${token}" must be a whole number from 0`);
    }
    counts.set(token, count);
  }
  const fields = entriesOf(record, "fields").map(([name, value]) => {
    if (typeof value === "string" || typeof value === "number") return { name, value };
    throw new BadRecord("value-expected", `field "${name}" must be a text or a number`);
  });
  fields.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { tokens: tokenList(counts), fields };
}

/** The entries of an object property; an absent one has none. */
export function entriesOf(record: Json, name: string): [string, unknown][] {
  const value = propertyOf(record, name) ?? {};
  if (isObject(value)) return Object.entries(value);
  throw new BadRecord("object-expected", `"${name}" must be an object`);
}
