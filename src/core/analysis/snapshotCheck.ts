// Is a recorded snapshot right? Its cut must be consistent, its recorded channel states must be the messages in
// transit at the cut, each once, and no token may be missing or there twice.

import { classifyMessages } from "../trace/cut.ts";
import { type GlobalState, recordedState } from "../trace/globalState.ts";
import type { MessageId } from "../trace/ids.ts";
import { neverRecorded, receiverOf, type Snapshot, senderOf, type Trace } from "../trace/trace.ts";
import { type CutVerdict, isConserved, type SnapshotVerdict } from "../trace/verdict.ts";
import { holdsTokens, tokenDifference } from "./conservation.ts";
import { verifyCut } from "./consistency.ts";
import { alignedIn, isOwnMarker } from "./markers.ts";

/**
 * The verdict on a snapshot. A process that takes part and never recorded leaves it unknown, unless what the others
 * recorded contradicts itself already.
 */
export function verifySnapshot(trace: Trace, snapshot: Snapshot): SnapshotVerdict {
  const cut = cutVerdict(trace, snapshot);
  const foreign = snapshot.foreignMessages ?? 0;
  if (cut.kind === "unknown" || neverRecorded(snapshot).length > 0) {
    return { kind: cut.kind, cut, unrecorded: [], wronglyRecorded: [], untold: [], foreign };
  }
  const isTold = toldChannels(trace, snapshot);
  const recorded = new Set(snapshot.channelMessages);
  const inTransit = new Set<number>(cut.inTransit);
  const unrecorded = snapshot.unfinished
    ? []
    : cut.inTransit.filter((message) => isTold(message) && !recorded.has(message));
  const untold = cut.inTransit.filter((message) => !isTold(message) && !recorded.has(message));
  // Each message in transit accounts for one recording; one that is recorded again is recorded wrongly.
  const wronglyRecorded = (Array.from(snapshot.channelMessages) as MessageId[]).filter(
    (message) => !inTransit.delete(message),
  );
  const tokens = untold.length > 0 || foreign > 0 ? undefined : tokensOfSnapshot(trace, snapshot);
  const right =
    cut.kind === "consistent" &&
    unrecorded.length === 0 &&
    wronglyRecorded.length === 0 &&
    (tokens === undefined || isConserved(tokens));
  const kind = !right ? "inconsistent" : foreign > 0 ? "unknown" : "consistent";
  return { kind, cut, unrecorded, wronglyRecorded, untold, foreign, tokens };
}

function cutVerdict(trace: Trace, snapshot: Snapshot): CutVerdict {
  const verdict = withoutAligned(trace, snapshot, verifyCut(trace, snapshot.frontier));
  const missing = neverRecorded(snapshot);
  if (missing.length === 0) return verdict;
  // Whatever the cut holds of a process that never recorded, an orphan between two that did stays one.
  const unknown = new Set<number>(missing);
  const orphans = verdict.orphans.filter(
    (message) => !unknown.has(senderOf(trace, message)) && !unknown.has(receiverOf(trace, message)),
  );
  if (orphans.length > 0) return { kind: "inconsistent", orphans, inTransit: [] };
  return {
    kind: "unknown",
    reason: { kind: "never-recorded", processes: missing },
    orphans: [],
    inTransit: [],
  };
}

/**
 * Where a process waits for the markers of all its channels, keeping back what comes after each, before it records
 * (P. Carbone et al., "Lightweight Asynchronous Snapshots for Distributed Dataflows", 2015), the markers themselves come
 * before its recording. They are the snapshot's own and no part of the computation, so they make no orphans.
 */
function withoutAligned(trace: Trace, snapshot: Snapshot, verdict: CutVerdict): CutVerdict {
  if (verdict.kind !== "inconsistent" || snapshot.algorithm !== "recorded") return verdict;
  const isAligned = alignedIn(trace, snapshot);
  const orphans = verdict.orphans.filter(
    (message) => !isOwnMarker(trace, snapshot, message) || !isAligned(receiverOf(trace, message)),
  );
  if (orphans.length > 0) return { ...verdict, orphans };
  const { unknown } = classifyMessages(trace, snapshot.frontier);
  const { inTransit } = verdict;
  if (unknown.length === 0) return { kind: "consistent", orphans, inTransit };
  return { kind: "unknown", reason: { kind: "send-unknown", messages: unknown }, orphans, inTransit };
}

/** Whether a message is on a channel of whose recorded content the source tells. */
function toldChannels(trace: Trace, { toldChannels: told }: Snapshot): (message: number) => boolean {
  if (told === undefined) return () => true;
  const channels = new Set<number>(told);
  return (message) => channels.has(trace.messages.channel[message]);
}

function tokensOfSnapshot(trace: Trace, snapshot: Snapshot) {
  if (snapshot.unfinished !== undefined || !holdsTokens(trace)) return undefined;
  const state: GlobalState = recordedState(trace, snapshot);
  return tokenDifference(trace, state);
}
