// Independent recording: each process records itself when it is told to, no marker is sent, and nobody records a channel.
// It needs no assumption and keeps no promise: messages under way are lost from the snapshot, and one that is received
// before its receiver records, but sent after its sender did, is in it twice. The strawman of Chandy and Lamport's
// §1–2 (ACM TOCS 3(1), 1985), and the base of the domino effect: B. Randell, IEEE TSE SE-1(2), 220–232, 1975.

import type { ProcessId } from "../../trace/ids.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun } from "../snapshotAlgorithm.ts";

export const independent: SnapshotAlgorithm = {
  id: "independent",
  name: "Independent recording",
  source:
    "no coordination; B. Randell: System Structure for Software Fault Tolerance. IEEE TSE SE-1(2), 220–232, 1975",
  assumes: { fifo: false, reliable: false, reachable: false },
  consistent: false,
  exploration: { markers: "none", forgetsMessages: true },
  startedBy: "everyone",
  begin: (actions, snapshots) => new IndependentRun(actions, snapshots),
};

class IndependentRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  /** For each snapshot, which processes have recorded. */
  readonly #recorded: Uint8Array[];

  constructor(actions: SnapshotActions, snapshots: number) {
    this.#actions = actions;
    this.#recorded = Array.from({ length: snapshots }, () => new Uint8Array(actions.system.names.length));
  }

  start(snapshot: number, process: ProcessId): void {
    if (this.#recorded[snapshot][process] === 1) return;
    this.#recorded[snapshot][process] = 1;
    this.#actions.recordProcess(snapshot, process);
    for (const channel of this.#actions.system.incoming[process]) {
      this.#actions.finishChannel(snapshot, channel);
    }
  }

  received(): void {}

  markerReceived(): void {}

  save(): readonly Uint8Array[] {
    return this.#recorded.map((row) => row.slice());
  }

  restore(saved: unknown): void {
    (saved as readonly Uint8Array[]).forEach((row, snapshot) => {
      this.#recorded[snapshot].set(row);
    });
  }
}
