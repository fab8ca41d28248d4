// What stands over the picture while a scenario is edited in it: what is held, when it happens there, and why it cannot; what
// was refused; and the quiet hint that the picture is older than a text that is wrong at the moment.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { PanelToHost } from "../../src/protocol/diagram.ts";
import { heldWords } from "../state/heldStep.ts";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";
import { icon } from "./icons.ts";

/** A line below the picture. The live region tells the same, so screen readers need not read it. */
export function editing(state: ViewState, model: Model | undefined): TemplateResult | typeof nothing {
  const { held, notice } = state;
  if (model === undefined || (held === undefined && notice === "")) return nothing;
  if (held === undefined)
    return html`<div class="moving refused" aria-hidden="true">${icon("inconsistent")}${notice}</div>`;
  const isRefused = held.answer?.isPossible === false;
  // What is in hand stays in sight.
  const isBelow = model.laneOf(held.process) >= model.lanes / 2;
  return html`
    <div class="moving ${isRefused ? "refused" : ""} ${isBelow ? "at-top" : ""}" aria-hidden="true">
      <span class="held">${heldWords(model, held)}</span>
      ${isRefused ? html`<span>${icon("inconsistent")}not possible: ${held.answer?.words}</span>` : nothing}
      ${held.by === "keys" && !held.isSet ? keys(state) : nothing}
    </div>
  `;
}

function keys({ orientation, held }: ViewState): TemplateResult {
  const [along, across] = orientation === "right" ? ["← →", "↑ ↓"] : ["↑ ↓", "← →"];
  const key = (names: string, words: string): TemplateResult =>
    html`<span class="choice">${names.split(" ").map((each) => html`<kbd>${each}</kbd>`)}${words}</span>`;
  return html`${key(along, "time")} ${held?.kind === "add" ? key(across, "process") : nothing}
    ${key("Enter", held?.kind === "add" ? "choose the step" : "set")} ${key("Esc", "give up")}`;
}

/** Quiet, for whoever types knows; with a way to see what the text gives all the same. */
export function stale(
  { stale: words }: ViewState,
  host: (message: PanelToHost) => void,
): TemplateResult | typeof nothing {
  if (words === "") return nothing;
  return html`
    <div class="stale" role="status">
      ${words} <button class="link" type="button" @click=${() => host({ type: "showWrong" })}>Show Anyway</button>
    </div>
  `;
}
