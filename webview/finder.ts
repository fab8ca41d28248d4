// Runs the search in pieces that leave every frame its time, and says what it has found so far. A new text, or another
// trace, ends the search before. No timer runs while nothing is looked for.

import { TextSearch } from "../src/core/trace/textSearch.ts";
import type { Trace } from "../src/core/trace/trace.ts";
import type { Store } from "./state/store.ts";

/** So long a piece may take, and so many rows are looked at between two glances at the clock. */
const PIECE_MS = 6;
const ROWS = 2048;
/** What was found is shown so often while the search goes on. */
const SHOWN_EVERY_MS = 120;

export class Finder {
  readonly #store: Pick<Store, "dispatch" | "state" | "model">;
  #text = "";
  #trace: Trace | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Pick<Store, "dispatch" | "state" | "model">) {
    this.#store = store;
  }

  /** Begins a search where the state asks for another one. */
  follow(): void {
    const { state, model } = this.#store;
    const { text } = state.find;
    if (model === undefined || (text === this.#text && model.trace === this.#trace)) return;
    this.#text = text;
    this.#trace = model.trace;
    clearTimeout(this.#timer);
    if (text === "") return;
    const search = new TextSearch(model.trace, text);
    this.#piece(search, text, performance.now());
  }

  #piece(search: TextSearch, text: string, shown: number): void {
    const start = performance.now();
    while (!search.isDone && performance.now() - start < PIECE_MS) search.run(ROWS);
    const isTold = search.isDone || start - shown > SHOWN_EVERY_MS;
    if (!search.isDone) {
      this.#timer = setTimeout(() => this.#piece(search, text, isTold ? start : shown));
    }
    if (isTold) {
      this.#store.dispatch({ type: "found", text, hits: search.hits.slice(), isDone: search.isDone });
    }
  }
}
