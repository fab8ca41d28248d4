// The topology that a script's comment `# topology: NAME` names, as a link to click. Which file has that name is for
// whoever knows the folder to say.

import { topologyComment } from "../../core/formats/course/eventsFile.ts";
import type { CourseFile } from "./courseFile.ts";
import type { Place } from "./place.ts";

/** Where the comment's name stands, and the name. */
export function topologyLink(file: CourseFile): { readonly place: Place; readonly name: string } | undefined {
  if (file.kind !== "script") return undefined;
  for (const [index, text] of file.lines.entries()) {
    const name = topologyComment(text);
    if (name === undefined) continue;
    const column = text.lastIndexOf(name) + 1;
    return { name, place: { file: file.file, line: index + 1, column, endColumn: column + name.length } };
  }
  return undefined;
}
