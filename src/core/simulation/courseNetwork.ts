// The network of Princeton's COS 418, assignment 2: FIFO channels in discrete time. A message sent at t may be
// received from t + 1 + Intn(5) on, one draw a message at its sending. At each tick the servers are visited in the
// order of their names, and of each server's links, by the names of their destinations, the first whose head message
// may be received delivers that one message: a server hands over at most one message a tick.

import type { Fate } from "../scenario/step.ts";
import { Table } from "../trace/columns.ts";
import { asChannel, asMessage, type ChannelId, type MessageId, NONE } from "../trace/ids.ts";
import { GoRandom, type GoRandomState } from "./goRandom.ts";
import type { Network } from "./network.ts";
import type { System } from "./system.ts";

const LARGEST_EXTRA_DELAY = 5;

interface CourseNetworkState {
  readonly random: GoRandomState;
  readonly pending: number;
  readonly pendingOf: Uint32Array;
  readonly now: number;
  readonly server: number;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly headReady: Float64Array;
  readonly next: Int32Array;
  readonly ready: Float64Array;
}

/** Queues are lists through the messages; a link's place is where it stands in the order of serving. */
export class CourseNetwork implements Network {
  pending = 0;
  deliveredOn: ChannelId = asChannel(0);
  readonly #random: GoRandom;
  /** Servers' links in the order of serving: those of the k-th server are firstPlace[k] … firstPlace[k+1]−1. */
  readonly #firstPlace: Uint32Array;
  readonly #channelAt: Uint32Array;
  readonly #placeOf: Uint32Array;
  readonly #turnOf: Uint32Array;
  readonly #pendingOf: Uint32Array;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  /** When the head of each place's queue may be received; Infinity for an empty one. */
  readonly #headReady: Float64Array;
  #messages = new Table({ next: new Int32Array(0), ready: new Float64Array(0) });
  #now = 0;
  /** Whose turn it is: an index into the order of serving. */
  #server = 0;

  constructor(system: System, seed: bigint) {
    this.#random = new GoRandom(seed);
    const channels = system.channels.length;
    this.#firstPlace = new Uint32Array(system.byName.length + 1);
    this.#channelAt = new Uint32Array(channels);
    this.#placeOf = new Uint32Array(channels);
    this.#turnOf = new Uint32Array(channels);
    let place = 0;
    system.byName.forEach((process, turn) => {
      for (const channel of system.outgoing[process]) {
        this.#channelAt[place] = channel;
        this.#placeOf[channel] = place;
        this.#turnOf[place] = turn;
        place++;
      }
      this.#firstPlace[turn + 1] = place;
    });
    this.#pendingOf = new Uint32Array(system.byName.length);
    this.#head = new Int32Array(channels).fill(NONE);
    this.#tail = new Int32Array(channels).fill(NONE);
    this.#headReady = new Float64Array(channels).fill(Number.POSITIVE_INFINITY);
  }

  send(message: MessageId, channel: ChannelId, now: number, _receiveAt?: number, fate: Fate = {}): void {
    const ready = now + 1 + this.#random.intn(LARGEST_EXTRA_DELAY);
    while (this.#messages.length <= message) this.#messages.add();
    const columns = this.#messages.columns;
    columns.ready[message] = ready;
    columns.next[message] = NONE;
    const place = this.#placeOf[channel];
    this.#pendingOf[this.#turnOf[place]]++;
    this.pending++;
    if (fate.overtakes === true && this.#overtake(place, message)) return;
    if (this.#head[place] === NONE) {
      this.#head[place] = message;
      this.#headReady[place] = ready;
    } else {
      columns.next[this.#tail[place]] = message;
    }
    this.#tail[place] = message;
  }

  nextMoment(now: number): number {
    return this.pending === 0 ? Number.POSITIVE_INFINITY : now + 1;
  }

  beginMoment(now: number): void {
    this.#now = now;
    this.#server = 0;
  }

  deliver(): MessageId {
    const headReady = this.#headReady;
    for (; this.#server < this.#pendingOf.length; this.#server++) {
      if (this.#pendingOf[this.#server] === 0) continue;
      const end = this.#firstPlace[this.#server + 1];
      for (let place = this.#firstPlace[this.#server]; place < end; place++) {
        if (headReady[place] > this.#now) continue;
        this.#server++;
        return this.#take(place);
      }
    }
    return asMessage(NONE);
  }

  save(): CourseNetworkState {
    return {
      random: this.#random.save(),
      pending: this.pending,
      pendingOf: this.#pendingOf.slice(),
      now: this.#now,
      server: this.#server,
      head: this.#head.slice(),
      tail: this.#tail.slice(),
      headReady: this.#headReady.slice(),
      ...this.#messages.trimmed(),
    };
  }

  restore(saved: unknown): void {
    const state = saved as CourseNetworkState;
    this.#random.restore(state.random);
    this.pending = state.pending;
    this.#pendingOf.set(state.pendingOf);
    this.#now = state.now;
    this.#server = state.server;
    this.#head.set(state.head);
    this.#tail.set(state.tail);
    this.#headReady.set(state.headReady);
    this.#messages = new Table({ next: state.next.slice(), ready: state.ready.slice() }, state.next.length);
  }

  /** Puts a message before the first one of its queue that may be received only after it. False where there is none. */
  #overtake(place: number, message: number): boolean {
    const { next, ready } = this.#messages.columns;
    let before: number = NONE;
    let behind = this.#head[place];
    while (behind !== NONE && ready[behind] <= ready[message]) {
      before = behind;
      behind = next[behind];
    }
    if (behind === NONE) return false;
    next[message] = behind;
    if (before !== NONE) {
      next[before] = message;
    } else {
      this.#head[place] = message;
      this.#headReady[place] = ready[message];
    }
    return true;
  }

  #take(place: number): MessageId {
    const message = this.#head[place];
    const next = this.#messages.columns.next[message];
    this.#head[place] = next;
    this.#headReady[place] = next === NONE ? Number.POSITIVE_INFINITY : this.#messages.columns.ready[next];
    this.#pendingOf[this.#turnOf[place]]--;
    this.pending--;
    this.deliveredOn = asChannel(this.#channelAt[place]);
    return asMessage(message);
  }
}
