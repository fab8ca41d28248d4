// The steps of an authored scenario, each lane in its order: a step happens at its time or, without one, a unit after the
// step before it; a receive step holds its lane back until the message is there. At one moment the step that stands
// first in the text comes first.

import type { Scenario } from "../scenario/scenario.ts";
import type { ReceiveStep, SendStep, Step, WorkloadStep } from "../scenario/step.ts";
import { type MessageId, NONE } from "../trace/ids.ts";
import { type Actor, ascending, type Script } from "./script.ts";
import { SeededRandom } from "./seededRandom.ts";

/** Where a lane stands. */
interface Lane {
  /** Indices of its steps. */
  readonly steps: readonly number[];
  /** Which of them comes next. */
  next: number;
  /** When the one before it happened. */
  last: number;
  /** Of a workload: sends made, and the state of its generator. */
  sent: number;
  random?: readonly number[];
  /** Whether its process was held back when a step was due: what comes after it is late through no fault of its own. */
  wasHeld?: boolean;
}

interface State {
  readonly lanes: readonly Lane[];
  readonly messageOf: Int32Array;
  readonly receivedAt: ReadonlyMap<number, number>;
  readonly done: number;
}

export class AuthoredScript implements Script {
  readonly drains = true;
  readonly snapshotIds: readonly number[];
  readonly #steps: readonly Step[];
  readonly #held: Uint8Array;
  readonly #names: readonly string[];
  #lanes: Lane[];
  /** The message of each send step, once it is sent. */
  #messageOf: Int32Array;
  /** When messages that somebody waits for were received. */
  #receivedAt = new Map<number, number>();
  #done = 0;
  #lastStep = NONE;

