// Which script (.events) a recorded snapshot (.snap) belongs to: the one whose base name is the longest beginning of
// the snapshot's, as `10nodes.events` is for `10nodes9.snap`.

import { matchingName } from "./matchingName.ts";

/** The scripts that fit equally well: one where it is clear, none where nothing fits. */
export function findScripts(snapName: string, fileNames: readonly string[]): string[] {
  const snap = matchingName(snapName);
  const fitting = fileNames.filter((name) => /\.events$/i.test(name) && snap.startsWith(matchingName(name)));
  const longest = Math.max(...fitting.map((name) => name.length));
  return fitting.filter((name) => name.length === longest).sort();
}
