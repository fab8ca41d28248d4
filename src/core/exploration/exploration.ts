// The exhaustive walk over all orders in which a scenario can run: breadth first, so that the first way found to a state is
// a shortest one. It goes in slices, so that its host can show progress and stop it, and it ends complete or at a limit.
// Which orders there are, and what a state is: docs/explorer.md.

import type { Scenario } from "../scenario/scenario.ts";
import { Table } from "../trace/columns.ts";
import { type Explored, exploredOf } from "./explored.ts";
import {
  DEFAULT_MOST_BYTES,
  DEFAULT_MOST_STATES,
  type ExploreOptions,
  type Limit,
  NotExplorable,
} from "./options.ts";
import { type ProcessStep, ProcessSteps } from "./processSteps.ts";
import { Reduction } from "./reduction.ts";
import { StateStore } from "./stateStore.ts";

/** One action of a path: the step that was done, and which of its outcomes. */
export interface PathAction {
  readonly process: number;
  readonly kind: "lane" | "receive" | "free" | "pass";
  /** The lane, the item, or the place among the free sends. */
  readonly what: number;
  readonly outcome: number;
  readonly step: ProcessStep;
}

const LANE = 0;
const RECEIVE = 1;
const FREE = 2;
/** What is kept of the way to a state: its parent, the action and its outcome. */
const BYTES_OF_A_WAY = 12;
/** What a unit of a workload in which nobody can send does. */
const NOTHING = 0xffff_ffff;
/** More outcomes of one step than this are not told apart in a path. */
const MOST_OUTCOMES = 1 << 16;

