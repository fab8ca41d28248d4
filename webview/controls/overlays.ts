// What lies over the picture for a while: the hover, the help, progress, and the words for an empty or failed panel.
// All of it is text; nothing here is part of the picture.

import { html, nothing, type TemplateResult } from "lit/html.js";
import { gapWords } from "../../src/core/diagram/sceneLanes.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { eventCountOf } from "../../src/core/trace/trace.ts";
import type { Hovered } from "../canvas/hovered.ts";
import { keyHelp } from "../canvas/keys.ts";
import type { Dispatch } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";
import { hoverOfEvent, hoverOfMessage } from "./facts.ts";
import { tool } from "./toolbar.ts";

export function tooltip(over: Hovered, state: ViewState, model: Model): TemplateResult | typeof nothing {
  const { selection: hovered, gap } = over;
  if (gap !== undefined) return html`<p class="first">${gapWords(model.trace, gap)}</p>`;
  if (hovered.event === NONE && hovered.message === NONE) return nothing;
  const cut = model.shownCut(state);
  const [first, ...rest] =
    hovered.event === NONE
      ? hoverOfMessage(model.trace, hovered.message, cut)
      : hoverOfEvent(model.trace, hovered.event, cut);
  return html`<p class="first">${first}</p>
    ${rest.map((line) => html`<p class="more">${line}</p>`)}`;
}

export function help(state: ViewState, dispatch: Dispatch): TemplateResult | typeof nothing {
  if (!state.showsHelp) return nothing;
  return html`
    <section class="help" aria-label="Keys">
      <header>
        <h2>Keys</h2>
        ${tool("Close", "inconsistent", () => dispatch({ type: "help", isShown: false }))}
      </header>
      <dl>
        ${keyHelp(state.orientation).map(
          ({ keys, words }) => html`
            <div class="key">
              <dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd>`)}</dt>
              <dd>${words}</dd>
            </div>
          `,
        )}
      </dl>
      <p class="hint">Wheel: zoom. Drag: move. In a scenario, drag a receipt or a step along its process's line: another time. Drag a handle of the cut, or Shift+click on a process's line: move the cut there.
        Wheel over the names: scroll the processes.</p>
    </section>
  `;
}

/** What the keys do while they hold a frontier: a line over the picture, told to screen readers at each step. */
export function moving(
  { draft, orientation }: ViewState,
  model: Model | undefined,
): TemplateResult | typeof nothing {
  if (draft === undefined || draft.isSet || draft.by !== "keys" || model === undefined) return nothing;
  const { trace } = model;
  const [along, across] = orientation === "right" ? ["← →", "↑ ↓"] : ["↑ ↓", "← →"];
  const key = (keys: string, words: string): TemplateResult =>
    html`<span class="choice">${keys.split(" ").map((each) => html`<kbd>${each}</kbd>`)}${words}</span>`;
  return html`
    <div class="moving" aria-hidden="true">
      <span class="held"
        >${trace.processes[draft.process].name}: ${draft.frontier[draft.process].toLocaleString()} of
        ${eventCountOf(trace, draft.process).toLocaleString()} inside</span
      >
      ${key(along, "one event")} ${key(across, "process")} ${key("Enter", "set")} ${key("Esc", "give up")}
    </div>
  `;
}

/** Words in place of the picture; nothing while there is a picture. */
export function placeholder(state: ViewState, model: Model | undefined): TemplateResult | typeof nothing {
  if (state.failure !== undefined) {
    return html`<div class="placeholder" role="alert">
      <h2>There is nothing to show</h2>
      <p>${state.failure}</p>
    </div>`;
  }
  if (model === undefined && state.progress === undefined) return nothing;
  if (model !== undefined && model.trace.events.time.length === 0) {
    return html`<div class="placeholder">
      <h2>The trace has no events</h2>
      <p>When the file holds events, the space-time diagram appears here.</p>
    </div>`;
  }
  return nothing;
}

/** What goes on, while it does: over an earlier picture or alone. */
export function progress(state: ViewState): TemplateResult | typeof nothing {
  if (state.progress === undefined) return nothing;
  const { words, fraction } = state.progress;
  const percent = fraction < 0 ? undefined : Math.round(fraction * 100);
  return html`
    <div class="progress" role="status">
      ${
        percent === undefined
          ? html`<vscode-progress-ring></vscode-progress-ring>`
          : html`<progress max="100" .value=${percent} aria-label=${words}></progress>`
      }
      <p>${words}${percent === undefined ? nothing : html` <span class="percent">${percent} %</span>`}</p>
    </div>
  `;
}
