// The toolbar: which cut is shown and what is said of it, what can be run on it, and the ways of looking.
// Buttons and the chooser are the toolkit's elements; see toolkit.ts.

import { keyed } from "lit/directives/keyed.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { DiagramCut } from "../../src/protocol/diagram.ts";
import { ZOOM_STEP } from "../canvas/keys.ts";
import type { Dispatch } from "../state/actions.ts";
import type { ViewState } from "../state/viewState.ts";
import { type IconName, icon } from "./icons.ts";
import type { RunningPart } from "./part.ts";

export function toolbar(input: RunningPart): TemplateResult {
  const { state, model, dispatch, run } = input;
  const cut = model.shownCut(state);
  return html`
    <div class="toolbar" role="toolbar" aria-label="Diagram">
      <div class="group">${executionChooser(input)}${cutChooser(input)} ${verdict(cut)}</div>
      <div class="group">
        ${
          model.abilities.runSnapshot
            ? command("Run Snapshot…", "snapshot", () => run("runSnapshot"))
            : nothing
        }
        ${command("New Cut", "newCut", () => dispatch({ type: "newCut" }))}
        ${command("Verify Cut…", "verify", () => run("verifyCut"))}
        ${command("Export…", "export", () => run("exportDiagram"))}
      </div>
      <div class="group ways">${waysOfLooking(input)}</div>
    </div>
  `;
}

/** The cuts of the trace, and none. */
function cutChooser({ state, model, dispatch }: RunningPart): TemplateResult | typeof nothing {
  if (model.cuts.length === 0)
    return state.draft === undefined ? html`<span class="hint">No snapshot or cut yet</span>` : nothing;
  const choose = (event: Event): void => {
    dispatch({ type: "cut", cut: (event.target as HTMLSelectElement).value, by: "user" });
  };
  // A new list makes a new element: the toolkit's dropdown forgets its value when options come in after it was set.
  const list = model.cuts.map(({ id, title }) => `${id} ${title}`).join();
  return html`${keyed(
    list,
    html`
    <vscode-dropdown class="cuts" aria-label="Snapshot or cut" .value=${state.cut} @change=${choose}>
      <vscode-option value="" ?selected=${state.cut === ""}>No cut</vscode-option>
      ${model.cuts.map(
        ({ id, title, words }) =>
          html`<vscode-option value=${id} ?selected=${id === state.cut} title=${words}>${title}</vscode-option>`,
      )}
    </vscode-dropdown>
  `,
  )}`;
}

/** Which of several executions is shown, such as the scenarios of one file. */
function executionChooser({ model, host }: RunningPart): TemplateResult | typeof nothing {
  const { executions } = model;
  if (executions === undefined) return nothing;
  const { names, chosen } = executions;
  const choose = (event: Event): void =>
    host({ type: "chooseExecution", name: (event.target as HTMLSelectElement).value });
  const words = model.abilities.edit
    ? "Scenario: the one with the cursor, or the one chosen here"
    : "Execution";
  return html`${keyed(
    `${names.join()} ${chosen}`,
    html`
    <vscode-dropdown class="executions" aria-label=${words} title=${words} .value=${chosen} @change=${choose}>
      ${names.map(
        (name) => html`<vscode-option value=${name} ?selected=${name === chosen}>${name}</vscode-option>`,
      )}
    </vscode-dropdown>
  `,
  )}`;
}

/** The verdict in words with a sign of its own, never by colour alone. */
function verdict(cut: DiagramCut | undefined): TemplateResult | typeof nothing {
  if (cut === undefined) return nothing;
  return html`
    <span class="verdict ${cut.verdict}" title="${cut.title}: ${cut.words}">
      ${icon(cut.verdict)}<span class="words"><span class="cut-title">${cut.title}: </span>${cut.words}</span>
    </span>
  `;
}

function waysOfLooking({ state, model, dispatch }: RunningPart): TemplateResult {
  const isRight = state.orientation === "right";
  return html`
    ${model.axes.length > 1 ? axisSwitch(state, dispatch) : nothing}
    ${toggle("Time runs down", isRight ? "right" : "down", !isRight, () =>
      dispatch({ type: "orientation", orientation: isRight ? "down" : "right" }),
    )}
    ${toggle("Clicks on the processes’ lines move the cut", "moveCut", state.movesCut, () =>
      dispatch({ type: "movesCut", isOn: !state.movesCut }),
    )}
    ${
      model.abilities.edit
        ? toggle("Clicks on the processes’ lines add steps", "addStep", state.addsSteps, () =>
            dispatch({ type: "editMode", isOn: !state.addsSteps }),
          )
        : nothing
    }
    ${toggle("Light cone of the selected event", "cone", state.showsCone, () =>
      dispatch({ type: "cone", isShown: !state.showsCone }),
    )}
    ${
      model.trace.packets === undefined
        ? nothing
        : toggle("Packets below the messages", "packets", state.showsPackets, () =>
            dispatch({ type: "packets", isShown: !state.showsPackets }),
          )
    }
    <span class="separator"></span>
    ${toggle("Find (/)", "find", state.find.isOpen, () => dispatch({ type: "find", isOpen: !state.find.isOpen }))}
    ${tool("Zoom out", "zoomOut", () => dispatch({ type: "zoom", factor: 1 / ZOOM_STEP }))}
    ${tool("Zoom in", "zoomIn", () => dispatch({ type: "zoom", factor: ZOOM_STEP }))}
    ${tool("Show all", "fit", () => dispatch({ type: "fit" }))}
    <span class="separator"></span>
    ${toggle("Details and list", "side", state.showsSide, () =>
      dispatch({ type: "side", isShown: !state.showsSide }),
    )}
    ${toggle("Keys", "help", state.showsHelp, () => dispatch({ type: "help", isShown: !state.showsHelp }))}
  `;
}

function axisSwitch(state: ViewState, dispatch: Dispatch): TemplateResult {
  const choice = (axis: ViewState["axis"], words: string): TemplateResult => html`
    <button
      type="button"
      class="segment"
      aria-pressed=${state.axis === axis ? "true" : "false"}
      @click=${() => dispatch({ type: "axis", axis })}
    >
      ${words}
    </button>
  `;
  return html`
    <span class="segments" role="group" aria-label="Axis">
      ${choice("time", "Time")}${choice("logical", "Logical")}
    </span>
  `;
}

/** A button with an icon only; its words are its name and its tooltip. */
export function tool(words: string, name: IconName, act: () => void, isDisabled = false): TemplateResult {
  return html`
    <vscode-button appearance="icon" aria-label=${words} title=${words} ?disabled=${isDisabled} @click=${act}>
      ${icon(name)}
    </vscode-button>
  `;
}

function toggle(words: string, name: IconName, isOn: boolean, act: () => void): TemplateResult {
  return html`
    <vscode-button
      class=${isOn ? "is-on" : ""}
      appearance="icon"
      aria-label=${words}
      aria-pressed=${isOn ? "true" : "false"}
      title=${words}
      @click=${act}
    >
      ${icon(name)}
    </vscode-button>
  `;
}

function command(words: string, name: IconName, act: () => void): TemplateResult {
  return html`
    <vscode-button appearance="secondary" class="command" title=${words} @click=${act}>
      ${icon(name, "start")}<span class="words">${words}</span>
    </vscode-button>
  `;
}
