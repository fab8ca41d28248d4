// The colours of T. H. Lai and T. H. Yang (IPL 25(3), 1987): for each snapshot a process is white until it records itself and
// red from then on, and every message has the colour that its sender had. One bit a snapshot travels with each message;
// here the number of recordings that the sender had made stands for these bits, for as many snapshots as there are.

import type { System } from "../simulation/system.ts";
import type { ChannelId, ProcessId } from "../trace/ids.ts";

interface State {
  readonly order: readonly (readonly number[])[];
  readonly seen: Uint32Array;
  readonly red: readonly Uint8Array[];
}

export class Colours {
  readonly #system: System;
  /** The snapshots that each process has recorded, in the order in which it did. */
  #order: number[][];
  /** How many of the sender's recordings the receiver of a channel has heard of on it. */
  readonly #seen: Uint32Array;
  /** For each snapshot, 1 for each process that is red. */
  readonly #red: Uint8Array[];

  constructor(system: System, snapshots: number) {
    this.#system = system;
    this.#order = system.names.map(() => []);
    this.#seen = new Uint32Array(system.channels.length);
    this.#red = Array.from({ length: snapshots }, () => new Uint8Array(system.names.length));
  }

  isRed(snapshot: number, process: ProcessId): boolean {
    return this.#red[snapshot][process] === 1;
  }

  /** The process records itself. */
  turn(snapshot: number, process: ProcessId): void {
    this.#red[snapshot][process] = 1;
    this.#order[process].push(snapshot);
  }

  /** What a message of a process carries now. */
  of(process: ProcessId): number {
    return this.#order[process].length;
  }

  /** The snapshots in which a message is red although its receiver, where it arrives, is white. */
  *surprises(channel: ChannelId, carried: number): Iterable<number> {
    const { from, to } = this.#system.channels[channel];
    for (; this.#seen[channel] < carried; this.#seen[channel]++) {
      const snapshot = this.#order[from][this.#seen[channel]];
      if (!this.isRed(snapshot, to)) yield snapshot;
    }
  }

  /** The snapshots in which a message is white although its receiver, where it arrives, is red: it was in transit. */
  overdue(channel: ChannelId, carried: number): readonly number[] {
    const { from, to } = this.#system.channels[channel];
    if (this.#order[to].length === 0) return [];
    const known = this.#order[from].slice(0, carried);
    return this.#order[to].filter((snapshot) => !known.includes(snapshot));
  }

  save(): State {
    return {
      order: this.#order.map((list) => [...list]),
      seen: this.#seen.slice(),
      red: this.#red.map((row) => row.slice()),
    };
  }

  restore(saved: unknown): void {
    const { order, seen, red } = saved as State;
    this.#order = order.map((list) => [...list]);
    this.#seen.set(seen);
    red.forEach((row, snapshot) => {
      this.#red[snapshot].set(row);
    });
  }
}
