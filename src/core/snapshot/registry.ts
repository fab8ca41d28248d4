// The snapshot algorithms that there are. A new one is a file in algorithms/ and a line here; the command line and
// the documents take it from this list.

import { chandyLamport } from "./algorithms/chandyLamport.ts";
import { independent } from "./algorithms/independent.ts";
import { laiYang } from "./algorithms/laiYang.ts";
import { localClocks } from "./algorithms/localClocks.ts";
import { mattern } from "./algorithms/mattern.ts";
import type { SnapshotAlgorithm } from "./snapshotAlgorithm.ts";

export const SNAPSHOT_ALGORITHMS: readonly SnapshotAlgorithm[] = [
  chandyLamport,
  laiYang,
  mattern,
  localClocks,
  independent,
];

/** The algorithm of an id, or undefined. */
export function findAlgorithm(id: string): SnapshotAlgorithm | undefined {
  return SNAPSHOT_ALGORITHMS.find((algorithm) => algorithm.id === id);
}
