// The snapshot algorithms as a table of steps. The very code that runs in the engine is asked, once for each of its states
// and inputs, what it does and which state follows; from then on the answer is looked up. An algorithm is distributed:
// it may record and send only for the process whose step it is, and that is checked.

import type { System } from "../simulation/system.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun } from "../snapshot/snapshotAlgorithm.ts";
import { asChannel, asMessage, asProcess } from "../trace/ids.ts";
import { Interner, plainKey } from "./interner.ts";
import { NotExplorable } from "./options.ts";

/** Sends a marker, or with `control` another control message. */
export interface MarkerEffect {
  readonly kind: "marker";
  readonly snapshot: number;
  readonly channel: number;
  readonly control?: string;
  readonly words: readonly number[];
  /** Whether it may overtake what is on its channel. */
  readonly overtakes?: boolean;
  /** The channels on which others follow that count as sent at once with it. */
  readonly further?: readonly number[];
}

/** What an algorithm does in one step, in its order. Snapshots are named by their place. */
export type Effect =
  | { readonly kind: "record"; readonly snapshot: number }
  | {
      readonly kind: "message";
      readonly snapshot: number;
      readonly channel: number;
      readonly message: number;
    }
  | { readonly kind: "finish"; readonly snapshot: number; readonly channel: number }
  | MarkerEffect
  /** Keeps the process from sending and from steps of its own, or lets it go. */
  | { readonly kind: "hold-sends"; readonly snapshot: number; readonly held: boolean }
  /** Keeps back what comes over a channel of the process, or lets it come. */
  | {
      readonly kind: "hold-deliveries";
      readonly snapshot: number;
      readonly channel: number;
      readonly held: boolean;
    }
  /** From here on the snapshot has not ended before `end`. */
  | { readonly kind: "await"; readonly snapshot: number }
  | { readonly kind: "end"; readonly snapshot: number };

export interface AlgorithmStep {
  /** The number of the state that follows. */
  readonly next: number;
  readonly effects: readonly Effect[];
  /** Of a send: what the message carries, one number for each algorithm that wants something carried. */
  readonly carried: readonly number[];
}

export class AlgorithmSteps {
  /** The number of the state before anything has happened. */
  readonly initial: number;
  readonly #system: System;
  /** One for each snapshot. */
  readonly #algorithms: readonly SnapshotAlgorithm[];
  readonly #runs: ReadonlyMap<SnapshotAlgorithm, SnapshotRun>;
  readonly #states = new Interner<readonly unknown[]>();
  readonly #known = new Map<string, AlgorithmStep>();
  /** Those that want something carried by application messages. */
  readonly #carriers: readonly SnapshotRun[];
  #effects: Effect[] = [];
  #carried: readonly number[] = [];
  #actor = asProcess(0);

