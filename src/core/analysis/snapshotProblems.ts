// What is wrong with the snapshots of a trace, as problems: each fault at the line of the event that shows it, with its
// partner's line beside it; what concerns a snapshot as a whole at the line that asks for it or sums it up.

import { describeMessage } from "../trace/describe.ts";
import { describeUnfinished, snapshotTitle } from "../trace/describeSnapshot.ts";
import { relatedEvent } from "../trace/eventPlaces.ts";
import { type MessageId, NONE } from "../trace/ids.ts";
import type { Problem, SourcePosition } from "../trace/problem.ts";
import { sourceOf } from "../trace/sourceLines.ts";
import { neverRecorded, type Snapshot, type Trace } from "../trace/trace.ts";
import { describeTokenDifference, isConserved, type SnapshotVerdict } from "../trace/verdict.ts";
import { markerProblems } from "./markerRules.ts";
import { markersBySnapshot } from "./markers.ts";

/** Faults of one kind in one snapshot that are told one by one. */
const TOLD_SINGLY = 20;

/** The faults of all snapshots. `verdicts`: one for each. A snapshot that stands in no file has none to show. */
export function snapshotProblems(trace: Trace, verdicts: readonly SnapshotVerdict[]): Problem[] {
  const markers = trace.snapshots.length === 0 ? new Map() : markersBySnapshot(trace);
  return trace.snapshots.flatMap((snapshot, index) => {
    const place = placeOf(trace, snapshot);
    if (place === undefined || verdicts[index] === undefined) return [];
    const faults = new SnapshotFaults(trace, index, place).of(verdicts[index]);
    return [...faults, ...markerProblems(trace, index, markers.get(index) ?? [])];
  });
}

/** Where a snapshot is asked for or summed up; a recorded one without such a line stands where it was recorded first. */
function placeOf(trace: Trace, snapshot: Snapshot): SourcePosition | undefined {
  const file = trace.files[snapshot.file];
  if (file !== undefined && snapshot.line > 0) return { file, line: snapshot.line, column: 1 };
  const recorded = snapshot.recordEvents.find((event) => event !== NONE);
  const source = recorded === undefined ? undefined : sourceOf(trace, recorded);
  if (source !== undefined) return { ...source, column: 1 };
  // What stands in a file without lines is said of the file.
  return file === undefined || snapshot.algorithm !== "recorded" ? undefined : { file, line: 0, column: 0 };
}

class SnapshotFaults {
  readonly #trace: Trace;
  readonly #index: number;
  readonly #snapshot: Snapshot;
  readonly #place: SourcePosition;

  constructor(trace: Trace, index: number, place: SourcePosition) {
    this.#trace = trace;
    this.#index = index;
    this.#snapshot = trace.snapshots[index];
    this.#place = place;
  }

  of(verdict: SnapshotVerdict): Problem[] {
    const { send, receive } = this.#trace.messages;
    const title = snapshotTitle(this.#snapshot);
    const problems = [
      ...this.#unfinished(),
      ...this.#neverRecorded(),
      ...this.#faults(verdict.cut.orphans, receive, send, "orphan-message", (words) => {
        return `${words}: received inside the cut of ${title}, but sent outside it`;
      }),
      ...this.#faults(verdict.unrecorded, send, receive, "message-not-recorded", (words) => {
        return `${words}: in transit at ${title}, but not in the channel's recorded state`;
      }),
      ...this.#faults(verdict.wronglyRecorded, send, receive, "message-wrongly-recorded", (words) => {
        return `${words}: recorded as the channel's state in ${title}, but not in transit there`;
      }),
    ];
    if (verdict.kind !== "inconsistent" || verdict.tokens === undefined || isConserved(verdict.tokens))
      return problems;
    const message = `${title} does not hold the system's tokens: ${describeTokenDifference(verdict.tokens)}`;
    const args = { snapshot: this.#index };
    return [
      ...problems,
      { position: this.#place, severity: "error", code: "tokens-not-conserved", message, args },
    ];
  }

  /** A problem at each message's one end, with its other end beside it; the rest of many are counted at the snapshot. */
  #faults(
    messages: readonly MessageId[],
    at: Int32Array,
    partner: Int32Array,
    code: string,
    worded: (words: string) => string,
  ): Problem[] {
    const problems = messages.slice(0, TOLD_SINGLY).map((message): Problem => {
      const related = relatedEvent(
        this.#trace,
        partner[message],
        at === this.#trace.messages.receive ? "sent here" : "received here",
      );
      const words = worded(describeMessage(this.#trace, message));
      const event = at[message] === NONE ? partner[message] : at[message];
      const args = { snapshot: this.#index, event };
      return { position: this.#at(event), severity: "error", code, message: words, args, related };
    });
    const more = messages.length - problems.length;
    if (more === 0) return problems;
    const message = `${more} more messages like these in ${snapshotTitle(this.#snapshot)} (${code})`;
    const args = { snapshot: this.#index };
    return [...problems, { position: this.#place, severity: "error", code, message, args }];
  }

  #at(event: number): SourcePosition {
    const source = event === NONE ? undefined : sourceOf(this.#trace, event);
    return source === undefined ? this.#place : { ...source, column: 1 };
  }

  /** Processes that should have recorded: said once, on the snapshot's own line. */
  #neverRecorded(): Problem[] {
    const missing = neverRecorded(this.#snapshot);
    if (missing.length === 0 || this.#snapshot.unfinished !== undefined) return [];
    const names = missing.map((p) => this.#trace.processes[p].name);
    const listed = `${names.slice(0, 6).join(", ")}${names.length > 6 ? ` and ${names.length - 6} more` : ""}`;
    const message =
      `${listed} never recorded ${names.length === 1 ? "its" : "their"} state for ${snapshotTitle(this.#snapshot)}, ` +
      "so nobody can tell whether the states that were recorded make a consistent cut";
    const args = { snapshot: this.#index };
    return [{ position: this.#place, severity: "warning", code: "process-never-recorded", message, args }];
  }

  #unfinished(): Problem[] {
    const why = this.#snapshot.unfinished;
    if (why === undefined) return [];
    const { id, initiators } = this.#snapshot;
    const args: Record<string, string | number> = { id };
    if (why.kind === "unreachable" && initiators.length > 0) {
      args.from = this.#trace.processes[initiators[0]].name;
      args.to = this.#trace.processes[why.processes[0]].name;
    }
    const message = `${snapshotTitle(this.#snapshot)}: ${describeUnfinished(this.#trace, why)}`;
    return [{ position: this.#place, severity: "warning", code: "snapshot-unfinished", message, args }];
  }
}
