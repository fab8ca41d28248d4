// Asynchronous barrier snapshots: P. Carbone, G. Fóra, S. Ewen, S. Haridi, K. Tzoumas, "Lightweight Asynchronous Snapshots for
// Distributed Dataflows", arXiv:1506.08603, 2015, Algorithms 1 and 2. A process keeps back what comes behind a barrier until
// all its inputs have theirs, then records and sends barriers on: between acyclic inputs no channel has a state. Messages of a
// cycle are logged until its barrier comes back on a back edge. Assumes FIFO channels and one initiator, the source.

import { DeliveryGate } from "../../simulation/deliveryGate.ts";
import type { System } from "../../simulation/system.ts";
import type { ChannelId, MessageId, ProcessId } from "../../trace/ids.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";

export const alignedBarriers: SnapshotAlgorithm = {
  id: "barriers-aligned",
  name: "Asynchronous barriers, aligned",
  source:
    "P. Carbone, G. Fóra, S. Ewen, S. Haridi, K. Tzoumas: Lightweight Asynchronous Snapshots for Distributed Dataflows. arXiv:1506.08603, 2015, §4",
  assumes: { fifo: true, reliable: true, reachable: true, oneInitiator: true },
  consistent: true,
  startedBy: "initiators",
  gate: ({ channels }, network) => new DeliveryGate(channels.length, network),
  notReplayable: "it keeps messages back behind barriers, and in a recorded trace they have come already",
  begin: (actions, snapshots) => new AlignedRun(actions, snapshots),
};

/** A channel's part in one snapshot. */
const open = 0;
const held = 1;
const logged = 2;
const finished = 3;

interface State {
  readonly sources: readonly (ProcessId | undefined)[];
  readonly queue: readonly number[];
  readonly left: Uint32Array;
  readonly recorded: readonly Uint8Array[];
  readonly channel: readonly Uint8Array[];
}

class AlignedRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  /** Back edges of the system seen from each process, once they are asked for. */
  readonly #backEdges = new Map<ProcessId, ReadonlySet<ChannelId>>();
  #sources: (ProcessId | undefined)[];
  /** The snapshot under way, and those that wait for their turn. */
  #queue: number[] = [];
  /** For each snapshot, how many processes have not recorded and how many channels are not finished. */
  readonly #left: Uint32Array;
  readonly #recorded: Uint8Array[];
  readonly #channel: Uint8Array[];

  constructor(actions: SnapshotActions, snapshots: number) {
    const { names, channels } = actions.system;
    this.#actions = actions;
    this.#sources = new Array(snapshots).fill(undefined);
    this.#left = new Uint32Array(snapshots).fill(names.length + channels.length);
    this.#recorded = Array.from({ length: snapshots }, () => new Uint8Array(names.length));
    this.#channel = Array.from({ length: snapshots }, () => new Uint8Array(channels.length));
  }

  /**
   * Two sources' barriers could come in different orders on a process's inputs, and each would hold back what the other waits
   * for: so the coordinator lets one snapshot be under way at a time, as Flink does by default, and the others wait.
   */
  start(snapshot: number, process: ProcessId): void {
    if (this.#sources[snapshot] !== undefined) return;
    this.#sources[snapshot] = process;
    this.#queue.push(snapshot);
    if (this.#queue.length === 1) this.#record(snapshot, process);
  }

  /** What comes on a back edge before its barrier, and after the recording, was in transit. */
  received(message: MessageId, channel: ChannelId): void {
    this.#channel.forEach((row, snapshot) => {
      if (row[channel] === logged) this.#actions.recordMessage(snapshot, channel, message);
    });
  }

  markerReceived(): void {}

  controlReceived(snapshot: number, channel: ChannelId, _kind: string, _words: Words): void {
    const { to } = this.#actions.system.channels[channel];
    const row = this.#channel[snapshot];
    if (row[channel] === finished || row[channel] === held) return;
    if (this.#recorded[snapshot][to] === 1) {
      this.#finish(snapshot, channel);
      return;
    }
    row[channel] = held;
    this.#actions.holds.deliveries(snapshot, channel, true);
    const inputs = this.#actions.system.incoming[to];
    const back = this.#backEdgesFrom(this.#sources[snapshot] ?? to);
    if (inputs.every((input) => row[input] === held || back.has(input))) this.#record(snapshot, to);
  }

  save(): State {
    return {
      sources: [...this.#sources],
      queue: [...this.#queue],
      left: this.#left.slice(),
      recorded: this.#recorded.map((row) => row.slice()),
      channel: this.#channel.map((row) => row.slice()),
    };
  }

  restore(saved: unknown): void {
    const { sources, queue, left, recorded, channel } = saved as State;
    this.#sources = [...sources];
    this.#queue = [...queue];
    this.#left.set(left);
    recorded.forEach((row, snapshot) => {
      this.#recorded[snapshot].set(row);
    });
    channel.forEach((row, snapshot) => {
      this.#channel[snapshot].set(row);
    });
  }

  /** Records, sends barriers, and lets go: channels whose barrier has come are empty, the others are logged from here on. */
  #record(snapshot: number, process: ProcessId): void {
    const { incoming, outgoing } = this.#actions.system;
    const row = this.#channel[snapshot];
    this.#recorded[snapshot][process] = 1;
    this.#actions.recordProcess(snapshot, process);
    for (const channel of outgoing[process]) this.#actions.sendControl(snapshot, channel, "barrier", []);
    for (const channel of incoming[process]) {
      if (row[channel] === open) {
        row[channel] = logged;
        continue;
      }
      this.#actions.holds.deliveries(snapshot, channel, false);
      this.#finish(snapshot, channel);
    }
    this.#oneLess(snapshot);
  }

  #finish(snapshot: number, channel: ChannelId): void {
    this.#channel[snapshot][channel] = finished;
    this.#actions.finishChannel(snapshot, channel);
    this.#oneLess(snapshot);
  }

  /** Once a snapshot is over the next one that waits begins. */
  #oneLess(snapshot: number): void {
    if (--this.#left[snapshot] > 0) return;
    this.#queue.shift();
    const [next] = this.#queue;
    const source = next === undefined ? undefined : this.#sources[next];
    if (source !== undefined) this.#record(next, source);
  }

  #backEdgesFrom(source: ProcessId): ReadonlySet<ChannelId> {
    const known = this.#backEdges.get(source) ?? backEdges(this.#actions.system, source);
    this.#backEdges.set(source, known);
    return known;
  }
}

/** The channels that lead back to a process on the path that a depth-first search from the source is on: without them there is no cycle. */
function backEdges(system: System, source: ProcessId): Set<ChannelId> {
  const back = new Set<ChannelId>();
  const state = new Uint8Array(system.names.length);
  const path: { readonly process: ProcessId; next: number }[] = [{ process: source, next: 0 }];
  const [onPath, done] = [1, 2];
  state[source] = onPath;
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const channel = system.outgoing[top.process][top.next++];
    if (channel === undefined) {
      state[top.process] = done;
      path.pop();
      continue;
    }
    const { to } = system.channels[channel];
    if (state[to] === onPath) back.add(channel);
    if (state[to] !== 0) continue;
    state[to] = onPath;
    path.push({ process: to, next: 0 });
  }
  return back;
}
