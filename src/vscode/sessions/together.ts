// Several files as one trace, named by one URI: that of the first, with the paths of the others in its fragment. So they
// have a session, panels and a saved state like a single file, and a file that is opened alone stays alone.

import * as vscode from "vscode";
import { nameOf } from "../platform/files.ts";

/** Separates paths in the fragment; a path with it is escaped. */
const BETWEEN = "|";

/** The URI of several files of one file system, whatever the order they are given in. */
export function togetherUri(files: readonly vscode.Uri[]): vscode.Uri {
  const [first, ...others] = [...new Map(files.map((uri) => [uri.path, uri])).values()].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  return first.with({ fragment: others.map(({ path }) => encodeURIComponent(path)).join(BETWEEN) });
}

/** The files that a URI names: one, or those that were put together in it. */
export function filesOf(uri: vscode.Uri): readonly vscode.Uri[] {
  if (uri.fragment === "") return [uri];
  const first = uri.with({ fragment: "" });
  return [
    first,
    ...uri.fragment.split(BETWEEN).map((path) => first.with({ path: decodeURIComponent(path) })),
  ];
}

/** How titles name what a URI names: `a.log`, or `a.log and 2 more`. */
export function titleOf(uri: vscode.Uri): string {
  const more = filesOf(uri).length - 1;
  return more === 0 ? nameOf(uri) : vscode.l10n.t("{0} and {1} more", nameOf(uri), more);
}
