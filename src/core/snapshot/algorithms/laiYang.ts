// The snapshot algorithm of T. H. Lai and T. H. Yang, "On Distributed Snapshots", IPL 25(3), 1987. Channels need no order: each
// message carries its sender's colour, white until it records and red afterwards, and a process records at the latest before it
// receives a red message. What is in the history of white messages of a channel's sender and not in its receiver's was in
// transit. That all take part and the histories come together, spanning trees of channels see to; there are no markers.

import type { ChannelId, MessageId, ProcessId } from "../../trace/ids.ts";
import { Colours } from "../colours.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";
import { appended, Waves } from "../waves.ts";

export const laiYang: SnapshotAlgorithm = {
  id: "lai-yang",
  name: "Lai–Yang",
  source: "T. H. Lai, T. H. Yang: On Distributed Snapshots. IPL 25(3), 153–158, 1987",
  assumes: { fifo: false, reliable: true, reachable: true, returns: true },
  consistent: true,
  startedBy: "initiators",
  carriedBits: 1,
  begin: (actions, snapshots) => new LaiYangRun(actions, snapshots),
};

/** Where a process stands in one snapshot: how much of its histories is white, and whether it was told to take part. */
interface Part {
  readonly sent: readonly number[];
  readonly received: readonly number[];
  readonly isTold: boolean;
}

interface State {
  readonly colours: unknown;
  readonly waves: unknown;
  readonly sent: readonly (readonly number[])[];
  readonly received: readonly (readonly number[])[];
  readonly collectors: readonly (ProcessId | undefined)[];
  readonly parts: readonly ReadonlyMap<ProcessId, Part>[];
}

class LaiYangRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  readonly #colours: Colours;
  readonly #waves: Waves;
  /** The messages sent and received on each channel since the beginning. */
  #sent: number[][];
  #received: number[][];
  /** The first initiator of each snapshot, who collects. */
  #collectors: (ProcessId | undefined)[];
  #parts: Map<ProcessId, Part>[];

  constructor(actions: SnapshotActions, snapshots: number) {
    this.#actions = actions;
    this.#colours = new Colours(actions.system, snapshots);
    this.#waves = new Waves(actions);
    this.#sent = actions.system.channels.map(() => []);
    this.#received = actions.system.channels.map(() => []);
    this.#collectors = new Array(snapshots).fill(undefined);
    this.#parts = Array.from({ length: snapshots }, () => new Map());
  }

  start(snapshot: number, process: ProcessId): void {
    if (this.#collectors[snapshot] !== undefined) {
      this.#turnRed(snapshot, process);
      return;
    }
    this.#collectors[snapshot] = process;
    this.#actions.awaitEnd(snapshot);
    this.#takePart(snapshot, process, process);
  }

  sending(message: MessageId, channel: ChannelId): number {
    this.#sent[channel].push(message);
    return this.#colours.of(this.#actions.system.channels[channel].from);
  }

  /** A white process that is about to receive a red message records itself first. */
  arriving(message: MessageId, channel: ChannelId, carried: number): void {
    const { to } = this.#actions.system.channels[channel];
    for (const snapshot of this.#colours.surprises(channel, carried)) this.#turnRed(snapshot, to);
    this.#received[channel].push(message);
  }

  received(): void {}

  markerReceived(): void {}

  controlReceived(snapshot: number, channel: ChannelId, kind: string, words: Words): void {
    const root = this.#collectors[snapshot];
    const { to } = this.#actions.system.channels[channel];
    if (root === undefined) return;
    if (kind === "take part") this.#takePart(snapshot, root, to);
    else this.#handOn(snapshot, root, to, words);
  }

  save(): State {
    return {
      colours: this.#colours.save(),
      waves: this.#waves.save(),
      sent: this.#sent.map((list) => [...list]),
      received: this.#received.map((list) => [...list]),
      collectors: [...this.#collectors],
      parts: this.#parts.map((map) => new Map(map)),
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#colours.restore(state.colours);
    this.#waves.restore(state.waves);
    this.#sent = state.sent.map((list) => [...list]);
    this.#received = state.received.map((list) => [...list]);
    this.#collectors = [...state.collectors];
    this.#parts = state.parts.map((map) => new Map(map));
  }

  #turnRed(snapshot: number, process: ProcessId): void {
    if (this.#colours.isRed(snapshot, process)) return;
    const { outgoing, incoming } = this.#actions.system;
    this.#colours.turn(snapshot, process);
    this.#actions.recordProcess(snapshot, process);
    this.#parts[snapshot].set(process, {
      sent: outgoing[process].map((channel) => this.#sent[channel].length),
      received: incoming[process].map((channel) => this.#received[channel].length),
      isTold: false,
    });
  }

  /** A process that is told to take part passes it on, records itself if it has not, and hands its histories in. */
  #takePart(snapshot: number, root: ProcessId, process: ProcessId): void {
    this.#turnRed(snapshot, process);
    const part = this.#parts[snapshot].get(process);
    if (part === undefined || part.isTold) return;
    this.#parts[snapshot].set(process, { ...part, isTold: true });
    this.#waves.tell(snapshot, "take part", root, process);
    const { outgoing, incoming } = this.#actions.system;
    const histories = [
      ...outgoing[process].map((channel, i) => history(channel, 1, this.#sent[channel], part.sent[i])),
      ...incoming[process].map((channel, i) =>
        history(channel, 0, this.#received[channel], part.received[i]),
      ),
    ];
    this.#handOn(snapshot, root, process, histories.flat());
  }

  #handOn(snapshot: number, root: ProcessId, process: ProcessId, words: Words): void {
    const all = this.#waves.gather(snapshot, "histories", root, process, words, appended);
    if (all === undefined) return;
    for (const [channel, messages] of inTransit(all)) {
      for (const message of messages) this.#actions.recordMessage(snapshot, channel, message);
      this.#actions.finishChannel(snapshot, channel);
    }
    this.#actions.end(snapshot);
  }
}

/** A channel's white history at one end, as words: the channel, whether it is the sender's, how many messages, and which. */
function history(channel: ChannelId, isSent: 0 | 1, messages: readonly number[], count: number): number[] {
  return [channel, isSent, count, ...messages.slice(0, count)];
}

/** What was sent and not received on each channel, from the histories of all. */
function inTransit(words: Words): Map<ChannelId, MessageId[]> {
  const sent = new Map<ChannelId, readonly number[]>();
  const received = new Map<ChannelId, ReadonlySet<number>>();
  for (let at = 0; at < words.length; at += 3 + words[at + 2]) {
    const messages = words.slice(at + 3, at + 3 + words[at + 2]);
    if (words[at + 1] === 1) sent.set(words[at] as ChannelId, messages);
    else received.set(words[at] as ChannelId, new Set(messages));
  }
  return new Map(
    Array.from(sent, ([channel, messages]) => {
      const known = received.get(channel);
      return [channel, messages.filter((message) => known?.has(message) !== true) as MessageId[]];
    }),
  );
}
