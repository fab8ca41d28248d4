// The snapshot algorithm of K. M. Chandy and L. Lamport, "Distributed Snapshots: Determining Global States of
// Distributed Systems", ACM TOCS 3(1), 1985, §3. Assumes FIFO channels without loss, and that every process can be
// reached from an initiator. Any process may start, several may start the same snapshot, and many may be under way.

import type { ChannelId, MessageId, ProcessId } from "../../trace/ids.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun } from "../snapshotAlgorithm.ts";

/** A channel's part in one snapshot, seen from its receiver. */
const idle = 0;
const recording = 1;
const finished = 2;

export const chandyLamport: SnapshotAlgorithm = {
  id: "chandy-lamport",
  name: "Chandy–Lamport",
  source: "K. M. Chandy, L. Lamport: Distributed Snapshots. ACM TOCS 3(1), 63–75, 1985, §3",
  assumes: { fifo: true, reliable: true, reachable: true },
  consistent: true,
  exploration: { markers: "with-record", forgetsMessages: true },
  startedBy: "initiators",
  begin: (actions, snapshots) => new ChandyLamportRun(actions, snapshots),
};

interface RunState {
  readonly recorded: readonly Uint8Array[];
  readonly channel: readonly Uint8Array[];
  readonly recordingOn: Uint32Array;
}

class ChandyLamportRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  /** For each snapshot: which processes have recorded, and what the channels do. */
  readonly #recorded: Uint8Array[];
  readonly #channel: Uint8Array[];
  /** How many snapshots are recording each channel; 0 for most, which keeps an ordinary receipt cheap. */
  readonly #recordingOn: Uint32Array;

  constructor(actions: SnapshotActions, snapshots: number) {
    const { names, channels } = actions.system;
    this.#actions = actions;
    this.#recorded = Array.from({ length: snapshots }, () => new Uint8Array(names.length));
    this.#channel = Array.from({ length: snapshots }, () => new Uint8Array(channels.length));
    this.#recordingOn = new Uint32Array(channels.length);
  }

  start(snapshot: number, process: ProcessId): void {
    if (this.#recorded[snapshot][process] === 0) this.#record(snapshot, process);
  }

  /** A message that comes after its receiver has recorded and before the channel's marker was sent before the sender recorded. */
  received(message: MessageId, channel: ChannelId): void {
    if (this.#recordingOn[channel] === 0) return;
    this.#channel.forEach((state, snapshot) => {
      if (state[channel] === recording) this.#actions.recordMessage(snapshot, channel, message);
    });
  }

  /**
   * Marker-receiving rule for process q on channel c: if q has not recorded its state, it records it and records c
   * as empty; otherwise c's state is what q received on c since it recorded.
   */
  markerReceived(snapshot: number, channel: ChannelId): void {
    const process = this.#actions.system.channels[channel].to;
    if (this.#recorded[snapshot][process] === 0) this.#record(snapshot, process);
    if (this.#channel[snapshot][channel] !== recording) return;
    this.#channel[snapshot][channel] = finished;
    this.#recordingOn[channel]--;
    this.#actions.finishChannel(snapshot, channel);
  }

  save(): RunState {
    return {
      recorded: this.#recorded.map((row) => row.slice()),
      channel: this.#channel.map((row) => row.slice()),
      recordingOn: this.#recordingOn.slice(),
    };
  }

  restore(saved: unknown): void {
    const state = saved as RunState;
    state.recorded.forEach((row, snapshot) => {
      this.#recorded[snapshot].set(row);
    });
    state.channel.forEach((row, snapshot) => {
      this.#channel[snapshot].set(row);
    });
    this.#recordingOn.set(state.recordingOn);
  }

  /**
   * Marker-sending rule for process p: on each outgoing channel p sends one marker after it records its state and
   * before it sends anything else on that channel. From here on the incoming channels are being recorded.
   */
  #record(snapshot: number, process: ProcessId): void {
    const { system } = this.#actions;
    this.#recorded[snapshot][process] = 1;
    this.#actions.recordProcess(snapshot, process);
    for (const channel of system.incoming[process]) {
      if (this.#channel[snapshot][channel] !== idle) continue;
      this.#channel[snapshot][channel] = recording;
      this.#recordingOn[channel]++;
    }
    for (const channel of system.outgoing[process]) this.#actions.sendMarker(snapshot, channel);
  }
}
