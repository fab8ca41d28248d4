// Which objects does nobody refer to? Roots are what processes refer to and what messages in channels carry; what is reached
// from there through objects is alive, the rest is garbage. Being garbage is stable. Whoever looks at processes alone and
// forgets the channels takes an object for garbage whose only reference is under way.

import { itemsOf } from "../../predicate/setText.ts";
import type { World } from "../../predicate/world.ts";
import { describeMessage, processName } from "../../trace/describe.ts";
import { contentOf } from "../../trace/globalState.ts";
import type { LocalState } from "../../trace/localState.ts";
import { type FieldNames, isNamed, wordsOf } from "./fieldNames.ts";
import { type Finding, listed } from "./finding.ts";

/** The objects of a global state, and who refers to each. */
interface Objects {
  /** The objects, sorted, and the process that stores each. */
  readonly stored: ReadonlyMap<string, number>;
  /** Sorted. */
  readonly garbage: readonly string[];
  /** Alive only through messages in channels, each with one of them. */
  readonly underWay: ReadonlyMap<string, number>;
  /** Processes and channels of which nobody knows what they refer to. */
  readonly unknown: readonly string[];
}

function objectsOf(world: World, names: FieldNames): Objects {
  const stored = new Map<string, number>();
  const links = new Map<string, string[]>();
  const roots = new Set<string>();
  const unknown: string[] = [];
  world.trace.processes.forEach(({ name }, p) => {
    const state = world.state(p);
    if (state === undefined) unknown.push(name);
    for (const object of (state && wordsOf(state, names.objects)) ?? []) stored.set(object, p);
    for (const { object, to } of state === undefined ? [] : referencesOf(state, names)) {
      if (object === undefined) for (const each of to) roots.add(each);
      else links.set(object, [...(links.get(object) ?? []), ...to]);
    }
  });
  const carried = new Map<string, number>();
  const { from, to } = world.trace.channels;
  for (let channel = 0; channel < from.length; channel++) {
    const messages = world.messagesOn(channel);
    if (messages === undefined)
      unknown.push(`${processName(world.trace, from[channel])} -> ${processName(world.trace, to[channel])}`);
    for (const message of messages ?? []) {
      for (const object of carriedBy(contentOf(world.trace, message), names, stored))
        if (!carried.has(object)) carried.set(object, message);
    }
  }
  const byProcesses = reached(roots, links);
  const underWay = new Map<string, number>();
  for (const [object, message] of carried) {
    for (const each of reached([object], links)) {
      if (!byProcesses.has(each) && !underWay.has(each) && stored.has(each)) underWay.set(each, message);
    }
  }
  const garbage = [...stored.keys()].filter((object) => !byProcesses.has(object) && !underWay.has(object));
  return {
    stored: new Map([...stored].sort(([a], [b]) => (a < b ? -1 : 1))),
    garbage: garbage.sort(),
    underWay,
    unknown,
  };
}

export function findGarbage(world: World, names: FieldNames): Finding {
  const { trace } = world;
  const { stored, garbage, underWay, unknown } = objectsOf(world, names);
  const details = [
    ...garbage.map(
      (object) => `${object}, stored by ${processName(trace, stored.get(object) ?? 0)}: nobody refers to it`,
    ),
    ...[...underWay].map(
      ([object, message]) =>
        `${object} is alive only through ${describeMessage(trace, message)}: without the channels it would be taken for garbage`,
    ),
  ];
  const owners = [...new Set(garbage.map((object) => stored.get(object) ?? 0))].sort((a, b) => a - b);
  const shared = { details, processes: owners, messages: [...new Set(underWay.values())] };
  if (stored.size === 0)
    return { kind: "unknown", words: "unknown: no field tells which objects there are", ...shared };
  if (garbage.length === 0) {
    const count = stored.size === 1 ? "the object is" : `all ${stored.size} objects are`;
    return { kind: "holds", words: `no garbage: ${count} referred to`, ...shared };
  }
  const words = `${listed(garbage)} ${garbage.length === 1 ? "is" : "are"} garbage`;
  if (unknown.length === 0) return { kind: "violated", words, ...shared };
  const open = `unknown: ${words} unless ${listed(unknown)} refers to it, which nobody knows`;
  return { kind: "unknown", words: open, ...shared };
}

/** What a state refers to: of its own (`refs`), or from an object in it (`refs-x`). */
function referencesOf(
  state: LocalState,
  names: FieldNames,
): { readonly object?: string; readonly to: readonly string[] }[] {
  return state.fields.flatMap(({ name, value }) => {
    if (isNamed(name, names.references)) return [{ to: itemsOf(value) }];
    const split = /^(.+?)[-.](.+)$/.exec(name);
    if (split === null || !isNamed(split[1], names.references)) return [];
    return [{ object: split[2], to: itemsOf(value) }];
  });
}

/** The objects that a message refers to: in a field for it, or as a token that is called like one. */
function carriedBy(
  content: LocalState,
  names: FieldNames,
  stored: ReadonlyMap<string, number>,
): readonly string[] {
  const tokens = content.tokens.map(({ token }) => token).filter((token) => stored.has(token));
  return [...(wordsOf(content, names.references) ?? []), ...tokens];
}

function reached(roots: Iterable<string>, links: ReadonlyMap<string, readonly string[]>): Set<string> {
  const alive = new Set(roots);
  const pending = [...alive];
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    for (const next of links.get(object) ?? []) {
      if (alive.has(next)) continue;
      alive.add(next);
      pending.push(next);
    }
  }
  return alive;
}
