// Both ends of a reliable channel against a network that does whatever it likes: every run of two and three messages in
// which any packet may be lost, doubled, spoilt or overtaken, up to a number of faults and of time-outs that come too early.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Reliability, wholeReliability } from "../../../../src/core/scenario/transport.ts";
import {
  arrived,
  NEW_RECEIVER,
  type ReceiverState,
} from "../../../../src/core/simulation/transport/receiver.ts";
import {
  acknowledged,
  NEW_SENDER,
  type SenderState,
  type Sending,
  sent,
  timedOut,
} from "../../../../src/core/simulation/transport/sender.ts";
import { asMessage, NONE } from "../../../../src/core/trace/ids.ts";

interface Packet {
  readonly isData: boolean;
  readonly place: number;
  readonly number: number;
  readonly spoilt: boolean;
}

interface State {
  readonly sender: SenderState;
  readonly receiver: ReceiverState;
  readonly flying: readonly Packet[];
  /** What the application got, spoilt or not. */
  readonly got: readonly string[];
  readonly faults: number;
  readonly early: number;
}

class Explorer {
  readonly #messages: number;
  readonly #options: Reliability;
  readonly #seen = new Set<string>();
  readonly wrong = new Set<string>();
  ends = 0;

  constructor(messages: number, off: Partial<Reliability> = {}) {
    this.#messages = messages;
    this.#options = { ...wholeReliability({ least: 1, most: 1 }), ...off };
  }

  get states(): number {
    return this.#seen.size;
  }

  explore(faults: number, early: number): this {
    let state: State = { sender: NEW_SENDER, receiver: NEW_RECEIVER, flying: [], got: [], faults, early };
    for (let i = 0; i < this.#messages; i++)
      state = this.#sending(state, sent(state.sender, 0, this.#options));
    const pending = [state];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const key = JSON.stringify(next);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#check(next);
      pending.push(...this.#next(next));
    }
    return this;
  }

  #check({ got, flying, sender }: State): void {
    const isPrefix = got.every((each, i) => each === String(i)) && got.length <= this.#messages;
    if (!isPrefix) this.wrong.add("not intact, once and in order");
    if (flying.length > 0 || sender.deadline !== Number.POSITIVE_INFINITY) return;
    this.ends++;
    if (got.length < this.#messages) this.wrong.add("never arrives");
  }

  /** Whatever can happen next. */
  #next(state: State): State[] {
    const { flying, faults, early, sender } = state;
    const next: State[] = [];
    flying.forEach((packet, i) => {
      const others = flying.filter((_, other) => other !== i);
      next.push(this.#arrive({ ...state, flying: others }, packet));
      if (faults === 0) return;
      const less = { ...state, faults: faults - 1 };
      next.push({ ...less, flying: others });
      next.push({ ...less, flying: sorted([...flying, packet]) });
      if (!packet.spoilt) next.push({ ...less, flying: sorted([...others, { ...packet, spoilt: true }]) });
    });
    // A time-out may come while packets are under way, so many times; where none is, it comes in any case.
    if (sender.deadline === Number.POSITIVE_INFINITY || (flying.length > 0 && early === 0)) return next;
    const late = flying.length > 0 ? { ...state, early: early - 1 } : state;
    next.push(this.#sending(late, timedOut(sender, sender.deadline, this.#options, false)));
    return next;
  }

  #arrive(state: State, { isData, place, number, spoilt }: Packet): State {
    if (!isData) {
      if (spoilt && this.#options.checksum) return state;
      const next = spoilt && number !== NONE ? number ^ 1 : number;
      return this.#sending(state, acknowledged(state.sender, next, 0, this.#options));
    }
    const packet = { number, message: asMessage(place), spoilt };
    const { state: receiver, deliver, acknowledge } = arrived(state.receiver, packet, this.#options);
    const words = deliver.map((each) => `${each.message}${each.spoilt ? " spoilt" : ""}`);
    const back = { isData: false, place: 0, number: acknowledge ?? NONE, spoilt: false };
    return {
      ...state,
      receiver,
      got: [...state.got, ...words],
      flying: acknowledge === undefined ? state.flying : sorted([...state.flying, back]),
    };
  }

  /** The sender's clock stands still, so that states meet again; only how often it tried counts. */
  #sending(state: State, { state: sender, transmit }: Sending): State {
    const deadline = sender.deadline === Number.POSITIVE_INFINITY ? sender.deadline : 1;
    const packets = transmit.map(({ place }) => ({
      isData: true,
      place,
      number: this.#options.numbers ? place : NONE,
      spoilt: false,
    }));
    const tries = Math.min(sender.tries, 2);
    return {
      ...state,
      sender: { ...sender, deadline, tries },
      flying: sorted([...state.flying, ...packets]),
    };
  }
}

function sorted(packets: readonly Packet[]): readonly Packet[] {
  return [...packets].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

type Size = readonly [
  messages: number,
  faults: number,
  early: number,
  window: number,
  states: number,
  ends: number,
];

describe("in every run", () => {
  const sizes: readonly Size[] = [
    [2, 2, 1, 32, 1578, 8],
    [3, 2, 1, 32, 13847, 8],
    [3, 3, 1, 2, 31861, 18],
    [4, 2, 0, 1, 612, 11],
  ];
  for (const [messages, faults, early, window, states, ends] of sizes) {
    it(`${messages} messages, ${faults} faults, ${early} early time-outs, a window of ${window}`, () => {
      const explorer = new Explorer(messages, { window }).explore(faults, early);
      assert.deepEqual([...explorer.wrong], []);
      assert.deepEqual([explorer.states, explorer.ends], [states, ends]);
    });
  }

  const cases: readonly [keyof Reliability, string][] = [
    ["checksum", "not intact, once and in order"],
    ["numbers", "not intact, once and in order"],
    ["retransmission", "never arrives"],
    ["deduplication", "not intact, once and in order"],
    ["ordering", "not intact, once and in order"],
  ];
  for (const [mechanism, words] of cases) {
    it(`without ${mechanism} one fault does harm`, () => {
      assert.ok(new Explorer(2, { [mechanism]: false }).explore(1, 0).wrong.has(words));
    });
  }
});
