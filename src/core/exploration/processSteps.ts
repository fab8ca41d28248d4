// The steps of the processes, from number to number: a lane's next step, or the receipt of an item. Each is worked out
// once for a part of the state, a state of the algorithms and an input; then it is looked up. What it does, and in which
// order, is what simulation/simulation.ts does; tests compare the two run by run.

import { NONE } from "../trace/ids.ts";
import { AlgorithmSteps } from "./algorithmSteps.ts";
import { type CausalPast, isDue, noPast } from "./causalPast.ts";
import { ChannelContents } from "./channelContents.ts";
import type { Explored } from "./explored.ts";
import { Interner, PairInterner } from "./interner.ts";
import type { LaneStep } from "./lanes.ts";
import { LocalStates } from "./localStates.ts";
import { type Held, NO_FAULTS, NOTHING_HELD, type Part, partKey } from "./part.ts";
import { StepDraft } from "./stepDraft.ts";
import { combinations, type Transmitted } from "./transmissions.ts";

/** One way in which a step can go: it sends the same, but messages may get lost or doubled. */
export interface StepOutcome {
  /** The part that follows. */
  readonly part: number;
  /** All that goes into channels. */
  readonly items: readonly number[];
  readonly sent: readonly Transmitted[];
}

export interface ProcessStep {
  /** The algorithms' state that follows. */
  readonly algorithms: number;
  readonly outcomes: readonly StepOutcome[];
}

export class ProcessSteps {
  readonly explored: Explored;
  readonly contents: ChannelContents;
  readonly locals: LocalStates;
  readonly algorithms: AlgorithmSteps;
  readonly #parts = new Interner<Part>();
  readonly #pairs = new PairInterner();
  /** By pair of part and algorithms' state, by input. */
  readonly #known: Map<number, ProcessStep>[] = [];
  readonly #ready: (readonly number[] | undefined)[] = [];
  readonly #nextRank: (number | undefined)[] = [];

  constructor(explored: Explored) {
    this.explored = explored;
    this.contents = new ChannelContents(explored.fifo);
    this.locals = new LocalStates(explored.scenario);
    this.algorithms = new AlgorithmSteps(explored.system, explored.algorithms);
  }

  part(number: number): Part {
    return this.#parts.values[number];
  }

