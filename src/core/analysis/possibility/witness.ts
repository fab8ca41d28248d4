// A run that records a claim which is possible, written as a scenario: first every token goes, channel by channel, to where
// it must have been; then the claimed messages are sent; then the initiators record, and their markers reach everybody over
// the channels that are empty, before any message arrives. It is the construction of the proof in docs/possible.md.

import { ActionBuilder } from "../../scenario/actionBuilder.ts";
import type { ExpectedState } from "../../scenario/expectation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { SendStep, Step } from "../../scenario/step.ts";
import { asChannel, type ChannelId, NONE, type ProcessId } from "../../trace/ids.ts";
import type { SourcePosition } from "../../trace/problem.ts";
import type { Payload } from "../../trace/trace.ts";
import { fewestInitiators, type PuzzleAnswer, soleInitiators, type Way, type Witness } from "./answer.ts";
import { graphOf, type Paths, pathsFrom } from "./graph.ts";
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
  return { kind: "written", scenario: new WitnessRun(question, initiators, name).scenario(answer.way) };
}

class WitnessRun {
  readonly #question: PuzzleQuestion;
  readonly #initiators: readonly ProcessId[];
  readonly #name: string;
  readonly #payloads: Payload[] = [];
  readonly #payloadOf = new Map<string, number>();
  readonly #sends: SendStep[] = [];
  /** When each process last sent. */
  readonly #busy: Float64Array;
  readonly #place: SourcePosition;

  constructor(question: PuzzleQuestion, initiators: readonly ProcessId[], name: string) {
    this.#question = question;
    this.#initiators = initiators;
    this.#name = name;
    this.#busy = new Float64Array(question.system.processes.length);
    this.#place = { file: name, line: 0, column: 1 };
  }

  scenario(way: Way): Scenario {
    const { processes, channels } = this.#question.system;
    const moved = this.#move(way);
    const [recorded, contents] = this.#fill(moved);
    const sends = [...this.#sends, ...contents].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
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
      steps: [...sends, ...starts],
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
    const { processes, channels } = this.#question.system;
    const graph = graphOf(processes.length, channels);
    const paths = new Map<number, Paths>();
    const travellers: { readonly payload: number; readonly route: readonly ChannelId[]; ready: number }[] =
      [];
    for (const { token, from, to, count } of carriages) {
      const known = paths.get(from) ?? pathsFrom(graph, [from]);
      paths.set(from, known);
      const route = this.#route(known, to);
      const payload = this.#payload({ label: "", tokens: [{ token, count: 1 }], fields: [] });
      for (let i = 0; i < count; i++) travellers.push({ payload, route, ready: 1 });
    }
    let end = 0;
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

  /** The claimed messages, sent after all else and received after their receiver has recorded. Gives when the initiators do. */
  #fill(moved: number): [recorded: number, contents: SendStep[]] {
    const { system, claim } = this.#question;
    const sent = system.channels.map((channel, c) =>
      claim.channels[c].map((message) => {
        const at = this.#nextSend(channel.from, Math.max(1, moved));
        return { channel: asChannel(c), at, payload: this.#payload(message) };
      }),
    );
    const recorded = 1 + sent.flat().reduce((latest, { at }) => Math.max(latest, at), moved);
    const empty = graphOf(system.processes.length, system.channels, emptyChannels(this.#question));
    const { distance } = pathsFrom(empty, this.#initiators);
    const last = distance.reduce((most, each) => Math.max(most, each), 0);
    const received = new Float64Array(system.processes.length).fill(recorded + LATENCY * (last + 1));
    const contents = sent.flatMap((messages, c) =>
      messages.map(({ channel, at, payload }) => {
        const time = received[system.channels[c].to]++;
        return this.#send(channel, payload, at, time);
      }),
    );
    return [recorded, contents];
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
