// The engine: runs a scenario in discrete time, deterministically, one step (an action or a delivery) after the other,
// and writes the trace. At each moment deliveries come first, then the script's actions. Its whole state can be saved.

import type { Scenario } from "../scenario/scenario.ts";
import type { Fate, LocalStep } from "../scenario/step.ts";
import { asMessage, asProcess, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import { describeTokens, type TokenCount } from "../trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../trace/trace.ts";
import { type BuilderState, type EventHandle, TraceBuilder } from "../trace/traceBuilder.ts";
import { AuthoredScript } from "./authoredScript.ts";
import { ChannelNetwork } from "./channelNetwork.ts";
import type { ControlProtocol, ProtocolFactory, ProtocolPort } from "./controlProtocol.ts";
import { CourseNetwork } from "./courseNetwork.ts";
import { Faults } from "./faults.ts";
import { FieldTable } from "./fieldTable.ts";
import type { Network } from "./network.ts";
import type { Actor, Origin, Script, SendOrder } from "./script.ts";
import type { SeededRandom } from "./seededRandom.ts";
import { type System, systemOf } from "./system.ts";
import { TimedScript } from "./timedScript.ts";
import { TokenTable } from "./tokenTable.ts";

/** A simulation's state as plain data. It fits every simulation of the same scenario and protocol. */
export interface SimulationState {
  readonly now: number;
  readonly delivering: boolean;
  readonly done: boolean;
  readonly script: unknown;
  readonly tokens: Float64Array;
  readonly fields: ReturnType<FieldTable["save"]>;
  readonly faults: ReturnType<Faults["save"]>;
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
  readonly #script: Script;
  readonly #actor: Actor;
  readonly #tokens: TokenTable;
  readonly #fields: FieldTable;
  readonly #faults: Faults;
  /** The builder's channel for each of the scenario's. */
  readonly #traceChannel: Uint32Array;
  readonly #snapshotIndex = new Map<number, number>();
  #delivering = false;
  #stepProcess = asProcess(0);
  #frontierBeforeStep = 0;

  /** `network`: another network than the scenario's own; a test that decides every delivery itself brings one. */
  constructor(scenario: Scenario, protocol: ProtocolFactory, network?: (system: System) => Network) {
    this.scenario = scenario;
    this.#system = systemOf(scenario);
    this.#network = network?.(this.#system) ?? this.#ownNetwork();
    this.#script = scenario.steps === undefined ? new TimedScript(scenario) : new AuthoredScript(scenario);
    this.#builder = new TraceBuilder(scenario.name, scenario.timeUnit);
    for (const file of scenario.files) this.#builder.addFile(file);
    for (const { name, initial } of scenario.processes) this.#builder.addProcess(name, initial);
    this.#traceChannel = Uint32Array.from(scenario.channels, ({ from, to }) =>
      this.#builder.channel(from, to),
    );
    for (const payload of scenario.payloads) this.#builder.addPayload(payload);
    this.#tokens = new TokenTable(scenario, this.#builder);
    this.#fields = new FieldTable(scenario, this.#builder);
    this.#faults = new Faults(scenario);
    this.#script.snapshotIds.forEach((id, index) => {
      this.#snapshotIndex.set(id, index);
    });
    this.#protocol = protocol(this.#port(), this.#script.snapshotIds);
    this.#actor = this.#newActor();
  }

  /** Share of the script that is done, 0 to 1. */
  get progress(): number {
    return this.#script.progress;
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
      if (this.#script.act(this.now, this.#actor)) return true;
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
    if (this.done && this.scenario.stopTime === undefined) this.#script.finish(this.#actor);
    this.#protocol.finish(this.#builder);
    return this.#builder.build();
  }

  save(): SimulationState {
    return {
      now: this.now,
      delivering: this.#delivering,
      done: this.done,
      script: this.#script.save(),
      tokens: this.#tokens.save(),
      fields: this.#fields.save(),
      faults: this.#faults.save(),
      builder: this.#builder.save(),
      network: this.#network.save(),
      protocol: this.#protocol.save(),
    };
  }

  /** Goes on from what `save` gave, here or in another simulation of the same scenario. */
  restore(state: SimulationState): void {
    this.now = state.now;
    this.#delivering = state.delivering;
    this.done = state.done;
    this.#script.restore(state.script);
    this.#tokens.restore(state.tokens);
    this.#fields.restore(state.fields);
    this.#faults.restore(state.faults);
    this.#builder.restore(state.builder);
    this.#network.restore(state.network);
    this.#protocol.restore(state.protocol);
  }

  /** Goes to the next moment at which anything can happen, or ends the run. */
  #advance(): void {
    const { endTime, stopTime = Number.POSITIVE_INFINITY } = this.scenario;
    const scripted = this.#script.nextMoment();
    const next = Math.min(scripted, this.#network.nextMoment(this.now));
    const last = this.#protocol.busy || this.#script.drains ? Number.POSITIVE_INFINITY : endTime;
    const over = scripted === Number.POSITIVE_INFINITY && (next > last || next === Number.POSITIVE_INFINITY);
    if (over || next > stopTime) {
      this.now = Math.max(this.now, stopTime === Number.POSITIVE_INFINITY ? endTime : stopTime);
      this.done = true;
      return;
    }
    this.now = next;
    this.#network.beginMoment(next);
    this.#delivering = true;
  }

  #send(order: SendOrder): MessageId {
    const { process, channel, payload, file, line } = order;
    this.#beginStep(process);
    const lacking = this.#tokens.lacking(process, payload);
    if (lacking !== undefined) {
      const to = this.#system.names[this.#system.channels[channel].to];
      this.#reportLack(order, process, lacking, ` to ${to}`, "send");
      return asMessage(NONE);
    }
    const message = this.#builder.addMessage(MessageKind.application, this.#traceChannel[channel], payload);
    const event = this.#builder.addEvent(process, this.now, 0, file, line);
    this.#builder.setSend(message, event);
    this.#tokens.take(process, payload);
    this.#transmit(message, channel, event, order);
    return message;
  }

  /** Hands a message to the network, as its fate will have it: the one that is given, else the channel's. */
  #transmit(
    message: MessageId,
    channel: ChannelId,
    event: EventHandle,
    given: { readonly fate?: Fate; readonly receiveAt?: number },
  ): void {
    const fate = given.fate ?? this.#faults.draw(channel);
    if (fate === "lost") {
      this.#builder.addFlags(message, MessageFlag.lost);
      return;
    }
    this.#network.send(message, channel, this.now, given.receiveAt);
    if (fate !== "twice") return;
    const { kind, payload } = {
      kind: this.#builder.kindOf(message),
      payload: this.#builder.payloadOf(message),
    };
    const copy = this.#builder.addMessage(kind, this.#traceChannel[channel], payload);
    this.#builder.setSend(copy, event);
    this.#network.send(copy, channel, this.now);
  }

  #local(step: LocalStep): void {
    const { process, label, changes, file, line } = step;
    this.#beginStep(process);
    for (const change of changes) {
      if (change.kind !== "token" || change.count >= 0) continue;
      const held = this.#tokens.held(process, change.token);
      if (held >= -change.count) continue;
      const lacking = { token: change.token, count: -change.count, held };
      this.#reportLack(step, process, lacking, "", "step");
      return;
    }
    this.#builder.addEvent(process, this.now, this.#builder.string(label), file, line);
    for (const change of changes) {
      if (change.kind === "token") this.#tokens.add(process, change.token, change.count);
      else this.#fields.change(process, change);
    }
  }

  /** A send of a random token by a random holder on a random channel of its own. */
  #sendAnything(random: SeededRandom, origin: Origin): void {
    const choices = this.#system.outgoing.flatMap((channels, p) =>
      channels.length === 0 ? [] : this.#tokens.kindsHeld(asProcess(p)).map((token) => ({ p, token })),
    );
    if (choices.length === 0) return;
    const { p, token } = choices[random.int(0, choices.length - 1)];
    const channels = this.#system.outgoing[p];
    const channel = channels[random.int(0, channels.length - 1)];
    const payload = this.scenario.payloads.findIndex(
      ({ label, tokens }) =>
        label === "" && tokens.length === 1 && tokens[0].token === token && tokens[0].count === 1,
    );
    if (payload >= 0) this.#send({ process: asProcess(p), channel, payload, ...origin });
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
      this.#script.received(message, this.now);
      this.#protocol.received(message, channel);
    }
  }

  #beginStep(process: ProcessId): void {
    this.#stepProcess = process;
    this.#frontierBeforeStep = this.#builder.frontierOf(process);
  }

  #reportLack(
    origin: Origin,
    process: ProcessId,
    lacking: TokenCount & { readonly held: number },
    to: string,
    what: "send" | "step",
  ): void {
    const { token, count, held } = lacking;
    const name = this.#system.names[process];
    const does = what === "send" ? "send" : "give up";
    const message = `${name} cannot ${does} ${describeTokens([{ token, count }])}${to} at ${this.now}: it holds ${held}; this ${what} is left out`;
    this.#report(origin, "not-enough-tokens", message, {
      process: name,
      needs: count,
      held,
      token,
      time: this.now,
    });
  }

  #report(
    { file, line, column = 1, endColumn }: Origin,
    code: string,
    message: string,
    args: Readonly<Record<string, string | number>>,
  ): void {
    const place = { file: this.scenario.files[file] ?? "", line, column };
    const position = endColumn === undefined ? place : { ...place, endColumn };
    this.#builder.addProblem({ position, severity: "error", code, message, args });
  }

  /** What the script may do. */
  #newActor(): Actor {
    return {
      send: (order) => this.#send(order),
      local: (step) => this.#local(step),
      snapshot: (id, process, { file, line }) => {
        this.#beginStep(process);
        const index = this.#snapshotIndex.get(id);
        if (index !== undefined) this.#protocol.start(index, process, file, line);
      },
      sendAnything: (random, origin) => this.#sendAnything(random, origin),
      report: (origin, code, message, args) => this.#report(origin, code, message, args),
    };
  }

  /** The network that the scenario asks for. */
  #ownNetwork(): Network {
    const { delivery, channels } = this.scenario;
    if (delivery.kind === "course") return new CourseNetwork(this.#system, BigInt(delivery.seed));
    return new ChannelNetwork(channels, delivery.seed, (message, wanted, arrival, behind) => {
      const origin = (of: MessageId): Origin => ({
        file: this.#builder.fileOfSend(of),
        line: this.#builder.lineOfSend(of),
      });
      const because =
        behind === NONE
          ? `it is sent at ${this.now}`
          : `the FIFO channel delivers the message of line ${origin(behind).line} before it`;
      const text = `this message cannot be received at ${wanted}: ${because}; it is received at ${arrival}`;
      this.#report(origin(message), "receive-delayed", text, { wanted, arrival });
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
        const event = this.#builder.addEvent(from, this.now, 0, file, line);
        this.#builder.setSend(message, event);
        this.#transmit(message, channel, event, {});
      },
      frontierBeforeStep: (process) =>
        process === this.#stepProcess ? this.#frontierBeforeStep : this.#builder.frontierOf(process),
    };
  }
}
