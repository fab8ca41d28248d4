// The side pane: the chosen cut's global state, the details of what is selected, and the list of events. The same
// facts as in the picture, for everybody, and for those who do not see the picture the way to it.

import { html, nothing, type TemplateResult } from "lit/html.js";
import { NONE } from "../../src/core/trace/ids.ts";
import { recordedPlace } from "../../src/core/trace/insertedEvents.ts";
import { sourceEvent } from "../state/effects.ts";
import type { Model } from "../state/model.ts";
import type { Sections } from "../state/viewState.ts";
import { comparison } from "./comparison.ts";
import { eventList } from "./eventList.ts";
import { type Fact, factsOfCut, factsOfEvent, factsOfMessage } from "./facts.ts";
import { icon } from "./icons.ts";
import type { RunningPart } from "./part.ts";

export function side(input: RunningPart): TemplateResult | typeof nothing {
  const { state, model } = input;
  if (!state.showsSide) return nothing;
  const cut = model.shownCut(state);
  return html`
    <aside class="side" aria-label="Details and list">
      ${section(input, "selection", "Selected", selected(input))}
      ${state.anchor === NONE ? nothing : section(input, "relation", "Two events", comparison(input))}
      ${cut === undefined ? nothing : section(input, "cut", cut.title, cutFacts(input))}
      ${section(input, "events", "Events", eventList(input))}
    </aside>
  `;
}

function section(
  { state, dispatch }: RunningPart,
  name: keyof Sections,
  title: string,
  content: unknown,
): TemplateResult {
  const onToggle = (event: Event): void => {
    const isOpen = (event.target as HTMLDetailsElement).open;
    if (isOpen !== state.sections[name]) dispatch({ type: "section", section: name, isOpen });
  };
  return html`
    <details class="section ${name}" ?open=${state.sections[name]} @toggle=${onToggle}>
      <summary>${title}</summary>
      ${content}
    </details>
  `;
}

function cutFacts(input: RunningPart): TemplateResult {
  const cut = input.model.shownCut(input.state);
  if (cut === undefined) return html``;
  return html`
    <p class="verdict ${cut.verdict}">${icon(cut.verdict)}<span class="words">${cut.words}</span></p>
    ${factList(factsOfCut(input.model.trace, cut), input)}
    ${cut.verdict === "inconsistent" && input.state.draft === undefined ? nearestCuts(input) : nothing}
  `;
}

/** The ways out of an inconsistent cut. */
function nearestCuts({ dispatch }: RunningPart): TemplateResult {
  return html`
    <p class="acts">
      ${act("Largest Consistent Cut Inside", () => dispatch({ type: "nearestCut", side: "below" }))}
      ${act("Smallest Consistent Cut Around", () => dispatch({ type: "nearestCut", side: "above" }))}
    </p>
  `;
}

/** What can be done with the selected event. */
function actsHere({ state, model, dispatch, run }: RunningPart): TemplateResult {
  const { event } = state.selection;
  const isMarked = event === state.anchor;
  const isRecorded = recordedPlace(model.trace, event) > 0;
  return html`
    <p class="acts">
      ${act(isMarked ? "Unmark" : "Mark to Compare", () => dispatch({ type: "mark" }))}
      ${act("Cut Here", () => dispatch({ type: "cutAt", by: "past" }))}
      ${
        model.trace.timeUnit === "none"
          ? nothing
          : act("Cut at This Time", () => dispatch({ type: "cutAt", by: "time" }))
      }
      ${
        isRecorded && model.abilities.runSnapshot
          ? act("Run Snapshot from Here", () => run("runSnapshotHere"))
          : nothing
      }
      ${isRecorded ? act(model.noteOn(event) === "" ? "Add Note…" : "Edit Note…", () => run("addNote")) : nothing}
    </p>
  `;
}

function act(words: string, run: () => void): TemplateResult {
  return html`<button class="link" type="button" @click=${run}>${words}</button>`;
}

function selected(input: RunningPart): TemplateResult {
  const { state, model, dispatch } = input;
  const { event, message } = state.selection;
  const cut = model.shownCut(state);
  if (event === NONE && message === NONE) {
    return html`<p class="hint">Click an event or a message, or press an arrow key in the diagram.</p>`;
  }
  const facts =
    event === NONE
      ? factsOfMessage(model.trace, message, cut)
      : withNote(model.noteOn(event), factsOfEvent(model.trace, event, cut, model.vectorClock(event)));
  return html`
    ${factList(facts, input)}
    ${event === NONE ? nothing : actsHere(input)}
    ${
      sourceEvent(state, model) === NONE
        ? nothing
        : html`<button class="link source" type="button" @click=${() => dispatch({ type: "revealSource" })}>
            ${icon("source")} ${sourceWords(model, sourceEvent(state, model))}
          </button>`
    }
  `;
}

/** What the user has written on an event comes first: it is why they look at it again. */
function withNote(text: string, facts: readonly Fact[]): readonly Fact[] {
  return text === "" ? facts : [{ name: "Note", value: text }, ...facts];
}

function sourceWords(model: Model, event: number): string {
  const { file, line } = model.trace.events;
  const name = model.trace.files[file[event]] ?? "";
  return `${name.split(/[\\/]/).at(-1)}, line ${line[event]}`;
}

function factList(facts: readonly Fact[], { dispatch }: RunningPart): TemplateResult {
  const go = (fact: Fact) => () =>
    dispatch({
      type: "select",
      selection: { event: fact.event ?? NONE, message: fact.message ?? NONE },
      by: "keys",
      reveal: true,
    });
  return html`
    <dl class="facts">
      ${facts.map(
        (fact) => html`
          <div class="fact">
            <dt>${fact.name}</dt>
            <dd>
              ${
                fact.event === undefined && fact.message === undefined
                  ? fact.value
                  : html`<button class="link" type="button" @click=${go(fact)}>${fact.value}</button>`
              }
            </dd>
          </div>
        `,
      )}
    </dl>
  `;
}
