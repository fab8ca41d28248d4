// What of a session may be seen: all of it, unless somebody covers it, as learner's mode does while there is something to
// predict. Everybody who shows what is open asks through here, so that nobody gives it away.

import type { OpenedWith } from "../../core/analysis/openedWith.ts";

/** Gives what may be seen of what is open; the same for the same. */
export type Cover = (opened: OpenedWith) => OpenedWith;

export class Veil {
  readonly #changed: () => void;
  #cover: Cover | undefined;
  #whole: OpenedWith | undefined;
  #seen: OpenedWith | undefined;

  /** `changed`: is told when something else may be seen. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What was open when somebody looked last, with nothing hidden: for who hides it. */
  get whole(): OpenedWith | undefined {
    return this.#whole;
  }

  of(opened: OpenedWith | undefined): OpenedWith | undefined {
    if (opened !== this.#whole) {
      this.#whole = opened;
      this.#seen = opened === undefined ? undefined : (this.#cover?.(opened) ?? opened);
    }
    return this.#seen;
  }

  /** Covers from now on by this; called again when it hides something else. */
  cover(cover: Cover | undefined): void {
    if (cover === undefined && this.#cover === undefined) return;
    this.#cover = cover;
    const whole = this.#whole;
    this.#whole = undefined;
    this.of(whole);
    this.#changed();
  }
}
