// Where servers' names stand in the course's files: the ground for going to definitions, references, highlights and
// renaming. A name that no server has is found like any other, so that all its uses can be seen at once.

import type { Word } from "../../core/formats/course/words.ts";
import { type CourseFile, type CourseLine, lineAt, placeOf } from "./courseFile.ts";
import { type CourseView, serverNames } from "./courseView.ts";
import { type Place, replacing, type TextChange } from "./place.ts";

/** A server's name where it stands. */
export interface NameUse {
  readonly name: string;
  readonly place: Place;
  /** Its line in the topology that gives its tokens. */
  readonly declares: boolean;
}

/** Every name in a file, or every use of one name, in the order of the text. */
export function namesIn(file: CourseFile, name?: string): NameUse[] {
  const uses: NameUse[] = [];
  for (const line of linesOf(file)) {
    // Most lines do not hold the name, and looking at their words costs more than looking for it.
    if (name !== undefined && !file.lines[line.number - 1].includes(name)) continue;
    for (const use of namesOn(file, line)) if (name === undefined || use.name === name) uses.push(use);
  }
  return uses;
}

/** The name at a position; a cursor just behind a name's last letter is at it. */
export function nameAt(file: CourseFile, line: number, column: number): NameUse | undefined {
  const at = lineAt(linesOf(file), line);
  const uses = at === undefined ? [] : namesOn(file, at);
  return uses.find(({ place }) => place.column <= column && column <= place.endColumn);
}

/** The line of the topology that declares a server. */
export function declarationOf(view: CourseView, name: string): Place | undefined {
  const topology = view.topology;
  const line = topology?.servers.find((server) => server.name === name);
  if (topology === undefined || line === undefined) return undefined;
  return placeOf(topology.file, line, line.words[0]);
}

/** All uses of a name in some files. */
export function usesOf(files: readonly CourseFile[], name: string): NameUse[] {
  return files.flatMap((file) => namesIn(file, name));
}

/** Why a server cannot take a name, in words, or undefined where it can. */
export function whyNoName(view: CourseView, old: string, name: string): string | undefined {
  if (name === old) return undefined;
  if (name === "" || /\s/.test(name)) return "A server's name is one word without blanks.";
  if (name.startsWith("#")) return "A name that begins with # would make its line a comment.";
  // `A 5` is a server with 5 tokens, and `5` alone the number of servers.
  if (/^[-+.\d]/.test(name)) return "A server's name cannot begin like a number.";
  if (serverNames(view.topology).includes(name)) return `There is a server ${name} already.`;
  return undefined;
}

/** The changes that rename a server in all its files. */
export function renaming(files: readonly CourseFile[], old: string, name: string): TextChange[] {
  return usesOf(files, old).map(({ place }) => replacing(place, name));
}

/** The lines that may hold names, in the order of the text. */
function linesOf(file: CourseFile): readonly CourseLine[] {
  if (file.kind === "script") return file.commands;
  const lines: CourseLine[] =
    file.kind === "topology"
      ? [...file.servers, ...file.links]
      : file.snapshots.flatMap(({ servers, messages }) => [...servers, ...messages]);
  return lines.sort((a, b) => a.number - b.number);
}

function namesOn(file: CourseFile, line: CourseLine): NameUse[] {
  const declares = file.kind === "topology" && file.servers.some(({ number }) => number === line.number);
  return nameWords(file, line, declares).map((word) => {
    return { name: word.text, place: placeOf(file.file, line, word), declares };
  });
}

function nameWords(file: CourseFile, { words }: CourseLine, declares: boolean): readonly Word[] {
  switch (file.kind) {
    case "topology":
      return words.slice(0, declares ? 1 : 2);
    case "script":
      if (words[0].text === "send") return words.slice(1, 3);
      return words[0].text === "snapshot" ? words.slice(1, 2) : [];
    case "snap":
      return words.slice(0, words.length === 2 ? 1 : 2);
  }
}
