// The step player: the chosen snapshot, marker by marker, with the rule that each step applies, named and explained.
// The steps and their words are the core's (snapshotSteps.ts).

import { html, nothing, type TemplateResult } from "lit/html.js";
import { reorderedOf } from "../../src/core/diagram/layout.ts";
import type { StepDestination } from "../state/actions.ts";
import { reorderedWords, stepsOfRun } from "../state/reordered.ts";
import type { PartInput } from "./part.ts";
import { tool } from "./toolbar.ts";

export function stepPlayer({ state, model, dispatch }: PartInput): TemplateResult | typeof nothing {
  // While its cut is moved the player stays: without it the picture would move under the pointer.
  const steps = model.steps(model.cut(state.cut));
  if (steps.length === 0) return nothing;
  const step = model.step(state);
  if (reorderedOf(state.axis) !== undefined) return reorderPlayer({ state, model, dispatch });
  const canReorder = "reordering" in (model.reordering(model.cut(state.cut)?.snapshot ?? -1) ?? {});
  const go = (to: StepDestination) => () => dispatch({ type: "step", to });
  const last = steps.length - 1;
  const playWords = state.isPlaying ? "Pause" : "Play the snapshot step by step";
  return html`
    <div class="steps" role="group" aria-label="Steps of the snapshot">
      <div class="buttons">
        ${tool("First step", "first", go("first"), state.step === 0)}
        ${tool("Previous step", "previous", go("previous"), state.step === 0)}
        ${tool(playWords, state.isPlaying ? "pause" : "play", () =>
          dispatch({ type: "play", isPlaying: !state.isPlaying }),
        )}
        ${tool("Next step", "next", go("next"), state.step === last)}
        ${tool("Last step", "last", go("last"), state.step === last)}
        ${tool("Whole snapshot", "whole", go("whole"), state.step < 0)}
        ${tool("Reorder the run: before, snapshot, after (R)", "reorder", () => dispatch({ type: "reorder" }), !canReorder)}
      </div>
      ${
        step === undefined
          ? html`<p class="step-words hint">
              ${steps.length} steps: play or step through the markers, one by one.
            </p>`
          : html`<div class="step-words">
              <p>
                <span class="count">${state.step + 1} / ${steps.length}</span>
                <span class="rule ${step.rule}">${step.ruleName}</span>
                <span class="title">${step.title}</span>
              </p>
              <p class="text">${step.text}</p>
            </div>`
      }
    </div>
  `;
}

/** The player of the reordered run: event by event past those that come after the recording. */
function reorderPlayer({ state, model, dispatch }: PartInput): TemplateResult | typeof nothing {
  const axis = reorderedOf(state.axis);
  const verdict = axis === undefined ? undefined : model.reordering(axis.snapshot);
  if (axis === undefined || verdict === undefined || !("reordering" in verdict)) return nothing;
  const last = stepsOfRun(verdict.reordering);
  const now = axis.moves < 0 ? last : axis.moves;
  const go = (to: StepDestination) => () => dispatch({ type: "step", to });
  const [title, text] = reorderedWords(model, state.axis);
  const playWords = state.isPlaying ? "Pause" : "Play the reordering swap by swap";
  return html`
    <div class="steps" role="group" aria-label="Reordered run">
      <div class="buttons">
        ${tool("The run as it was", "first", go("first"), now === 0)}
        ${tool("Previous move", "previous", go("previous"), now === 0)}
        ${tool(playWords, state.isPlaying ? "pause" : "play", () =>
          dispatch({ type: "play", isPlaying: !state.isPlaying }),
        )}
        ${tool("Next move", "next", go("next"), now === last)}
        ${tool("All in place", "last", go("last"), now === last)}
        ${tool("Back to the run as it happened (R)", "reorder", () => dispatch({ type: "reorder" }))}
      </div>
      <div class="step-words">
        <p>
          <span class="count">${now} / ${last}</span>
          <span class="rule end">Reordered run</span>
          <span class="title">${title}</span>
        </p>
        <p class="text">${text}</p>
      </div>
    </div>
  `;
}
