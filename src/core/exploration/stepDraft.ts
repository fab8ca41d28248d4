// One step of one process under way: what it does to its part of the state, what the algorithms do beside it, and which
// items it sends. Which messages are inside a cut, and which in transit or orphans, is kept as the step goes.

import type { StateChange } from "../scenario/step.ts";
import { NONE } from "../trace/ids.ts";
import type { AlgorithmStep, AlgorithmSteps, MarkerEffect } from "./algorithmSteps.ts";
import { afterReceipt, type CausalPast } from "./causalPast.ts";
import type { Item } from "./channelContents.ts";
import type { Explored } from "./explored.ts";
import type { LocalStates } from "./localStates.ts";
import { NotExplorable } from "./options.ts";
import { type CutFaults, END, type Held, type Part, type RecordedChannel } from "./part.ts";
import type { Passage } from "./passages.ts";

/** What a step sends; the stamp that causal delivery gives it is still to come. */
export interface Sending {
  readonly item: Item;
  readonly fate?: Passage;
  /** The channels on which others follow that count as sent at once with it. */
  readonly further?: readonly number[];
}

export class StepDraft {
  process = 0;
  algorithms: number;
  readonly places: number[];
  readonly sent: Sending[] = [];
  readonly #explored: Explored;
  readonly #locals: LocalStates;
  readonly #steps: AlgorithmSteps;
  #local: number;
  #awaited: number[];
  #events: number;
  readonly #passed: number[];
  readonly #recorded: RecordedChannel[][];
  readonly #faults: CutFaults[];
  #held: Held;
  #past: CausalPast | undefined;
  readonly #taken: readonly number[] | undefined;
  readonly #snapshots: number;

  constructor(
    explored: Explored,
    locals: LocalStates,
    steps: AlgorithmSteps,
    part: Part,
    algorithms: number,
  ) {
    this.#explored = explored;
    this.#locals = locals;
    this.#steps = steps;
    this.#snapshots = explored.snapshotIds.length;
    this.algorithms = algorithms;
    this.places = [...part.places];
    this.#local = part.local;
    this.#awaited = [...part.awaited];
    this.#events = part.events;
    this.#passed = [...part.passed];
    this.#recorded = part.recorded.map((row) => [...row]);
    this.#faults = [...part.faults];
    this.#held = part.held;
    this.#past = part.past;
    this.#taken = part.taken;
  }

  /** A send; left out where its sender lacks the tokens, as in the engine. `step`: its index, or NONE. */
  send(
    process: number,
    channel: number,
    payload: number,
    handle: number,
    step: number,
    fate?: Passage,
  ): void {
    this.process = process;
    const after = this.#locals.without(this.#local, payload);
    if (after === undefined) return;
    const inside = this.#inside();
    this.#local = after;
    this.#event(process, step);
    const sending = this.#steps.sending(this.algorithms, handle, channel);
    this.#act(process, sending);
    const item = { channel, marker: false, value: handle, inside, words: sending.carried };
    this.sent.push(fate === undefined ? { item } : { item, fate });
  }

  change(process: number, changes: readonly StateChange[]): void {
    this.process = process;
    const after = this.#locals.changed(this.#local, changes);
    if (after === undefined) return;
    this.#local = after;
    this.#event(process, NONE);
  }

  start(process: number, snapshot: number): void {
    this.process = process;
    this.#act(process, this.#steps.start(this.algorithms, snapshot, process));
  }

  receive(process: number, item: Item): void {
    this.process = process;
    const { channel, value, marker, words, stamp } = item;
    if (this.#past !== undefined && stamp !== undefined)
      this.#past = afterReceipt(this.#past, channel, stamp);
    // Its receiver cannot read what is spoilt: that is an event and nothing more.
    const isRead = item.spoilt !== true;
    const arriving =
      isRead && !marker
        ? this.#act(process, this.#steps.arriving(this.algorithms, value, channel, words))
        : [];
    const planned = this.#passed.slice(this.#snapshots).map((local) => local === NONE);
    if (isRead && !marker) {
      this.#local = this.#locals.with(this.#local, this.#explored.payloadOf(value));
      if (this.#explored.awaited.has(value)) this.#awaited = ascending([...this.#awaited, value]);
    }
    this.#event(process, marker ? NONE : value);
    const recordings = isRead ? [...arriving, ...this.#act(process, this.#answerTo(item))] : [];
    // The receipt is outside a snapshot's cut as soon as its process has recorded, be it in this very step.
    const insideSnapshots = this.#passed.slice(0, this.#snapshots).map((local) => local === NONE);
    this.#classify(item, [...insideSnapshots, ...planned]);
    for (const { snapshot, channel: from, message } of recordings) this.#record(snapshot, from, message);
  }

  #answerTo({ channel, value, marker, words, control }: Item): AlgorithmStep {
    return marker
      ? this.#steps.markerReceived(this.algorithms, value, channel, words, control)
      : this.#steps.received(this.algorithms, value, channel);
  }

  /** The part that follows. */
  finish(): Part {
    const { lanes, lanesOf } = this.#explored;
    const own = lanesOf[this.process];
    own.forEach((lane, i) => {
      const { steps } = lanes[lane];
      for (let step = steps[this.places[i]]; step?.kind === "receive"; step = steps[this.places[i]]) {
        if (!this.#awaited.includes(step.send)) break;
        this.places[i]++;
      }
    });
    const waited = (send: number): boolean =>
      own.some((lane, i) =>
        lanes[lane].steps.slice(this.places[i]).some((step) => step.kind === "receive" && step.send === send),
      );
    return {
      places: this.places,
      local: this.#local,
      awaited: this.#awaited.filter(waited),
      events: this.#events,
      passed: this.#passed,
      recorded: this.#recorded,
      faults: this.#faults,
      held: this.#held,
      past: this.#past,
      taken: this.#taken,
    };
  }

  /** Does what an algorithm does, and gives the messages that it records. */
  #act(process: number, { next, effects }: AlgorithmStep) {
    this.algorithms = next;
    const recordings: { readonly snapshot: number; readonly channel: number; readonly message: number }[] =
      [];
    this.#assertDeclared(effects);
    for (const effect of effects) {
      if (effect.kind === "record") {
        this.#passed[effect.snapshot] = this.#local;
        this.#event(process, NONE);
      } else if (effect.kind === "marker") {
        this.#sendMarker(process, effect);
      } else if (effect.kind === "hold-sends") {
        const { sends, channels } = this.#held;
        this.#held = { sends: sends + (effect.held ? 1 : -1), channels };
      } else if (effect.kind === "hold-deliveries") {
        this.#hold(effect.channel, effect.held);
      } else if (effect.kind === "finish") {
        this.#setRecorded(effect.snapshot, {
          ...this.#recordedOf(effect.snapshot, effect.channel),
          finished: true,
        });
      } else if (effect.kind === "message") {
        recordings.push(effect);
      } else {
        const finished = effect.kind === "end";
        this.#setRecorded(effect.snapshot, { channel: END, messages: [], finished });
      }
    }
    return recordings;
  }

