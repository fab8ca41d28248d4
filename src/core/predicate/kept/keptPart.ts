// One evaluation whose outcome is kept from cut to cut: of a whole predicate, or of what is asked of one member of a domain.
// It is fresh until something changes that it has looked at; then it is evaluated again where its value is needed.

import type { Context, Witness } from "../context.ts";
import type { Unknown, Value } from "../types.ts";

/** What is asked of each member of a domain. */
export interface Body {
  run(context: Context, member: Value): Value;
  /** Whether no further member is looked at after this value. */
  ends(value: Value): boolean;
}

/** The members of a domain, each with what was asked of it. */
export interface Members {
  /** Makes these words its only members. */
  renew(words: ReadonlySet<string>): void;
  /** Evaluates what is stale; gives the member that ends the evaluation, if one does. Counts steps as if all were done. */
  settle(context: Context, body: Body): KeptPart | undefined;
  /** Of settled members of which none ends the evaluation: the first that is unknown. */
  unknown(): Unknown | undefined;
  /** Of settled members of which none ends the evaluation: the sum of their values. */
  sum(): number;
  /** Forgets all members. */
  giveUp(): void;
}

/** Where a part stands among others: told that it must be evaluated again. */
export interface Place {
  stale(position: number): void;
}

export class KeptPart {
  /** The member that is asked about; of the whole predicate, nothing in particular. */
  readonly member: Value;
  /** Whether its value is that of the present state. */
  isFresh = false;
  value: Value = false;
  /** How many members of domains are looked at to evaluate it. */
  steps = 0;
  /** Of a part that decides: the members within it that decided it. */
  witnesses: readonly Witness[] = [];
  /** The processes and channels that it has looked at, as kept.ts numbers them. It may look at fewer now. */
  readonly seen: number[] = [];
  /** The domains in whose quantifiers this part is the outer one, by what is asked of them. */
  within: Map<unknown, Members> | undefined;
  /** Changes where the positions before it are given up. */
  position: number;
  readonly #place: Place | undefined;

  constructor(member: Value, place?: Place, position = 0) {
    this.member = member;
    this.#place = place;
    this.position = position;
  }

  /** Whatever contains a stale part is stale too, unless it would not come to it. */
  spoil(): void {
    if (!this.isFresh) return;
    this.isFresh = false;
    this.#place?.stale(this.position);
  }
}
