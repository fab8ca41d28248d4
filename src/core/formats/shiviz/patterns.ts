// Patterns of logs with vector clocks: regular expressions with the named groups host, clock (JSON) and event. The known
// ones are tried in turn where a log does not say its own. Each begins at the start of a line and has nothing that a
// line can be matched by in two ways, so that its time grows with the text and not with the text's square.

import type { LineOrder } from "./twoLines.ts";

/** A pattern under a name that people know it by. */
export interface LogPattern {
  readonly name: string;
  readonly source: string;
  /** Where its records are two lines, a host with its clock and an event, which comes first: see twoLines.ts. */
  readonly lines?: LineOrder;
}

/** ShiViz's default first, then GoVector's and those of well-known loggers. */
export const KNOWN_PATTERNS: readonly LogPattern[] = [
  {
    name: "ShiViz's default",
    source: "^(?<event>.*)\\n(?<host>\\S*) (?<clock>\\{.*\\})",
    lines: "event-first",
  },
  { name: "GoVector", source: "^(?<host>\\S*) (?<clock>\\{.*\\})\\n(?<event>.*)", lines: "clock-first" },
  {
    name: "date, path and priority, then host and clock",
    source:
      "^\\[(?<date>\\d{4}-\\d{2}-\\d{2} (\\d{2}:){2}\\d{2},\\d{3}) (?<path>\\S*)\\] (?<priority>\\w+) (?<event>.*)\\n(?<host>\\S*) (?<clock>\\{.*\\})",
  },
  {
    name: "address, date and action, then host and clock",
    source:
      "^(?<ip>(\\d{1,3}\\.){3}\\d{1,3}) (?<date>(\\d{1,2}/){2}\\d{4} (\\d{2}:){2}\\d{2} (AM|PM)) (?<action>[A-Z]+) (?<event>.*)\\n(?<host>\\w*) (?<clock>\\{.*\\})",
  },
  {
    name: "Akka",
    source:
      "^\\[\\w+\\] \\[(?<date>([^ ]+ [^ ]+))\\] [^ ]+ \\[akka://\\w+/user/(?<host>\\w+)\\] (?<clock>\\{.*?\\}) (?<event>.*)",
  },
];

/** What separates the executions of a log: ShiViz's examples write it so. */
export const KNOWN_DELIMITER = "^=== (?<trace>.*) ===$";

/** A pattern made ready. */
export interface ReadyPattern {
  readonly pattern: RegExp;
  /** The text of a named group in a match; undefined where the group took no part. */
  readonly group: (match: RegExpExecArray, name: string) => string | undefined;
}

/** A pattern made ready, or what is wrong with it. */
export type Compiled =
  | { readonly kind: "pattern"; readonly ready: ReadyPattern }
  | { readonly kind: "wrong"; readonly message: string };

/** `groups`: the named groups that it must have. */
export function compiled(source: string, groups: readonly string[]): Compiled {
  const missing = groups.find((group) => !source.includes(`(?<${group}>`));
  if (missing !== undefined) return { kind: "wrong", message: `the pattern has no group (?<${missing}>…)` };
  try {
    return { kind: "pattern", ready: readied(new RegExp(source, "gm")) };
  } catch (error) {
    return { kind: "wrong", message: error instanceof Error ? error.message : String(error) };
  }
}

/** Groups are looked up by number where that is the same: an object of named groups a match costs as much as the match. */
function readied(pattern: RegExp): ReadyPattern {
  const numbered = withoutNames(pattern.source);
  if (numbered === undefined) return { pattern, group: (match, name) => match.groups?.[name] };
  const { source, numbers } = numbered;
  return {
    pattern: new RegExp(source, pattern.flags),
    group: (match, name) => match[numbers.get(name) ?? match.length],
  };
}

/** What counts or hides a group: an escape, a class of characters, or what opens a group. */
const GROUPS = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?<(?![=!])([^>]+)>|\((?!\?)/g;

/**
 * A valid pattern with its named groups as plain ones, and their numbers. Undefined where names are needed: where the
 * pattern refers back to one, or has one twice.
 */
function withoutNames(
  pattern: string,
): { readonly source: string; readonly numbers: ReadonlyMap<string, number> } | undefined {
  const numbers = new Map<string, number>();
  let groups = 0;
  let needed = false;
  const source = pattern.replace(GROUPS, (found: string, name: string | undefined) => {
    if (found === "\\k") needed = true;
    if (!found.startsWith("(")) return found;
    groups++;
    if (name === undefined) return found;
    if (numbers.has(name)) needed = true;
    numbers.set(name, groups);
    return "(";
  });
  return needed ? undefined : { source, numbers };
}

export const RECORD_GROUPS: readonly string[] = ["host", "clock", "event"];