  constructor(system: System, algorithms: readonly SnapshotAlgorithm[]) {
    this.#system = system;
    this.#algorithms = algorithms;
    const actions = this.#actions();
    this.#runs = new Map(
      [...new Set(algorithms)].map((algorithm) => [algorithm, algorithm.begin(actions, algorithms.length)]),
    );
    this.#carriers = [...this.#runs.values()].filter(
      (run) => run.sending !== undefined || run.arriving !== undefined,
    );
    this.initial = this.#saved();
  }

  /** How many states the algorithms have been seen in. */
  get states(): number {
    return this.#states.size;
  }

  start(state: number, snapshot: number, process: number): AlgorithmStep {
    return this.#step(`s${snapshot} ${process}`, state, process, () =>
      this.#runs.get(this.#algorithms[snapshot])?.start(snapshot, asProcess(process)),
    );
  }

  received(state: number, message: number, channel: number): AlgorithmStep {
    const { to } = this.#system.channels[channel];
    return this.#step(`r${message} ${channel}`, state, to, () => {
      for (const run of this.#runs.values()) run.received(asMessage(message), asChannel(channel));
    });
  }

  /** A message is sent: what it carries is in the answer. */
  sending(state: number, message: number, channel: number): AlgorithmStep {
    if (this.#carriers.length === 0) return { next: state, effects: [], carried: [] };
    const { from } = this.#system.channels[channel];
    return this.#step(`t${message} ${channel}`, state, from, () => {
      this.#carried = this.#carriers.map((run) => run.sending?.(asMessage(message), asChannel(channel)) ?? 0);
    });
  }

  /** A message is about to be received. What is recorded now comes before its receipt. */
  arriving(state: number, message: number, channel: number, carried: readonly number[]): AlgorithmStep {
    if (this.#carriers.length === 0) return { next: state, effects: [], carried: [] };
    const { to } = this.#system.channels[channel];
    return this.#step(`a${message} ${channel} ${carried.join()}`, state, to, () => {
      this.#carriers.forEach((run, i) => {
        run.arriving?.(asMessage(message), asChannel(channel), carried[i]);
      });
    });
  }

  markerReceived(
    state: number,
    snapshot: number,
    channel: number,
    words: readonly number[],
    control?: string,
  ): AlgorithmStep {
    const { to } = this.#system.channels[channel];
    const run = this.#runs.get(this.#algorithms[snapshot]);
    return this.#step(`m${snapshot} ${channel} ${words.join()} ${control ?? ""}`, state, to, () => {
      if (control === undefined) run?.markerReceived(snapshot, asChannel(channel), words);
      else run?.controlReceived?.(snapshot, asChannel(channel), control, words);
    });
  }

  #step(input: string, state: number, actor: number, act: () => void): AlgorithmStep {
    const key = `${state} ${input}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const saved = this.#states.values[state];
    [...this.#runs.values()].forEach((run, i) => {
      run.restore(saved[i]);
    });
    this.#effects = [];
    this.#carried = [];
    this.#actor = asProcess(actor);
    act();
    const step = { next: this.#saved(), effects: this.#effects, carried: this.#carried };
    this.#known.set(key, step);
    return step;
  }

  #saved(): number {
    const saved = [...this.#runs.values()].map((run) => run.save());
    return this.#states.number(plainKey(saved), saved);
  }

  #actions(): SnapshotActions {
    const { channels } = this.#system;
    return {
      system: this.#system,
      recordProcess: (snapshot, process) => {
        this.#assertOwn(process);
        this.#effects.push({ kind: "record", snapshot });
      },
      recordMessage: (snapshot, channel, message) => {
        this.#effects.push({ kind: "message", snapshot, channel, message });
      },
      finishChannel: (snapshot, channel) => {
        this.#effects.push({ kind: "finish", snapshot, channel });
      },
      sendMarker: (snapshot, channel, words = []) => {
        this.#assertOwn(channels[channel].from);
        this.#effects.push({ kind: "marker", snapshot, channel, words });
      },
      sendControl: (snapshot, channel, control, words, manner) => {
        this.#assertOwn(channels[channel].from);
        this.#effects.push({ kind: "marker", snapshot, channel, control, words, ...manner });
      },
      awaitEnd: (snapshot) => {
        this.#effects.push({ kind: "await", snapshot });
      },
      end: (snapshot) => {
        this.#effects.push({ kind: "end", snapshot });
      },
      holds: {
        deliveries: (snapshot, channel, held) => {
          this.#assertOwn(channels[channel].to);
          this.#effects.push({ kind: "hold-deliveries", snapshot, channel, held });
        },
        sends: (snapshot, process, held) => {
          this.#assertOwn(process);
          this.#effects.push({ kind: "hold-sends", snapshot, held });
        },
      },
    };
  }

  #assertOwn(process: number): void {
    if (process === this.#actor) return;
    const { names } = this.#system;
    throw new NotExplorable(
      `the algorithm acts for ${names[process]} in a step of ${names[this.#actor]}: it is not distributed`,
    );
  }
}
