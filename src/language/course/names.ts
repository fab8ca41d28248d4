// Where servers' names stand in the course's files: the ground for going to definitions, references, highlights and
// renaming. A name that no server has is found like any other, so that all its uses can be seen at once.

import type { Word } from "../../core/formats/course/words.ts";
import { type CourseFile, type CourseLine, placeOf } from "./courseFile.ts";
import { type CourseView, serverNames } from "./courseView.ts";
import { type Place, replacing, type TextChange } from "./place.ts";

/** A server's name where it stands. */
export interface NameUse {
  readonly name: string;
  readonly place: Place;
  /** Its line in the topology that gives its tokens. */
  readonly declares: boolean;
}

/** Every name in a file, in the order of the text. */
export function namesIn(file: CourseFile): NameUse[] {
  const uses: NameUse[] = [];
  const add = (line: CourseLine, words: readonly (Word | undefined)[], declares = false): void => {
    for (const word of words) {
      if (word === undefined) continue;
      uses.push({ name: word.text, place: placeOf(file.file, line, word), declares });
    }
  };
  switch (file.kind) {
    case "topology":
      for (const line of file.servers) add(line, [line.words[0]], true);
      for (const line of file.links) add(line, line.words);
      break;
    case "script":
      for (const line of file.commands) add(line, namesOfCommand(line));
      break;
    case "snap":
      for (const { servers, messages } of file.snapshots) {
        for (const line of servers) add(line, [line.words[0]]);
        for (const line of messages) add(line, line.words.slice(0, 2));
      }
  }
  return uses.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

/** The name at a position; a cursor just behind a name's last letter is at it. */
export function nameAt(file: CourseFile, line: number, column: number): NameUse | undefined {
  return namesIn(file).find(
    ({ place }) => place.line === line && place.column <= column && column <= place.endColumn,
  );
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
  return files.flatMap((file) => namesIn(file).filter((use) => use.name === name));
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

function namesOfCommand({ verb, words }: { verb: string; words: readonly Word[] }): (Word | undefined)[] {
  if (verb === "send") return [words[1], words[2]];
  return verb === "snapshot" ? [words[1]] : [];
}