  /** What there is before anything has happened: a part for each process, what is in channels, and algorithms that have counted it. */
  initial(): { readonly parts: number[]; readonly items: readonly number[]; readonly algorithms: number } {
    const { underWay, handleOf, snapshotIds, cuts, system, isCausal, passages } = this.explored;
    const pasts = system.names.map(() => (isCausal ? noPast(system) : undefined));
    // It was sent before everything that a cut could go through.
    const inside = "1".repeat(snapshotIds.length + cuts.length);
    let algorithms = this.algorithms.initial;
    const items = underWay.flatMap(({ channel, payload, index }) => {
      const value = handleOf(index, payload, channel);
      const { next, carried } = this.algorithms.sending(algorithms, value, channel);
      algorithms = next;
      const item = { channel, marker: false, value, inside, words: carried };
      const { from } = system.channels[channel];
      const sending = { item, fate: "once" } as const;
      const [{ sent, past }] = combinations([sending], { past: pasts[from] }, this.contents, passages);
      pasts[from] = past;
      return sent.flatMap((each) => each.items);
    });
    return { parts: pasts.map((past, process) => this.#initialPart(process, past)), items, algorithms };
  }

  #initialPart(process: number, past: CausalPast | undefined): number {
    const { snapshotIds, cuts, lanesOf } = this.explored;
    const local = this.locals.initial(process);
    const planned = cuts.map(({ points }) => (points[process].kind === "start" ? local : NONE));
    return this.#number(process, {
      places: lanesOf[process].map(() => 0),
      local,
      awaited: [],
      events: 0,
      passed: [...snapshotIds.map(() => NONE), ...planned],
      recorded: snapshotIds.map(() => []),
      faults: [...snapshotIds, ...cuts].map(() => NO_FAULTS),
      held: NOTHING_HELD,
      past,
      taken: this.#takenAtFirst(),
    });
  }

  /** What is under way at first has taken what is given to it. */
  #takenAtFirst(): number[] | undefined {
    const { underWay, passages } = this.explored;
    if (!passages.areGiven) return undefined;
    return passages.given.map((given, c) =>
      Math.min(given.length, underWay.filter(({ channel }) => channel === c).length),
    );
  }

  /** The lanes of a process that have a step which waits for no message, and which nothing holds back. */
  readyLanes(process: number, number: number): readonly number[] {
    const known = this.#ready[number];
    if (known !== undefined) return known;
    const { places, held } = this.part(number);
    const { lanes, lanesOf } = this.explored;
    const ready = lanesOf[process].filter((lane, i) => {
      const step = lanes[lane].steps[places[i]];
      return step !== undefined && step.kind !== "receive" && !isHeld(step, held);
    });
    this.#ready[number] = ready;
    return ready;
  }

  /** Whether a process may be handed an item that its channel would hand over. */
  mayReceive(number: number, item: number): boolean {
    const { held, past } = this.part(number);
    const { channel, stamp } = this.contents.item(item);
    if (held.channels.includes(channel)) return false;
    if (past === undefined || stamp === undefined) return true;
    const { channels, incoming } = this.explored.system;
    return isDue(past, stamp, incoming[channels[channel].to]);
  }

  /** The rank of the next step of a lane; undefined where it has none. */
  rankOf(process: number, number: number, lane: number): number | undefined {
    const { lanes, lanesOf } = this.explored;
    return lanes[lane].steps[this.part(number).places[lanesOf[process].indexOf(lane)]]?.rank;
  }

  /** The lowest rank of all steps that a process has still to do; Infinity where none has one. */
  nextRank(process: number, number: number): number {
    const known = this.#nextRank[number];
    if (known !== undefined) return known;
    const { lanes, lanesOf } = this.explored;
    const { places, held } = this.part(number);
    let least = Number.POSITIVE_INFINITY;
    lanesOf[process].forEach((lane, i) => {
      const next = lanes[lane].steps[places[i]];
      // What is held back is done late; the steps of others do not wait for it.
      if (next !== undefined && isHeld(next, held)) return;
      for (const { rank } of lanes[lane].steps.slice(places[i]))
        if (rank !== undefined) least = Math.min(least, rank);
    });
    this.#nextRank[number] = least;
    return least;
  }

  lane(process: number, part: number, algorithms: number, lane: number): ProcessStep {
    const known = this.#rowOf(part, algorithms).get(lane);
    if (known !== undefined) return known;
    return this.#work(part, algorithms, lane, (draft) => this.#laneStep(draft, process, lane));
  }

  receive(process: number, part: number, algorithms: number, item: number): ProcessStep {
    const input = this.explored.lanes.length + 2 * item;
    const known = this.#rowOf(part, algorithms).get(input);
    if (known !== undefined) return known;
    return this.#work(part, algorithms, input, (draft) => draft.receive(process, this.contents.item(item)));
  }

  /** The n-th send of the workloads, over a channel. Undefined where its sender does not hold the token. */
  freeSend(part: number, algorithms: number, choice: number, nth: number): ProcessStep | undefined {
    const { freeSends, system, lanes, freeHandle } = this.explored;
    const { channel, payload } = freeSends[choice];
    const { local, held } = this.part(part);
    if (held.sends > 0 || this.locals.without(local, payload) === undefined) return undefined;
    const handle = freeHandle(nth, payload);
    const input = lanes.length + 2 * (handle * freeSends.length + choice) + 1;
    const process = system.channels[channel].from;
    const known = this.#rowOf(part, algorithms).get(input);
    if (known !== undefined) return known;
    return this.#work(part, algorithms, input, (draft) =>
      draft.send(process, channel, payload, handle, NONE),
    );
  }

  #laneStep(draft: StepDraft, process: number, lane: number): void {
    const { lanes, lanesOf, handleOf } = this.explored;
    const at = lanesOf[process].indexOf(lane);
    const step = lanes[lane].steps[draft.places[at]++];
    if (step.kind === "send") {
      const handle = handleOf(step.index, step.payload, step.channel);
      draft.send(process, step.channel, step.payload, handle, step.index, step.fate);
    } else if (step.kind === "local") draft.change(process, step.step.changes);
    else if (step.kind === "snapshot") draft.start(process, step.snapshot);
  }

  /** What is known of a part and a state of the algorithms, by input. */
  #rowOf(part: number, algorithms: number): Map<number, ProcessStep> {
    const pair = this.#pairs.number(part, algorithms);
    let row = this.#known[pair];
    if (row === undefined) {
      row = new Map();
      this.#known[pair] = row;
    }
    return row;
  }

  #work(part: number, algorithms: number, input: number, act: (draft: StepDraft) => void): ProcessStep {
    const draft = new StepDraft(this.explored, this.locals, this.algorithms, this.part(part), algorithms);
    act(draft);
    const after = draft.finish();
    const all = combinations(draft.sent, after, this.contents, this.explored.passages);
    const outcomes = all.map(
      ({ sent, past, taken }): StepOutcome => ({
        part: this.#number(draft.process, { ...after, past, taken }),
        items: sent.flatMap(({ items }) => items),
        sent,
      }),
    );
    const step = { algorithms: draft.algorithms, outcomes };
    this.#rowOf(part, algorithms).set(input, step);
    return step;
  }

  #number(process: number, part: Part): number {
    return this.#parts.number(partKey(process, part), part);
  }
}

/** A snapshot may be started all the same. */
function isHeld({ kind }: LaneStep, { sends }: Held): boolean {
  return sends > 0 && (kind === "send" || kind === "local");
}
