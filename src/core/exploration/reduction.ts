// Partial-order reduction: which processes' actions must be tried in a state so that no final state is missed. The sets
// found are persistent (P. Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996,
// ch. 4): what the other processes do meanwhile neither gives these processes another action nor takes one away.
// docs/explorer.md has the argument.

import { NONE } from "../trace/ids.ts";
import type { ProcessSteps } from "./processSteps.ts";

export class Reduction {
  readonly #steps: ProcessSteps;
  /** For each part, of each outgoing channel of its process, whether it may still send on it. */
  readonly #mayStillSend: (Uint8Array | undefined)[] = [];
  readonly #incoming: readonly {
    readonly channel: number;
    readonly from: number;
    readonly place: number;
  }[][];

  constructor(steps: ProcessSteps) {
    this.#steps = steps;
    const { system } = steps.explored;
    this.#incoming = system.incoming.map((channels) =>
      channels.map((channel) => {
        const { from } = system.channels[channel];
        return { channel, from, place: system.outgoing[from].indexOf(channel) };
      }),
    );
  }

  /**
   * The processes whose actions suffice, a bit each; all bits where nothing can be left out. `enabled`: how many actions each
   * process has. `contents`: where in `state` the channels begin.
   */
  processes(state: Uint32Array, contents: number, enabled: ArrayLike<number>): Uint8Array {
    const count = this.#incoming.length;
    let best: Uint8Array | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (let seed = 0; seed < count; seed++) {
      if (enabled[seed] === 0 || best?.[seed] === 1) continue;
      const closed = this.#closure(seed, state, contents);
      let actions = 0;
      for (let p = 0; p < count; p++) if (closed[p] === 1) actions += enabled[p];
      if (actions >= least) continue;
      least = actions;
      best = closed;
    }
    return best ?? new Uint8Array(count).fill(1);
  }

  /** The least set with `seed` in it that has the sender of each channel into it on which something new may come up. */
  #closure(seed: number, state: Uint32Array, contents: number): Uint8Array {
    const { fifo } = this.#steps.explored;
    const closed = new Uint8Array(this.#incoming.length);
    const pending = [seed];
    closed[seed] = 1;
    for (let p = pending.pop(); p !== undefined; p = pending.pop()) {
      for (const { channel, from, place } of this.#incoming[p]) {
        if (closed[from] === 1) continue;
        // On a FIFO channel what comes behind a message that is there is no action before that one is received.
        if (fifo[channel] && state[contents + channel] !== 0) continue;
        if (this.#sendable(from, state[from])[place] === 0) continue;
        closed[from] = 1;
        pending.push(from);
      }
    }
    return closed;
  }

  #sendable(process: number, part: number): Uint8Array {
    const known = this.#mayStillSend[part];
    if (known !== undefined) return known;
    const { system, lanes, lanesOf, algorithms } = this.#steps.explored;
    const { places, passed } = this.#steps.part(part);
    const outgoing = system.outgoing[process];
    const sendable = new Uint8Array(outgoing.length);
    // An algorithm of which nothing is known may send at any time.
    const markers = algorithms.some(({ exploration }, snapshot) => {
      if (exploration?.markers === "none") return false;
      return exploration?.markers !== "with-record" || passed[snapshot] === NONE;
    });
    if (markers) sendable.fill(1);
    lanesOf[process].forEach((lane, i) => {
      for (const step of lanes[lane].steps.slice(places[i])) {
        if (step.kind === "send") sendable[outgoing.indexOf(step.channel)] = 1;
      }
    });
    this.#mayStillSend[part] = sendable;
    return sendable;
  }
}
