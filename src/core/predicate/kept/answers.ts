// A predicate asked again and again of a state that moves along a run: from one answer to the next only that is evaluated
// which depends on what has changed. Each answer is the one that the predicate gives when it is asked of that state alone.

import { type Answer, answerOf } from "../answer.ts";
import { Context, type Node } from "../context.ts";
import type { WalkingWorld } from "../walk.ts";
import { Kept, TooManyKept } from "./kept.ts";
import { KeptPart } from "./keptPart.ts";

export class KeptAnswers {
  readonly #node: Node;
  readonly #world: WalkingWorld;
  readonly #whole = new KeptPart(false);
  /** Undefined once the predicate turned out to have more members than are kept. */
  #kept: Kept | undefined;
  #answer: Answer | undefined;

  constructor(node: Node, world: WalkingWorld, mostKept?: number) {
    this.#node = node;
    this.#world = world;
    this.#kept = new Kept(world, this.#whole, mostKept);
    world.watch(this.#kept);
  }

  ask(): Answer {
    const kept = this.#kept;
    if (kept === undefined) return answerOf(this.#node, new Context(this.#world));
    if (this.#whole.isFresh && this.#answer !== undefined) return this.#answer;
    kept.reader = this.#whole;
    const context = new Context(kept);
    try {
      this.#answer = answerOf(this.#node, context);
    } catch (error) {
      if (!(error instanceof TooManyKept)) throw error;
      this.#kept = undefined;
      this.#world.watch(undefined);
      return this.ask();
    }
    // Where the evaluation was broken off, not everything was looked at that the answer depends on.
    this.#whole.isFresh = !context.isTooLong;
    return this.#answer;
  }
}
