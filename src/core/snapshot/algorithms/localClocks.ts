// Recording by local clocks: everybody knows a time beforehand and records itself when its own clock shows it; no message is
// sent, and nobody records a channel. Clocks that differ break the cut: who is ahead records too early and sends what others
// receive before they record. Even with perfect clocks the messages under way are lost from the snapshot. How little clocks
// say of the order of events is L. Lamport's subject: Time, Clocks, and the Ordering of Events, CACM 21(7), 1978.

import type { SnapshotAlgorithm } from "../snapshotAlgorithm.ts";
import { independent } from "./independent.ts";

/** When a clock that is `skew` ahead at the time 0, and gains `drift` a unit, shows a time. */
export function timeOnClock(
  shown: number,
  { skew, drift }: { readonly skew: number; readonly drift: number },
): number {
  return (shown - skew) / (1 + drift);
}

/** Each process does what it does in independent recording; only when it starts is agreed upon. */
export const localClocks: SnapshotAlgorithm = {
  id: "local-clocks",
  name: "Recording by local clocks",
  source:
    "an agreed time, no coordination; L. Lamport: Time, Clocks, and the Ordering of Events in a Distributed System. CACM 21(7), 558–565, 1978",
  assumes: { fifo: false, reliable: false, reachable: false },
  consistent: false,
  startedBy: "everyone",
  begin: (actions, snapshots) => independent.begin(actions, snapshots),
};
