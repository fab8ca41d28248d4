// What says that an event is part of a snapshot: its name, where the snapshot's id stands, and what the event does.
// Rules come from the user, so they are checked; and they say where to look, never what to run.

import { isObject } from "../lctrace/records.ts";
import { NamePattern, patternFault } from "./namePattern.ts";

/**
 * What an event does for a snapshot. `record`: its process records its state. `marker`: its process sends or receives a
 * marker. `channel`: says what was recorded of a channel. `coordinate`: its process starts or ends the snapshot without
 * being part of it, unless it records too. `note`: it only belongs to the snapshot.
 */
export const SNAPSHOT_ROLES = ["record", "marker", "channel", "coordinate", "note"] as const;
export type SnapshotRole = (typeof SNAPSHOT_ROLES)[number];
export type MarkerDirection = "send" | "receive";

/** Fields and attributes in which something may stand; the first that is there counts. */
type Paths = readonly string[];

export interface SnapshotRule {
  readonly name: NamePattern;
  readonly role: SnapshotRole;
  /** Of a marker; without it, whether the event receives or sends a message in the trace tells. */
  readonly direction?: MarkerDirection;
  readonly id: Paths;
  /** The process at the other end of a marker, or the ends of a channel. */
  readonly from: Paths;
  readonly to: Paths;
  /** Of a channel: a message, or a list of them, by the name that the trace knows them by. */
  readonly message: Paths;
  /** Of a channel: how many messages were recorded, where they are not named. */
  readonly count: Paths;
}

/** Rules, or what is wrong with them. */
export type RulesResult =
  | { readonly kind: "rules"; readonly rules: readonly SnapshotRule[] }
  | { readonly kind: "wrong"; readonly message: string };

/** Attributes in which the default rules, and those that name none, look. */
export const USUAL_PATHS = {
  id: ["snapshot.id", "snapshotId", "snapshot_id", "checkpoint.id", "checkpointId", "checkpoint_id"],
  from: ["snapshot.channel.from"],
  to: ["snapshot.channel.to"],
  message: ["snapshot.message", "snapshot.messages"],
  count: ["snapshot.channel.count"],
} as const;

const PATH_KEYS = ["id", "from", "to", "message", "count"] as const;
const KEYS: readonly string[] = ["name", "role", "direction", ...PATH_KEYS];
/** A list of rules is short, and so are its texts: each distinct name of a trace may be held against each. */
const MOST_RULES = 200;
const LONGEST = 500;

/** Checks rules as the user wrote them: a list of objects. */
export function readSnapshotRules(value: unknown): RulesResult {
  if (!Array.isArray(value)) return wrong(`snapshot rules are a list of objects: [${EXAMPLE}]`);
  if (value.length > MOST_RULES)
    return wrong(`there are ${value.length} snapshot rules; up to ${MOST_RULES} are read`);
  const rules: SnapshotRule[] = [];
  for (const [i, entry] of value.entries()) {
    const rule = ruleOf(entry);
    if (typeof rule === "string") return wrong(`snapshot rule ${i + 1}: ${rule}`);
    rules.push(rule);
  }
  return { kind: "rules", rules };
}

const EXAMPLE = '{"name": "checkpoint {id} recorded", "role": "record"}';

function wrong(message: string): RulesResult {
  return { kind: "wrong", message };
}

/** A rule, or what is wrong with it in words. */
function ruleOf(entry: unknown): SnapshotRule | string {
  if (!isObject(entry)) return `a rule is an object: ${EXAMPLE}`;
  const unknown = Object.keys(entry).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return `a rule has no "${unknown}"; it has ${KEYS.join(", ")}`;
  const { name, direction } = entry;
  if (!isText(name)) return '"name" must be a text: the name of an event, with * for anything';
  const fault = patternFault(name);
  if (fault !== undefined) return `in "name": ${fault}`;
  const role = SNAPSHOT_ROLES.find((known) => known === entry.role);
  if (role === undefined) return `"role" must be one of ${SNAPSHOT_ROLES.join(", ")}`;
  if (direction !== undefined && (role !== "marker" || (direction !== "send" && direction !== "receive")))
    return '"direction" is "send" or "receive", of a marker';
  const paths: Record<string, Paths> = {};
  for (const key of PATH_KEYS) {
    const given = entry[key];
    const list = given === undefined ? USUAL_PATHS[key] : Array.isArray(given) ? given : [given];
    if (!list.every(isText)) return `"${key}" must be the path of a field or attribute, or a list of such`;
    paths[key] = list;
  }
  return {
    name: new NamePattern(name),
    role,
    direction,
    id: paths.id,
    from: paths.from,
    to: paths.to,
    message: paths.message,
    count: paths.count,
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= LONGEST;
}
