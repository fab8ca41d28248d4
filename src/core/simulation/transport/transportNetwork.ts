// A network whose reliable channels carry messages in packets: runs their senders, receivers and timers over unreliable
// wires. Channels without a protocol are left to the plain network. Every packet is told to a listener, for the trace.

import type { Scenario } from "../../scenario/scenario.ts";
import type { Fate } from "../../scenario/step.ts";
import type { Reliability } from "../../scenario/transport.ts";
import { asMessage, type ChannelId, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { PacketFlag, PacketKind } from "../../trace/packets.ts";
import type { Network } from "../network.ts";
import { Agenda, type Entry } from "./agenda.ts";
import { arrived, NEW_RECEIVER, type ReceiverState } from "./receiver.ts";
import { acknowledged, NEW_SENDER, type SenderState, type Sending, sent, timedOut } from "./sender.ts";
import { type Given, Wires } from "./wire.ts";

/** What a trace wants to know of a packet when it is sent. */
export interface SentPacket {
  readonly kind: number;
  readonly flags: number;
  readonly channel: ChannelId;
  /** Of a data packet: what it carries; NONE for an acknowledgement. */
  readonly message: MessageId;
  readonly number: number;
  readonly sent: number;
  /** NaN for never. */
  readonly arrives: number;
}

export interface PacketListener {
  /** Gives the packet's row. */
  packet(packet: SentPacket): number;
  /** A packet that arrives is thrown away. */
  dropped(row: number): void;
  /** A message never will arrive, since its connection broke. */
  lost(message: MessageId): void;
}

/** A packet that will arrive, or a timer of a sender. */
interface Coming extends Entry {
  readonly what: "data" | "acknowledgement" | "timer";
  readonly channel: ChannelId;
  readonly connection: number;
  /** Of data its number, of an acknowledgement what is expected next; NONE where there are no numbers. */
  readonly number: number;
  readonly message: MessageId;
  readonly spoilt: boolean;
  readonly row: number;
}

interface Due {
  readonly message: MessageId;
  readonly channel: ChannelId;
  readonly spoilt: boolean;
}

/** Both ends of one channel, and what its connection has been given to send. */
interface Ends {
  readonly sender: SenderState;
  readonly receiver: ReceiverState;
  /** Each crash of an end begins a new one. */
  readonly connection: number;
}

interface State {
  readonly plain: unknown;
  readonly ends: readonly Ends[];
  readonly messages: readonly (readonly MessageId[])[];
  readonly undelivered: readonly ReadonlySet<MessageId>[];
  readonly given: readonly ReadonlyMap<number, Given>[];
  readonly coming: readonly Coming[];
  readonly due: readonly Due[];
  readonly added: number;
  readonly down: Uint8Array;
  readonly there: ReturnType<Wires["save"]>;
  readonly back: ReturnType<Wires["save"]>;
}

const UP = 0;
const DOWN = 1;
const GONE = 2;

export class TransportNetwork implements Network {
  deliveredOn: ChannelId;
  deliveredSpoilt = false;
  readonly #channels: Scenario["channels"];
  readonly #plain: Network;
  readonly #listener: PacketListener;
  readonly #there: Wires;
  readonly #back: Wires;
  readonly #agenda = new Agenda<Coming>();
  #ends: Ends[];
  /** Of each connection, its messages in the order of sending, and those of them that nobody has received. */
  #messages: MessageId[][];
  #undelivered: Set<MessageId>[];
  /** What the author says of the first packet of some messages, by their places. */
  #given: Map<number, Given>[];
  #due: Due[] = [];
  #added = 0;
  readonly #down: Uint8Array;

  /** `plain`: carries the messages of channels without a protocol. */
  constructor(scenario: Scenario, plain: Network, listener: PacketListener) {
    this.#channels = scenario.channels;
    this.#plain = plain;
    this.#listener = listener;
    this.deliveredOn = plain.deliveredOn;
    this.#there = new Wires(scenario, false);
    this.#back = new Wires(scenario, true);
    this.#ends = scenario.channels.map(() => ({
      sender: NEW_SENDER,
      receiver: NEW_RECEIVER,
      connection: 0,
    }));
    this.#messages = scenario.channels.map(() => []);
    this.#undelivered = scenario.channels.map(() => new Set());
    this.#given = scenario.channels.map(() => new Map());
    this.#down = new Uint8Array(scenario.processes.length);
  }

  get pending(): number {
    return this.#plain.pending + this.#undelivered.reduce((sum, messages) => sum + messages.size, 0);
  }

  carriesPackets(channel: ChannelId): boolean {
    return this.#channels[channel].transport?.reliable !== undefined;
  }

  send(message: MessageId, channel: ChannelId, now: number, receiveAt?: number, fate?: Fate): void {
    const options = this.#channels[channel].transport?.reliable;
    if (options === undefined) {
      this.#plain.send(message, channel, now, receiveAt, fate);
      return;
    }
    const place = this.#messages[channel].push(message) - 1;
    this.#undelivered[channel].add(message);
    if (receiveAt !== undefined || fate !== undefined)
      this.#given[channel].set(place, { arriveAt: receiveAt, fate });
    this.#follow(channel, sent(this.#ends[channel].sender, now, options), now, options);
    if (this.#down[this.#channels[channel].to] === GONE) this.#lose(channel, message);
  }

  nextMoment(now: number): number {
    return Math.min(this.#plain.nextMoment(now), this.#nextComing()?.at ?? Number.POSITIVE_INFINITY);
  }

  beginMoment(now: number): void {
    this.#plain.beginMoment(now);
    for (let next = this.#nextComing(); next !== undefined && next.at <= now; next = this.#nextComing()) {
      this.#agenda.take();
      const options = this.#channels[next.channel].transport?.reliable;
      if (options !== undefined) this.#happen(next, now, options);
    }
  }

  deliver(): MessageId {
    const plain = this.#plain.deliver();
    if (plain !== NONE) {
      this.deliveredOn = this.#plain.deliveredOn;
      this.deliveredSpoilt = this.#plain.deliveredSpoilt ?? false;
      return plain;
    }
    const next = this.#due.shift();
    if (next === undefined) return asMessage(NONE);
    this.deliveredOn = next.channel;
    this.deliveredSpoilt = next.spoilt;
    return next.message;
  }

  /** The connections of a process break: what was under way on them is lost, and new ones begin. */
  crash(process: ProcessId, forGood: boolean): void {
    this.#down[process] = forGood ? GONE : DOWN;
    this.#channels.forEach(({ from, to }, channel) => {
      if (from !== process && to !== process) return;
      for (const message of this.#undelivered[channel]) this.#listener.lost(message);
      this.#messages[channel] = [];
      this.#undelivered[channel].clear();
      this.#given[channel].clear();
      const connection = this.#ends[channel].connection + 1;
      this.#ends[channel] = { sender: NEW_SENDER, receiver: NEW_RECEIVER, connection };
    });
  }

  restart(process: ProcessId): void {
    this.#down[process] = UP;
  }

  save(): State {
    return {
      plain: this.#plain.save(),
      ends: [...this.#ends],
      messages: this.#messages.map((list) => [...list]),
      undelivered: this.#undelivered.map((set) => new Set(set)),
      given: this.#given.map((map) => new Map(map)),
      coming: this.#agenda.save(),
      due: [...this.#due],
      added: this.#added,
      down: this.#down.slice(),
      there: this.#there.save(),
      back: this.#back.save(),
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#plain.restore(state.plain);
    this.#ends = [...state.ends];
    this.#messages = state.messages.map((list) => [...list]);
    this.#undelivered = state.undelivered.map((set) => new Set(set));
    this.#given = state.given.map((map) => new Map(map));
    this.#agenda.restore(state.coming);
    this.#due = [...state.due];
    this.#added = state.added;
    this.#down.set(state.down);
    this.#there.restore(state.there);
    this.#back.restore(state.back);
  }

  /** What comes next. Timers that have been set anew since are passed over. */
  #nextComing(): Coming | undefined {
    let next = this.#agenda.first;
    while (next?.what === "timer" && this.#ends[next.channel].sender.deadline !== next.at) {
      this.#agenda.take();
      next = this.#agenda.first;
    }
    return next;
  }

  #happen(coming: Coming, now: number, options: Reliability): void {
    const { channel, what } = coming;
    const ends = this.#ends[channel];
    const { from, to } = this.#channels[channel];
    if (what === "timer") {
      const hopeless =
        this.#down[to] === GONE ||
        this.#there.isHopeless(channel, now) ||
        this.#back.isHopeless(channel, now);
      this.#follow(channel, timedOut(ends.sender, now, options, hopeless), now, options);
      return;
    }
    const isDown = this.#down[what === "data" ? to : from] !== UP;
    if (isDown || coming.connection !== ends.connection) {
      this.#listener.dropped(coming.row);
      return;
    }
    if (what === "data") this.#data(coming, now, options);
    else this.#acknowledgement(coming, now, options);
  }

  #lose(channel: ChannelId, message: MessageId): void {
    if (this.#undelivered[channel].delete(message)) this.#listener.lost(message);
  }

  #data({ channel, number, message, spoilt, row }: Coming, now: number, options: Reliability): void {
    const ends = this.#ends[channel];
    const receiving = arrived(ends.receiver, { number, message, spoilt }, options);
    this.#ends[channel] = { ...ends, receiver: receiving.state };
    if (receiving.dropped) this.#listener.dropped(row);
    for (const packet of receiving.deliver) {
      this.#undelivered[channel].delete(packet.message);
      this.#due.push({ message: packet.message, channel, spoilt: packet.spoilt });
    }
    if (receiving.acknowledge === undefined) return;
    const { arrivals, spoilt: broken } = this.#back.pass(channel, now);
    const packet = {
      kind: PacketKind.acknowledgement,
      channel,
      number: receiving.acknowledge,
      message: asMessage(NONE),
      broken,
    };
    this.#pass(arrivals, packet, 0, now);
  }

  #acknowledgement({ channel, number, spoilt, row }: Coming, now: number, options: Reliability): void {
    if (spoilt && options.checksum) {
      this.#listener.dropped(row);
      return;
    }
    // Nobody sees that it is spoilt: one bit of its number is another.
    const next = spoilt && number !== NONE ? number ^ 1 : number;
    this.#follow(channel, acknowledged(this.#ends[channel].sender, next, now, options), now, options);
  }

  /** Does what a sender wants done. */
  #follow(channel: ChannelId, { state, transmit }: Sending, now: number, options: Reliability): void {
    const ends = this.#ends[channel];
    this.#ends[channel] = { ...ends, sender: state };
    for (const { place, again } of transmit) {
      const given = again ? undefined : this.#given[channel].get(place);
      const { arrivals, spoilt: broken } = this.#there.pass(channel, now, given);
      const message = this.#messages[channel][place];
      const number = options.numbers ? place : NONE;
      const packet = { kind: PacketKind.data, channel, number, message, broken };
      this.#pass(arrivals, packet, again ? PacketFlag.again : 0, now);
      // Nobody sends it again.
      if (arrivals.length === 0 && !options.retransmission) this.#lose(channel, message);
    }
    if (state.deadline === ends.sender.deadline || state.deadline === Number.POSITIVE_INFINITY) return;
    this.#come(
      "timer",
      state.deadline,
      { channel, number: NONE, message: asMessage(NONE), broken: false },
      NONE,
    );
  }

  /** Puts a packet on its way, or its copies, and tells the listener. */
  #pass(
    arrivals: readonly number[],
    packet: {
      readonly kind: number;
      readonly channel: ChannelId;
      readonly number: number;
      readonly message: MessageId;
      readonly broken: boolean;
    },
    flags: number,
    now: number,
  ): void {
    const what = packet.kind === PacketKind.data ? "data" : "acknowledgement";
    const common = flags | (packet.broken ? PacketFlag.spoilt : 0);
    const { kind, channel, number, message } = packet;
    if (arrivals.length === 0) {
      const lost = common | PacketFlag.lost;
      this.#listener.packet({ kind, flags: lost, channel, message, number, sent: now, arrives: Number.NaN });
    }
    arrivals.forEach((arrives, copy) => {
      const all = common | (copy === 0 ? 0 : PacketFlag.copy);
      const row = this.#listener.packet({ kind, flags: all, channel, message, number, sent: now, arrives });
      this.#come(what, arrives, packet, row);
    });
  }

  #come(
    what: Coming["what"],
    at: number,
    of: Pick<Coming, "channel" | "number" | "message"> & { readonly broken: boolean },
    row: number,
  ): void {
    const { channel, number, message, broken } = of;
    const { connection } = this.#ends[channel];
    const place = this.#added++;
    this.#agenda.add({ at, place, what, channel, connection, number, message, spoilt: broken, row });
  }
}
