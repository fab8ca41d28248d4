// What a hover says, as Markdown: of a command what it does and when, of a name the server's tokens at this point, of a
// recorded line what the run records. Names come from files, so they stand in code spans or are escaped.

import type { CourseFile, CourseLine } from "./courseFile.ts";
import { placeOf, placeOfLine } from "./courseFile.ts";
import type { CourseView } from "./courseView.ts";
import { nameAt } from "./names.ts";
import type { Place } from "./place.ts";
import { scriptHover, scriptNameHover } from "./scriptHover.ts";
import { snapHover } from "./snapHover.ts";
import { countHover, linkHover, serverHover } from "./topologyHover.ts";

export interface CourseHover {
  readonly place: Place;
  /** Paragraphs. */
  readonly markdown: readonly string[];
}

/** What there is to say at a position, or undefined. */
export function hoverAt(
  view: CourseView,
  file: CourseFile,
  line: number,
  column: number,
): CourseHover | undefined {
  const name = nameAt(file, line, column);
  switch (file.kind) {
    case "script": {
      if (name !== undefined) {
        return { place: name.place, markdown: scriptNameHover(view, file, name.name, line) };
      }
      const command = file.commands.find(({ number }) => number === line);
      return command === undefined
        ? undefined
        : onLine(file, command, column, scriptHover(view, file, command));
    }
    case "topology": {
      if (file.count?.number === line) return onLine(file, file.count, column, countHover(file));
      const link = file.links.find(({ number }) => number === line);
      if (link !== undefined) return onLine(file, link, column, linkHover(view, file, link));
      const server = file.servers.find(({ number }) => number === line);
      return server === undefined ? undefined : onLine(file, server, column, serverHover(view, server.name));
    }
    case "snap": {
      const lines = file.snapshots.flatMap(({ idLine, servers, messages }) => [
        idLine,
        ...servers,
        ...messages,
      ]);
      const at = lines.find(({ number }) => number === line);
      return at === undefined ? undefined : onLine(file, at, column, snapHover(view, file, at));
    }
  }
}

/** A hover of a whole line, or undefined where the position is not on its words or there is nothing to say. */
function onLine(
  file: CourseFile,
  line: CourseLine,
  column: number,
  markdown: readonly string[],
): CourseHover | undefined {
  const place =
    line.words.length === 1 ? placeOf(file.file, line, line.words[0]) : placeOfLine(file.file, line);
  const isInside = column >= place.column && column <= place.endColumn;
  return isInside && markdown.length > 0 ? { place, markdown } : undefined;
}
