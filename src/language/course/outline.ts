// The outline of a course file: servers and links of a topology, moments and what happens at them in a script,
// snapshots with their servers and messages in a recorded one.

import { counted } from "../../core/trace/verdict.ts";
import {
  type Command,
  type CourseFile,
  type CourseLine,
  placeOfLine,
  type ScriptFile,
  type SnapFile,
  type TopologyFile,
} from "./courseFile.ts";
import type { LineSpan, Place } from "./place.ts";

export type OutlineKind = "group" | "server" | "link" | "moment" | "send" | "snapshot" | "message";

export interface OutlineItem {
  readonly kind: OutlineKind;
  readonly name: string;
  readonly detail: string;
  /** All lines that belong to it. */
  readonly span: LineSpan;
  /** Where to go. Lies inside the span. */
  readonly place: Place;
  readonly children: readonly OutlineItem[];
}

/** In a script with more commands than this, the outline has its snapshots only. */
const SENDS_LISTED = 5_000;

/** What stands in a file, from top to bottom. */
export function outlineOf(file: CourseFile): OutlineItem[] {
  switch (file.kind) {
    case "topology":
      return topologyOutline(file);
    case "script":
      return scriptOutline(file);
    case "snap":
      return snapOutline(file);
  }
}

/** The moments of a script: the commands of each time, the tick that ends it among them. */
export function momentsOf(
  script: ScriptFile,
): { readonly time: number; readonly commands: readonly Command[] }[] {
  const moments: { time: number; commands: Command[] }[] = [];
  for (const command of script.commands) {
    const last = moments.at(-1);
    if (last !== undefined && last.time === command.time) last.commands.push(command);
    else moments.push({ time: command.time, commands: [command] });
  }
  return moments;
}

function topologyOutline(file: TopologyFile): OutlineItem[] {
  const { servers, links } = file;
  const total = servers.reduce((sum, { tokens }) => sum + tokens, 0);
  const serverItems = servers.map((line) =>
    leaf(file, "server", line, line.name, counted(line.tokens, "token")),
  );
  const linkItems = links.map((line) => {
    const [from, to] = line.words;
    return leaf(file, "link", line, `${from.text} → ${to.text}`, "");
  });
  return [
    ...group(counted(servers.length, "server"), counted(total, "token"), serverItems),
    ...group(counted(links.length, "link"), "", linkItems),
  ];
}

function scriptOutline(file: ScriptFile): OutlineItem[] {
  const isLong = file.commands.length > SENDS_LISTED;
  let snapshots = 0;
  return momentsOf(file).flatMap(({ time, commands }) => {
    const children = commands.flatMap((command): OutlineItem[] => {
      if (command.verb === "tick" || (command.verb === "send" && isLong)) return [];
      const [, first, second, third] = command.words.map(({ text }) => text);
      if (command.verb === "send") {
        return [leaf(file, "send", command, `${first ?? "?"} → ${second ?? "?"}`, `${third ?? "?"}`)];
      }
      if (command.verb !== "snapshot") return [];
      return [
        leaf(file, "snapshot", command, `snapshot ${snapshots++}`, first === undefined ? "" : `by ${first}`),
      ];
    });
    if (children.length === 0) return [];
    return group(`tick ${time}`, "", children, "moment");
  });
}

function snapOutline(file: SnapFile): OutlineItem[] {
  return file.snapshots.map(({ id, idLine, servers, messages, span }) => ({
    kind: "snapshot",
    name: `snapshot ${id}`,
    detail: messages.length === 0 ? "" : counted(messages.length, "message"),
    span,
    place: placeOfLine(file.file, idLine),
    children: [
      ...servers.map((line) => leaf(file, "server", line, line.name, counted(line.tokens, "token"))),
      ...messages.map((line) => {
        const [from, to, content] = line.words;
        return leaf(file, "message", line, `${from.text} → ${to.text}`, content.text);
      }),
    ],
  }));
}

function leaf(
  file: CourseFile,
  kind: OutlineKind,
  line: CourseLine,
  name: string,
  detail: string,
): OutlineItem {
  const span = { from: line.number, to: line.number };
  return { kind, name, detail, span, place: placeOfLine(file.file, line), children: [] };
}

/** An item around others; none around none. */
function group(
  name: string,
  detail: string,
  children: readonly OutlineItem[],
  kind: OutlineKind = "group",
): OutlineItem[] {
  if (children.length === 0) return [];
  const span = { from: children[0].span.from, to: children[children.length - 1].span.to };
  return [{ kind, name, detail, span, place: children[0].place, children }];
}
