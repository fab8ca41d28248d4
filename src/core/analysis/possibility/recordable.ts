// Could Chandy–Lamport have recorded this cut of a trace? Asked of the very events that happened: the same events of each
// process in their order, the same messages, at other times. It could exactly when the cut is consistent and the channels
// that are empty at it reach everybody from the initiator: then all inside may happen first, then the recording, then the
// rest (docs/possible.md). Assumes FIFO channels without loss; channels are those that the trace knows.

import { chandyLamport } from "../../snapshot/algorithms/chandyLamport.ts";
import { replayOf } from "../../snapshot/replaySnapshot.ts";
import { linearOrder } from "../../trace/clocks.ts";
import { type Cut, isInside } from "../../trace/cut.ts";
import { asChannel, asProcess, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { EMPTY_STATE } from "../../trace/localState.ts";
import type { Snapshot, Trace } from "../../trace/trace.ts";
import type { CutVerdict, SnapshotVerdict } from "../../trace/verdict.ts";
import { fifoViolations } from "../channelOrder.ts";
import { verifyCut } from "../consistency.ts";
import { verifySnapshot } from "../snapshotCheck.ts";
import type { Initiators, MarkerReason } from "./answer.ts";
import { ComputationCopy, snapshotEvents } from "./computationCopy.ts";
import { graphOf, sourceComponents } from "./graph.ts";
import { markerReasons } from "./markerReasons.ts";
import type { PuzzleSystem } from "./puzzle.ts";

export type RecordableReason =
  | MarkerReason
  | { readonly kind: "nobody" }
  /** No run passes through it. */
  | { readonly kind: "cut"; readonly verdict: CutVerdict }
  /** What was recorded is not what was there at its cut. */
  | { readonly kind: "snapshot"; readonly verdict: SnapshotVerdict };

export type RecordableDoubt =
  | Exclude<RecordableReason, MarkerReason>
  /** A message that is in transit at the cut was overtaken by one that was sent after it: no marker fits between them. */
  | { readonly kind: "overtaken"; readonly earlier: MessageId; readonly later: MessageId };

interface Known {
  readonly asked: Initiators;
  readonly consistent?: boolean;
  /** As in a puzzle's answer: there must be an initiator in each, and one in each is enough. */
  readonly groups: readonly (readonly ProcessId[])[];
}

export type Recordable =
  | (Known & { readonly kind: "possible" })
  | (Known & { readonly kind: "impossible"; readonly reasons: readonly RecordableReason[] })
  | (Known & { readonly kind: "unknown"; readonly doubts: readonly RecordableDoubt[] });

/** `snapshot`: whose recording is meant, with its channels; without it, the global state at the cut. */
export function recordable(
  trace: Trace,
  cut: Cut,
  asked: Initiators = "one",
  snapshot?: Snapshot,
): Recordable {
  const system = systemOfTrace(trace);
  const { channels } = system;
  const verdict = verifyCut(trace, cut);
  const full = new Set(verdict.inTransit.map((message) => trace.messages.channel[message]));
  const empty = channels.flatMap((_, c) => (full.has(c) ? [] : [asChannel(c)]));
  const count = trace.processes.length;
  const groups = sourceComponents(graphOf(count, channels, empty));
  const found: RecordableReason[] = [];
  const judged = snapshot === undefined ? undefined : verifySnapshot(trace, snapshot);
  if (judged !== undefined && judged.kind !== "consistent") found.push({ kind: "snapshot", verdict: judged });
  else if (judged === undefined && verdict.kind !== "consistent") found.push({ kind: "cut", verdict });
  const isWrong = (judged ?? verdict).kind === "inconsistent";
  // Of a cut that is no global state, what its channels hold means nothing.
  const markers =
    asked === "one" && found.length === 0 ? markerReasons(channels, graphOf(count, channels), groups) : [];
  const consistent = isWrong ? false : found.length > 0 ? undefined : true;
  const known = { asked, groups, ...(consistent === undefined ? {} : { consistent }) };
  if (count === 0) return { kind: "impossible", ...known, reasons: [{ kind: "nobody" }] };
  if (isWrong) return { kind: "impossible", ...known, reasons: found };
  if (markers.length > 0) return { kind: "impossible", ...known, reasons: markers };
  const doubts = [...found, ...overtakenAt(trace, cut, verdict.inTransit)] as RecordableDoubt[];
  return doubts.length > 0 ? { kind: "unknown", ...known, doubts } : { kind: "possible", ...known };
}

/** What a trace says of its system: names and channels. */
export function systemOfTrace(trace: Trace): PuzzleSystem {
  const { from, to } = trace.channels;
  return {
    processes: trace.processes.map(({ name }) => ({ name, initial: EMPTY_STATE })),
    channels: Array.from(from, (source, c) => ({ from: asProcess(source), to: asProcess(to[c]) })),
  };
}

/** The first message in transit that one from outside the cut overtook. */
function overtakenAt(trace: Trace, cut: Cut, inTransit: readonly MessageId[]): RecordableDoubt[] {
  const waiting = new Set(inTransit);
  const { send } = trace.messages;
  const found = fifoViolations(trace).find(
    ({ earlier, later }) =>
      waiting.has(earlier) && send[later] !== NONE && !isInside(trace, cut, send[later]),
  );
  return found === undefined ? [] : [{ kind: "overtaken", earlier: found.earlier, later: found.later }];
}

/**
 * The computation of the trace with one snapshot, which these initiators start, and which records the cut: what is inside
 * happens first, then everybody records, then comes the rest, in ticks of its own. The trace's own snapshots and their markers
 * are left out, for they are no part of the computation. Raises an error where the replay does not come to the cut.
 */
export function recordingTrace(trace: Trace, cut: Cut, initiators: readonly ProcessId[]): Trace {
  const { computation, own, start } = reorderedComputation(trace, cut);
  const request = { initiators, at: start, latency: { kind: "fixed", value: 1 } as const };
  const replay = replayOf(computation, request, chandyLamport);
  replay?.run();
  const recorded = replay?.finish();
  if (recorded === undefined || !isRecordingOf(recorded, computation, own)) {
    throw new Error("the replay of a cut that can be recorded does not record it");
  }
  return recorded;
}

/** The events that are not only a snapshot's, those inside the cut first; `own`: the cut through them. */
function reorderedComputation(trace: Trace, cut: Cut) {
  const { order } = linearOrder(trace);
  const isOfSnapshot = snapshotEvents(trace);
  const kept = order.filter((event) => !isOfSnapshot(event));
  const inside = kept.filter((event) => isInside(trace, cut, event));
  const outside = kept.filter((event) => !isInside(trace, cut, event));
  const own = new Uint32Array(trace.processes.length);
  for (const event of inside) own[trace.events.process[event]]++;
  const copy = new ComputationCopy(trace);
  inside.forEach((event, i) => {
    copy.add(event, i + 1);
  });
  const start = inside.length + 1;
  // Markers take a tick each, and no way to anybody is longer than the number of processes.
  const after = start + trace.processes.length + 1;
  outside.forEach((event, i) => {
    copy.add(event, after + i);
  });
  return { computation: copy.build(), own, start };
}

/** Whether a trace's only snapshot recorded what the cut of the trace without it holds. */
function isRecordingOf(recorded: Trace, computation: Trace, cut: Cut): boolean {
  const [snapshot] = recorded.snapshots;
  if (snapshot === undefined || snapshot.unfinished !== undefined) return false;
  const { inTransit } = verifyCut(computation, cut);
  const messages = new Set<number>(snapshot.channelMessages);
  if (messages.size !== inTransit.length || inTransit.some((message) => !messages.has(message))) return false;
  const inserted = new Set<number>(recorded.inserted);
  return computation.processes.every((_, p) => {
    let own = 0;
    for (let i = 0; i < snapshot.frontier[p]; i++) if (!inserted.has(recorded.firstEvent[p] + i)) own++;
    return own === cut[p];
  });
}
