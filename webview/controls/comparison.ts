// Two events compared: before, after or concurrent in words, and the chain of messages that shows it, each step of which
// can be looked at. The relation and its chain are the core's (relation.ts).

import { html, nothing, type TemplateResult } from "lit/html.js";
import { describeMessage, eventName, processName } from "../../src/core/trace/describe.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { ChainStep } from "../../src/core/trace/relation.ts";
import { localIndex, type Trace } from "../../src/core/trace/trace.ts";
import type { Dispatch } from "../state/actions.ts";
import type { PartInput } from "./part.ts";

/** Steps of a chain that are listed; the rest is counted. */
const MOST_STEPS = 60;

export function comparison({ state, model, dispatch }: PartInput): TemplateResult {
  const found = model.comparison(state);
  const marked = eventName(model.trace, state.anchor);
  const link = (words: string, run: () => void): TemplateResult =>
    html`<button class="link" type="button" @click=${run}>${words}</button>`;
  return html`
    <p class="relation">${
      found === undefined
        ? `${marked} is marked. Select another event to compare it with.`
        : `${found.words}.`
    }</p>
    ${found === undefined || found.chain.length === 0 ? nothing : chain(model.trace, found.chain, dispatch)}
    <p class="acts">
      ${link("Go to the Marked Event", () => dispatch(lookAt(state.anchor, NONE)))}
      ${link("Unmark", () => dispatch({ type: "unmark" }))}
    </p>
  `;
}

function chain(trace: Trace, steps: readonly ChainStep[], dispatch: Dispatch): TemplateResult {
  const rest = steps.length - MOST_STEPS;
  return html`
    <ol class="links" aria-label="Chain between the two events">
      ${steps.slice(0, MOST_STEPS).map((step) => {
        const [event, message] = step.kind === "message" ? [NONE, step.message] : [step.to, NONE];
        return html`<li>
          <button class="link" type="button" @click=${() => dispatch(lookAt(event, message))}>
            ${stepWords(trace, step)}
          </button>
        </li>`;
      })}
      ${rest > 0 ? html`<li>and ${rest} more steps</li>` : nothing}
    </ol>
  `;
}

/** `token(3) from P to Q`, or `P: event 1 to event 4`. */
export function stepWords(trace: Trace, step: ChainStep): string {
  if (step.kind === "message") return describeMessage(trace, step.message);
  const place = (event: number): number => localIndex(trace, event) + 1;
  const name = processName(trace, trace.events.process[step.from]);
  return `${name}: event ${place(step.from)} to event ${place(step.to)}`;
}

const lookAt = (event: number, message: number) =>
  ({ type: "select", selection: { event, message }, by: "keys", reveal: true, inChain: true }) as const;
