// Members of a domain that come and go together, in order: all processes, all channels, the words of a set, or the messages
// of one channel. Each has a position and, once it was evaluated, a part.

import { Ref, Unknown, type Value } from "../types.ts";
import type { Kept, Roster } from "./kept.ts";
import { KeptPart, type Place } from "./keptPart.ts";
import { Bit, Positions } from "./positions.ts";

/** Whole numbers up to this one are added in any order without rounding: 2^53 by as many members as are ever kept. */
const MOST_EVEN = 2 ** 33;
/** Fewer members that are gone are no reason to lay the others anew. */
const FEW_GONE = 8;

export class Group implements Place, Roster {
  positions = new Positions();
  readonly #kept: Kept;
  readonly #changed: () => void;
  /** By position; undefined for a member that is gone. */
  #members: (Value | undefined)[] = [];
  #parts: (KeptPart | undefined)[] = [];
  #gone = 0;
  /** The channel that is followed, and the position of each message. */
  #channel: number | undefined;
  readonly #positionOf = new Map<number, number>();

  /** `changed` is called when a position is to be evaluated that was settled, or is no more. */
  constructor(kept: Kept, changed: () => void) {
    this.#kept = kept;
    this.#changed = changed;
  }

  get length(): number {
    return this.#members.length;
  }

  add(member: Value): void {
    this.#kept.count(1);
    this.#members.push(member);
    this.#parts.push(undefined);
    this.positions.append(Bit.stop, 0, 0);
  }

  /** Takes in the messages of a channel, now and from now on. */
  follow(channel: number): void {
    this.#channel = channel;
    for (const message of this.#kept.follow(channel, this)) this.#addMessage(message);
  }

  /** Makes these its members; parts are kept only if these are what it has. */
  renew(members: ReadonlySet<string>): void {
    let position = 0;
    let isSame = members.size === this.#members.length;
    for (const member of members) isSame &&= this.#members[position++] === member;
    if (isSame) return;
    this.giveUp();
    for (const member of members) this.add(member);
  }

  part(position: number): KeptPart {
    let part = this.#parts[position];
    if (part === undefined) {
      part = new KeptPart(this.#members[position] ?? false, this, position);
      this.#parts[position] = part;
    }
    return part;
  }

  /** Takes in what a part was evaluated to. */
  settle(part: KeptPart, ends: boolean): void {
    const { value, steps } = part;
    const isNumber = typeof value === "number";
    const isUneven = isNumber && !(Number.isInteger(value) && Math.abs(value) <= MOST_EVEN);
    const bits =
      (ends ? Bit.stop : 0) | (value instanceof Unknown ? Bit.unknown : 0) | (isUneven ? Bit.uneven : 0);
    this.positions.set(part.position, bits, steps, isNumber && !isUneven ? value : 0);
  }

  /** Adds the values of its members to a sum, one after the other as a sum is defined. */
  addTo(sum: number): number {
    let all = sum;
    for (const part of this.#parts) if (typeof part?.value === "number") all += part.value;
    return all;
  }

  stale(position: number): void {
    this.positions.stopAt(position);
    this.#changed();
  }

  enter(message: number): void {
    this.#addMessage(message);
    this.#changed();
  }

  leave(message: number): void {
    const position = this.#positionOf.get(message);
    if (position === undefined) return;
    this.#positionOf.delete(message);
    const part = this.#parts[position];
    if (part !== undefined) this.#kept.forget(part);
    this.#members[position] = undefined;
    this.#parts[position] = undefined;
    this.positions.set(position, 0, 0, 0);
    this.#kept.count(-1);
    this.#gone++;
    if (this.#gone > FEW_GONE && this.#gone * 2 > this.#members.length) this.#closeRanks();
    this.#changed();
  }

  /** Forgets all members. */
  giveUp(): void {
    for (const part of this.#parts) if (part !== undefined) this.#kept.forget(part);
    this.#kept.count(this.#gone - this.#members.length);
    if (this.#channel !== undefined) this.#kept.unfollow(this.#channel, this);
    this.#members = [];
    this.#parts = [];
    this.#gone = 0;
    this.positions = new Positions();
  }

  #addMessage(message: number): void {
    this.#positionOf.set(message, this.#members.length);
    this.add(new Ref("message", message));
  }

  /** Lays the members anew without those that are gone. */
  #closeRanks(): void {
    const members = this.#members;
    const parts = this.#parts;
    this.positions = this.positions.only((position) => members[position] !== undefined);
    this.#members = members.filter((member) => member !== undefined);
    this.#parts = parts.filter((_, position) => members[position] !== undefined);
    this.#gone = 0;
    this.#parts.forEach((part, position) => {
      if (part !== undefined) part.position = position;
    });
    this.#members.forEach((member, position) => {
      if (member instanceof Ref) this.#positionOf.set(member.id, position);
    });
  }
}
