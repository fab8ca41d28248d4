// The snapshot algorithm of S. Alagar and S. Venkatesan, "An Optimal Algorithm for Distributed Snapshots with Causal Message
// Ordering", IPL 50(6), 1994. Delivery is causal: the initiator tells everybody directly; a process records when it hears and
// answers; what it then receives that was sent by who had not heard was in transit; when all have answered a last message
// closes the channels, for it comes after all that is old. Assumes a channel from the initiator to each process.

import { CausalDelivery } from "../../simulation/causalDelivery.ts";
import { asProcess, type ChannelId, type MessageId, type ProcessId } from "../../trace/ids.ts";
import { Colours } from "../colours.ts";
import { Letters } from "../letters.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";

export const alagarVenkatesan: SnapshotAlgorithm = {
  id: "alagar-venkatesan",
  name: "Alagar–Venkatesan",
  source:
    "S. Alagar, S. Venkatesan: An Optimal Algorithm for Distributed Snapshots with Causal Message Ordering. IPL 50(6), 311–316, 1994",
  assumes: {
    ...{ fifo: false, reliable: true, reachable: true },
    ...{ causal: true, returns: true, direct: true, oneInitiator: true },
  },
  consistent: true,
  startedBy: "initiators",
  carriedBits: 1,
  layer: (system, network) => new CausalDelivery(system, network),
  notReplayable:
    "it needs causal delivery, which holds messages back, and in a recorded trace they have come already",
  begin: (actions, snapshots) => new AlagarVenkatesanRun(actions, snapshots),
};

interface State {
  readonly colours: unknown;
  readonly initiators: readonly (ProcessId | undefined)[];
  readonly answers: readonly number[];
  readonly closed: readonly Uint8Array[];
}

class AlagarVenkatesanRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  readonly #colours: Colours;
  readonly #letters: Letters;
  #initiators: (ProcessId | undefined)[];
  /** For each snapshot, how many have answered. */
  #answers: number[];
  /** For each snapshot, 1 for each process whose channels are closed. */
  readonly #closed: Uint8Array[];

  constructor(actions: SnapshotActions, snapshots: number) {
    const { system } = actions;
    this.#actions = actions;
    this.#colours = new Colours(system, snapshots);
    this.#letters = new Letters(actions);
    this.#initiators = new Array(snapshots).fill(undefined);
    this.#answers = new Array(snapshots).fill(0);
    this.#closed = Array.from({ length: snapshots }, () => new Uint8Array(system.names.length));
  }

  start(snapshot: number, process: ProcessId): void {
    if (this.#initiators[snapshot] !== undefined) return;
    this.#initiators[snapshot] = process;
    this.#actions.awaitEnd(snapshot);
    this.#letters.toAll(snapshot, process, "token", []);
    this.#heard(snapshot, process);
  }

  sending(_message: MessageId, channel: ChannelId): number {
    return this.#colours.of(this.#actions.system.channels[channel].from);
  }

  /** What was sent by who had not heard, to who has, was in transit until the channels are closed. */
  arriving(message: MessageId, channel: ChannelId, carried: number): void {
    const { to } = this.#actions.system.channels[channel];
    for (const snapshot of this.#colours.overdue(channel, carried)) {
      if (this.#closed[snapshot][to] === 0) this.#actions.recordMessage(snapshot, channel, message);
    }
  }

  received(): void {}

  markerReceived(): void {}

  controlReceived(snapshot: number, channel: ChannelId, kind: string, words: Words): void {
    const at = this.#letters.arrived(snapshot, channel, kind, words);
    if (at === undefined) return;
    if (kind === "token") this.#heard(snapshot, at.process);
    else if (kind === "done") this.#answered(snapshot);
    else this.#close(snapshot, at.process);
  }

  save(): State {
    return {
      colours: this.#colours.save(),
      initiators: [...this.#initiators],
      answers: [...this.#answers],
      closed: this.#closed.map((row) => row.slice()),
    };
  }

  restore(saved: unknown): void {
    const { colours, initiators, answers, closed } = saved as State;
    this.#colours.restore(colours);
    this.#initiators = [...initiators];
    this.#answers = [...answers];
    closed.forEach((row, snapshot) => {
      this.#closed[snapshot].set(row);
    });
  }

  #heard(snapshot: number, process: ProcessId): void {
    const initiator = this.#initiators[snapshot];
    if (initiator === undefined || this.#colours.isRed(snapshot, process)) return;
    this.#colours.turn(snapshot, process);
    this.#actions.recordProcess(snapshot, process);
    if (process === initiator) this.#answered(snapshot);
    else this.#letters.send(snapshot, process, initiator, "done", []);
  }

  #answered(snapshot: number): void {
    const initiator = this.#initiators[snapshot];
    this.#answers[snapshot]++;
    if (initiator === undefined || this.#answers[snapshot] < this.#actions.system.names.length) return;
    this.#letters.toAll(snapshot, initiator, "close", []);
    this.#close(snapshot, initiator);
    this.#actions.end(snapshot);
  }

  #close(snapshot: number, process: ProcessId): void {
    this.#closed[snapshot][process] = 1;
    for (const channel of this.#actions.system.incoming[asProcess(process)]) {
      this.#actions.finishChannel(snapshot, channel);
    }
  }
}
