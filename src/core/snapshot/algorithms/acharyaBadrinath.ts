// The snapshot algorithm of A. Acharya and B. R. Badrinath, "Recording Distributed Snapshots Based on Causal Order of Message
// Delivery", IPL 44(6), 1992. Delivery is causal: the initiator tells everybody directly; a process records when it hears and
// answers with how many messages it sent on each channel and received from each. On each channel those between the two
// counts were in transit; they are in its log. Assumes a channel from the initiator to each process.

import { CausalDelivery } from "../../simulation/causalDelivery.ts";
import type { ChannelId, MessageId, ProcessId } from "../../trace/ids.ts";
import { Letters } from "../letters.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";

export const acharyaBadrinath: SnapshotAlgorithm = {
  id: "acharya-badrinath",
  name: "Acharya–Badrinath",
  source:
    "A. Acharya, B. R. Badrinath: Recording Distributed Snapshots Based on Causal Order of Message Delivery. IPL 44(6), 317–321, 1992",
  assumes: {
    ...{ fifo: false, reliable: true, reachable: true },
    ...{ causal: true, returns: true, direct: true, oneInitiator: true },
  },
  consistent: true,
  startedBy: "initiators",
  layer: (system, network) => new CausalDelivery(system, network),
  notReplayable:
    "it needs causal delivery, which holds messages back, and in a recorded trace they have come already",
  begin: (actions, snapshots) => new AcharyaBadrinathRun(actions, snapshots),
};

/** One snapshot: who started it, what the answers said of each channel, and who has answered. */
interface Part {
  readonly initiator: ProcessId | undefined;
  readonly sent: ReadonlyMap<number, number>;
  readonly received: ReadonlyMap<number, number>;
  readonly recorded: ReadonlySet<ProcessId>;
  readonly answers: number;
}

interface State {
  readonly log: readonly (readonly MessageId[])[];
  readonly received: Uint32Array;
  readonly parts: readonly Part[];
}

class AcharyaBadrinathRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  readonly #letters: Letters;
  /** The messages sent on each channel, and how many were received, since the beginning. */
  #log: MessageId[][];
  readonly #received: Uint32Array;
  #parts: Part[];

  constructor(actions: SnapshotActions, snapshots: number) {
    const { channels } = actions.system;
    this.#actions = actions;
    this.#letters = new Letters(actions);
    this.#log = channels.map(() => []);
    this.#received = new Uint32Array(channels.length);
    this.#parts = Array.from({ length: snapshots }, () => ({
      initiator: undefined,
      sent: new Map(),
      received: new Map(),
      recorded: new Set<ProcessId>(),
      answers: 0,
    }));
  }

  start(snapshot: number, process: ProcessId): void {
    if (this.#parts[snapshot].initiator !== undefined) return;
    this.#parts[snapshot] = { ...this.#parts[snapshot], initiator: process };
    this.#actions.awaitEnd(snapshot);
    this.#letters.toAll(snapshot, process, "token", []);
    this.#heard(snapshot, process);
  }

  sending(message: MessageId, channel: ChannelId): number {
    this.#log[channel].push(message);
    return 0;
  }

  arriving(_message: MessageId, channel: ChannelId): void {
    this.#received[channel]++;
  }

  received(): void {}

  markerReceived(): void {}

  controlReceived(snapshot: number, channel: ChannelId, kind: string, words: Words): void {
    const at = this.#letters.arrived(snapshot, channel, kind, words);
    if (at === undefined) return;
    if (kind === "token") this.#heard(snapshot, at.process);
    else this.#answered(snapshot, at.words);
  }

  save(): State {
    return {
      log: this.#log.map((list) => [...list]),
      received: this.#received.slice(),
      parts: this.#parts.map(copied),
    };
  }

  restore(saved: unknown): void {
    const { log, received, parts } = saved as State;
    this.#log = log.map((list) => [...list]);
    this.#received.set(received);
    this.#parts = parts.map(copied);
  }

  #heard(snapshot: number, process: ProcessId): void {
    const { initiator, recorded } = this.#parts[snapshot];
    if (initiator === undefined || recorded.has(process)) return;
    const { outgoing, incoming } = this.#actions.system;
    this.#parts[snapshot] = { ...this.#parts[snapshot], recorded: new Set([...recorded, process]) };
    this.#actions.recordProcess(snapshot, process);
    const sent = outgoing[process].flatMap((channel) => [channel, this.#log[channel].length]);
    const received = incoming[process].flatMap((channel) => [channel, this.#received[channel]]);
    const answer = [outgoing[process].length, ...sent, ...received];
    if (process === initiator) this.#answered(snapshot, answer);
    else this.#letters.send(snapshot, process, initiator, "counts", answer);
  }

  /** An answer: how many outgoing channels, then pairs of a channel and a count, those of the incoming ones last. */
  #answered(snapshot: number, [outgoing, ...pairs]: Words): void {
    const part = this.#parts[snapshot];
    const sent = new Map(part.sent);
    const received = new Map(part.received);
    for (let at = 0; at < pairs.length; at += 2) {
      (at < 2 * outgoing ? sent : received).set(pairs[at], pairs[at + 1]);
    }
    const answers = part.answers + 1;
    this.#parts[snapshot] = { ...part, sent, received, answers };
    if (answers < this.#actions.system.names.length) return;
    for (const [channel, count] of sent) {
      const on = channel as ChannelId;
      for (const message of this.#log[on].slice(received.get(channel) ?? 0, count)) {
        this.#actions.recordMessage(snapshot, on, message);
      }
      this.#actions.finishChannel(snapshot, on);
    }
    this.#actions.end(snapshot);
  }
}

function copied(part: Part): Part {
  return {
    ...part,
    sent: new Map(part.sent),
    received: new Map(part.received),
    recorded: new Set(part.recorded),
  };
}
