// Finds a way for the tokens, one of the fewest sends, or why there is none. Where messages are under way at first, it goes through
// the splits of their channels, by branch and bound: of channels that are not yet settled movement.ts takes the best of all
// splits, so what is impossible or no shorter then need not be split further. docs/possible.md says why that is exact.

import type { Reason, Stranded, Way } from "./answer.ts";
import { type Kept, OPEN } from "./balances.ts";
import { componentsOf, graphOf } from "./graph.ts";
import { freeRoutes, type Movement, moveTokens, type Routes, splitsOf, tokensOn } from "./movement.ts";
import type { PuzzleQuestion } from "./puzzle.ts";
import { type Splittable, splittableChannels } from "./splits.ts";

/** How many settlings are looked at; fewer in large systems, whose every one takes longer. */
const MOST_TRIED = 4096;
const MOST_WORK = 80_000;
const LEAST_TRIED = 4;

export type Found =
  | { readonly kind: "way"; readonly way: Way }
  | { readonly kind: "none"; readonly reasons: readonly Reason[] }
  /** It looked at so many settlings, and none that it saw was one. */
  | { readonly kind: "unknown"; readonly splittable: readonly Splittable[]; readonly tried: number };

export function findWay(question: PuzzleQuestion): Found {
  const splittable = splittableChannels(question);
  const kept: Kept = new Int32Array(question.system.channels.length);
  for (const { channel } of splittable) kept[channel] = OPEN;
  const routes = freeRoutes(question, kept);
  const movement = moveTokens(question, kept, splittable, routes);
  const { missing, surplus, stranded } = movement;
  const reasons: Reason[] = missing.length + surplus.length > 0 ? [{ kind: "tokens", missing, surplus }] : [];
  reasons.push(...stranded.map((each): Reason => ({ kind: "stranded", ...each })));
  if (reasons.length > 0) return { kind: "none", reasons };
  return new Search(question, splittable, kept).run(movement, routes);
}

/** A settling under which the tokens get there, unless not all channels are settled. */
interface Settled extends Movement {
  readonly kept: Kept;
}

class Search {
  readonly #question: PuzzleQuestion;
  readonly #splittable: readonly Splittable[];
  /** Those that lead from one strongly connected component to another, first; then those within one. */
  readonly #order: readonly Splittable[];
  readonly #outer: number;
  readonly #kept: Kept;
  readonly #most: number;
  #tried = 1;
  #isComplete = true;
  #best: Settled | undefined;
  readonly #cases: Stranded[] = [];

  constructor(question: PuzzleQuestion, splittable: readonly Splittable[], kept: Kept) {
    const { processes, channels } = question.system;
    this.#question = question;
    this.#splittable = splittable;
    this.#kept = kept;
    const component = componentsOf(graphOf(processes.length, channels));
    const isInner = ({ channel }: Splittable): boolean =>
      component[channels[channel].from] === component[channels[channel].to];
    const outer = splittable.filter((each) => !isInner(each));
    this.#order = [...outer, ...splittable.filter(isInner)];
    this.#outer = outer.length;
    this.#most = Math.min(MOST_TRIED, Math.max(LEAST_TRIED, Math.floor(MOST_WORK / sizeOf(question))));
  }

  run(movement: Movement, routes: Routes): Found {
    this.#visit(0, movement, routes);
    const splittable = this.#splittable;
    if (this.#best === undefined) {
      return this.#isComplete
        ? { kind: "none", reasons: [{ kind: "stranded-anyhow", cases: this.#cases }] }
        : { kind: "unknown", splittable, tried: this.#tried };
    }
    const { carriages, sends, kept } = this.#best;
    const splits = splitsOf(kept, splittable).filter((each) => each.kept > 0);
    return { kind: "way", way: { carriages, sends, isFewest: this.#isComplete, splits } };
  }

  /** `movement`: what is best while the channels from `depth` on are open. */
  #visit(depth: number, movement: Movement, routes: Routes): void {
    if (this.#isBeaten(movement)) return;
    if (depth === this.#order.length) {
      this.#best = { ...movement, kept: this.#kept.slice() };
      return;
    }
    const passing = this.#passing(movement, routes);
    const preferred = this.#order.map((each) => this.#preferred(each, passing[each.channel]));
    this.#guess(depth, (_, i) => preferred[i][0]);
    // Within a component all that was under way may have been received: what is lacking then comes back to where it is sent.
    if (depth >= this.#outer && this.#best === undefined) this.#guess(depth, () => 0);
    if (this.#isBeaten(movement)) return;
    const { channel } = this.#order[depth];
    for (const count of preferred[depth]) {
      if (this.#tried >= this.#most) {
        this.#isComplete = false;
        break;
      }
      this.#kept[channel] = count;
      const settled = this.#move(this.#kept);
      if (settled.movement.stranded.length === 0) this.#visit(depth + 1, settled.movement, settled.routes);
      else if (this.#best === undefined) this.#cases.push(settled.movement.stranded[0]);
      if (this.#isBeaten(movement)) break;
    }
    this.#kept[channel] = OPEN;
  }

  #isBeaten({ sends }: Movement): boolean {
    return this.#best !== undefined && this.#best.sends <= sends;
  }

  /** Settles all channels that are open, and keeps it if it is the best so far. */
  #guess(depth: number, split: (each: Splittable, i: number) => number): void {
    const kept = this.#kept.slice();
    this.#order.forEach((each, i) => {
      if (i >= depth) kept[each.channel] = split(each, i);
    });
    const { movement } = this.#move(kept);
    if (movement.stranded.length === 0 && !this.#isBeaten(movement)) this.#best = { ...movement, kept };
  }

  #move(kept: Kept): { readonly movement: Movement; readonly routes: Routes } {
    this.#tried++;
    const routes = freeRoutes(this.#question, kept);
    return { movement: moveTokens(this.#question, kept, this.#splittable, routes), routes };
  }

  /** How many tokens pass each channel. */
  #passing({ carriages }: Movement, routes: Routes): Float64Array {
    const { channels } = this.#question.system;
    const passing = new Float64Array(channels.length);
    for (const { from, to, count } of carriages) {
      const { via } = routes.from(from);
      for (let at: number = to; at !== from; at = channels[via[at]].from) passing[via[at]] += count;
    }
    return passing;
  }

  /**
   * A channel's splits, best first as far as one can guess: the more is received, the more must be sent anew, which is as if it had
   * passed the channel. So that should be what wants to pass.
   */
  #preferred({ channel, fits }: Splittable, passing: number): number[] {
    const messages = this.#question.claim.channels[channel];
    const last = fits.at(-1) ?? 0;
    const anew = new Map<number, number>();
    let tokens = 0;
    for (let i = last; i >= 0; i--) {
      anew.set(i, tokens);
      if (i > 0) tokens += tokensOn(messages[i - 1]);
    }
    const off = (kept: number): number => Math.abs((anew.get(kept) ?? 0) - passing);
    return [...fits].sort((a, b) => off(a) - off(b) || b - a);
  }
}

/** How much there is to look at for one settling. */
function sizeOf({ system, claim, underWay = [] }: PuzzleQuestion): number {
  const held = [...system.processes.map(({ initial }) => initial), ...claim.processes];
  const messages = [...claim.channels, ...underWay].reduce((sum, { length }) => sum + length, 0);
  return held.reduce((sum, { tokens }) => sum + 1 + tokens.length, messages);
}
