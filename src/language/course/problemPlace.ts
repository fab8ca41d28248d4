// Where in a file a problem is shown: always inside its text, whatever the problem says, since the text may have changed
// since it was read.

import { type Word, wordsOf } from "../../core/formats/course/words.ts";
import type { Problem } from "../../core/trace/problem.ts";
import type { CourseFile } from "./courseFile.ts";
import { type Place, placeIn } from "./place.ts";

/** Where a problem is best shown: on the number of tokens that are too many, else where the reader found it. */
export function problemPlace(file: CourseFile, problem: Problem): Place {
  const place = placeIn(file.lines, problem.position);
  if (problem.code !== "not-enough-tokens") return place;
  const tokens = wordsOf(file.lines[place.line - 1] ?? "")[3];
  return tokens === undefined ? place : wordPlace(file, place.line, tokens);
}

/** The place of a word of a line. */
export function wordPlace(file: CourseFile, line: number, word: Word): Place {
  return { file: file.file, line, column: word.column, endColumn: word.column + word.text.length };
}
