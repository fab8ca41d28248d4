// The state when a trace comes, or a new version of the one that is shown: what was chosen and how one looked at it stays,
// as far as it is still there. Of another execution only the ways of looking stay. Pure; the reducer asks here.

import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import { labelRoomFor } from "../../src/core/diagram/sceneFrame.ts";
import { fitted, isFitted, panned, resized } from "../../src/core/diagram/viewport.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { afterAnswer } from "./draft.ts";
import { NOTHING_SOUGHT } from "./find.ts";
import type { Model } from "./model.ts";
import { pageOf } from "./navigation.ts";
import { sameEvent, sameMessage } from "./sameEvent.ts";
import type { ViewState } from "./viewState.ts";

export function shown(
  state: ViewState,
  model: Model,
  before: Model | undefined,
  selectCut: string,
): ViewState {
  if (before !== undefined && before.execution !== model.execution) return ofAnother(state, model, selectCut);
  const isSame = before?.trace === model.trace;
  const axis = model.axes.includes(state.axis) ? state.axis : model.axes[0];
  const still = (event: number): number => stillEvent(model, before, event);
  const selection: Selection = {
    event: still(state.selection.event),
    message: stillMessage(model, before, state.selection.message),
  };
  const next: ViewState = {
    ...state,
    progress: undefined,
    failure: undefined,
    axis,
    selection,
    anchor: still(state.anchor),
    compared: still(state.compared),
    ...chosenCut(state, model, selectCut),
    isPlaying: false,
    ...listed(state, model, selection),
    find: isSame ? state.find : { ...NOTHING_SOUGHT, isOpen: state.find.isOpen, text: state.find.text },
    ...(isSame ? afterAnswer(state, selectCut) : { draft: undefined, put: undefined }),
    // What was asked for has come, or the text has changed under the hand.
    ...(isSame ? {} : { held: undefined, notice: "" }),
  };
  // Who saw the whole sees the whole; who looked at a part goes on looking at it.
  const sawAll =
    before !== undefined &&
    state.viewport !== undefined &&
    isFitted(state.viewport, before.layout(state.axis));
  const keeps = axis === state.axis && !sawAll;
  return withViewport(keeps ? next : { ...next, viewport: undefined, wanted: undefined }, model);
}

/** Another execution, such as another scenario of the file, is seen whole, and nothing of it is selected. */
function ofAnother(state: ViewState, model: Model, selectCut: string): ViewState {
  const nothing = { selection: NO_SELECTION, anchor: NONE, compared: NONE, cut: "", step: -1 };
  const plain = { ...state, ...nothing, draft: undefined, put: undefined, held: undefined, notice: "" };
  return shown({ ...plain, viewport: undefined, wanted: undefined }, model, undefined, selectCut);
}

function stillEvent(model: Model, before: Model | undefined, event: number): number {
  if (before !== undefined && before.trace !== model.trace)
    return sameEvent(before.trace, model.trace, event);
  return event < model.trace.events.time.length ? event : NONE;
}

function stillMessage(model: Model, before: Model | undefined, message: number): number {
  if (before !== undefined && before.trace !== model.trace)
    return sameMessage(before.trace, model.trace, message);
  return message < model.trace.messages.send.length ? message : NONE;
}

function chosenCut(state: ViewState, model: Model, selectCut: string): Pick<ViewState, "cut" | "step"> {
  const cut = model.cut(selectCut === "" ? state.cut : selectCut)?.id ?? "";
  const keepsStep = cut === state.cut && state.step < model.steps(model.cut(cut)).length;
  return { cut, step: keepsStep ? state.step : -1 };
}

/** The page of the list on which the selected event stands, or else the process's first. */
function listed(
  { listedProcess }: ViewState,
  { trace }: Model,
  { event }: Selection,
): Pick<ViewState, "listedProcess" | "listedPage"> {
  const isThere = listedProcess < trace.processes.length;
  const isSelected = event !== NONE && trace.events.process[event] === listedProcess;
  return { listedProcess: isThere ? listedProcess : 0, listedPage: isSelected ? pageOf(trace, event) : 0 };
}

/** The viewport for the state's size and orientation: the former one resized, the one wanted, or the whole trace. */
export function withViewport(state: ViewState, model: Model | undefined): ViewState {
  if (model === undefined || state.width === 0 || state.height === 0) return state;
  const layout = model.layout(state.axis);
  const frame = {
    orientation: state.orientation,
    width: state.width,
    height: state.height,
    labelRoom: labelRoomFor(model.trace, state.orientation),
  };
  if (state.viewport !== undefined) {
    return { ...state, viewport: resized(state.viewport, layout, model.lanes, frame) };
  }
  const whole = fitted(layout, model.lanes, frame);
  // A pan by nothing clamps what was wanted to what there is.
  const viewport =
    state.wanted === undefined ? whole : panned({ ...whole, ...state.wanted }, layout, model.lanes, 0, 0);
  return { ...state, viewport, wanted: undefined };
}
