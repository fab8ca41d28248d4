// Whatever stands in the files, no service throws, and every place that a service names lies inside its file. Texts are
// drawn by a seed from pieces of the course's files and from noise; a failure prints the seed and a shrunk text.
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { completionsAt } from "../../../src/language/course/completion.ts";
import type { CourseFile } from "../../../src/language/course/courseFile.ts";
import { foldsOf } from "../../../src/language/course/folding.ts";
import { hoverAt } from "../../../src/language/course/hover.ts";
import { inlayHintsOf } from "../../../src/language/course/inlayHints.ts";
import { scriptLenses, snapLenses } from "../../../src/language/course/lenses.ts";
import { topologyLink } from "../../../src/language/course/links.ts";
import { namesIn, renaming } from "../../../src/language/course/names.ts";
import { type OutlineItem, outlineOf } from "../../../src/language/course/outline.ts";
import type { Place } from "../../../src/language/course/place.ts";
import { problemPlace } from "../../../src/language/course/problemPlace.ts";
import { fixesFor } from "../../../src/language/course/quickFixes.ts";
import { acceptRecorded } from "../../../src/language/course/recordedFixes.ts";
import { changed, type Setting, settingOf } from "./support.ts";

const SEED = 418;
const RUNS = 250;

const word = fc.constantFrom(
  "A",
  "B",
  "C",
  "A",
  "B",
  "0",
  "1",
  "2",
  "7",
  "-1",
  "x",
  "send",
  "snapshot",
  "tick",
  "snap",
  "token(1)",
  "token(2)",
  "#",
  "é𝄞",
);
const lineOf = (first: fc.Arbitrary<string>) =>
  fc.tuple(first, fc.array(word, { maxLength: 4 })).map(([head, tail]) => [head, ...tail].join(" "));
const blank = fc.constantFrom("", " ", "\t", "# topology: t", "# note");
const textOf = (first: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.array(fc.oneof({ weight: 8, arbitrary: lineOf(first) }, { weight: 1, arbitrary: blank }), {
        maxLength: 9,
      }),
      fc.constantFrom("\n", "\r\n"),
    )
    .map(([lines, end]) => lines.join(end));

const topology = textOf(word).map((text) => `3\nA 3\nB 2\nC 0\nA B\nB A\nB C\n${text}`);
const script = textOf(fc.constantFrom("send A B", "send B", "snapshot", "tick", "tick 2", "sned"));
const snap = textOf(fc.constantFrom("0", "1", "A", "B", "A B", "B A")).map((text) => `0\n${text}`);

it("holds for any texts", async () => {
  const texts = fc.record({ "t.top": topology, "t.events": script, "t0.snap": snap });
  const property = fc.asyncProperty(texts, async (files) => {
    const setting = await settingOf(files);
    for (const file of setting.files) checkFile(setting, file, files[file.file as keyof typeof files]);
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS });
});

function checkFile({ view, files, problems }: Setting, file: CourseFile, text: string): void {
  const inside = (place: Place, what: string): void => assertInside(files, place, what);
  for (const [index, line] of file.lines.entries()) {
    for (let column = 1; column <= line.length + 1; column += 3) {
      const hover = hoverAt(view, file, index + 1, column);
      if (hover !== undefined) inside(hover.place, "hover");
      for (const { place } of completionsAt(view, file, index + 1, column, ["t.top"]))
        inside(place, "completion");
    }
  }
  for (const { place } of namesIn(file)) inside(place, "name");
  for (const item of outlineOf(file)) checkItem(item, file);
  for (const fold of foldsOf(file))
    assert.ok(fold.from >= 1 && fold.from < fold.to && fold.to <= file.lines.length);
  const link = topologyLink(file);
  if (link !== undefined) inside(link.place, "link");
  const all = { from: 1, to: file.lines.length };
  if (file.kind === "script") {
    for (const { place } of scriptLenses(view, file)) inside(place, "lens");
    for (const { line, column } of inlayHintsOf(view, file, all)) {
      inside({ file: file.file, line, column, endColumn: column }, "hint");
    }
  }
  if (file.kind === "snap") {
    for (const { place } of snapLenses(view, file, "t.events")) inside(place, "lens");
    for (const section of file.snapshots) {
      const fix = acceptRecorded(file, section, problems, (problem) => problemPlace(file, problem));
      if (fix !== undefined) changed(text.replaceAll("\r", ""), fix.changes);
    }
  }
  for (const problem of problems.filter(({ position }) => position.file === file.file)) {
    inside(problemPlace(file, problem), "problem");
    for (const fix of fixesFor(view, file, problem)) {
      for (const change of fix.changes) {
        inside({ ...change, endColumn: change.column }, fix.title);
        inside({ ...change, line: change.endLine, column: change.endColumn }, fix.title);
      }
    }
  }
  for (const change of renaming(files, "A", "Z")) inside(change, "rename");
}

function checkItem(item: OutlineItem, file: CourseFile): void {
  assert.ok(item.span.from >= 1 && item.span.from <= item.span.to && item.span.to <= file.lines.length);
  assert.ok(item.place.line >= item.span.from && item.place.line <= item.span.to);
  for (const child of item.children) {
    assert.ok(
      child.span.from >= item.span.from && child.span.to <= item.span.to,
      "a child lies in its parent",
    );
    checkItem(child, file);
  }
}

function assertInside(files: readonly CourseFile[], place: Place, what: string): void {
  const file = files.find((each) => each.file === place.file);
  assert.ok(file, `${what}: ${place.file} is no file of the view`);
  const length = file.lines[place.line - 1]?.length;
  assert.ok(length !== undefined, `${what}: line ${place.line} of ${file.lines.length}`);
  const isRight =
    place.column >= 1 && place.endColumn >= 1 && place.column <= length + 1 && place.endColumn <= length + 1;
  assert.ok(isRight, `${what}: ${place.line}:${place.column}-${place.endColumn} of ${length}`);
}
