// The step player: the chosen snapshot, marker by marker, with the rule that each step applies, named and explained.
// The steps and their words are the core's (snapshotSteps.ts).

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { StepDestination } from "../state/actions.ts";
import type { PartInput } from "./part.ts";
import { tool } from "./toolbar.ts";

export function stepPlayer({ state, model, dispatch }: PartInput): TemplateResult | typeof nothing {
  // While its cut is moved the player stays: without it the picture would move under the pointer.
  const steps = model.steps(model.cut(state.cut));
  if (steps.length === 0) return nothing;
  const step = model.step(state);
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
