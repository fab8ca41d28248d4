// A script in which every action has its time: columns, sorted by time. The course's scripts are such, and those that
// programs make; a million actions are walked by one index.

import { ActionKind, type Scenario } from "../scenario/scenario.ts";
import { asChannel, asProcess } from "../trace/ids.ts";
import { type Actor, ascending, type Script } from "./script.ts";

export class TimedScript implements Script {
  readonly drains = false;
  readonly snapshotIds: readonly number[];
  readonly #actions: Scenario["actions"];
  #next = 0;

  constructor(scenario: Scenario) {
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
    const { kind, time, process, channel, argument, file, line } = this.#actions;
    const i = this.#next;
    if (i >= time.length || time[i] > now) return false;
    this.#next++;
    const by = asProcess(process[i]);
    const origin = { file: file[i], line: line[i] };
    if (kind[i] === ActionKind.snapshot) actor.snapshot(argument[i], by, origin);
    else actor.send({ process: by, channel: asChannel(channel[i]), payload: argument[i], ...origin });
    return true;
  }

  received(): void {}

  finish(): void {}

  save(): number {
    return this.#next;
  }

  restore(state: unknown): void {
    this.#next = state as number;
  }
}
