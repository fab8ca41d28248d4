// The legend below the picture: the signs that are in it, and what they mean.
// Which signs, and their words, is the core's; here they are drawn in small.

import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import type { Layout } from "../../src/core/diagram/layout.ts";
import { type LegendEntry, legendOf } from "../../src/core/diagram/legend.ts";
import type { Scene } from "../../src/core/diagram/scene.ts";
import { counted } from "../../src/core/trace/verdict.ts";
import type { Dispatch } from "../state/actions.ts";
import { hiddenWords } from "../state/hiddenWords.ts";

export function legendBar(scene: Scene, layout: Layout, dispatch: Dispatch): TemplateResult {
  const hidden = layout.laneOf.length - layout.lanes.length;
  return html`
    <ul class="legend" aria-label="Legend">
      ${legendOf(scene).map((entry) => html`<li>${sign(entry)}<span>${entry.words}</span></li>`)}
      ${
        hidden === 0
          ? nothing
          : html`<li class="hint">
              ${hiddenWords(hidden)}, and ${hidden === 1 ? "its" : "their"} messages
              <button class="link" type="button" @click=${() => dispatch({ type: "hide", processes: [] })}>
                Show All
              </button>
            </li>`
      }
      ${notesOf(scene, layout).map((words) => html`<li class="hint">${words}</li>`)}
    </ul>
  `;
}

/** What a picture does not show as it is, in words. */
function notesOf(scene: Scene, { moved, cyclic }: Layout): readonly string[] {
  const notes: string[] = [];
  if (scene.messageStride > 1) {
    notes.push(`one message of ${scene.messageStride} is drawn: zoom in for all`);
  }
  if (moved > 0)
    notes.push(`${counted(moved, "event")} drawn later than their clocks say, after their causes`);
  if (cyclic > 0) notes.push(`${counted(cyclic, "event")} in or behind a cycle: no order is right`);
  return notes;
}

/** Equal for pictures with the same legend. */
export function legendKey(scene: Scene, layout: Layout): string {
  return [
    ...legendOf(scene).map(({ sign: name }) => name),
    ...notesOf(scene, layout),
    layout.laneOf.length - layout.lanes.length,
  ].join();
}

function sign({ sign: name }: LegendEntry): TemplateResult {
  return html`<svg class="sign ${name}" viewBox="0 0 28 14" aria-hidden="true">${shape(name)}</svg>`;
}

/** The shapes are style.ts's in small; their colours are panel.css's, by the sign's name. */
function shape(name: LegendEntry["sign"]) {
  switch (name) {
    case "record":
    case "otherRecord":
    case "cutPoint":
      return svg`<path class="mark" d="M14 1.500 19.500 7 14 12.500 8.500 7Z"></path>`;
    case "anchor":
      return svg`<path class="line" d="M9 2h10v10H9Z"></path>`;
    case "density":
      return svg`<path class="mark" d="M8 3h12v8H8Z"></path>`;
    case "cut":
    case "inconsistentCut":
    case "unknownCut":
    case "gap":
    case "down":
    case "past":
    case "future":
      return svg`<path class="line" d="M1 7h26"></path>`;
    case "crash":
      return svg`<path class="line" d="M9.500 2.500l9 9M18.500 2.500l-9 9"></path>`;
    case "restart":
      return svg`<circle class="ring" cx="14" cy="7" r="4.500"></circle>`;
    case "packetLost":
    case "packetDropped":
    case "lost":
      return svg`<path class="line" d="M1 7h20"></path><path class="line" d="M17.500 3.500l7 7M24.500 3.500l-7 7"></path>`;
    case "inFlight":
      return svg`<path class="line" d="M1 7h18"></path><circle class="ring" cx="22" cy="7" r="3"></circle>`;
    case "orphan":
      return svg`<path class="line" d="M1 7h19M8 3l7 8M15 3l-7 8"></path><path class="head" d="M27 7l-8-4v8Z"></path>`;
    default:
      return svg`<path class="line" d="M1 7h19"></path><path class="head" d="M27 7l-8-3.500v7Z"></path>`;
  }
}
