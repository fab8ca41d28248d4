// The proof of Chandy and Lamport's theorem (1985, §4), carried out twice: the core reorders a run and judges it
// (reorderedRun.ts), and here what comes out is executed, event by event, on a system of its own: it must be a run of the
// same system which passes through the recorded state, between the snapshot's start and its end.

import { reorderRun } from "../../src/core/trace/reorderedRun.ts";
import type { Snapshot, Trace } from "../../src/core/trace/trace.ts";
import {
  channelOf,
  isControl,
  type PlainState,
  stateLine,
  tokensIn,
  unorderedLine,
} from "./snapshotOracle.ts";

/** Why the reordered events are no run through the recorded state; empty where they are. */
export function reorderFaults(
  trace: Trace,
  snapshot: Snapshot,
  order: ArrayLike<number>,
  initial: readonly number[],
  recorded: PlainState,
  fifo = true,
): string[] {
  const events = Uint32Array.from(order);
  const verdict = reorderRun(trace, snapshot, events);
  if (verdict.kind === "unknown") return [`the core cannot reorder the run: ${verdict.reason}`];
  const { sequence: reordered, before, begin, end } = verdict.reordering;
  const faults = verdict.kind === "holds" ? [] : [`the core says ${verdict.fault}`];
  for (let i = 0; i < events.length; i++) {
    if ((i < begin || i >= end) && reordered[i] !== events[i])
      faults.push(`place ${i} outside the snapshot moved`);
  }
  if (before < begin || before > end) faults.push("the recorded state is not between start and end");
  const run = new RunCheck(trace, initial, fifo);
  reordered.forEach((event, i) => {
    if (i === before) compareState(run, recorded, faults, fifo);
    faults.push(...run.step(event));
  });
  if (before === reordered.length) compareState(run, recorded, faults, fifo);
  return faults;
}

/** The state of the run so far must be the recorded one; where channels are not FIFO, a channel's content has no order. */
function compareState(run: RunCheck, recorded: PlainState, faults: string[], fifo: boolean): void {
  const line = fifo ? stateLine : unorderedLine;
  const reached = line(run.state());
  const wanted = line(recorded);
  if (reached !== wanted) faults.push(`the reordered run reaches ${reached}, recorded is ${wanted}`);
}

/** Executes events one by one on a system of its own, and says what the system could not have done. */
class RunCheck {
  readonly #trace: Trace;
  readonly #fifo: boolean;
  readonly #done: number[];
  readonly #held: number[];
  /** Everything under way on a channel, markers too, in the order of sending. */
  readonly #queues = new Map<string, number[]>();
  readonly #sentBy = new Map<number, number[]>();
  readonly #receivedBy = new Map<number, number[]>();

  constructor(trace: Trace, initial: readonly number[], fifo: boolean) {
    this.#trace = trace;
    this.#fifo = fifo;
    this.#done = trace.processes.map(() => 0);
    this.#held = [...initial];
    trace.messages.send.forEach((send, m) => {
      if (isControl(trace, m)) return;
      this.#sentBy.set(send, [...(this.#sentBy.get(send) ?? []), m]);
      const receive = trace.messages.receive[m];
      this.#receivedBy.set(receive, [...(this.#receivedBy.get(receive) ?? []), m]);
    });
  }

  step(event: number): string[] {
    const faults: string[] = [];
    const process = this.#trace.events.process[event];
    if (event - this.#trace.firstEvent[process] !== this.#done[process]++)
      faults.push(`event ${event} out of local order`);
    for (const message of this.#receivedBy.get(event) ?? []) {
      const queue = this.#queues.get(channelOf(this.#trace, message)) ?? [];
      const at = queue.indexOf(message);
      if (at < 0) faults.push(`message ${message} received before it is sent`);
      if (at > 0 && this.#fifo) faults.push(`message ${message} overtakes message ${queue[0]}`);
      if (at >= 0) queue.splice(at, 1);
      this.#held[process] += tokensIn(this.#trace, message);
    }
    for (const message of this.#sentBy.get(event) ?? []) {
      const channel = channelOf(this.#trace, message);
      this.#held[process] -= tokensIn(this.#trace, message);
      if (this.#held[process] < 0)
        faults.push(`message ${message} carries tokens that its sender does not hold`);
      this.#queues.set(channel, [...(this.#queues.get(channel) ?? []), message]);
    }
    return faults;
  }

  state(): PlainState {
    const channels = new Map<string, number[]>();
    for (const [channel, queue] of this.#queues) {
      const tokens = queue.map((message) => tokensIn(this.#trace, message)).filter((count) => count > 0);
      if (tokens.length > 0) channels.set(channel, tokens);
    }
    return { processes: this.#held, channels };
  }
}
