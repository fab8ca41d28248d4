// Is a recorded snapshot right? Its cut must be consistent, its recorded channel states must be the messages in
// transit at the cut, each once, and no token may be missing or there twice.

import { type GlobalState, recordedState } from "../trace/globalState.ts";
import { asProcess, type MessageId, NONE } from "../trace/ids.ts";
import type { Snapshot, Trace } from "../trace/trace.ts";
import { type CutVerdict, isConserved, type SnapshotVerdict } from "../trace/verdict.ts";
import { holdsTokens, tokenDifference } from "./conservation.ts";
import { verifyCut } from "./consistency.ts";

/** The verdict on a snapshot. A process that never recorded leaves it unknown, whatever the others recorded. */
export function verifySnapshot(trace: Trace, snapshot: Snapshot): SnapshotVerdict {
  const cut = cutVerdict(trace, snapshot);
  if (cut.kind === "unknown") return { kind: "unknown", cut, unrecorded: [], wronglyRecorded: [] };
  const recorded = new Set(snapshot.channelMessages);
  const inTransit = new Set<number>(cut.inTransit);
  const unrecorded = snapshot.unfinished ? [] : cut.inTransit.filter((message) => !recorded.has(message));
  // Each message in transit accounts for one recording; one that is recorded again is recorded wrongly.
  const wronglyRecorded = (Array.from(snapshot.channelMessages) as MessageId[]).filter(
    (message) => !inTransit.delete(message),
  );
  const tokens = tokensOfSnapshot(trace, snapshot);
  const right =
    cut.kind === "consistent" &&
    unrecorded.length === 0 &&
    wronglyRecorded.length === 0 &&
    (tokens === undefined || isConserved(tokens));
  return { kind: right ? "consistent" : "inconsistent", cut, unrecorded, wronglyRecorded, tokens };
}

function cutVerdict(trace: Trace, snapshot: Snapshot): CutVerdict {
  const verdict = verifyCut(trace, snapshot.frontier);
  const missing = trace.processes
    .map((_, p) => asProcess(p))
    .filter((p) => snapshot.recordEvents[p] === NONE);
  if (missing.length === 0) return verdict;
  return {
    kind: "unknown",
    reason: { kind: "never-recorded", processes: missing },
    orphans: [],
    inTransit: [],
  };
}

function tokensOfSnapshot(trace: Trace, snapshot: Snapshot) {
  if (snapshot.unfinished !== undefined || !holdsTokens(trace)) return undefined;
  const state: GlobalState = recordedState(trace, snapshot);
  return tokenDifference(trace, state);
}
