// Which topology (.top) a script (.events) belongs to: the one its comment names, or the one in its folder whose
// base name is the longest beginning of the script's, as `8nodes.top` is for `8nodes-sequential-snapshots.events`.

import { matchingName } from "./matchingName.ts";

/** What was found. `asked` is the name in the script's comment, where it has one. */
export type TopologyMatch =
  | { readonly kind: "one"; readonly name: string }
  /** Several fit equally well: the user must say. */
  | { readonly kind: "several"; readonly names: readonly string[] }
  /** None fits; `names` are the topologies that there are. */
  | { readonly kind: "none"; readonly names: readonly string[]; readonly asked?: string };

/** `fileNames`: what is in the script's folder. `comment`: the name in `# topology: NAME`, if there is one. */
export function findTopology(
  eventsName: string,
  fileNames: readonly string[],
  comment: string | undefined,
): TopologyMatch {
  const names = fileNames.filter((name) => /\.top$/i.test(name)).sort();
  if (comment !== undefined) {
    const wanted = comment.toLowerCase().replace(/\.top$/, "");
    const exact =
      names.find((name) => name === comment) ?? names.find((name) => matchingName(name) === wanted);
    return exact === undefined ? { kind: "none", names, asked: comment } : { kind: "one", name: exact };
  }
  const script = matchingName(eventsName);
  const fitting = names.filter((name) => script.startsWith(matchingName(name)));
  const longest = Math.max(...fitting.map((name) => name.length));
  const best = fitting.filter((name) => name.length === longest);
  if (best.length === 1) return { kind: "one", name: best[0] };
  return best.length === 0 ? { kind: "none", names } : { kind: "several", names: best };
}
