// What the notes of a snapshot say was recorded of the channels: messages by name, or how many. A process that says
// something of one of its incoming channels speaks of all of them: those it does not mention were empty.

import { asMessage, type ChannelId, type MessageId, NONE } from "../../trace/ids.ts";
import { MessageKind, type Trace } from "../../trace/trace.ts";
import type { Located, ProcessNamed } from "./locatedNotes.ts";

/** What was recorded of the channels of one snapshot. */
export interface ChannelContents {
  /** In the order of receipt; those never received last. */
  readonly messages: readonly MessageId[];
  /** Undefined where nothing is told of any. */
  readonly told: readonly ChannelId[];
  /** Notes that speak of messages that the trace does not know, with how many. */
  readonly foreign: readonly { readonly at: Located; readonly count: number; readonly name: string }[];
}

/** Finds the messages that a source knows by a name, where it knows any. */
export type MessageNamed = (name: string) => MessageId | undefined;

/** The application messages of a trace by their channel, and by their label on it; in the order of receipt. */
export class MessagesByChannel {
  readonly #trace: Trace;
  #lists: Map<string, MessageId[]> | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** `label`: undefined for all messages. */
  on(channel: number, label: string | undefined): readonly MessageId[] {
    this.#lists ??= this.#collect();
    return this.#lists.get(label === undefined ? `${channel}` : `${channel} ${label}`) ?? [];
  }

  #collect(): Map<string, MessageId[]> {
    const { kind, channel, receive, payload } = this.#trace.messages;
    const lists = new Map<string, MessageId[]>();
    const add = (key: string, message: MessageId): void => {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [message]);
      else list.push(message);
    };
    for (let m = 0; m < kind.length; m++) {
      if (kind[m] !== MessageKind.application || channel[m] === NONE) continue;
      add(`${channel[m]}`, asMessage(m));
      const label = payload[m] === NONE ? "" : this.#trace.payloads[payload[m]].label;
      if (label !== "") add(`${channel[m]} ${label}`, asMessage(m));
    }
    const place = (message: number): number =>
      receive[message] === NONE ? Number.POSITIVE_INFINITY : receive[message];
    for (const list of lists.values()) {
      list.sort((a, b) => (place(a) === place(b) ? a - b : place(a) - place(b)));
    }
    return lists;
  }
}

/** The contents that notes tell. `frontier`: the cut, which settles which of several messages of one name is meant. */
export function channelContents(
  trace: Trace,
  notes: readonly Located[],
  frontier: Uint32Array,
  all: MessagesByChannel,
  named: MessageNamed | undefined,
  processOf: ProcessNamed,
): ChannelContents {
  const teller = new Contents(trace, frontier, all, named);
  const tellers = new Set<number>();
  for (const each of notes) {
    if (each.note.role !== "channel") continue;
    const to = each.note.to === undefined ? each.process : processOf(each, each.note.to);
    const from = processOf(each, each.note.from);
    if (to !== NONE) tellers.add(to);
    teller.take(each, from, to);
  }
  const told: number[] = [];
  trace.channels.to.forEach((to, channel) => {
    if (tellers.has(to)) told.push(channel);
  });
  const { receive } = trace.messages;
  const place = (message: number): number =>
    receive[message] === NONE ? Number.POSITIVE_INFINITY : receive[message];
  const messages = [...teller.messages].sort((a, b) => (place(a) === place(b) ? a - b : place(a) - place(b)));
  return { messages, told: told as ChannelId[], foreign: teller.foreign };
}

class Contents {
  readonly messages: MessageId[] = [];
  readonly foreign: { at: Located; count: number; name: string }[] = [];
  readonly #trace: Trace;
  readonly #frontier: Uint32Array;
  readonly #all: MessagesByChannel;
  readonly #named: MessageNamed | undefined;
  readonly #used = new Set<MessageId>();

  constructor(trace: Trace, frontier: Uint32Array, all: MessagesByChannel, named: MessageNamed | undefined) {
    this.#trace = trace;
    this.#frontier = frontier;
    this.#all = all;
    this.#named = named;
  }

  take(at: Located, from: number, to: number): void {
    const channel = this.#channel(from, to);
    for (const name of at.note.messages) {
      const message = this.#named?.(name) ?? this.#onChannel(channel, name);
      if (message === undefined) this.foreign.push({ at, count: 1, name });
      else this.#add(message);
    }
    const { count } = at.note;
    if (count === undefined || at.note.messages.length > 0) return;
    let left = count;
    for (; left > 0; left--) {
      const message = this.#inTransit(this.#all.on(channel, undefined));
      if (message === undefined) break;
      this.#add(message);
    }
    if (left > 0) this.foreign.push({ at, count: left, name: "" });
  }

  #add(message: MessageId): void {
    this.messages.push(message);
    this.#used.add(message);
  }

  #channel(from: number, to: number): number {
    const { channels } = this.#trace;
    return channels.from.findIndex((source, c) => source === from && channels.to[c] === to);
  }

  /** The message of a label on a channel: one in transit before any other. */
  #onChannel(channel: number, label: string): MessageId | undefined {
    const list = this.#all.on(channel, label);
    return this.#inTransit(list) ?? list.find((message) => !this.#used.has(message));
  }

  /** The first message of a list, which is sorted by receipt, that is in transit at the cut and not spoken of yet. */
  #inTransit(list: readonly MessageId[]): MessageId | undefined {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isInside(this.#trace.messages.receive[list[middle]])) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < list.length; i++) {
      const message = list[i];
      if (this.#isInside(this.#trace.messages.send[message]) && !this.#used.has(message)) return message;
    }
    return undefined;
  }

  #isInside(event: number): boolean {
    if (event === NONE) return false;
    const process = this.#trace.events.process[event];
    return event - this.#trace.firstEvent[process] < this.#frontier[process];
  }
}
