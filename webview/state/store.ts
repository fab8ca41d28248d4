// Holds the panel's state and model, runs the reducer, and tells the host, the screen reader and the painters what
// follows. The one place where something changes.

import type { Host } from "../host.ts";
import type { Action } from "./actions.ts";
import { announcementOf, postsOf } from "./effects.ts";
import { hiddenWords } from "./hiddenWords.ts";
import type { Model } from "./model.ts";
import { reduce } from "./reducer.ts";
import { INITIAL, restored, savedFrom, type ViewState } from "./viewState.ts";

/** How long the state must rest before it is saved: saving is a message to the host. */
const SAVE_AFTER_MS = 250;

export interface StoreOptions {
  readonly host: Host;
  /** Something changed that is seen. */
  readonly changed: () => void;
  readonly announce: (words: string) => void;
}

export class Store {
  readonly #options: StoreOptions;
  readonly #savedTrace: string;
  #state: ViewState;
  #model: Model | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(options: StoreOptions) {
    this.#options = options;
    const { state, trace } = restored(options.host.savedState(), options.host.given);
    this.#state = state;
    this.#savedTrace = trace;
  }

  get state(): ViewState {
    return this.#state;
  }

  get model(): Model | undefined {
    return this.#model;
  }

  /** Shows a trace, or a new version of it. */
  show(model: Model, selectCut: string): void {
    const before = this.#model;
    if (before === undefined && this.#savedTrace !== model.key) {
      // What was saved belongs to another trace: only the user's ways of looking stay.
      const { axis, orientation, showsCone, showsSide, sections } = this.#state;
      const { width, height } = this.#state;
      this.#state = { ...INITIAL, axis, orientation, showsCone, showsSide, sections, width, height };
    }
    const { hidden } = this.#state;
    this.#model = hidden.length === 0 ? model : model.withHidden(hidden);
    // After a reload the host does not know yet what was hidden.
    if (before === undefined && hidden.length > 0)
      this.#options.host.post({ type: "hidden", processes: hidden });
    this.dispatch({ type: "shown", before, selectCut });
  }

  /** Shows the trace without some processes, and tells the host, which may keep that. */
  #hide(processes: readonly string[]): void {
    const before = this.#model;
    const known = new Set(before?.trace.processes.map(({ name }) => name));
    const hidden = processes.filter((name, i) => known.has(name) && processes.indexOf(name) === i);
    // A picture without any process tells nothing.
    if (before === undefined || hidden.length === known.size) return;
    this.#state = { ...this.#state, hidden };
    this.#model = before.withHidden(hidden);
    this.#options.host.post({ type: "hidden", processes: hidden });
    this.#options.announce(hidden.length === 0 ? "All processes are shown" : hiddenWords(hidden.length));
    this.dispatch({ type: "shown", before, selectCut: "" });
  }

  readonly dispatch = (action: Action): void => {
    if (action.type === "hide") this.#hide(action.processes);
    if (action.type === "hideSelected") this.#hideSelected();
    const before = this.#state;
    const after = reduce(before, action, this.#model);
    this.#state = after;
    if (this.#model !== undefined) {
      for (const post of postsOf(action, before, after, this.#model)) this.#options.host.post(post);
      const words = announcementOf(before, after, this.#model);
      if (words !== undefined) this.#options.announce(words);
    }
    if (after === before) return;
    this.#options.changed();
    this.#saveSoon();
  };

  #hideSelected(): void {
    const { selection, hidden } = this.#state;
    const trace = this.#model?.trace;
    if (trace === undefined || selection.event < 0) return;
    this.#hide([...hidden, trace.processes[trace.events.process[selection.event]].name]);
  }

  /** Writes the state down at once: the panel may be gone a moment later. */
  save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    if (this.#model !== undefined) this.#options.host.saveState(savedFrom(this.#state, this.#model.key));
  }

  #saveSoon(): void {
    if (this.#model === undefined || this.#saving !== undefined) return;
    this.#saving = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }
}
