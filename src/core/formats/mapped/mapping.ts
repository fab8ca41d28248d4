// A mapping says which fields of a JSON record are the process, the clock, the message and so on. It comes from the
// user, so it is checked; and it says where to look, never what to run.

import { isObject, type Json, propertyOf } from "../lctrace/records.ts";

/**
 * Paths into a record, such as `pkt.vc`. With kinds and ids of messages, messages follow from these, and a clock is
 * compared with them; else from the clocks.
 */
export interface Mapping {
  readonly process: string;
  /** A vector clock: an object of counts by process. */
  readonly clock?: string;
  /** What tells sends from receives, and its values for each. */
  readonly kind?: string;
  readonly send?: readonly string[];
  readonly receive?: readonly string[];
  /** The message's id, the same at its send and its receive, and the process at its other end. */
  readonly message?: string;
  readonly peer?: string;
  readonly time?: string;
  readonly timeUnit?: string;
  readonly label?: string;
}

/** A mapping, or what is wrong with it. */
export type MappingResult =
  | { readonly kind: "mapping"; readonly mapping: Mapping }
  | { readonly kind: "wrong"; readonly message: string };

const PATHS = ["process", "clock", "kind", "message", "peer", "time", "timeUnit", "label"] as const;
const VALUES = ["send", "receive"] as const;

/** Checks a mapping as the user wrote it. */
export function readMapping(value: unknown): MappingResult {
  const wrong = (message: string): MappingResult => ({ kind: "wrong", message });
  if (!isObject(value)) return wrong('a mapping is an object: {"process": "node", "clock": "vc"}');
  const known = new Set<string>([...PATHS, ...VALUES]);
  const unknown = Object.keys(value).find((key) => !known.has(key));
  if (unknown !== undefined) return wrong(`a mapping has no "${unknown}"; it has ${[...known].join(", ")}`);
  const mapping: Record<string, string | readonly string[]> = {};
  for (const key of PATHS) {
    const path = propertyOf(value, key);
    if (path === undefined) continue;
    if (typeof path !== "string" || path === "")
      return wrong(`"${key}" must be the path of a field, such as "pkt.vc"`);
    mapping[key] = path;
  }
  for (const key of VALUES) {
    const values = propertyOf(value, key);
    if (values !== undefined) mapping[key] = (Array.isArray(values) ? values : [values]).map(String);
  }
  if (mapping.process === undefined) return wrong('a mapping must name the field of the "process"');
  const byMessage = mapping.kind !== undefined && mapping.message !== undefined;
  if (mapping.clock === undefined && !byMessage) {
    return wrong(
      'a mapping must name a "clock", or a "kind" and a "message": else nothing says what is a message',
    );
  }
  return { kind: "mapping", mapping: mapping as unknown as Mapping };
}

/** The value at a path, or undefined. */
export function valueAt(record: Json, path: string | undefined): unknown {
  if (path === undefined) return undefined;
  let value: unknown = record;
  for (const name of path.split(".")) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** The value of a field whose name may hold points itself, such as `snapshot.id`, else the value at that path. */
export function fieldOrPath(record: Json, path: string): unknown {
  return Object.hasOwn(record, path) ? record[path] : valueAt(record, path);
}

/** A text or a number at a path as a text; undefined for anything else. */
export function textAt(record: Json, path: string | undefined): string | undefined {
  const value = valueAt(record, path);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
