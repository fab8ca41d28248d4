// The states that each process of a trace has saved: its initial one, what it recorded for snapshots, and what events of its
// own say (trace/checkpointLabel.ts). After a crash it can go back to these and to nothing else.

import { checkpointLabels } from "../../trace/checkpointLabel.ts";
import type { Cut } from "../../trace/cut.ts";
import { snapshotTitle } from "../../trace/describeSnapshot.ts";
import { NONE } from "../../trace/ids.ts";
import type { Trace } from "../../trace/trace.ts";

export interface LocalCheckpoint {
  /** How many events of its process it holds. */
  readonly frontier: number;
  /** The event that saves the state, or NONE for the initial one. */
  readonly event: number;
  readonly name: string;
}

/** For each process its checkpoints inside a cut, by their frontiers; the first is the initial state. */
export function localCheckpoints(trace: Trace, until: Cut): LocalCheckpoint[][] {
  const labels = checkpointLabels(trace.strings);
  const saved = trace.processes.map((): LocalCheckpoint[] => [
    { frontier: 0, event: NONE, name: "its initial state" },
  ]);
  for (const snapshot of trace.snapshots) {
    snapshot.recordEvents.forEach((event, p) => {
      if (event !== NONE)
        saved[p].push({ frontier: snapshot.frontier[p], event, name: snapshotTitle(snapshot) });
    });
  }
  if (labels.size > 0) {
    for (let event = 0; event < trace.events.label.length; event++) {
      if (!labels.has(trace.events.label[event])) continue;
      const p = trace.events.process[event];
      const frontier = event - trace.firstEvent[p] + 1;
      saved[p].push({ frontier, event, name: trace.strings[trace.events.label[event]] });
    }
  }
  return saved.map((list, p) =>
    list.filter(({ frontier }) => frontier <= until[p]).sort((a, b) => a.frontier - b.frontier),
  );
}
