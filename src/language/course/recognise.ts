// Is a .top, .events or .snap file one of the course's at all? Other programs use these endings too (GROMACS topologies,
// Jest snapshots, logs of events): on their files every service keeps silent rather than flag each line.

import { COMMANDS } from "../../core/formats/course/eventsFile.ts";
import { forEachLine } from "../../core/formats/course/words.ts";
import { findNearest } from "../../core/trace/nearestName.ts";
import type { CourseKind } from "./courseFile.ts";

/** How much of a file is looked at. */
const HEAD_CHARACTERS = 4096;

/** A name, or a number, as a person would give a server: no brackets, quotes or slashes. */
const PLAIN_WORD = /^[\p{L}\p{N}_.:+-]+$/u;

/** Whether at least half of the first lines have a form that fits the kind, right or mistyped. An empty file is welcome. */
export function isCourseFile(kind: CourseKind, text: string): boolean {
  let lines = 0;
  let fitting = 0;
  forEachLine(text.slice(0, HEAD_CHARACTERS), (line) => {
    lines++;
    if (fits(kind, line.trim().split(/\s+/))) fitting++;
  });
  return fitting * 2 >= lines;
}

function fits(kind: CourseKind, words: readonly string[]): boolean {
  const [first, second, third] = words;
  if (!PLAIN_WORD.test(first)) return false;
  switch (kind) {
    case "topology":
      return words.length === 1 || (words.length <= 3 && words.every((word) => PLAIN_WORD.test(word)));
    case "script":
      if (words.length > 5) return false;
      return words.length === 1 || findNearest(first, Object.keys(COMMANDS)) !== undefined;
    case "snap":
      if (words.length === 1) return /^[-+\d]/.test(first);
      return words.length === 2 ? PLAIN_WORD.test(second) : words.length === 3 && /\d|^tok/i.test(third);
  }
}

/** The kind of file that an ending says. */
export function kindOfName(name: string): CourseKind | undefined {
  switch (/\.(top|events|snap)$/i.exec(name)?.[1].toLowerCase()) {
    case "top":
      return "topology";
    case "events":
      return "script";
    case "snap":
      return "snap";
  }
  return undefined;
}
