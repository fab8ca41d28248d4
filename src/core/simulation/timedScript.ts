// A script in which every action has its time: columns, sorted by time. The course's scripts are such, and those that
// programs make; a million actions are walked by one index.

import { ActionKind, type Scenario } from "../scenario/scenario.ts";
import { asChannel, asProcess } from "../trace/ids.ts";
import { type Actor, ascending, type Script } from "./script.ts";

interface State {
  readonly next: number;
  readonly postponed: readonly number[];
}

export class TimedScript implements Script {
  readonly drains = false;
  readonly snapshotIds: readonly number[];
  readonly #actions: Scenario["actions"];
  readonly #held: Uint8Array;
  #next = 0;
  /** Sends that were due while their process was held back, in their order. */
  #postponed: number[] = [];

  /** `held`: 1 for each process that is kept from sending; the engine changes it. */
  constructor(scenario: Scenario, held: Uint8Array) {
    this.#held = held;
    this.#actions = scenario.actions;
    const { kind, argument } = scenario.actions;
    this.snapshotIds = ascending(argument.filter((_, i) => kind[i] === ActionKind.snapshot));
  }

  get progress(): number {
    return this.#actions.kind.length === 0 ? 1 : this.#next / this.#actions.kind.length;
  }

  get lastStep(): number {
    return this.#next - 1;
  }

  begin(): void {}

  nextMoment(): number {
    const { time } = this.#actions;
    return this.#next < time.length ? time[this.#next] : Number.POSITIVE_INFINITY;
  }

  act(now: number, actor: Actor): boolean {
    const { kind, time, process } = this.#actions;
    const free = this.#postponed.findIndex((i) => this.#held[process[i]] === 0);
    if (free >= 0) {
      this.#do(this.#postponed.splice(free, 1)[0], actor);
      return true;
    }
    for (let i = this.#next; i < time.length && time[i] <= now; i++) {
      this.#next = i + 1;
      if (this.#held[process[i]] === 1 && kind[i] === ActionKind.send) {
        this.#postponed.push(i);
        continue;
      }
      this.#do(i, actor);
      return true;
    }
    return false;
  }

  received(): void {}

  finish(): void {}

  save(): State {
    return { next: this.#next, postponed: [...this.#postponed] };
  }

  restore(saved: unknown): void {
    const { next, postponed } = saved as State;
    this.#next = next;
    this.#postponed = [...postponed];
  }

  #do(i: number, actor: Actor): void {
    const { kind, process, channel, argument, file, line } = this.#actions;
    const by = asProcess(process[i]);
    const origin = { file: file[i], line: line[i] };
    if (kind[i] === ActionKind.snapshot) actor.snapshot(argument[i], by, origin);
    else actor.send({ process: by, channel: asChannel(channel[i]), payload: argument[i], ...origin });
  }
}