  #sendMarker(
    process: number,
    { channel, snapshot, words, control, overtakes, further }: MarkerEffect,
  ): void {
    const plain = { channel, marker: true, value: snapshot, inside: this.#inside(), words };
    const item: Item = control === undefined ? plain : { ...plain, control };
    const sending: Sending = { item: overtakes === true ? { ...item, overtakes } : item };
    this.sent.push(further === undefined ? sending : { ...sending, further });
    this.#event(process, NONE);
  }

  #hold(channel: number, held: boolean): void {
    const { sends } = this.#held;
    const channels = [...this.#held.channels];
    if (held) channels.push(channel);
    else if (channels.includes(channel)) channels.splice(channels.indexOf(channel), 1);
    this.#held = { sends, channels: channels.sort((a, b) => a - b) };
  }

  /** The reduction stands on what an algorithm says of its markers. */
  #assertDeclared(effects: AlgorithmStep["effects"]): void {
    for (const { kind, snapshot } of effects) {
      const algorithm = this.#explored.algorithms[snapshot];
      const says = algorithm.exploration?.markers;
      if (kind !== "marker" || says === undefined) continue;
      const records = effects.some((other) => other.kind === "record" && other.snapshot === snapshot);
      if (says === "none" || !records)
        throw new NotExplorable(`${algorithm.id} sends a marker when it says that it sends none`);
    }
  }

  #record(snapshot: number, channel: number, message: number): void {
    const before = this.#recordedOf(snapshot, channel);
    this.#setRecorded(snapshot, { ...before, messages: [...before.messages, message] });
    const name = `${channel}:${message}`;
    const { orphans, inTransit, wrong } = this.#faults[snapshot];
    this.#faults[snapshot] = inTransit.includes(name)
      ? { orphans, inTransit: without(inTransit, name), wrong }
      : { orphans, inTransit, wrong: [...wrong, name] };
  }

  /** Where an item that is received stands to each cut. `inside`: whether its receipt is inside. */
  #classify({ channel, marker, value, inside: sentInside }: Item, inside: readonly boolean[]): void {
    const name = marker ? `${channel}:m${value}` : `${channel}:${value}`;
    inside.forEach((receivedInside, cut) => {
      const wasInside = sentInside[cut] === "1";
      const { orphans, inTransit, wrong } = this.#faults[cut];
      if (receivedInside && !wasInside) {
        this.#faults[cut] = { orphans: [...orphans, name].sort(), inTransit, wrong };
      } else if (wasInside && !receivedInside && !marker) {
        this.#faults[cut] = wrong.includes(name)
          ? { orphans, inTransit, wrong: without(wrong, name) }
          : { orphans, inTransit: [...inTransit, name], wrong };
      }
    });
  }

  /** An event of the process. `message`: the step whose message it sends or receives, or NONE. */
  #event(process: number, message: number): void {
    if (this.#explored.countsEvents) this.#events++;
    this.#explored.cuts.forEach(({ points }, i) => {
      const point = points[process];
      const passes =
        point.kind === "events"
          ? point.count === this.#events
          : point.kind === "message" && message !== NONE && point.send === message;
      const cut = this.#snapshots + i;
      if (passes && this.#passed[cut] === NONE) this.#passed[cut] = this.#local;
    });
  }

  #inside(): string {
    return this.#passed.map((local) => (local === NONE ? "1" : "0")).join("");
  }

  #recordedOf(snapshot: number, channel: number): RecordedChannel {
    const known = this.#recorded[snapshot].find((each) => each.channel === channel);
    return known ?? { channel, messages: [], finished: false };
  }

  #setRecorded(snapshot: number, recorded: RecordedChannel): void {
    const others = this.#recorded[snapshot].filter(({ channel }) => channel !== recorded.channel);
    this.#recorded[snapshot] = [...others, recorded].sort((a, b) => a.channel - b.channel);
  }
}

function without(list: readonly string[], name: string): string[] {
  const at = list.indexOf(name);
  return list.filter((_, i) => i !== at);
}

function ascending(list: readonly number[]): number[] {
  return [...new Set(list)].sort((a, b) => a - b);
}
