// What is wrong with the snapshots that a run takes, at the lines that ask for them: one that can never end, with the
// reason, and one that recorded something wrong.

import { describeUnfinished } from "../../core/trace/describeSnapshot.ts";
import type { Problem } from "../../core/trace/problem.ts";
import type { Snapshot, Trace } from "../../core/trace/trace.ts";
import { describeSnapshotVerdict, type SnapshotVerdict } from "../../core/trace/verdict.ts";

/** One problem at most for each snapshot that stands in a file. `verdicts`: one for each. */
export function snapshotProblems(trace: Trace, verdicts: readonly SnapshotVerdict[]): Problem[] {
  return trace.snapshots.flatMap((snapshot, index) => {
    const file = trace.files[snapshot.file];
    if (file === undefined || snapshot.line === 0) return [];
    const position = { file, line: snapshot.line, column: 1 };
    if (snapshot.unfinished !== undefined) return [unfinished(trace, snapshot, position)];
    if (verdicts[index]?.kind !== "inconsistent") return [];
    const message = `snapshot ${snapshot.id} is ${describeSnapshotVerdict(trace, verdicts[index])}`;
    return [{ position, severity: "error", code: "snapshot-inconsistent", message }];
  });
}

function unfinished(trace: Trace, snapshot: Snapshot, position: Problem["position"]): Problem {
  const why = snapshot.unfinished;
  const words = why === undefined ? "it does not end" : describeUnfinished(trace, why);
  const args: Record<string, string | number> = { id: snapshot.id };
  if (why?.kind === "unreachable" && snapshot.initiators.length > 0) {
    args.from = trace.processes[snapshot.initiators[0]].name;
    args.to = trace.processes[why.processes[0]].name;
  }
  return {
    position,
    severity: "warning",
    code: "snapshot-unfinished",
    message: `snapshot ${snapshot.id}: ${words}`,
    args,
  };
}
