// What can be folded: the commands of one time in a script, servers and links of a topology, each snapshot of a .snap
// file, and comments of several lines.

import type { CourseFile, CourseLine } from "./courseFile.ts";
import { momentsOf } from "./outline.ts";
import type { LineSpan } from "./place.ts";

export interface Fold extends LineSpan {
  readonly isComment: boolean;
}

/** Stretches of two lines and more, in the order of the text. */
export function foldsOf(file: CourseFile): Fold[] {
  const folds = [
    ...commentFolds(file.lines),
    ...blocksOf(file).map((span) => ({ ...span, isComment: false })),
  ];
  return folds.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
}

function blocksOf(file: CourseFile): LineSpan[] {
  switch (file.kind) {
    case "topology":
      return [...spanOf(file.servers), ...spanOf(file.links)];
    case "script":
      return momentsOf(file).flatMap(({ commands }) => spanOf(commands));
    case "snap":
      return file.snapshots.map(({ span }) => span);
  }
}

function spanOf(lines: readonly CourseLine[]): LineSpan[] {
  return lines.length === 0 ? [] : [{ from: lines[0].number, to: lines[lines.length - 1].number }];
}

function commentFolds(lines: readonly string[]): Fold[] {
  const folds: Fold[] = [];
  let start = 0;
  for (let number = 1; number <= lines.length + 1; number++) {
    const isComment = lines[number - 1]?.trimStart().startsWith("#") ?? false;
    if (isComment && start === 0) start = number;
    if (isComment || start === 0) continue;
    folds.push({ from: start, to: number - 1, isComment: true });
    start = 0;
  }
  return folds;
}
