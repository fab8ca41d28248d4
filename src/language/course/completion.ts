// What can stand at a cursor, and only what fits there: after `send A ` only servers that A has a link to, after
// `send A B ` numbers up to what A holds at that time, in a recorded snapshot what the run records.

import { COMMANDS } from "../../core/formats/course/eventsFile.ts";
import { wordsOf } from "../../core/formats/course/words.ts";
import { recordedState } from "../../core/trace/globalState.ts";
import { plainTokenCount } from "../../core/trace/localState.ts";
import { counted } from "../../core/trace/verdict.ts";
import {
  type CourseFile,
  type SnapFile,
  type SnapSection,
  sectionAt,
  type TopologyFile,
} from "./courseFile.ts";
import { type CourseView, destinationsOf, serverNames } from "./courseView.ts";
import { holdingAt, recordedMessages } from "./moments.ts";
import type { Place } from "./place.ts";

export type CompletionKind = "command" | "server" | "number" | "file";

export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What replaces `place`. */
  readonly insert: string;
  readonly place: Place;
  readonly detail?: string;
  readonly documentation?: string;
  /** Whether something follows that can be completed in its turn. */
  readonly more: boolean;
}

/** A completion before it has its place. */
type Offer = Omit<Completion, "place" | "more"> & { readonly more?: boolean };

/** Numbers are listed one by one up to here; of more, the round ones and the last. */
const NUMBERS_LISTED = 12;

/** In the order in which to show them. `topologies`: names of the .top files beside the file. */
export function completionsAt(
  view: CourseView,
  file: CourseFile,
  line: number,
  column: number,
  topologies: readonly string[] = [],
): Completion[] {
  const text = file.lines[line - 1] ?? "";
  const typed = text.slice(0, column - 1);
  const started = /\S*$/.exec(typed)?.[0] ?? "";
  const rest = /^\S*/.exec(text.slice(column - 1))?.[0] ?? "";
  const place = { file: file.file, line, column: column - started.length, endColumn: column + rest.length };
  if (typed.trimStart().startsWith("#")) return commentCompletions(file, typed, line, column, topologies);
  const before = wordsOf(typed.slice(0, typed.length - started.length)).map((word) => word.text);
  return offersAt(view, file, before, line).map((offer) => ({ more: false, ...offer, place }));
}

function offersAt(view: CourseView, file: CourseFile, before: readonly string[], line: number): Offer[] {
  switch (file.kind) {
    case "script":
      return scriptOffers(view, before, line);
    case "topology":
      return topologyOffers(file, before);
    case "snap":
      return snapOffers(view, file, before, line);
  }
}

/** `# topology: NAME`. */
function commentCompletions(
  file: CourseFile,
  typed: string,
  line: number,
  column: number,
  topologies: readonly string[],
): Completion[] {
  const match = /^[ \t]*#[ \t]*topology:[ \t]*(\S*)$/.exec(typed);
  if (match === null || file.kind !== "script") return [];
  const end = (file.lines[line - 1] ?? "").length + 1;
  const place = { file: file.file, line, column: column - match[1].length, endColumn: end };
  return topologies.map((name) => ({ kind: "file", label: name, insert: name, place, more: false }));
}

function scriptOffers(view: CourseView, before: readonly string[], line: number): Offer[] {
  const [verb, from, to] = before;
  if (verb === undefined) return commandOffers();
  if (verb === "snapshot" && before.length === 1)
    return serverOffers(view, serverNames(view.topology), line, false);
  if (verb !== "send") return [];
  if (before.length === 1) {
    const names = serverNames(view.topology);
    const sending = names.filter((name) => destinationsOf(view.topology, name).length > 0);
    return serverOffers(view, sending, line, true);
  }
  const known = serverNames(view.topology).includes(from);
  if (before.length === 2) {
    const names = known ? destinationsOf(view.topology, from) : serverNames(view.topology);
    return serverOffers(view, names, line, true);
  }
  return before.length === 3 && to !== undefined ? tokenOffers(view, from, line) : [];
}

