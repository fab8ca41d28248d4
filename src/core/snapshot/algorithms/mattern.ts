// The snapshot algorithm with vector counters of F. Mattern, "Efficient Algorithms for Distributed Snapshots and Global Virtual
// Time Approximation", JPDC 18(4), 1993. Channels need no order: messages have colours as with Lai and Yang, but are only
// counted. A first wave makes everybody red and adds up how many white messages go to each process; a second tells each, and
// when they have all come, it is done. White to red was in transit. Waves go over spanning trees (in the paper: any round).

import { asProcess, type ChannelId, type MessageId, type ProcessId } from "../../trace/ids.ts";
import { Colours } from "../colours.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";
import { added, Waves } from "../waves.ts";

export const mattern: SnapshotAlgorithm = {
  id: "mattern",
  name: "Mattern, vector counters",
  source:
    "F. Mattern: Efficient Algorithms for Distributed Snapshots and Global Virtual Time Approximation. JPDC 18(4), 423–434, 1993",
  assumes: { fifo: false, reliable: true, reachable: true, returns: true },
  consistent: true,
  startedBy: "initiators",
  carriedBits: 1,
  begin: (actions, snapshots) => new MatternRun(actions, snapshots),
};

/** One snapshot: who collects, and of each process what is known. */
interface Part {
  collector: ProcessId | undefined;
  /** How many white messages each process has sent on its channels, by destination; once it is red. */
  readonly sentBy: Map<ProcessId, Words>;
  /** How many white messages each process has received, once it is red. */
  readonly received: Map<ProcessId, number>;
  /** How many each has to receive, once it was told. */
  readonly expected: Map<ProcessId, number>;
  readonly done: Set<ProcessId>;
  readonly isTold: Set<ProcessId>;
}

interface State {
  readonly colours: unknown;
  readonly waves: unknown;
  readonly sent: Uint32Array;
  readonly received: Uint32Array;
  readonly parts: readonly Part[];
}

class MatternRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  readonly #colours: Colours;
  readonly #waves: Waves;
  /** Messages sent on each channel, and received by each process, since the beginning. */
  readonly #sent: Uint32Array;
  readonly #received: Uint32Array;
  #parts: Part[];

  constructor(actions: SnapshotActions, snapshots: number) {
    this.#actions = actions;
    this.#colours = new Colours(actions.system, snapshots);
    this.#waves = new Waves(actions);
    this.#sent = new Uint32Array(actions.system.channels.length);
    this.#received = new Uint32Array(actions.system.names.length);
    this.#parts = Array.from({ length: snapshots }, () => ({
      collector: undefined,
      sentBy: new Map(),
      received: new Map(),
      expected: new Map(),
      done: new Set(),
      isTold: new Set(),
    }));
  }

  start(snapshot: number, process: ProcessId): void {
    const part = this.#parts[snapshot];
    if (part.collector !== undefined) {
      this.#turnRed(snapshot, process);
      return;
    }
    part.collector = process;
    this.#actions.awaitEnd(snapshot);
    this.#firstWave(snapshot, process, process);
  }

  sending(_message: MessageId, channel: ChannelId): number {
    this.#sent[channel]++;
    return this.#colours.of(this.#actions.system.channels[channel].from);
  }

  /** A red message makes its receiver red first; a white one that comes to a red process was in transit. */
  arriving(message: MessageId, channel: ChannelId, carried: number): void {
    const { to } = this.#actions.system.channels[channel];
    for (const snapshot of this.#colours.surprises(channel, carried)) this.#turnRed(snapshot, to);
    this.#received[to]++;
    for (const snapshot of this.#colours.overdue(channel, carried)) {
      const { received } = this.#parts[snapshot];
      this.#actions.recordMessage(snapshot, channel, message);
      received.set(to, (received.get(to) ?? 0) + 1);
      this.#checkDone(snapshot, to);
    }
  }

  received(): void {}

  markerReceived(): void {}

  controlReceived(snapshot: number, channel: ChannelId, kind: string, words: Words): void {
    const root = this.#parts[snapshot].collector;
    const { to } = this.#actions.system.channels[channel];
    if (root === undefined) return;
    if (kind === "turn red") this.#firstWave(snapshot, root, to);
    else if (kind === "sent") this.#counted(snapshot, root, to, words);
    else if (kind === "expect") this.#secondWave(snapshot, root, to, words);
    else this.#finished(snapshot, root, to);
  }

  save(): State {
    return {
      colours: this.#colours.save(),
      waves: this.#waves.save(),
      sent: this.#sent.slice(),
      received: this.#received.slice(),
      parts: this.#parts.map(copied),
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#colours.restore(state.colours);
    this.#waves.restore(state.waves);
    this.#sent.set(state.sent);
    this.#received.set(state.received);
    this.#parts = state.parts.map(copied);
  }

  #turnRed(snapshot: number, process: ProcessId): void {
    if (this.#colours.isRed(snapshot, process)) return;
    const { names, outgoing, channels } = this.#actions.system;
    const sent = new Array<number>(names.length).fill(0);
    for (const channel of outgoing[process]) sent[channels[channel].to] += this.#sent[channel];
    this.#colours.turn(snapshot, process);
    this.#actions.recordProcess(snapshot, process);
    this.#parts[snapshot].sentBy.set(process, sent);
    this.#parts[snapshot].received.set(process, this.#received[process]);
  }

  #firstWave(snapshot: number, root: ProcessId, process: ProcessId): void {
    const { isTold, sentBy } = this.#parts[snapshot];
    if (isTold.has(process)) return;
    isTold.add(process);
    this.#turnRed(snapshot, process);
    this.#waves.tell(snapshot, "turn red", root, process);
    this.#counted(snapshot, root, process, sentBy.get(process) ?? []);
  }

  #counted(snapshot: number, root: ProcessId, process: ProcessId, sent: Words): void {
    const all = this.#waves.gather(snapshot, "sent", root, process, sent, added);
    if (all !== undefined) this.#secondWave(snapshot, root, process, all);
  }

  #secondWave(snapshot: number, root: ProcessId, process: ProcessId, expected: Words): void {
    this.#waves.tell(snapshot, "expect", root, process, expected);
    this.#parts[snapshot].expected.set(process, expected[process]);
    this.#checkDone(snapshot, process);
  }

  /** Whether all white messages to a process have come, as far as it was told how many there are. */
  #checkDone(snapshot: number, process: ProcessId): void {
    const { collector, received, expected, done } = this.#parts[snapshot];
    if (collector === undefined || done.has(process)) return;
    if (received.get(process) !== expected.get(process)) return;
    done.add(process);
    for (const channel of this.#actions.system.incoming[process]) {
      this.#actions.finishChannel(snapshot, channel);
    }
    this.#finished(snapshot, collector, process);
  }

  #finished(snapshot: number, root: ProcessId, process: ProcessId): void {
    const all = this.#waves.gather(snapshot, "done", root, asProcess(process), [], added);
    if (all !== undefined) this.#actions.end(snapshot);
  }
}

function copied(part: Part): Part {
  return {
    collector: part.collector,
    sentBy: new Map(part.sentBy),
    received: new Map(part.received),
    expected: new Map(part.expected),
    done: new Set(part.done),
    isTold: new Set(part.isTold),
  };
}