export class Exploration {
  readonly explored: Explored;
  readonly steps: ProcessSteps;
  /** Ids of the final states, in which nothing more can happen, in the order of their finding. */
  readonly finals: number[] = [];
  /** Actions tried: edges of the graph of states. */
  transitions = 0;
  /** Actions on the longest of the shortest ways. */
  depth = 0;
  /** Why it gave up; absent where it did not. */
  limit: Limit | undefined;
  /** Whether it is over: complete, or at a limit. */
  done = false;
  readonly #mostStates: number;
  readonly #mostBytes: number;
  readonly #processes: number;
  readonly #algorithmsAt: number;
  readonly #workloadsAt: number;
  readonly #store: StateStore;
  readonly #reduction: Reduction | undefined;
  readonly #from = new Table({
    parent: new Uint32Array(0),
    what: new Uint32Array(0),
    how: new Uint32Array(0),
  });
  readonly #state: Uint32Array;
  readonly #next: Uint32Array;
  readonly #enabled: Uint32Array;
  readonly #incoming: readonly (readonly number[])[];
  #at = 0;
  #levelEnd = 1;
  #found = 0;

  constructor(scenario: Scenario, options: ExploreOptions = {}) {
    this.explored = exploredOf(scenario, options);
    this.steps = new ProcessSteps(this.explored);
    const { system, workloads } = this.explored;
    this.#mostStates = options.mostStates ?? DEFAULT_MOST_STATES;
    this.#mostBytes = options.mostBytes ?? DEFAULT_MOST_BYTES;
    this.#processes = system.names.length;
    this.#algorithmsAt = this.#processes + system.channels.length;
    this.#workloadsAt = this.#algorithmsAt + 1;
    this.#store = new StateStore(this.#workloadsAt + workloads.length);
    // It stands on what algorithms say of themselves: of those that say nothing every order is looked at.
    const mayReduce = this.explored.algorithms.every(({ exploration }) => exploration !== undefined);
    this.#reduction = options.reduce === true && mayReduce ? new Reduction(this.steps) : undefined;
    this.#incoming = system.incoming;
    this.#enabled = new Uint32Array(this.#processes);
    this.#state = new Uint32Array(this.#store.width);
    this.#next = new Uint32Array(this.#store.width);
    const { parts, items, algorithms } = this.steps.initial();
    this.#state.set(parts);
    this.#state[this.#algorithmsAt] = algorithms;
    for (const item of items) {
      const at = this.#processes + this.steps.contents.channelOf(item);
      this.#state[at] = this.steps.contents.append(this.#state[at], item);
    }
    this.#store.add(this.#state);
    this.#from.add();
  }

  /** Different states found so far. */
  get states(): number {
    return this.#store.count;
  }

  /** States found of which nobody has looked yet what follows. */
  get waiting(): number {
    return this.#store.count - this.#at;
  }

  /** Bytes that the states and the ways to them take. */
  get bytes(): number {
    return this.#store.bytes + BYTES_OF_A_WAY * this.#store.count;
  }

  /** Looks at what follows from at most so many states. Gives whether it is over. */
  run(states = Number.POSITIVE_INFINITY): boolean {
    for (let i = 0; i < states && !this.done; i++) {
      if (this.#at === this.#store.count) this.done = true;
      else this.#expand();
    }
    return this.done;
  }

  /** Ends it before it is complete. */
  cancel(): void {
    if (!this.done) this.#stop("cancelled");
  }

  /** The parts of a state, a process each. */
  partsOf(id: number): readonly number[] {
    this.#store.read(id, this.#next);
    return Array.from(this.#next.subarray(0, this.#processes));
  }

  /** What the channels hold in a state, as numbers of lists. */
  contentsOf(id: number): readonly number[] {
    this.#store.read(id, this.#next);
    return Array.from(this.#next.subarray(this.#processes, this.#algorithmsAt));
  }

  /** A shortest way to a state. */
  pathTo(id: number): PathAction[] {
    const { parent, what, how } = this.#from.columns;
    const ids: number[] = [];
    for (let at = id; at !== 0; at = parent[at]) ids.push(at);
    return ids.reverse().map((at) => this.#action(parent[at], what[at], how[at]));
  }

  #action(from: number, what: number, how: number): PathAction {
    this.#store.read(from, this.#state);
    const outcome = how >>> 2;
    const kind = how & 3;
    const { lanes, freeSends, system } = this.explored;
    if (kind === LANE) {
      const { process } = lanes[what];
      const step = this.steps.lane(process, this.#state[process], this.#state[this.#algorithmsAt], what);
      return { process, kind: "lane", what, outcome, step };
    }
    if (kind === RECEIVE) {
      const process = system.channels[this.steps.contents.item(what).channel].to;
      const step = this.steps.receive(process, this.#state[process], this.#state[this.#algorithmsAt], what);
      return { process, kind: "receive", what, outcome, step };
    }
    if (what === NOTHING) return { process: 0, kind: "pass", what, outcome, step: this.#pass() };
    const process = system.channels[freeSends[what].channel].from;
    const step = this.#freeStep(process, what);
    if (step === undefined) throw new Error("a path of the exploration cannot be walked again");
    return { process, kind: "free", what, outcome, step };
  }

  #expand(): void {
    if (this.#at === this.#levelEnd) {
      this.depth++;
      this.#levelEnd = this.#store.count;
    }
    this.#store.read(this.#at, this.#state);
    this.#found = 0;
    const held = this.#heldRank();
    const isFree = this.#openWorkload() >= 0;
    const mayReduce = this.#reduction !== undefined && !isFree && held === Number.POSITIVE_INFINITY;
    const chosen = mayReduce ? this.#chosen() : undefined;
    for (let p = 0; p < this.#processes && !this.done; p++)
      if (chosen === undefined || chosen[p] === 1) this.#actionsOf(p, held);
    if (isFree && !this.done) this.#freeActions();
    // Where only steps are left that wait for the time of others, and those never come, the earliest goes on.
    if (this.#found === 0 && !this.done && held < Number.POSITIVE_INFINITY) this.#release();
    if (this.done) return;
    if (this.#found === 0) this.finals.push(this.#at);
    this.#at++;
  }

  /** The lowest rank of a step that is to be done; only it may be done next of those that have one. */
  #heldRank(): number {
    let least = Number.POSITIVE_INFINITY;
    for (let p = 0; p < this.#processes; p++) least = Math.min(least, this.steps.nextRank(p, this.#state[p]));
    return least;
  }

  #chosen(): Uint8Array | undefined {
    let busy = 0;
    for (let p = 0; p < this.#processes; p++) {
      let enabled = this.steps.readyLanes(p, this.#state[p]).length;
      for (const channel of this.#incoming[p]) {
        enabled += this.steps.contents.deliverable(this.#state[this.#processes + channel]).length;
      }
      this.#enabled[p] = enabled;
      if (enabled > 0) busy++;
    }
    return busy < 2 ? undefined : this.#reduction?.processes(this.#state, this.#processes, this.#enabled);
  }

  #actionsOf(p: number, held: number): void {
    const part = this.#state[p];
    const algorithms = this.#state[this.#algorithmsAt];
    for (const lane of this.steps.readyLanes(p, part)) {
      if (held < Number.POSITIVE_INFINITY && (this.steps.rankOf(p, part, lane) ?? held) !== held) continue;
      this.#take(p, lane, LANE, this.steps.lane(p, part, algorithms, lane));
    }
    for (const channel of this.#incoming[p]) {
      for (const item of this.steps.contents.deliverable(this.#state[this.#processes + channel])) {
        if (this.explored.delays && !this.steps.mayReceive(part, item)) continue;
        this.#take(p, item, RECEIVE, this.steps.receive(p, part, algorithms, item));
      }
    }
  }

  #release(): void {
    let best: { readonly p: number; readonly lane: number; readonly rank: number } | undefined;
    for (let p = 0; p < this.#processes; p++) {
      for (const lane of this.steps.readyLanes(p, this.#state[p])) {
        const rank = this.steps.rankOf(p, this.#state[p], lane) ?? Number.POSITIVE_INFINITY;
        if (best === undefined || rank < best.rank) best = { p, lane, rank };
      }
    }
    if (best === undefined) return;
    const { p, lane } = best;
    this.#take(p, lane, LANE, this.steps.lane(p, this.#state[p], this.#state[this.#algorithmsAt], lane));
  }

  /** A send of a workload is anybody's; where nobody can send, a unit of it passes. */
  #freeActions(): void {
    const at = this.#openWorkload();
    const before = this.#found;
    this.explored.freeSends.forEach(({ channel }, choice) => {
      const process = this.explored.system.channels[channel].from;
      const step = this.done ? undefined : this.#freeStep(process, choice);
      if (step !== undefined) this.#take(process, choice, FREE, step, at);
    });
    if (this.#found === before && !this.done) this.#take(0, NOTHING, FREE, this.#pass(), at);
  }

  #pass(): ProcessStep {
    const outcomes = [{ part: this.#state[0], items: [], sent: [] }];
    return { algorithms: this.#state[this.#algorithmsAt], outcomes };
  }

  /** Where the state counts the sends of the first workload that is not done; -1 where all are. */
  #openWorkload(): number {
    for (let i = 0; i < this.explored.workloads.length; i++) {
      if (this.#state[this.#workloadsAt + i] < this.explored.workloads[i].sends) return this.#workloadsAt + i;
    }
    return -1;
  }

  #freeStep(process: number, choice: number): ProcessStep | undefined {
    let nth = 0;
    for (let i = this.#workloadsAt; i < this.#state.length; i++) nth += this.#state[i];
    return this.steps.freeSend(this.#state[process], this.#state[this.#algorithmsAt], choice, nth);
  }

  /** Adds the states that an action leads to. `counter`: what it counts up, if anything. */
  #take(process: number, what: number, kind: number, step: ProcessStep, counter = -1): void {
    const { contents } = this.steps;
    this.#found++;
    if (step.outcomes.length > MOST_OUTCOMES)
      throw new NotExplorable("a step sends on too many unreliable channels");
    for (let outcome = 0; outcome < step.outcomes.length; outcome++) {
      const next = this.#next;
      for (let i = 0; i < next.length; i++) next[i] = this.#state[i];
      next[process] = step.outcomes[outcome].part;
      next[this.#algorithmsAt] = step.algorithms;
      if (counter >= 0) next[counter]++;
      if (kind === RECEIVE) {
        const at = this.#processes + contents.channelOf(what);
        next[at] = contents.remove(next[at], what);
      }
      for (const item of step.outcomes[outcome].items) {
        const at = this.#processes + contents.channelOf(item);
        next[at] = contents.append(next[at], item);
      }
      this.transitions++;
      const count = this.#store.count;
      if (this.#store.add(next) !== count) continue;
      const row = this.#from.add();
      this.#from.columns.parent[row] = this.#at;
      this.#from.columns.what[row] = what;
      this.#from.columns.how[row] = kind | (outcome << 2);
      if (this.#store.count > this.#mostStates) this.#stop("states");
      else if (this.bytes > this.#mostBytes) this.#stop("memory");
      if (this.done) return;
    }
  }

  #stop(limit: Limit): void {
    this.limit = limit;
    this.done = true;
  }
}
