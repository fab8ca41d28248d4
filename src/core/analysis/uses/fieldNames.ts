// Which fields of a trace say what: what a process holds and waits for, whether it is passive, what it refers to. Traces name
// such fields in many ways, so the usual names are known and a user may name their own.

import { itemsOf } from "../../predicate/setText.ts";
import type { LocalState } from "../../trace/localState.ts";

/** What a field or a message's text can say. */
export interface FieldNames {
  /** Resources that a process holds. */
  readonly holds: readonly string[];
  /** What a process waits for: resources or processes. It needs all of them, or in the OR model any. */
  readonly waits: readonly string[];
  /** What a process waits for where any one is enough. */
  readonly waitsAny: readonly string[];
  /** Texts of messages that ask for something. */
  readonly requests: readonly string[];
  /** Texts of messages that answer a request, or give a resource. */
  readonly grants: readonly string[];
  /** Of such a message: the resource it is about. */
  readonly resource: readonly string[];
  /** Whether a process is done: one of `passiveValues`. */
  readonly activity: readonly string[];
  readonly passiveValues: readonly string[];
  /** Objects that a process stores. */
  readonly objects: readonly string[];
  /** Objects that a process, or a message, refers to. `NAME-x` or `NAME.x`: what the object x refers to. */
  readonly references: readonly string[];
}

const DEFAULT_NAMES: FieldNames = {
  holds: ["holds", "held", "locks", "owns", "has"],
  waits: ["waits", "wants", "waiting", "waits-for", "waiting-for", "needs", "requests"],
  waitsAny: ["waits-any", "wants-any", "waits-for-any"],
  requests: ["request", "acquire", "lock", "call", "wait"],
  grants: ["grant", "granted", "release", "released", "reply", "unlock", "ok", "return"],
  resource: ["resource", "lock", "item", "object", "name"],
  activity: ["state", "status", "active", "passive", "idle"],
  passiveValues: ["passive", "idle", "done", "terminated", "finished", "stopped", "waiting"],
  objects: ["objects", "stores", "heap"],
  references: ["refs", "references", "pointers", "ref"],
};

/** A user's own names before the usual ones. */
export function withNames(own: Partial<FieldNames>): FieldNames {
  const merged = Object.entries(DEFAULT_NAMES).map(([role, names]) => {
    return [role, own[role as keyof FieldNames] ?? names];
  });
  return Object.fromEntries(merged);
}

/** Names are compared without case, hyphens, underscores and blanks. */
export function isNamed(name: string, names: readonly string[]): boolean {
  const plain = plainName(name);
  return names.some((each) => plainName(each) === plain);
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/** How traces write that there is nothing. */
const NOTHING: readonly string[] = ["none", "nothing", "nobody", "null", "nil", "-"];

/** The words of all fields of these names; undefined where the state has none of them. */
export function wordsOf(state: LocalState, names: readonly string[]): readonly string[] | undefined {
  const found = state.fields.filter(({ name }) => isNamed(name, names));
  if (found.length === 0) return undefined;
  const words = new Set(found.flatMap(({ value }) => itemsOf(value)));
  return [...words].filter((word) => !NOTHING.includes(word.toLowerCase()));
}

/** `holds=locks,waits=pending|wanted`: a user's names for roles, those of one role between bars. */
export function readNames(
  text: string,
): { readonly names: Partial<FieldNames> } | { readonly fault: string } {
  const names: Partial<Record<keyof FieldNames, readonly string[]>> = {};
  const roles = Object.keys(DEFAULT_NAMES);
  for (const part of text.split(",").filter((each) => each.trim() !== "")) {
    const equals = part.indexOf("=");
    const role = part.slice(0, equals).trim();
    if (equals < 0 || !roles.includes(role))
      return { fault: `expected ROLE=NAME with a role of ${roles.join(", ")}, found \`${part.trim()}\`` };
    names[role as keyof FieldNames] = part
      .slice(equals + 1)
      .split("|")
      .map((name) => name.trim());
  }
  return { names };
}