  /** `held`: 1 for each process that is kept from doing anything; the engine changes it. */
  constructor(scenario: Scenario, held: Uint8Array) {
    this.#held = held;
    this.#steps = scenario.steps ?? [];
    this.#names = scenario.processes.map(({ name }) => name);
    this.snapshotIds = ascending(this.#steps.flatMap((step) => (step.kind === "snapshot" ? [step.id] : [])));
    this.#messageOf = new Int32Array(this.#steps.length).fill(NONE);
    const lanes = new Map<number, number[]>();
    this.#steps.forEach((step, i) => {
      if (isUnderWay(step)) return;
      const { lane } = step;
      lanes.set(lane, [...(lanes.get(lane) ?? []), i]);
    });
    this.#lanes = [...lanes.values()].map((steps) => ({ steps, next: 0, last: 0, sent: 0 }));
  }

  get progress(): number {
    return this.#steps.length === 0 ? 1 : this.#done / this.#steps.length;
  }

  get lastStep(): number {
    return this.#lastStep;
  }

  begin(underWay: (step: SendStep) => MessageId): void {
    this.#steps.forEach((step, i) => {
      if (!isUnderWay(step)) return;
      this.#messageOf[i] = underWay(step);
      this.#done++;
    });
  }

  nextMoment(): number {
    return this.#lanes.reduce(
      (least, lane) => (this.#isHeld(lane) ? least : Math.min(least, this.#timeOf(lane))),
      Number.POSITIVE_INFINITY,
    );
  }

  act(now: number, actor: Actor): boolean {
    const lane = this.#due(now);
    if (lane === undefined) return false;
    const index = lane.steps[lane.next];
    const step = this.#steps[index];
    if (step.at !== undefined && step.at < lane.last && lane.sent === 0 && lane.wasHeld !== true)
      this.#reportLate(step, lane.last, actor);
    lane.last = now;
    this.#lastStep = index;
    if (step.kind === "workload" && !this.#workload(lane, step, actor)) return true;
    lane.next++;
    this.#done++;
    // What was held back past the time at which it was to be received comes as its channel has it.
    const isLate = lane.wasHeld === true && step.kind === "send" && (step.receiveAt ?? now) <= now;
    if (step.kind === "send")
      this.#messageOf[index] = actor.send(isLate ? { ...step, receiveAt: undefined } : step);
    else if (step.kind === "local") actor.local(step);
    else if (step.kind === "snapshot") actor.snapshot(step.id, step.process, step);
    else if (step.kind === "crash") actor.crash(step);
    else if (step.kind === "restart") actor.restart(step);
    return true;
  }

  received(message: MessageId, now: number): void {
    const send = this.#messageOf.indexOf(message);
    if (send < 0) return;
    this.#receivedAt.set(send, Math.min(now, this.#receivedAt.get(send) ?? now));
  }

  finish(actor: Actor): void {
    for (const lane of this.#lanes) {
      const step = this.#steps[lane.steps[lane.next]];
      if (step === undefined || step.kind !== "receive" || this.#receivedAt.has(step.send)) continue;
      const name = this.#names[step.process];
      const left = lane.steps.length - lane.next - 1;
      const rest = left === 0 ? "" : "; what stands after it does not happen";
      const message = `${name} waits for a message that never arrives${rest}`;
      actor.report(step, "never-received", message, { process: name, left });
    }
  }

  save(): State {
    return {
      lanes: this.#lanes.map((lane) => ({ ...lane })),
      messageOf: this.#messageOf.slice(),
      receivedAt: new Map(this.#receivedAt),
      done: this.#done,
    };
  }

  restore(saved: unknown): void {
    const { lanes, messageOf, receivedAt, done } = saved as State;
    this.#lanes = lanes.map((lane) => ({ ...lane }));
    this.#messageOf = messageOf.slice();
    this.#receivedAt = new Map(receivedAt);
    this.#done = done;
  }

  /** The lane whose step is due first; of those at one time, the one whose step stands first in the text. */
  #due(now: number): Lane | undefined {
    let due: Lane | undefined;
    let least = now;
    for (const lane of this.#lanes) {
      const time = this.#timeOf(lane);
      if (time > least || time === Number.POSITIVE_INFINITY) continue;
      if (this.#isHeld(lane)) {
        lane.wasHeld = true;
        continue;
      }
      if (due !== undefined && time === least && lane.steps[lane.next] > due.steps[due.next]) continue;
      due = lane;
      least = time;
    }
    return due;
  }

  /** Whether the process of a lane's next step is held back. A snapshot may be started all the same. */
  #isHeld(lane: Lane): boolean {
    const step = this.#steps[lane.steps[lane.next]];
    return (step?.kind === "send" || step?.kind === "local") && this.#held[step.process] === 1;
  }

  /** When a lane acts next. Receive steps whose message is there are passed on the way. */
  #timeOf(lane: Lane): number {
    let step = this.#steps[lane.steps[lane.next]];
    while (step?.kind === "receive") {
      if (!this.#passes(lane, step)) return Number.POSITIVE_INFINITY;
      step = this.#steps[lane.steps[lane.next]];
    }
    if (step === undefined) return Number.POSITIVE_INFINITY;
    if (step.kind === "workload" && lane.sent > 0) return lane.last + 1;
    return step.at === undefined ? lane.last + 1 : Math.max(step.at, lane.last);
  }

  #passes(lane: Lane, step: ReceiveStep): boolean {
    const received = this.#receivedAt.get(step.send);
    if (received === undefined) return false;
    lane.last = Math.max(lane.last, received);
    lane.next++;
    this.#done++;
    return true;
  }

  /** One send of a workload. Gives whether it was the last. */
  #workload(lane: Lane, step: WorkloadStep, actor: Actor): boolean {
    if (lane.sent >= step.sends) return true;
    const random = new SeededRandom(step.seed);
    if (lane.random !== undefined) random.restore(lane.random);
    actor.sendAnything(random, step);
    lane.random = random.save();
    lane.sent++;
    if (lane.sent < step.sends) return false;
    lane.sent = 0;
    lane.random = undefined;
    return true;
  }

  #reportLate(step: Step, last: number, actor: Actor): void {
    const message = `this cannot happen at ${step.at}: what stands before it happens at ${last}; it happens then`;
    actor.report(step, "time-too-early", message, { time: step.at ?? 0, last });
  }
}

function isUnderWay(step: Step): step is SendStep {
  return step.kind === "send" && step.underWay === true;
}
