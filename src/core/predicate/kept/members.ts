// The members of a quantifier's domain along a run, each with what its body was evaluated to. Settling it evaluates, in the
// order of the members, those that are stale, and stops where the evaluation from nothing would.

import type { Context } from "../context.ts";
import { Unknown, type Value } from "../types.ts";
import { Group } from "./group.ts";
import type { Kept } from "./kept.ts";
import type { Body, KeptPart, Members } from "./keptPart.ts";
import { Bit, Positions } from "./positions.ts";

export class KeptMembers implements Members {
  readonly #kept: Kept;
  readonly #holder: KeptPart;
  readonly #groups: Group[] = [];
  /** One position a group. */
  readonly #tree = new Positions();
  /** Members that are taken in one by one as the evaluation comes to them. */
  readonly #source: readonly Value[];

  /** `holder` is the part in which the quantifier stands. Of a domain that changes the groups are added. */
  constructor(kept: Kept, holder: KeptPart, source: readonly Value[] = []) {
    this.#kept = kept;
    this.#holder = holder;
    this.#source = source;
  }

  /** Adds members behind the others. */
  addGroup(fill: (group: Group) => void): void {
    this.#kept.count(1);
    const index = this.#groups.length;
    const group = new Group(this.#kept, () => {
      this.#sumUp(index);
      this.#holder.spoil();
    });
    fill(group);
    this.#groups.push(group);
    this.#tree.append(group.positions.bits, group.positions.steps, group.positions.sum);
  }

  renew(words: ReadonlySet<string>): void {
    if (this.#groups.length === 0) this.addGroup(() => {});
    this.#groups[0].renew(words);
    this.#sumUp(0);
  }

  settle(context: Context, body: Body): KeptPart | undefined {
    const start = context.steps;
    for (;;) {
      this.#kept.checkRoom();
      const index = this.#next();
      if (index < 0) {
        context.advanceTo(start + this.#tree.steps);
        return undefined;
      }
      const group = this.#groups[index];
      const position = group.positions.first(Bit.stop);
      const part = group.part(position);
      context.advanceTo(
        start +
          this.#tree.stepsBefore(index) +
          group.positions.stepsBefore(position) +
          (part.isFresh ? part.steps : 0),
      );
      if (part.isFresh) return part;
      const ends = this.#evaluate(part, context, body);
      group.settle(part, ends);
      this.#sumUp(index);
      if (ends) return part;
    }
  }

  unknown(): Unknown | undefined {
    const index = this.#tree.first(Bit.unknown);
    if (index < 0) return undefined;
    const group = this.#groups[index];
    const { value } = group.part(group.positions.first(Bit.unknown));
    return value instanceof Unknown ? value : undefined;
  }

  sum(): number {
    // A sum of zeros is 0 whatever their signs.
    if ((this.#tree.bits & Bit.uneven) === 0) return 0 + this.#tree.sum;
    return this.#groups.reduce((sum, group) => group.addTo(sum), 0);
  }

  giveUp(): void {
    for (const group of this.#groups) group.giveUp();
    this.#kept.count(-this.#groups.length);
  }

  /** The group of the next member to stop at, or -1. */
  #next(): number {
    const index = this.#tree.first(Bit.stop);
    if (index >= 0) return index;
    if (this.#groups.length === 0 && this.#source.length > 0) this.addGroup(() => {});
    const [group] = this.#groups;
    if (this.#source.length === 0 || group.length === this.#source.length) return -1;
    group.add(this.#source[group.length]);
    this.#sumUp(0);
    return 0;
  }

  #evaluate(part: KeptPart, context: Context, body: Body): boolean {
    const kept = this.#kept;
    const before = context.steps;
    const outer = kept.reader;
    kept.reader = part;
    context.witnesses = [];
    part.value = body.run(context, part.member);
    kept.reader = outer;
    part.steps = context.steps - before;
    const ends = body.ends(part.value);
    part.witnesses = ends ? context.witnesses : [];
    part.isFresh = true;
    return ends;
  }

  #sumUp(index: number): void {
    const { bits, steps, sum } = this.#groups[index].positions;
    this.#tree.set(index, bits, steps, sum);
  }
}
