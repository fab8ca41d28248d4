// Asynchronous barriers without alignment, as Apache Flink has them (FLIP-76: Unaligned Checkpoints, 2020) beside those of
// Carbone et al. 2015: a process records at its first barrier, and barriers overtake the data that is under way. What is
// overtaken is the channel's state: each barrier says how many messages were sent before it, and those of them that come
// after the recording are kept with it. Assumes FIFO channels for the data.

import type { ChannelId, MessageId, ProcessId } from "../../trace/ids.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";

export const unalignedBarriers: SnapshotAlgorithm = {
  id: "barriers-unaligned",
  name: "Asynchronous barriers, unaligned",
  source:
    "Apache Flink, FLIP-76: Unaligned Checkpoints, 2020; after P. Carbone et al.: Lightweight Asynchronous Snapshots for Distributed Dataflows. arXiv:1506.08603, 2015",
  assumes: { fifo: true, reliable: true, reachable: true },
  consistent: true,
  startedBy: "initiators",
  begin: (actions, snapshots) => new UnalignedRun(actions, snapshots),
};

/** A channel in one snapshot, seen from its receiver: how many messages came before it recorded, and before the barrier was sent. */
interface Input {
  readonly before: number | undefined;
  readonly sent: number | undefined;
  readonly isFinished: boolean;
}

const UNKNOWN: Input = { before: undefined, sent: undefined, isFinished: false };

interface State {
  readonly sent: Uint32Array;
  readonly received: Uint32Array;
  readonly recorded: readonly Uint8Array[];
  readonly inputs: readonly (readonly Input[])[];
}

class UnalignedRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  /** Messages sent and received on each channel since the beginning. */
  readonly #sent: Uint32Array;
  readonly #received: Uint32Array;
  readonly #recorded: Uint8Array[];
  #inputs: Input[][];

  constructor(actions: SnapshotActions, snapshots: number) {
    const { names, channels } = actions.system;
    this.#actions = actions;
    this.#sent = new Uint32Array(channels.length);
    this.#received = new Uint32Array(channels.length);
    this.#recorded = Array.from({ length: snapshots }, () => new Uint8Array(names.length));
    this.#inputs = Array.from({ length: snapshots }, () => channels.map(() => UNKNOWN));
  }

  start(snapshot: number, process: ProcessId): void {
    if (this.#recorded[snapshot][process] === 0) this.#record(snapshot, process);
  }

  sending(_message: MessageId, channel: ChannelId): number {
    this.#sent[channel]++;
    return 0;
  }

  /** The next message of a channel: of its state, where it comes after the recording and was sent before the barrier. */
  arriving(message: MessageId, channel: ChannelId): void {
    const place = ++this.#received[channel];
    this.#inputs.forEach((row, snapshot) => {
      const { before, sent, isFinished } = row[channel];
      if (before === undefined || isFinished || (sent !== undefined && place > sent)) return;
      this.#actions.recordMessage(snapshot, channel, message);
      this.#checkFinished(snapshot, channel);
    });
  }

  received(): void {}

  markerReceived(): void {}

  controlReceived(snapshot: number, channel: ChannelId, _kind: string, [sent]: Words): void {
    const { to } = this.#actions.system.channels[channel];
    if (this.#recorded[snapshot][to] === 0) this.#record(snapshot, to);
    const row = this.#inputs[snapshot];
    row[channel] = { ...row[channel], sent };
    this.#checkFinished(snapshot, channel);
  }

  save(): State {
    return {
      sent: this.#sent.slice(),
      received: this.#received.slice(),
      recorded: this.#recorded.map((row) => row.slice()),
      inputs: this.#inputs.map((row) => [...row]),
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#sent.set(state.sent);
    this.#received.set(state.received);
    state.recorded.forEach((row, snapshot) => {
      this.#recorded[snapshot].set(row);
    });
    this.#inputs = state.inputs.map((row) => [...row]);
  }

  #record(snapshot: number, process: ProcessId): void {
    const { incoming, outgoing } = this.#actions.system;
    this.#recorded[snapshot][process] = 1;
    this.#actions.recordProcess(snapshot, process);
    for (const channel of incoming[process]) {
      const row = this.#inputs[snapshot];
      row[channel] = { ...row[channel], before: this.#received[channel] };
    }
    for (const channel of outgoing[process]) {
      this.#actions.sendControl(snapshot, channel, "barrier", [this.#sent[channel]], { overtakes: true });
    }
  }

  #checkFinished(snapshot: number, channel: ChannelId): void {
    const input = this.#inputs[snapshot][channel];
    if (input.isFinished || input.sent === undefined || this.#received[channel] < input.sent) return;
    this.#inputs[snapshot][channel] = { ...input, isFinished: true };
    this.#actions.finishChannel(snapshot, channel);
  }
}
