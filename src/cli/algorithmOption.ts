// The option `--algorithm`: which snapshot algorithm a command takes, the first of the registry where nobody says. Unknown
// names are answered with those that there are, and what each assumes.

import { assumptionWords } from "../core/snapshot/assumptionWords.ts";
import { findAlgorithm, SNAPSHOT_ALGORITHMS } from "../core/snapshot/registry.ts";
import type { SnapshotAlgorithm } from "../core/snapshot/snapshotAlgorithm.ts";
import { Failure, type Options, textOption } from "./command.ts";

export const ALGORITHM_OPTION = {
  name: "algorithm",
  value: "NAME",
  words: `${SNAPSHOT_ALGORITHMS.map(({ id }) => id).join(", ")} (default: the first)`,
};

/** The algorithm that the options name. Raises `Failure`. */
export function algorithmOption(options: Options): SnapshotAlgorithm {
  const id = textOption(options, ALGORITHM_OPTION.name) ?? SNAPSHOT_ALGORITHMS[0].id;
  const algorithm = findAlgorithm(id);
  if (algorithm !== undefined) return algorithm;
  const known = SNAPSHOT_ALGORITHMS.map((each) => `${each.id} (${assumptionWords(each)})`).join(", ");
  throw new Failure(`--algorithm: there is no ${id}; there are: ${known}`);
}
