// What a subcommand of the command line is, what it gets from the outside, and how its options are read
// and explained. One file a subcommand, in commands/; main.ts knows them all.

import { readFileSync } from "node:fs";
import type { ParseArgsConfig } from "node:util";
import type { ReadOptions } from "../core/formats/format.ts";

/** The outside world of a command: where it writes, and whether a person watches. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether stderr is a terminal, for progress. */
  readonly terminal: boolean;
}

/** Values by option name: a text, or true for a switch. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  readonly name: string;
  /** One line: what it does. */
  readonly summary: string;
  /** What follows `lightcone NAME`. */
  readonly usage: string;
  /** Each option with its words, in the order of the help. */
  readonly options: readonly OptionHelp[];
  /** A command line that runs on the samples, after `lightcone`. */
  readonly example: string;
  /** Gives the exit status: 0 it holds, 1 it does not. Bad usage and unreadable input are raised as `Failure`. */
  readonly run: (files: readonly string[], options: Options, streams: Streams) => Promise<number>;
}

export interface OptionHelp {
  readonly name: string;
  readonly short?: string;
  /** The name of the value; absent for a switch. */
  readonly value?: string;
  readonly words: string;
}

/** Ends a command with exit status 2 and one line on stderr. */
export class Failure extends Error {}

export const JSON_OPTION: OptionHelp = { name: "json", words: "print JSON, for machines" };

/** What every command takes for files that do not say it themselves. */
const READ_OPTIONS: readonly OptionHelp[] = [
  {
    name: "pattern",
    value: "REGEXP",
    words: "of a log with vector clocks: its records, with groups host, clock and event",
  },
  {
    name: "delimiter",
    value: "REGEXP",
    words: "of such a log: what separates executions; a group trace names them",
  },
  {
    name: "mapping",
    value: "JSON",
    words: 'of JSON Lines: which fields are what, such as {"process": "node", "clock": "vc"}',
  },
  {
    name: "snapshots",
    value: "FILE.json|JSON",
    words:
      'which events record snapshots: a list such as [{"name": "checkpoint {id} saved", "role": "record"}]',
  },
  {
    name: "execution",
    value: "NAME",
    words:
      "of a log with several executions, or a file of several scenarios, the one to read (default: the first)",
  },
];

/** Those options, as the readers take them. */
export function readOptions(options: Options): ReadOptions {
  const pattern = textOption(options, "pattern");
  const delimiter = textOption(options, "delimiter");
  if (delimiter !== undefined && pattern === undefined) throw new Failure("--delimiter needs --pattern");
  return {
    ...(pattern === undefined ? {} : { log: { pattern, delimiter } }),
    trustsPatterns: true,
    mapping: jsonOption(options, "mapping"),
    snapshots: jsonOrFileOption(options, "snapshots"),
    execution: textOption(options, "execution"),
  };
}

/** The options in the form that node's parseArgs takes. */
export function parseConfig(command: Command): NonNullable<ParseArgsConfig["options"]> {
  const config: NonNullable<ParseArgsConfig["options"]> = { help: { type: "boolean", short: "h" } };
  for (const { name, short, value } of [...command.options, ...READ_OPTIONS]) {
    const type = value === undefined ? "boolean" : "string";
    config[name] = short === undefined ? { type } : { type, short };
  }
  return config;
}

/** The text of an option that takes a value. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** The number of an option; raises `Failure` where it is none. */
export function numberOption(options: Options, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    throw new Failure(`--${name} takes a number, not \`${text}\``);
  return value;
}

/** The value of an option written in JSON; raises `Failure` where it is not. */
function jsonOption(options: Options, name: string): unknown {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(`--${name} takes JSON, not \`${text}\``);
  }
}

/** The value of an option written in JSON, or in a file of JSON that it names; raises `Failure` where it is not. */
function jsonOrFileOption(options: Options, name: string): unknown {
  const text = textOption(options, name);
  if (text === undefined || /^\s*[[{"]/.test(text)) return jsonOption(options, name);
  let content: string;
  try {
    content = readFileSync(text, "utf8");
  } catch {
    throw new Failure(`${text}:1:1: cannot be read; is there such a file?`);
  }
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Failure(`${text}:1:1: is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** One of several words; raises `Failure` for another. */
export function choiceOption<Choice extends string>(
  options: Options,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = textOption(options, name) ?? choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw new Failure(`--${name} takes ${choices.join(" or ")}, not \`${text}\``);
  return choice;
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const lines = [`lightcone ${command.name} ${command.usage}`, "", command.summary, ""];
  const shown = [...command.options, ...READ_OPTIONS, { name: "help", short: "h", words: "print this" }];
  const forms = shown.map(
    ({ name, short, value }: OptionHelp) =>
      `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
  );
  const width = Math.max(...forms.map((form) => form.length));
  shown.forEach((option, i) => {
    lines.push(`  ${forms[i].padEnd(width)}  ${option.words}`);
  });
  lines.push("", "Example:", `  lightcone ${command.example}`, "");
  lines.push("Exit status: 0 it holds, 1 it does not, 2 bad usage or unreadable input.", "");
  return lines.join("\n");
}
