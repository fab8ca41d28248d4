// What one predicate's evaluation keeps along a run: which parts have looked at which processes and channels, so that an
// event makes only those stale that it concerns. It stands between a predicate and the world, and notes what is read.

import type { LocalState } from "../../trace/localState.ts";
import type { Trace } from "../../trace/trace.ts";
import { Ref } from "../types.ts";
import type { StepWatcher, WalkingWorld } from "../walk.ts";
import type { World } from "../world.ts";
import type { KeptPart } from "./keptPart.ts";

/** Members of one channel, told of what the channel takes in and gives out. */
export interface Roster {
  enter(message: number): void;
  leave(message: number): void;
}

/** So many members are kept, over all quantifiers and whatever they are nested in: twice what one answer may look at. */
const MOST_KEPT = 400_000;

/** Ends the keeping: the predicate has more members than are kept. */
export class TooManyKept extends Error {}

export class Kept implements World, StepWatcher {
  readonly trace: Trace;
  /** All processes and all channels, as members of domains. */
  readonly processes: readonly Ref[];
  readonly channels: readonly Ref[];
  /** The part that is being evaluated. */
  reader: KeptPart;
  readonly #world: WalkingWorld;
  /** Who has looked at each process, then at each channel. */
  readonly #readers: readonly Set<KeptPart>[];
  readonly #rosters: readonly Set<Roster>[];
  #room: number;

  constructor(world: WalkingWorld, whole: KeptPart, room = MOST_KEPT) {
    this.#world = world;
    this.trace = world.trace;
    this.reader = whole;
    this.processes = this.trace.processes.map((_, p) => new Ref("process", p));
    this.channels = Array.from(this.trace.channels.from, (_, channel) => new Ref("channel", channel));
    this.#readers = [...this.processes, ...this.channels].map(() => new Set<KeptPart>());
    this.#rosters = this.channels.map(() => new Set<Roster>());
    this.#room = room;
  }

  state(process: number): LocalState {
    this.#note(process);
    return this.#world.state(process);
  }

  messagesOn(channel: number): Iterable<number> {
    this.#note(this.processes.length + channel);
    return this.#world.messagesOn(channel);
  }

  /** The messages that a channel holds; its roster is told of what changes. */
  follow(channel: number, roster: Roster): Iterable<number> {
    this.#rosters[channel].add(roster);
    return this.#world.messagesOn(channel);
  }

  unfollow(channel: number, roster: Roster): void {
    this.#rosters[channel].delete(roster);
  }

  /** Counts members that are kept, or no longer. */
  count(members: number): void {
    this.#room -= members;
  }

  /** Ends an evaluation that would keep more members than there is room for. */
  checkRoom(): void {
    if (this.#room < 0) throw new TooManyKept();
  }

  /** A part that nobody will need again. */
  forget(part: KeptPart): void {
    for (const place of part.seen) this.#readers[place].delete(part);
    if (part.within !== undefined) for (const members of part.within.values()) members.giveUp();
    part.within = undefined;
  }

  stateChanged(process: number): void {
    for (const part of this.#readers[process]) part.spoil();
  }

  entered(channel: number, message: number): void {
    for (const roster of this.#rosters[channel]) roster.enter(message);
    this.#channelChanged(channel);
  }

  left(channel: number, message: number): void {
    for (const roster of this.#rosters[channel]) roster.leave(message);
    this.#channelChanged(channel);
  }

  #channelChanged(channel: number): void {
    for (const part of this.#readers[this.processes.length + channel]) part.spoil();
  }

  #note(place: number): void {
    const readers = this.#readers[place];
    if (readers.has(this.reader)) return;
    readers.add(this.reader);
    this.reader.seen.push(place);
  }
}
