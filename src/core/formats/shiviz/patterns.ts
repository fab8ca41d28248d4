// Patterns of logs with vector clocks: regular expressions with the named groups host, clock (JSON) and event. The known
// ones are tried in turn where a log does not say its own. Each begins at the start of a line and has nothing that a
// line can be matched by in two ways, so that its time grows with the text and not with the text's square.

/** A pattern under a name that people know it by. */
export interface LogPattern {
  readonly name: string;
  readonly source: string;
}

/** ShiViz's default first, then GoVector's and those of well-known loggers. */
export const KNOWN_PATTERNS: readonly LogPattern[] = [
  { name: "ShiViz's default", source: "^(?<event>.*)\\n(?<host>\\S*) (?<clock>\\{.*\\})" },
  { name: "GoVector", source: "^(?<host>\\S*) (?<clock>\\{.*\\})\\n(?<event>.*)" },
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

/** A pattern made ready, or what is wrong with it. */
export type Compiled =
  | { readonly kind: "pattern"; readonly pattern: RegExp }
  | { readonly kind: "wrong"; readonly message: string };

/** `groups`: the named groups that it must have. */
export function compiled(source: string, groups: readonly string[]): Compiled {
  const missing = groups.find((group) => !source.includes(`(?<${group}>`));
  if (missing !== undefined) return { kind: "wrong", message: `the pattern has no group (?<${missing}>…)` };
  try {
    return { kind: "pattern", pattern: new RegExp(source, "gm") };
  } catch (error) {
    return { kind: "wrong", message: error instanceof Error ? error.message : String(error) };
  }
}

export const RECORD_GROUPS: readonly string[] = ["host", "clock", "event"];
