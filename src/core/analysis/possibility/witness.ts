// A run that records a claim which is possible, written as a scenario: first is received what is under way at first and does not
// stay; then every token goes, channel by channel, to where it must have been; then the claimed messages are sent; then the
// initiators record, and their markers reach everybody over the channels that are empty, before any message arrives. It is
// the construction of the proof in docs/possible.md.

import { ActionBuilder } from "../../scenario/actionBuilder.ts";
import type { ExpectedState } from "../../scenario/expectation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { ReceiveStep, SendStep, Step } from "../../scenario/step.ts";
import { asChannel, type ChannelId, NONE, type ProcessId } from "../../trace/ids.ts";
import type { SourcePosition } from "../../trace/problem.ts";
import type { Payload } from "../../trace/trace.ts";
import { fewestInitiators, type PuzzleAnswer, soleInitiators, type Way, type Witness } from "./answer.ts";
import type { Kept } from "./balances.ts";
import { graphOf, type Paths, pathsFrom } from "./graph.ts";
import { freeRoutes } from "./movement.ts";
import { emptyChannels, type PuzzleQuestion } from "./puzzle.ts";

/** Sends that a scenario for people to read may have. */
const MOST_SENDS = 100_000;

/** How long every message and marker takes, but those that are received after the recording. */
const LATENCY = 1;

export function witnessOf(
  question: PuzzleQuestion,
  answer: Extract<PuzzleAnswer, { readonly kind: "possible" }>,
  name: string,
): Witness {
  const { sends } = answer.way;
  if (sends > MOST_SENDS) return { kind: "too-long", sends };
  const [alone] = soleInitiators(answer);
  const initiators = alone === undefined ? fewestInitiators(answer) : [alone];
  return {
    kind: "written",
    scenario: new WitnessRun(question, initiators, name, answer.way).scenario(answer.way),
  };
}

class WitnessRun {
  readonly #question: PuzzleQuestion;
  readonly #initiators: readonly ProcessId[];
  readonly #name: string;
  readonly #payloads: Payload[] = [];
  readonly #payloadOf = new Map<string, number>();
  readonly #sends: SendStep[] = [];
  /** Of each channel, how many of its first messages stay in it until it is recorded. */
  readonly #kept: Kept;
  /** When each process last sent. */
  readonly #busy: Float64Array;
  readonly #place: SourcePosition;

  constructor(question: PuzzleQuestion, initiators: readonly ProcessId[], name: string, { splits }: Way) {
    this.#question = question;
    this.#kept = new Int32Array(question.system.channels.length);
    for (const { channel, kept } of splits) this.#kept[channel] = kept;
    this.#initiators = initiators;
    this.#name = name;
    this.#busy = new Float64Array(question.system.processes.length);
    this.#place = { file: name, line: 0, column: 1 };
  }

