// The engine: runs a scenario in discrete time, deterministically, one step (an action or a delivery) after the other,
// and writes the trace. At each moment deliveries come first, then the script's actions. Its whole state can be saved.

import type { Scenario } from "../scenario/scenario.ts";
import type { CrashStep, Fate, LocalStep, RestartStep, SendStep } from "../scenario/step.ts";
import { asMessage, asProcess, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import { PacketFlag } from "../trace/packets.ts";
import { MessageFlag, MessageKind, type Trace } from "../trace/trace.ts";
import { type EventHandle, TraceBuilder } from "../trace/traceBuilder.ts";
import { AuthoredScript } from "./authoredScript.ts";
import type { ControlProtocol, Manner, ProtocolFactory, ProtocolPort } from "./controlProtocol.ts";
import { Crashes } from "./crashes.ts";
import { Faults } from "./faults.ts";
import { FieldTable } from "./fieldTable.ts";
import type { HoldingNetwork, Network } from "./network.ts";
import { holdsOf, networkOf, stacked } from "./networkStack.ts";
import { ProblemWriter } from "./problemWriter.ts";
import type { Actor, Origin, Script, SendOrder } from "./script.ts";
import type { SeededRandom } from "./seededRandom.ts";
import type { SimulationState } from "./simulationState.ts";
import { type System, systemOf } from "./system.ts";
import { TimedScript } from "./timedScript.ts";
import { TokenTable } from "./tokenTable.ts";
import { drawnSend } from "./workload.ts";

/** See `Simulation.lastStep`. */
interface LastStep {
  readonly index: number;
  readonly process: ProcessId;
  readonly before: number;
  readonly events: number;
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
  /** The network, where the protocol holds deliveries back. */
  readonly #gate: HoldingNetwork | undefined;
  readonly #protocol: ControlProtocol;
  readonly #builder: TraceBuilder;
  readonly #script: Script;
  readonly #actor: Actor;
  readonly #tokens: TokenTable;
  readonly #fields: FieldTable;
  readonly #faults: Faults;
  readonly #crashes: Crashes;
  readonly #problems: ProblemWriter;
  /** The builder's channel for each of the scenario's. */
  readonly #traceChannel: Uint32Array;
  readonly #snapshotIndex = new Map<number, number>();
  /** 1 for each process that the protocol keeps from sending. The script looks at it too. */
  readonly #heldSenders: Uint8Array;
  #delivering = false;
  #isDelivery = false;
  #stepProcess = asProcess(0);
  #frontierBeforeStep = 0;

  /** `network`: another network than the scenario's own; a test that decides every delivery itself brings one. */
  constructor(scenario: Scenario, protocol: ProtocolFactory, network?: (system: System) => Network) {
    this.scenario = scenario;
    this.#system = systemOf(scenario);
    const held = new Uint8Array(scenario.processes.length);
    this.#heldSenders = held;
    this.#script =
      scenario.steps === undefined ? new TimedScript(scenario, held) : new AuthoredScript(scenario, held);
    const bottom = network?.(this.#system) ?? this.#ownNetwork();
    const stack = stacked(this.#system, bottom, protocol.layers?.(this.#script.snapshotIds));
    this.#gate = stack.gate;
    this.#network = stack.network;
    this.#builder = new TraceBuilder(scenario.name, scenario.timeUnit);
    this.#problems = new ProblemWriter(scenario, this.#builder);
    for (const file of scenario.files) this.#builder.addFile(file);
    for (const { name, initial, clock } of scenario.processes)
      this.#builder.addProcess(name, initial, undefined, clock);
    this.#traceChannel = Uint32Array.from(scenario.channels, ({ from, to }) =>
      this.#builder.channel(from, to),
    );
    for (const payload of scenario.payloads) this.#builder.addPayload(payload);
    this.#tokens = new TokenTable(scenario, this.#builder);
    this.#fields = new FieldTable(scenario, this.#builder);
    this.#faults = new Faults(scenario, scenario.channels.length);
    this.#crashes = new Crashes(scenario, this.#builder, this.#tokens, this.#fields);
    this.#script.snapshotIds.forEach((id, index) => {
      this.#snapshotIndex.set(id, index);
    });
    this.#protocol = protocol(this.#port(), this.#script.snapshotIds);
    this.#actor = this.#newActor();
    this.#script.begin((step) => this.#putUnderWay(step));
  }

  /**
   * What `step` did last: the step of the scenario (or action), NONE for a delivery; who acted, and how many events he had
   * before. `events`: how many there are in all; where a step is left out there are no more, and who acted is not told.
   */
  get lastStep(): LastStep {
    const index = this.#isDelivery ? NONE : this.#script.lastStep;
    return {
      index,
      process: this.#stepProcess,
      before: this.#frontierBeforeStep,
      events: this.#builder.eventCount,
    };
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
          this.#isDelivery = true;
          this.#receive(message, this.#network.deliveredOn);
          return true;
        }
        this.#delivering = false;
      }
      this.#isDelivery = false;
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
      crashes: this.#crashes.save(),
      builder: this.#builder.save(),
      network: this.#network.save(),
      protocol: this.#protocol.save(),
      heldSenders: this.#heldSenders.slice(),
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
    this.#crashes.restore(state.crashes);
    this.#builder.restore(state.builder);
    this.#network.restore(state.network);
    this.#protocol.restore(state.protocol);
    this.#heldSenders.set(state.heldSenders);
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
    if (this.#isDown(process, order)) return asMessage(NONE);
    this.#beginStep(process);
    const lacking = this.#tokens.lacking(process, payload);
    if (lacking !== undefined) {
      const to = this.#system.names[this.#system.channels[channel].to];
      this.#problems.lack(order, process, lacking, ` to ${to}`, "send", this.now);
      return asMessage(NONE);
    }
    const message = this.#builder.addMessage(MessageKind.application, this.#traceChannel[channel], payload);
    const event = this.#builder.addEvent(process, this.now, 0, file, line);
    this.#builder.setSend(message, event);
    this.#tokens.take(process, payload);
    this.#protocol.sent(message, channel);
    this.#transmit(message, channel, order);
    return message;
  }

  /** A message that is in its channel from the start: it was sent before, and who counts its sender's messages counts it. */
  #putUnderWay({ channel, payload, receiveAt }: SendStep): MessageId {
    const at = this.#traceChannel[channel];
    const message = this.#builder.addMessage(MessageKind.application, at, payload, MessageFlag.underWay);
    this.#protocol.sent(message, channel);
    this.#faults.pass(channel);
    this.#network.send(message, channel, this.now, receiveAt);
    return message;
  }

  /** Hands a message to the network, as its fate will have it: the one that is given, else the channel's. */
  #transmit(
    message: MessageId,
    channel: ChannelId,
    { fate: given, receiveAt }: { readonly fate?: Fate; readonly receiveAt?: number },
    manner?: Pick<Manner, "overtakes" | "further">,
  ): void {
    if (this.#network.carriesPackets?.(channel)) {
      this.#network.send(message, channel, this.now, receiveAt, given);
      return;
    }
    const fate = given ?? this.#faults.draw(channel, this.now);
    if (fate?.lost) {
      this.#builder.addFlags(message, MessageFlag.lost);
      return;
    }
    if (fate?.spoilt) this.#builder.addFlags(message, MessageFlag.spoilt);
    this.#network.send(
      message,
      channel,
      this.now,
      receiveAt,
      manner === undefined ? fate : { ...fate, ...manner },
    );
    if (fate?.twice) this.#network.send(this.#copy(message), channel, this.now);
  }

  #copy(message: MessageId): MessageId {
    const copy = this.#builder.copyMessage(message);
    this.#protocol.copied(message, copy, this.#builder.kindOf(message) === MessageKind.marker);
    return copy;
  }

  #local(step: LocalStep): void {
    const { process, label, changes, file, line } = step;
    if (this.#isDown(process, step)) return;
    this.#beginStep(process);
    for (const change of changes) {
      if (change.kind !== "token" || change.count >= 0) continue;
      const held = this.#tokens.held(process, change.token);
      if (held >= -change.count) continue;
      const lacking = { token: change.token, count: -change.count, held };
      this.#problems.lack(step, process, lacking, "", "step", this.now);
      return;
    }
    this.#builder.addEvent(process, this.now, this.#builder.string(label), file, line);
    for (const change of changes) {
      if (change.kind === "token") this.#tokens.add(process, change.token, change.count);
      else this.#fields.change(process, change);
    }
  }

  #sendAnything(random: SeededRandom, origin: Origin): void {
    const kindsHeld = (process: ProcessId): readonly string[] =>
      this.#crashes.isDown(process) || this.#heldSenders[process] === 1
        ? []
        : this.#tokens.kindsHeld(process);
    const send = drawnSend(this.scenario.payloads, this.#system, kindsHeld, random);
    if (send !== undefined) this.#send({ ...send, ...origin });
  }

  #crash(step: CrashStep): void {
    if (this.#isDown(step.process, step)) return;
    this.#beginStep(step.process);
    this.#crashes.crash(step, this.now);
    this.#network.crash?.(step.process, step.restart === "never");
    this.#protocol.crashed(step.process);
  }

  #restart(step: RestartStep): void {
    if (!this.#crashes.isDown(step.process)) return;
    this.#beginStep(step.process);
    this.#crashes.restart(step, this.now);
    this.#network.restart?.(step.process);
    this.#protocol.restarted(step.process);
  }

  /** Whether a process is down, and so does not do what stands at a place, which is reported. */
  #isDown(process: ProcessId, origin: Origin): boolean {
    if (!this.#crashes.isDown(process)) return false;
    this.#problems.down(origin, process, this.now);
    return true;
  }

  #receive(delivered: MessageId, channel: ChannelId): void {
    const builder = this.#builder;
    const to = this.#system.channels[channel].to;
    // What a network hands over again is one message more in the trace.
    const message = builder.receiptOf(delivered) === NONE ? delivered : this.#copy(delivered);
    if (this.#crashes.isDown(to)) {
      builder.addFlags(message, MessageFlag.lost);
      return;
    }
    if (this.#network.deliveredSpoilt) builder.addFlags(message, MessageFlag.spoilt);
    // Its receiver cannot read it: no token comes, and a marker is none.
    const isSpoilt = (builder.flagsOf(message) & MessageFlag.spoilt) !== 0;
    const isMarker = builder.kindOf(message) === MessageKind.marker;
    if (!isMarker && !isSpoilt) this.#protocol.arriving(message, channel);
    this.#beginStep(to);
    const event = builder.addEvent(to, this.now, 0, builder.fileOfSend(message), builder.lineOfSend(message));
    builder.setReceive(message, event);
    if (isSpoilt) return;
    const payload = builder.payloadOf(message);
    if (isMarker) this.#protocol.markerReceived(payload, channel, message);
    else {
      this.#tokens.give(to, payload);
      this.#script.received(message, this.now);
      this.#protocol.received(message, channel);
    }
  }

  #beginStep(process: ProcessId): void {
    this.#stepProcess = process;
    this.#frontierBeforeStep = this.#builder.frontierOf(process);
  }

  /** What the script may do. */
  #newActor(): Actor {
    return {
      send: (order) => this.#send(order),
      local: (step) => this.#local(step),
      crash: (step) => this.#crash(step),
      restart: (step) => this.#restart(step),
      snapshot: (id, process, origin) => {
        if (this.#isDown(process, origin)) return;
        const { file, line } = origin;
        this.#beginStep(process);
        const index = this.#snapshotIndex.get(id);
        if (index !== undefined) this.#protocol.start(index, process, file, line);
      },
      sendAnything: (random, origin) => this.#sendAnything(random, origin),
      report: (origin, code, message, args) => this.#problems.report(origin, code, message, args),
    };
  }

  /** The network that the scenario asks for. */
  #ownNetwork(): Network {
    return networkOf(
      this.scenario,
      this.#system,
      (...delayed) => this.#problems.delayed(this.now, ...delayed),
      {
        packet: (packet) =>
          this.#builder.addPacket({ ...packet, channel: this.#traceChannel[packet.channel] }),
        dropped: (row) => this.#builder.addPacketFlags(row, PacketFlag.dropped),
        lost: (message) => this.#builder.addFlags(message, MessageFlag.lost),
      },
    );
  }

  #port(): ProtocolPort {
    return {
      system: this.#system,
      now: () => this.now,
      holds: holdsOf(this.#gate, this.#heldSenders),
      addEvent: (process, label, file, line): EventHandle =>
        this.#builder.addEvent(process, this.now, this.#builder.string(label), file, line),
      sendMarker: (channel, snapshot, file, line, { label = "", flags = 0, ...manner } = {}) => {
        const builder = this.#builder;
        const message = builder.addMessage(MessageKind.marker, this.#traceChannel[channel], snapshot, flags);
        const from = this.#system.channels[channel].from;
        const event = builder.addEvent(from, this.now, builder.string(label), file, line);
        builder.setSend(message, event);
        this.#transmit(message, channel, {}, manner);
        return message;
      },
      frontierOf: (process) => this.#builder.frontierOf(process),
      frontierBeforeStep: (process) =>
        process === this.#stepProcess ? this.#frontierBeforeStep : this.#builder.frontierOf(process),
    };
  }
}
