// The rollback-dependency graph of a recovery line, as it is drawn (diagram/rollbackGraphSvg.ts) and as a list of the same
// facts: what each process goes back to, and which interval between checkpoints must be undone with which.

import { describeMessage } from "../../trace/describe.ts";
import { NONE } from "../../trace/ids.ts";
import type { Trace } from "../../trace/trace.ts";
import { type RecoveryLine, rollbackDependencies } from "./recoveryLine.ts";

/** Rows are processes; `list`: the same in words, a line each. */
export function rollbackGraph(trace: Trace, line: RecoveryLine) {
  const rows = line.checkpoints.map((list, p) => ({
    name: trace.processes[p].name,
    intervals: list.map(({ name, event }, i) => ({
      name,
      time: timeOf(trace, event, i),
      isChosen: i === line.chosen[p],
      // Who goes on from where it is undoes nothing.
      isUndone: i >= line.chosen[p] && !(event === NONE && i > 0),
    })),
  }));
  const dependencies = rollbackDependencies(trace, line).map(({ from, to, message }) => ({
    from: { row: from.process, interval: from.interval },
    to: { row: to.process, interval: to.interval },
    words: describeMessage(trace, message),
  }));
  const placeOf = ({ row, interval }: { readonly row: number; readonly interval: number }): string =>
    `${rows[row].name} after ${rows[row].intervals[interval].name}`;
  const kept = rows.map(({ name, intervals }, p) => `${name} goes back to ${intervals[line.chosen[p]].name}`);
  const edges = dependencies.map(
    ({ from, to, words }) => `${placeOf(to)} depends on ${placeOf(from)}: it has received ${words}`,
  );
  return { rows, arrows: dependencies, list: [...kept, ...edges] };
}

function timeOf(trace: Trace, event: number, index: number): number {
  if (event !== NONE) return trace.events.time[event];
  return index === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
