// What a file format is, and what reading gives. Formats get their bytes through the port `Source`, so that the core
// knows neither files nor editors. Reading a bad line reports a problem and goes on.

import type { Scenario } from "../scenario/scenario.ts";
import type { Report } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import type { ClaimedSnapshot } from "./claimedSnapshot.ts";

/** A file as the host opens it. */
export interface Source {
  /** The name for positions and messages: a path or a URI. Its last part is the file's name. */
  readonly name: string;
  /** Bytes, where known; for progress. */
  readonly size?: number;
  /** How many of them have been taken so far, where the host knows; of a packed file, packed ones. */
  readonly taken?: () => number;
  /** The text in pieces of any length, decoded as UTF-8 (bad bytes as U+FFFD), without a byte order mark. */
  text(): AsyncIterable<string>;
  /** The bytes in pieces of any length, for formats that are not text. Absent where the host has only text. */
  readonly bytes?: () => AsyncIterable<Uint8Array>;
}

/** What reading gives: a recorded run, or a system with what is to happen in it, and the snapshots that a file claims. */
export interface Reading {
  readonly trace?: Trace;
  readonly scenario?: Scenario;
  readonly claims: readonly ClaimedSnapshot[];
  /** The names of the executions that a log holds, or of the scenarios of a file, where it holds several. */
  readonly executions?: readonly string[];
  /** All scenarios of a file that holds several; `scenario` is the one that is asked for, or the first. */
  readonly scenarios?: readonly Scenario[];
}

/** What the user says of files that do not say it themselves. */
export interface ReadOptions {
  /** How a log's records look: a regular expression with the groups host, clock and event; and what separates executions. */
  readonly log?: { readonly pattern: string; readonly delimiter?: string };
  /**
   * Whether a regular expression that a file brings may be run. It can take for ever on purpose, so only where somebody can
   * stop it: on the command line, not in an editor's host.
   */
  readonly trustsPatterns?: boolean;
  /** Of JSON Lines, which fields are what; checked by the reader (formats/mapped/mapping.ts). */
  readonly mapping?: unknown;
  /**
   * Which events record snapshots, where the default names do not tell: a list of rules, checked by the reader
   * (formats/snapshotEvents/rules.ts).
   */
  readonly snapshots?: unknown;
  /** Of a log that holds several executions, or a file of several scenarios, the name of the one to read; without it the first. */
  readonly execution?: string;
  /** Its place among them: goes where the name does not, for somebody may be typing it. From 0. */
  readonly executionPlace?: number;
}

/** What a reader tells and asks while it reads. */
export interface ReadContext {
  readonly report: Report;
  readonly options?: ReadOptions;
  /** Called now and then with how many characters have been read; may wait, to let others run. May throw to cancel. */
  readonly progress?: (charactersRead: number) => Promise<void> | void;
}

/** How sure a format is that a file is its own. */
export type Detection = "no" | "maybe" | "yes";

export interface Format {
  /** Kebab-case. */
  readonly id: string;
  readonly name: string;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** `head`: the first characters of the file, at least one line of it or 4096. */
  detect(head: string, fileName: string): Detection;
  /** Whether what the user says makes the files this format's, whatever they look like. */
  readonly isMeant?: (options: ReadOptions) => boolean;
  /** Reads the files of one trace together. Gives undefined, with a problem reported, where nothing can be made of them. */
  read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined>;
  /** Writes a trace in this format, in pieces; the same trace gives the same bytes. */
  readonly write?: (trace: Trace) => Iterable<string>;
}

/** Raised by a reader whose `progress` found that the user has cancelled. */
export class Cancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "Cancelled";
  }
}

/** The last part of a path or URI. */
export function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
}

/** The whole text of a source, for formats whose files are small or must be seen at once. */
export async function wholeText(source: Source, progress?: ReadContext["progress"]): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const part of source.text()) {
    parts.push(part);
    length += part.length;
    await progress?.(length);
  }
  return parts.join("");
}

/** How much of a file `detectFormat` wants to see. */
const HEAD_LENGTH = 4096;

/** The beginning of a source's text: so many characters at least, where there are as many. */
export async function headOf(source: Source, length = HEAD_LENGTH): Promise<string> {
  let head = "";
  for await (const part of source.text()) {
    head += part;
    if (head.length >= length) break;
  }
  return head;
}
