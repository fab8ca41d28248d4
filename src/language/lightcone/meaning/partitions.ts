// When the network is cut and between whom, as partitions of the core. A side that is not named is everybody else.
// The compiler asks after all processes are known.

import type { Partition as CorePartition } from "../../../core/scenario/transport.ts";
import { asProcess, type ProcessId } from "../../../core/trace/ids.ts";
import type { Partition, Side, Statement } from "../grammar/generated/ast.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";
import type { SystemReader } from "./system.ts";

/** The partitions among the statements of a scenario, in the order of the text. */
export function readPartitions(
  parts: readonly { readonly places: Places; readonly statements: readonly Statement[] }[],
  system: SystemReader,
  reporter: Reporter,
): CorePartition[] {
  return parts.flatMap(({ places, statements }) =>
    statements.flatMap((statement) =>
      statement.$type === "Partition" ? (readPartition(statement, places, system, reporter) ?? []) : [],
    ),
  );
}

/** Undefined where it is wrong, which is reported. */
function readPartition(
  node: Partition,
  places: Places,
  system: SystemReader,
  reporter: Reporter,
): CorePartition | undefined {
  const sideOf = (side: Side | undefined): ProcessId[] | undefined => {
    if (side === undefined) return undefined;
    const members = side.members.map((member) => system.process(member, places.reference(member, side)));
    return members.includes(undefined) ? undefined : members.filter((member) => member !== undefined);
  };
  const from = sideOf(node.from);
  if (from === undefined) return undefined;
  const others = system.processes.map((_, p) => asProcess(p)).filter((process) => !from.includes(process));
  const to = node.to === undefined ? others : sideOf(node.to);
  if (to === undefined) return undefined;
  const { time: start = 0, end = Number.POSITIVE_INFINITY } = node;
  const both = to.find((process) => from.includes(process));
  if (both !== undefined) {
    const message = `${system.processes[both].name} cannot be on both sides of a partition`;
    reporter.error(places.of(node.to ?? node), "partition-sides", message);
    return undefined;
  }
  if (end <= start) {
    const message = `a partition ends after it begins: this one begins at ${start}, so it does not end at ${end}`;
    reporter.error(places.property(node, "end"), "partition-time", message);
    return undefined;
  }
  return { from, to, bothWays: node.arrow !== "->", start, end };
}
