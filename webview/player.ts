// Plays a snapshot: a step after the other, slowly enough to read its rule.
// No timer runs while nothing plays.

import type { Store } from "./state/store.ts";
import type { ViewState } from "./state/viewState.ts";

const STEP_MS = 2200;

export class Player {
  readonly #store: Pick<Store, "dispatch">;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #step = -1;
  #axis = "";

  constructor(store: Pick<Store, "dispatch">) {
    this.#store = store;
  }

  /** Starts, goes on or stops, as the state says. */
  follow(state: ViewState): void {
    if (
      state.isPlaying &&
      this.#timer !== undefined &&
      state.step === this.#step &&
      state.axis === this.#axis
    ) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#step = state.step;
    this.#axis = state.axis;
    if (!state.isPlaying) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#store.dispatch({ type: "step", to: "next" });
    }, STEP_MS);
  }
}
