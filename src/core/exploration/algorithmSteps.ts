// The snapshot algorithms as a table of steps. The very code that runs in the engine is asked, once for each of its states
// and inputs, what it does and which state follows; from then on the answer is looked up. An algorithm is distributed:
// it may record and send only for the process whose step it is, and that is checked.

import type { System } from "../simulation/system.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun } from "../snapshot/snapshotAlgorithm.ts";
import { asChannel, asMessage, asProcess } from "../trace/ids.ts";
import { Interner, plainKey } from "./interner.ts";
import { NotExplorable } from "./options.ts";

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
  | { readonly kind: "marker"; readonly snapshot: number; readonly channel: number };

export interface AlgorithmStep {
  /** The number of the state that follows. */
  readonly next: number;
  readonly effects: readonly Effect[];
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
  #effects: Effect[] = [];
  #actor = asProcess(0);

  constructor(system: System, algorithms: readonly SnapshotAlgorithm[]) {
    this.#system = system;
    this.#algorithms = algorithms;
    const actions = this.#actions();
    for (const { name, carriedBits = 0, layer, gate } of algorithms) {
      if (carriedBits > 0 || layer !== undefined || gate !== undefined) throw unknownMeans(name);
    }
    this.#runs = new Map(
      [...new Set(algorithms)].map((algorithm) => [algorithm, algorithm.begin(actions, algorithms.length)]),
    );
    this.#assertPlain();
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

  markerReceived(state: number, snapshot: number, channel: number): AlgorithmStep {
    const { to } = this.#system.channels[channel];
    return this.#step(`m${snapshot} ${channel}`, state, to, () =>
      this.#runs.get(this.#algorithms[snapshot])?.markerReceived(snapshot, asChannel(channel), []),
    );
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
    this.#actor = asProcess(actor);
    act();
    const step = { next: this.#saved(), effects: this.#effects };
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
        if (words.length > 0) throw unknownMeans(this.#algorithms[snapshot].name);
        this.#assertOwn(channels[channel].from);
        this.#effects.push({ kind: "marker", snapshot, channel });
      },
      ...this.#unknown(),
    };
  }

  /** Refuses what carries something on messages, or stands between the network and the processes. */
  #assertPlain(): void {
    for (const [algorithm, run] of this.#runs) {
      const { layer, gate, name } = algorithm;
      if (run.sending ?? run.arriving ?? run.controlReceived ?? layer ?? gate) throw unknownMeans(name);
    }
  }

  /** What only some algorithms do, and the explorer has no steps for. */
  #unknown(): Pick<SnapshotActions, "sendControl" | "awaitEnd" | "end" | "holds"> {
    const refuse = (snapshot: number): never => {
      throw unknownMeans(this.#algorithms[snapshot].name);
    };
    return {
      sendControl: refuse,
      awaitEnd: refuse,
      end: refuse,
      holds: { deliveries: refuse, sends: refuse },
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

function unknownMeans(algorithm: string): NotExplorable {
  return new NotExplorable(
    `${algorithm} needs more than markers (colours, control messages with content, or holding messages back), which the explorer of all runs does not know`,
  );
}
