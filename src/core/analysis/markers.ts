// The markers of a trace by the snapshot that they belong to, and whether a process waited for all of its markers before
// it recorded. What the rules say of markers is checked in markerRules.ts.

import { type MessageId, NONE } from "../trace/ids.ts";
import { MessageKind, OUTSIDE_CUTS, receiverOf, type Snapshot, type Trace } from "../trace/trace.ts";

/** Whether a message is a marker of a snapshot that the trace holds. */
export function isOwnMarker(trace: Trace, snapshot: Snapshot, message: number): boolean {
  const { kind, payload } = trace.messages;
  return kind[message] === MessageKind.marker && trace.snapshots[payload[message]] === snapshot;
}

/** The markers of each snapshot, by its index; without those that a replay put in, and without other control messages. */
export function markersBySnapshot(trace: Trace): ReadonlyMap<number, readonly MessageId[]> {
  const { kind, payload, flags } = trace.messages;
  const lists = new Map<number, MessageId[]>();
  for (let m = 0; m < kind.length; m++) {
    if (kind[m] !== MessageKind.marker || (flags[m] & OUTSIDE_CUTS) !== 0) continue;
    const list = lists.get(payload[m]);
    if (list === undefined) lists.set(payload[m], [m as MessageId]);
    else list.push(m as MessageId);
  }
  return lists;
}

/** Tells of a process whether it recorded only when the markers of several channels, and all that ever came, were there. */
export function alignedIn(trace: Trace, snapshot: Snapshot): (process: number) => boolean {
  const received = new Map<number, { count: number; isLate: boolean }>();
  const { receive } = trace.messages;
  for (let m = 0; m < receive.length; m++) {
    if (receive[m] === NONE || !isOwnMarker(trace, snapshot, m)) continue;
    const process = receiverOf(trace, m);
    const known = received.get(process) ?? { count: 0, isLate: false };
    const isLate = known.isLate || receive[m] > snapshot.recordEvents[process];
    received.set(process, { count: known.count + 1, isLate });
  }
  return (process) => {
    const markers = received.get(process);
    return markers !== undefined && markers.count > 1 && !markers.isLate;
  };
}
