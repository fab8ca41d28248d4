// The engine: runs a scenario in discrete time, deterministically, one step (an action or a delivery) after the other,
// and writes the trace. At each moment deliveries come first, then the script's actions. Its whole state can be saved.

import { ActionKind, type Delivery, type Scenario } from "../scenario/scenario.ts";
import { asChannel, asProcess, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import { describeTokens, type TokenCount } from "../trace/localState.ts";
import { MessageKind, type Trace } from "../trace/trace.ts";
import { type BuilderState, type EventHandle, TraceBuilder } from "../trace/traceBuilder.ts";
import type { ControlProtocol, ProtocolFactory, ProtocolPort } from "./controlProtocol.ts";
import { CourseNetwork } from "./courseNetwork.ts";
import type { Network } from "./network.ts";
import { type System, systemOf } from "./system.ts";
import { TokenTable } from "./tokenTable.ts";

/** A simulation's state as plain data. It fits every simulation of the same scenario and protocol. */
export interface SimulationState {
  readonly now: number;
  readonly nextAction: number;
  readonly delivering: boolean;
  readonly done: boolean;
  readonly tokens: Float64Array;
  readonly builder: BuilderState;
  readonly network: unknown;
  readonly protocol: unknown;
}

/** One run of a scenario. `step` or `run` until `done`, then `finish`. */
export class Simulation {
  /** Whether the run is over: the script is done, and every snapshot has ended or can't. */
  done = false;
  /** The simulated time. */
  now = 0;
  readonly scenario: Scenario;
  readonly #system: System;
  readonly #network: Network;
  readonly #protocol: ControlProtocol;
  readonly #builder: TraceBuilder;
  readonly #tokens: TokenTable;
  /** The builder's channel for each of the scenario's. */
  readonly #traceChannel: Uint32Array;
  readonly #snapshotIndex = new Map<number, number>();
  #nextAction = 0;
  #delivering = false;
  #stepProcess = asProcess(0);
  #frontierBeforeStep = 0;

  /** `network`: another network than the scenario's own; a test that decides every delivery itself brings one. */
  constructor(
    scenario: Scenario,
    protocol: ProtocolFactory,
    network: (system: System) => Network = (system) => networkOf(scenario.delivery, system),
  ) {
    this.scenario = scenario;
    this.#system = systemOf(scenario);
    this.#network = network(this.#system);
    this.#builder = new TraceBuilder(scenario.name, scenario.timeUnit);
    for (const file of scenario.files) this.#builder.addFile(file);
    for (const { name, initial } of scenario.processes) this.#builder.addProcess(name, initial);
    this.#traceChannel = Uint32Array.from(scenario.channels, ({ from, to }) =>
      this.#builder.channel(from, to),
    );
    for (const payload of scenario.payloads) this.#builder.addPayload(payload);
    this.#tokens = new TokenTable(scenario, this.#builder);
    const ids = snapshotIds(scenario);
    ids.forEach((id, index) => {
      this.#snapshotIndex.set(id, index);
    });
    this.#protocol = protocol(this.#port(), ids);
  }

  /** Share of the script that is done, 0 to 1. */
  get progress(): number {
    return this.scenario.actions.kind.length === 0 ? 1 : this.#nextAction / this.scenario.actions.kind.length;
  }

  /** Does the next action or delivery. Gives false when there was none left. */
  step(): boolean {
    while (!this.done) {
      if (this.#delivering) {
        const message = this.#network.deliver();
        if (message !== NONE) {
          this.#receive(message, this.#network.deliveredOn);
          return true;
        }
        this.#delivering = false;
      }
      const { time } = this.scenario.actions;
      if (this.#nextAction < time.length && time[this.#nextAction] <= this.now) {
        this.#act(this.#nextAction++);
        return true;
      }
      this.#advance();
    }
    return false;
  }

  /** Does at most `steps` steps. Gives whether the run is over. */
  run(steps = Number.POSITIVE_INFINITY): boolean {
    for (let i = 0; i < steps; i++) if (!this.step()) return true;
    return this.done;
  }

  /** The trace of the run so far. After it, the simulation is used up. */
  finish(): Trace {
    this.#builder.reachTime(this.now);
    this.#protocol.finish(this.#builder);
    return this.#builder.build();
  }

  save(): SimulationState {
    return {
      now: this.now,
      nextAction: this.#nextAction,
      delivering: this.#delivering,
      done: this.done,
      tokens: this.#tokens.save(),
      builder: this.#builder.save(),
      network: this.#network.save(),
      protocol: this.#protocol.save(),
    };
  }

  /** Goes on from what `save` gave, here or in another simulation of the same scenario. */
  restore(state: SimulationState): void {
    this.now = state.now;
    this.#nextAction = state.nextAction;
    this.#delivering = state.delivering;
    this.done = state.done;
    this.#tokens.restore(state.tokens);
    this.#builder.restore(state.builder);
    this.#network.restore(state.network);
    this.#protocol.restore(state.protocol);
  }

  /** Goes to the next moment at which anything can happen, or ends the run. */
  #advance(): void {
    const { time } = this.scenario.actions;
    const scripted = this.#nextAction < time.length ? time[this.#nextAction] : Number.POSITIVE_INFINITY;
    const next = Math.min(scripted, this.#network.nextMoment(this.now));
    const last = this.#protocol.busy ? Number.POSITIVE_INFINITY : this.scenario.endTime;
    if (scripted === Number.POSITIVE_INFINITY && (next > last || next === Number.POSITIVE_INFINITY)) {
      this.now = Math.max(this.now, this.scenario.endTime);
      this.done = true;
      return;
    }
    this.now = next;
    this.#network.beginMoment(next);
    this.#delivering = true;
  }

  #act(action: number): void {
    const { kind, process, channel, argument, file, line } = this.scenario.actions;
    const actor = asProcess(process[action]);
    this.#beginStep(actor);
    if (kind[action] === ActionKind.snapshot) {
      const index = this.#snapshotIndex.get(argument[action]);
      if (index !== undefined) this.#protocol.start(index, actor, file[action], line[action]);
      return;
    }
    const payload = argument[action];
    const lacking = this.#tokens.lacking(actor, payload);
    if (lacking !== undefined) {
      this.#reportLack(action, actor, lacking);
      return;
    }
    const on = asChannel(channel[action]);
    const message = this.#builder.addMessage(MessageKind.application, this.#traceChannel[on], payload);
    const event = this.#builder.addEvent(actor, this.now, 0, file[action], line[action]);
    this.#builder.setSend(message, event);
    this.#tokens.take(actor, payload);
    this.#network.send(message, on, this.now);
  }

  #receive(message: MessageId, channel: ChannelId): void {
    const builder = this.#builder;
    const to = this.#system.channels[channel].to;
    this.#beginStep(to);
    const event = builder.addEvent(to, this.now, 0, builder.fileOfSend(message), builder.lineOfSend(message));
    builder.setReceive(message, event);
    const payload = builder.payloadOf(message);
    if (builder.kindOf(message) === MessageKind.marker) {
      this.#protocol.markerReceived(payload, channel);
    } else {
      this.#tokens.give(to, payload);
      this.#protocol.received(message, channel);
    }
  }

  #beginStep(process: ProcessId): void {
    this.#stepProcess = process;
    this.#frontierBeforeStep = this.#builder.frontierOf(process);
  }

  #reportLack(action: number, sender: ProcessId, lacking: TokenCount & { readonly held: number }): void {
    const { file, line, channel } = this.scenario.actions;
    const name = this.#system.names[sender];
    const to = this.#system.names[this.#system.channels[channel[action]].to];
    const needs = describeTokens([{ token: lacking.token, count: lacking.count }]);
    this.#builder.addProblem({
      position: { file: this.scenario.files[file[action]] ?? "", line: line[action], column: 1 },
      severity: "error",
      code: "not-enough-tokens",
      message: `${name} cannot send ${needs} to ${to} at ${this.now}: it holds ${lacking.held}; this send is left out`,
      args: { process: name, needs: lacking.count, held: lacking.held, token: lacking.token, time: this.now },
    });
  }

  #port(): ProtocolPort {
    return {
      system: this.#system,
      addEvent: (process, label, file, line): EventHandle =>
        this.#builder.addEvent(process, this.now, this.#builder.string(label), file, line),
      sendMarker: (channel, snapshot, file, line) => {
        const message = this.#builder.addMessage(MessageKind.marker, this.#traceChannel[channel], snapshot);
        const from = this.#system.channels[channel].from;
        this.#builder.setSend(message, this.#builder.addEvent(from, this.now, 0, file, line));
        this.#network.send(message, channel, this.now);
      },
      frontierBeforeStep: (process) =>
        process === this.#stepProcess ? this.#frontierBeforeStep : this.#builder.frontierOf(process),
    };
  }
}

/** The network that a scenario asks for. */
function networkOf(delivery: Delivery, system: System): Network {
  return new CourseNetwork(system, BigInt(delivery.seed));
}

/** The ids of the snapshots that a scenario asks for, ascending. */
function snapshotIds(scenario: Scenario): number[] {
  const { kind, argument } = scenario.actions;
  const ids = new Set<number>();
  for (let i = 0; i < kind.length; i++) if (kind[i] === ActionKind.snapshot) ids.add(argument[i]);
  return [...ids].sort((a, b) => a - b);
}
