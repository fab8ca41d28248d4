// Views for tests of the course's editor services, from texts. A cursor is drawn as `|` in the text of one file.

import type { Source } from "../../../src/core/formats/format.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import {
  type CourseFile,
  readCourseFile,
  type ScriptFile,
  type SnapFile,
  type TopologyFile,
} from "../../../src/language/course/courseFile.ts";
import type { CourseView } from "../../../src/language/course/courseView.ts";
import type { TextChange } from "../../../src/language/course/place.ts";
import { kindOfName } from "../../../src/language/course/recognise.ts";
import { openSources } from "../../support/openSources.ts";

/** Texts by file name: at most one .top and one .events. */
export type Texts = Readonly<Record<string, string>>;

export interface Setting {
  readonly view: CourseView;
  readonly problems: readonly Problem[];
  readonly files: readonly CourseFile[];
  readonly snaps: readonly SnapFile[];
  /** The file with the cursor, or the first. */
  readonly file: CourseFile;
  readonly line: number;
  readonly column: number;
}

/** Reads and runs the files; takes the cursor out of the text that has one. */
export async function settingOf(texts: Texts): Promise<Setting> {
  let cursor = { name: Object.keys(texts)[0], line: 1, column: 1 };
  const plain: Record<string, string> = {};
  for (const [name, text] of Object.entries(texts)) {
    const at = text.indexOf("|");
    plain[name] = text.replace("|", "");
    if (at < 0) continue;
    const before = text.slice(0, at).split("\n");
    cursor = { name, line: before.length, column: before[before.length - 1].length + 1 };
  }
  const opened = await openSources(Object.entries(plain).map(([name, text]) => sourceOf(name, text)));
  const files = Object.entries(plain).map(([name, text]) => courseFile(name, text));
  const ofKind = <Kind extends CourseFile>(kind: CourseFile["kind"]): Kind[] =>
    files.filter((file) => file.kind === kind) as Kind[];
  const view: CourseView = {
    topology: ofKind<TopologyFile>("topology")[0],
    script: ofKind<ScriptFile>("script")[0],
    run:
      opened.trace === undefined
        ? undefined
        : { trace: opened.trace, verdicts: opened.verdicts, problems: opened.problems },
  };
  const file = files.find((each) => each.file === cursor.name) ?? files[0];
  const snaps = ofKind<SnapFile>("snap");
  return { view, problems: opened.problems, files, snaps, file, line: cursor.line, column: cursor.column };
}

/** A file of a kind that its name says. */
export function courseFile(name: string, text: string): CourseFile {
  const kind = kindOfName(name);
  if (kind === undefined) throw new Error(`${name} has no ending of the course's files`);
  return readCourseFile(kind, name, text);
}

/** The text after changes, which must not overlap. */
export function changed(text: string, changes: readonly TextChange[]): string {
  const lines = text.split("\n");
  const starts = [0];
  for (const line of lines) starts.push(starts[starts.length - 1] + line.length + 1);
  const offset = (line: number, column: number): number => starts[line - 1] + column - 1;
  const ranges = changes.map((change) => ({
    from: offset(change.line, change.column),
    to: offset(change.endLine, change.endColumn),
    text: change.text,
  }));
  ranges.sort((a, b) => b.from - a.from);
  let result = text;
  let limit = Number.POSITIVE_INFINITY;
  for (const range of ranges) {
    if (range.to > limit) throw new Error("changes overlap");
    limit = range.from;
    result = result.slice(0, range.from) + range.text + result.slice(range.to);
  }
  return result;
}

function sourceOf(name: string, text: string): Source {
  async function* pieces(): AsyncIterable<string> {
    yield text;
  }
  return { name, size: text.length, text: pieces };
}
