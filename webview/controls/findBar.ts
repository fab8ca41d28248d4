// The find bar over the picture: a text, how many events and messages have it, the way from one to the next, and a cut
// from the one that is shown. Enter and Shift+Enter go on and back, Escape closes it.

import { live } from "lit/directives/live.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";
import type { PartInput } from "./part.ts";
import { tool } from "./toolbar.ts";

export interface FindBarInput extends PartInput {
  /** Closes the bar and gives the keyboard back to the picture. */
  readonly close: () => void;
}

export function findBar({ state, model, dispatch, close }: FindBarInput): TemplateResult | typeof nothing {
  const { find } = state;
  if (!find.isOpen) return nothing;
  const isNone = find.hits.length === 0;
  const onInput = (event: Event): void =>
    dispatch({ type: "find", text: (event.target as HTMLInputElement).value });
  const onKey = (press: KeyboardEvent): void => {
    if (press.key === "Escape") close();
    else if (press.key === "Enter") dispatch({ type: "hit", direction: press.shiftKey ? -1 : 1 });
    else return;
    press.preventDefault();
  };
  return html`
    <div class="find" role="search" @keydown=${onKey}>
      <input
        type="text"
        placeholder="Label, process, message or time"
        aria-label="Find events and messages"
        spellcheck="false"
        .value=${live(find.text)}
        @input=${onInput}
      />
      <span class="count" role="status">${hitWords(state, model)}</span>
      ${tool("Previous hit (Shift+Enter)", "previous", () => dispatch({ type: "hit", direction: -1 }), isNone)}
      ${tool("Next hit (Enter)", "next", () => dispatch({ type: "hit", direction: 1 }), isNone)}
      ${tool("Cut here: all that happened before it, and it", "cutHere", () => dispatch({ type: "cutAt", by: "past" }), model.rank(state) === 0)}
      ${tool("Close (Escape)", "inconsistent", close)}
    </div>
  `;
}

/** `3 of 12`, `12 hits`, `no hit`; with an ellipsis while the search goes on. */
export function hitWords(state: ViewState, model: Model): string {
  const { text, hits, isDone } = state.find;
  if (text.trim() === "") return "";
  const count = hits.length.toLocaleString();
  const rank = isDone ? model.rank(state) : 0;
  if (rank > 0) return `${rank.toLocaleString()} of ${count}`;
  if (hits.length === 0) return isDone ? "no hit" : "…";
  return `${count} ${hits.length === 1 ? "hit" : "hits"}${isDone ? "" : " …"}`;
}
