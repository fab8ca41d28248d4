// Stopping the world, the baseline of which all others save something: Y. Tamir and C. H. Séquin, "Error Recovery in
// Multicomputers Using Global Checkpoints", ICPP 1984. First phase: everybody stops sending and tells how much it has sent.
// Second: everybody learns how much comes to it, waits for it, and records; the channels are empty. Then all go on. Waves
// over spanning trees of channels carry it; no order of the channels is assumed, since messages are counted.

import type { ChannelId, MessageId, ProcessId } from "../../trace/ids.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";
import { added, Waves } from "../waves.ts";

export const stopTheWorld: SnapshotAlgorithm = {
  id: "stop-the-world",
  name: "Two-phase stop the world",
  source:
    "Y. Tamir, C. H. Séquin: Error Recovery in Multicomputers Using Global Checkpoints. 13th Int. Conf. on Parallel Processing, 32–41, 1984",
  assumes: { fifo: false, reliable: true, reachable: true, returns: true, oneInitiator: true },
  consistent: true,
  startedBy: "initiators",
  notReplayable: "it stops processes from sending, and in a recorded trace they have sent already",
  begin: (actions, snapshots) => new StopTheWorldRun(actions, snapshots),
};

/** One snapshot: who started it, who has stopped, how many messages each waits for, who has recorded and gone on. */
interface Part {
  initiator: ProcessId | undefined;
  readonly stopped: Set<ProcessId>;
  readonly expected: Map<ProcessId, number>;
  readonly recorded: Set<ProcessId>;
  readonly resumed: Set<ProcessId>;
}

interface State {
  readonly waves: unknown;
  readonly sent: Uint32Array;
  readonly received: Uint32Array;
  readonly parts: readonly Part[];
}

class StopTheWorldRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  readonly #waves: Waves;
  /** Messages sent on each channel, and received by each process, since the beginning. */
  readonly #sent: Uint32Array;
  readonly #received: Uint32Array;
  #parts: Part[];

  constructor(actions: SnapshotActions, snapshots: number) {
    this.#actions = actions;
    this.#waves = new Waves(actions);
    this.#sent = new Uint32Array(actions.system.channels.length);
    this.#received = new Uint32Array(actions.system.names.length);
    this.#parts = Array.from({ length: snapshots }, () => ({
      initiator: undefined,
      stopped: new Set(),
      expected: new Map(),
      recorded: new Set(),
      resumed: new Set(),
    }));
  }

  start(snapshot: number, process: ProcessId): void {
    if (this.#parts[snapshot].initiator !== undefined) return;
    this.#parts[snapshot].initiator = process;
    this.#actions.awaitEnd(snapshot);
    this.#stop(snapshot, process, process);
  }

  sending(_message: MessageId, channel: ChannelId): number {
    this.#sent[channel]++;
    return 0;
  }

  arriving(_message: MessageId, channel: ChannelId): void {
    this.#received[this.#actions.system.channels[channel].to]++;
  }

  received(_message: MessageId, channel: ChannelId): void {
    const { to } = this.#actions.system.channels[channel];
    for (let snapshot = 0; snapshot < this.#parts.length; snapshot++) this.#checkDrained(snapshot, to);
  }

  markerReceived(): void {}

  controlReceived(snapshot: number, channel: ChannelId, kind: string, words: Words): void {
    const root = this.#parts[snapshot].initiator;
    const { to } = this.#actions.system.channels[channel];
    if (root === undefined) return;
    if (kind === "stop") this.#stop(snapshot, root, to);
    else if (kind === "stopped") this.#stopped(snapshot, root, to, words);
    else if (kind === "record") this.#expect(snapshot, root, to, words);
    else if (kind === "recorded") this.#recorded(snapshot, root, to);
    else this.#resume(snapshot, root, to);
  }

  save(): State {
    return {
      waves: this.#waves.save(),
      sent: this.#sent.slice(),
      received: this.#received.slice(),
      parts: this.#parts.map(copied),
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#waves.restore(state.waves);
    this.#sent.set(state.sent);
    this.#received.set(state.received);
    this.#parts = state.parts.map(copied);
  }

  #stop(snapshot: number, root: ProcessId, process: ProcessId): void {
    const { stopped } = this.#parts[snapshot];
    if (stopped.has(process)) return;
    stopped.add(process);
    this.#actions.holds.sends(snapshot, process, true);
    this.#waves.tell(snapshot, "stop", root, process);
    const { names, outgoing, channels } = this.#actions.system;
    const sent = new Array<number>(names.length).fill(0);
    for (const channel of outgoing[process]) sent[channels[channel].to] += this.#sent[channel];
    this.#stopped(snapshot, root, process, sent);
  }

  #stopped(snapshot: number, root: ProcessId, process: ProcessId, sent: Words): void {
    const all = this.#waves.gather(snapshot, "stopped", root, process, sent, added);
    if (all !== undefined) this.#expect(snapshot, root, process, all);
  }

  #expect(snapshot: number, root: ProcessId, process: ProcessId, expected: Words): void {
    this.#waves.tell(snapshot, "record", root, process, expected);
    this.#parts[snapshot].expected.set(process, expected[process]);
    this.#checkDrained(snapshot, process);
  }

  /** A process that has received all that is on its way to it records itself, and its channels as empty. */
  #checkDrained(snapshot: number, process: ProcessId): void {
    const { initiator, expected, recorded } = this.#parts[snapshot];
    if (initiator === undefined || recorded.has(process)) return;
    if (expected.get(process) !== this.#received[process]) return;
    recorded.add(process);
    this.#actions.recordProcess(snapshot, process);
    for (const channel of this.#actions.system.incoming[process]) {
      this.#actions.finishChannel(snapshot, channel);
    }
    this.#recorded(snapshot, initiator, process);
  }

  #recorded(snapshot: number, root: ProcessId, process: ProcessId): void {
    const all = this.#waves.gather(snapshot, "recorded", root, process, [], added);
    if (all !== undefined) this.#resume(snapshot, root, process);
  }

  /** All go on. The snapshot ends, and the counting of what it costs, when the last one does. */
  #resume(snapshot: number, root: ProcessId, process: ProcessId): void {
    const { resumed } = this.#parts[snapshot];
    if (resumed.has(process)) return;
    resumed.add(process);
    this.#waves.tell(snapshot, "resume", root, process);
    this.#actions.holds.sends(snapshot, process, false);
    if (resumed.size === this.#actions.system.names.length) this.#actions.end(snapshot);
  }
}

function copied(part: Part): Part {
  return {
    initiator: part.initiator,
    stopped: new Set(part.stopped),
    expected: new Map(part.expected),
    recorded: new Set(part.recorded),
    resumed: new Set(part.resumed),
  };
}
