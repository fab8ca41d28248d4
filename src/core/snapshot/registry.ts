// The snapshot algorithms that there are. A new one is a file in algorithms/ and a line here; the command line and
// the documents take it from this list.

import { acharyaBadrinath } from "./algorithms/acharyaBadrinath.ts";
import { alagarVenkatesan } from "./algorithms/alagarVenkatesan.ts";
import { alignedBarriers } from "./algorithms/alignedBarriers.ts";
import { chandyLamport } from "./algorithms/chandyLamport.ts";
import { independent } from "./algorithms/independent.ts";
import { laiYang } from "./algorithms/laiYang.ts";
import { localClocks } from "./algorithms/localClocks.ts";
import { mattern } from "./algorithms/mattern.ts";
import { spezialettiKearns } from "./algorithms/spezialettiKearns.ts";
import { stopTheWorld } from "./algorithms/stopTheWorld.ts";
import { unalignedBarriers } from "./algorithms/unalignedBarriers.ts";
import type { SnapshotAlgorithm } from "./snapshotAlgorithm.ts";

export const SNAPSHOT_ALGORITHMS: readonly SnapshotAlgorithm[] = [
  chandyLamport,
  spezialettiKearns,
  laiYang,
  mattern,
  acharyaBadrinath,
  alagarVenkatesan,
  alignedBarriers,
  unalignedBarriers,
  stopTheWorld,
  localClocks,
  independent,
];

/** Those that stand on causal delivery once more, without it: to see what it is for. Only who names one gets it. */
const WITHOUT_CAUSAL_DELIVERY: readonly SnapshotAlgorithm[] = SNAPSHOT_ALGORITHMS.filter(
  ({ assumes }) => assumes.causal === true,
).map((algorithm) => ({
  ...algorithm,
  id: `${algorithm.id}-not-causal`,
  name: `${algorithm.name} without causal delivery`,
  layer: undefined,
}));

const BY_ID: ReadonlyMap<string, SnapshotAlgorithm> = new Map(
  [...SNAPSHOT_ALGORITHMS, ...WITHOUT_CAUSAL_DELIVERY].map((algorithm) => [algorithm.id, algorithm]),
);

/** The algorithm of an id, or undefined. */
export function findAlgorithm(id: string): SnapshotAlgorithm | undefined {
  return BY_ID.get(id);
}

/** An algorithm that stands on causal delivery, without it; undefined for another. */
export function withoutCausalDelivery({ id }: SnapshotAlgorithm): SnapshotAlgorithm | undefined {
  return findAlgorithm(`${id}-not-causal`);
}