function commandOffers(): Offer[] {
  return (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map((name) => ({
    kind: "command",
    label: name,
    insert: name === "tick" ? name : `${name} `,
    detail: COMMANDS[name].form,
    documentation: COMMANDS[name].does,
    more: name !== "tick",
  }));
}

function serverOffers(view: CourseView, names: readonly string[], line: number, more: boolean): Offer[] {
  return names.map((name) => ({
    kind: "server",
    label: name,
    insert: more ? `${name} ` : name,
    detail: heldWords(view, name, line),
    more,
  }));
}

function heldWords(view: CourseView, name: string, line: number): string | undefined {
  const held = heldAt(view, name, line);
  return held === undefined ? undefined : `holds ${counted(held, "token")} here`;
}

function heldAt({ run, script }: CourseView, name: string, line: number): number | undefined {
  return run === undefined || script === undefined
    ? undefined
    : holdingAt(run.trace, script, name, line)?.before;
}

function tokenOffers(view: CourseView, from: string, line: number): Offer[] {
  const held = heldAt(view, from, line) ?? 0;
  return numbersUpTo(held).map((count) => ({
    kind: "number",
    label: String(count),
    insert: String(count),
    detail: count === held ? `all that ${from} holds here` : undefined,
  }));
}

function numbersUpTo(most: number): number[] {
  const numbers: number[] = [];
  for (let n = 1; n <= most; n++) {
    if (n <= NUMBERS_LISTED) numbers.push(n);
    else break;
  }
  for (let step = 10; step <= most; step *= 10) {
    for (const n of [step, step * 2, step * 5]) if (n > NUMBERS_LISTED && n < most) numbers.push(n);
  }
  if (most > NUMBERS_LISTED) numbers.push(most);
  return numbers;
}

function topologyOffers(file: TopologyFile, before: readonly string[]): Offer[] {
  const names = serverNames(file);
  const server = (name: string, more: boolean): Offer => ({
    kind: "server",
    label: name,
    insert: more ? `${name} ` : name,
    more,
  });
  if (before.length === 0) return names.map((name) => server(name, true));
  if (before.length !== 1 || !names.includes(before[0])) return [];
  const linked = new Set([before[0], ...destinationsOf(file, before[0])]);
  return names.filter((name) => !linked.has(name)).map((name) => server(name, false));
}

function snapOffers(view: CourseView, file: SnapFile, before: readonly string[], line: number): Offer[] {
  const section = sectionAt(file, line);
  if (section === undefined) return [];
  const { topology } = view;
  if (before.length === 0) {
    const listed = new Set(section.servers.filter(({ number }) => number !== line).map(({ name }) => name));
    const names = serverNames(topology);
    const missing = names.filter((name) => !listed.has(name));
    return (missing.length > 0 ? missing : names).map((name) => ({
      kind: "server",
      label: name,
      insert: `${name} `,
      more: true,
    }));
  }
  if (before.length === 1)
    return [...recordedTokens(view, section, before[0]), ...snapDestinations(view, before[0])];
  return before.length === 2 ? recordedContents(view, section, before[0], before[1]) : [];
}

function recordedTokens({ run }: CourseView, section: SnapSection, name: string): Offer[] {
  const snapshot = run?.trace.snapshots.find(({ id }) => id === section.id);
  const process = run?.trace.processes.findIndex((candidate) => candidate.name === name) ?? -1;
  if (run === undefined || snapshot === undefined || process < 0) return [];
  const label = String(plainTokenCount(recordedState(run.trace, snapshot).processes[process]));
  return [{ kind: "number", label, insert: label, detail: "as the run records" }];
}

function snapDestinations(view: CourseView, from: string): Offer[] {
  return destinationsOf(view.topology, from).map((name) => ({
    kind: "server",
    label: name,
    insert: `${name} `,
    detail: `a message from ${from} to ${name}`,
    more: true,
  }));
}

function recordedContents({ run }: CourseView, section: SnapSection, from: string, to: string): Offer[] {
  const snapshot = run?.trace.snapshots.find(({ id }) => id === section.id);
  if (run === undefined || snapshot === undefined)
    return [{ kind: "number", label: "token(1)", insert: "token(1)" }];
  const contents = recordedMessages(run.trace, snapshot)
    .filter((message) => message.from === from && message.to === to)
    .map(({ tokens }) => `token(${tokens})`);
  return [...new Set(contents)].map((label) => ({
    kind: "number",
    label,
    insert: label,
    detail: "as the run records",
  }));
}