  scenario(way: Way): Scenario {
    const { processes, channels } = this.#question.system;
    const moved = this.#move(way);
    const { recorded, staying, contents } = this.#fill(moved);
    const underWay = [...this.#received(), ...staying];
    const sends = [...this.#sends, ...contents].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    // Only a step that waits for it tells in a text when a message under way is received.
    const receipts = staying.map(({ channel }, i): ReceiveStep => {
      const { to } = channels[channel];
      const send = underWay.length - staying.length + i;
      return { kind: "receive", process: to, send, lane: to, file: 0, line: 1 };
    });
    const starts = this.#initiators.map(
      (process, i): Step => ({
        ...{ kind: "snapshot", process, id: 1, at: recorded },
        ...{ lane: processes.length + i, file: 0, line: 1 },
      }),
    );
    return {
      name: this.#name,
      timeUnit: "tick",
      files: [this.#name],
      processes: processes.map(({ name, initial }) => ({ name, initial })),
      channels: channels.map(({ from, to }) => ({ from, to })),
      payloads: this.#payloads,
      actions: new ActionBuilder().build(),
      steps: [...underWay, ...sends, ...receipts, ...starts],
      endTime: 0,
      expectations: [
        {
          subject: { kind: "snapshot", id: 1 },
          claim: { kind: "state", state: this.#expected() },
          position: this.#place,
        },
        {
          subject: { kind: "snapshot", id: 1 },
          claim: { kind: "verdict", verdict: "consistent" },
          position: this.#place,
        },
      ],
      delivery: { kind: "channels", seed: "1" },
    };
  }

  /**
   * Sends every token on its way, each process one message a unit of time, a token as soon as it has arrived. Gives the time
   * at which all have.
   */
  #move({ carriages }: Way): number {
    const { channels } = this.#question.system;
    const routes = freeRoutes(this.#question, this.#kept);
    const begin = this.#receivesFirst() ? 1 + LATENCY : 1;
    const travellers: { readonly payload: number; readonly route: readonly ChannelId[]; ready: number }[] =
      [];
    for (const { token, from, to, count } of carriages) {
      const route = this.#route(routes.from(from), to);
      const payload = this.#payload({ label: "", tokens: [{ token, count: 1 }], fields: [] });
      for (let i = 0; i < count; i++) travellers.push({ payload, route, ready: begin });
    }
    let end = this.#receivesFirst() ? begin : 0;
    const longest = travellers.reduce((most, { route }) => Math.max(most, route.length), 0);
    for (let hop = 0; hop < longest; hop++) {
      // In the order of arrival, so that a process sends in the order of time.
      travellers.sort((a, b) => a.ready - b.ready);
      for (const traveller of travellers) {
        const channel = traveller.route[hop];
        if (channel === undefined) continue;
        const at = this.#nextSend(channels[channel].from, traveller.ready);
        this.#sends.push(this.#send(channel, traveller.payload, at, at + LATENCY));
        traveller.ready = at + LATENCY;
        end = Math.max(end, traveller.ready);
      }
    }
    return end;
  }

  #route({ via }: Paths, to: number): ChannelId[] {
    const route: ChannelId[] = [];
    for (
      let channel = via[to];
      channel !== NONE;
      channel = via[this.#question.system.channels[channel].from]
    ) {
      route.push(asChannel(channel));
    }
    return route.reverse();
  }

  /** What is under way at first and does not stay: it comes as soon as it can. */
  #received(): SendStep[] {
    const { underWay = [] } = this.#question;
    return underWay.flatMap((messages, c) =>
      messages
        .slice(0, messages.length - this.#kept[c])
        .map((message) => this.#underWay(asChannel(c), this.#payload(message))),
    );
  }

  #receivesFirst(): boolean {
    return (this.#question.underWay ?? []).some((messages, c) => messages.length > this.#kept[c]);
  }

  /**
   * The claimed messages, sent after all else but for those that were under way from the start, and received after their receiver
   * has recorded. `recorded`: when the initiators do.
   */
  #fill(moved: number): { recorded: number; staying: SendStep[]; contents: SendStep[] } {
    const { system, claim } = this.#question;
    const sent = system.channels.map((channel, c) =>
      claim.channels[c].map((message, i) => {
        const at = i < this.#kept[c] ? undefined : this.#nextSend(channel.from, Math.max(1, moved));
        return { channel: asChannel(c), at, payload: this.#payload(message) };
      }),
    );
    const recorded = 1 + sent.flat().reduce((latest, { at = 0 }) => Math.max(latest, at), moved);
    const empty = graphOf(system.processes.length, system.channels, emptyChannels(this.#question));
    const { distance } = pathsFrom(empty, this.#initiators);
    const last = distance.reduce((most, each) => Math.max(most, each), 0);
    const received = new Float64Array(system.processes.length).fill(recorded + LATENCY * (last + 1));
    const staying: SendStep[] = [];
    const contents: SendStep[] = [];
    for (const { channel, at, payload } of sent.flat()) {
      const time = received[system.channels[channel].to]++;
      if (at === undefined) staying.push(this.#underWay(channel, payload, time));
      else contents.push(this.#send(channel, payload, at, time));
    }
    return { recorded, staying, contents };
  }

  #nextSend(process: ProcessId, earliest: number): number {
    const at = Math.max(earliest, this.#busy[process] + 1);
    this.#busy[process] = at;
    return at;
  }

  #send(channel: ChannelId, payload: number, at: number, receiveAt: number): SendStep {
    const { from } = this.#question.system.channels[channel];
    return { kind: "send", process: from, channel, payload, at, receiveAt, lane: from, file: 0, line: 1 };
  }

  #underWay(channel: ChannelId, payload: number, receiveAt?: number): SendStep {
    const { from } = this.#question.system.channels[channel];
    const place = { lane: from, file: 0, line: 1, ...(receiveAt === undefined ? {} : { receiveAt }) };
    return { kind: "send", process: from, channel, payload, underWay: true, ...place };
  }

  #payload(payload: Payload): number {
    const key = JSON.stringify(payload);
    const known = this.#payloadOf.get(key) ?? this.#payloads.push(payload) - 1;
    this.#payloadOf.set(key, known);
    return known;
  }

  #expected(): ExpectedState {
    const { system, claim } = this.#question;
    const position = this.#place;
    return {
      processes: claim.processes.map((state, p) => ({ process: p as ProcessId, state, position })),
      channels: system.channels.flatMap(({ from, to }, c) =>
        claim.channels[c].length === 0 ? [] : [{ from, to, messages: claim.channels[c], position }],
      ),
    };
  }
}
