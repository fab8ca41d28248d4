// The next state for an action. Pure: the same state, action and model give the same state; nothing is posted or
// painted from here.

import { reorderedOf } from "../../src/core/diagram/layout.ts";
import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import {
  alongOf,
  fitted,
  lengthAlong,
  panned,
  revealed,
  type Viewport,
  zoomed,
} from "../../src/core/diagram/viewport.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { Action, StepDestination } from "./actions.ts";
import { processToHold, reduceDraft } from "./draft.ts";
import { NOTHING_SOUGHT, nextHit } from "./find.ts";
import { isEdit, reduceEdit } from "./heldStep.ts";
import type { Model } from "./model.ts";
import { destinationOf, pageOf, placeOf } from "./navigation.ts";
import { stepsOfRun } from "./reordered.ts";
import { shown, withViewport } from "./shown.ts";
import type { ViewState } from "./viewState.ts";

export function reduce(state: ViewState, action: Action, model: Model | undefined): ViewState {
  switch (action.type) {
    case "progress":
      return { ...state, progress: action.progress, failure: undefined };
    case "failed":
      return { ...state, progress: undefined, failure: action.words, isPlaying: false };
    case "side":
      return { ...state, showsSide: action.isShown };
    case "help":
      return { ...state, showsHelp: action.isShown };
    case "cone":
      return { ...state, showsCone: action.isShown };
    case "packets":
      return { ...state, showsPackets: action.isShown };
    case "movesCut":
      return { ...state, movesCut: action.isOn, addsSteps: false };
    case "stale":
      return { ...state, stale: action.words };
    case "find": {
      const { isOpen = state.find.isOpen, text = state.find.text } = action;
      const sought = text === state.find.text ? state.find : { ...NOTHING_SOUGHT, text, isDone: false };
      return { ...state, find: { ...sought, isOpen } };
    }
    case "found": {
      const { text, hits, isDone } = action;
      return text === state.find.text ? { ...state, find: { ...state.find, hits, isDone } } : state;
    }
    case "section":
      return { ...state, sections: { ...state.sections, [action.section]: action.isOpen } };
    case "resize":
      return withViewport({ ...state, width: action.width, height: action.height }, model);
    default:
      return model === undefined ? state : reduceShown(state, action, model);
  }
}

type ShownAction = Exclude<
  Action,
  {
    readonly type:
      | "progress"
      | "failed"
      | "side"
      | "help"
      | "cone"
      | "packets"
      | "section"
      | "resize"
      | "movesCut"
      | "stale"
      | "find"
      | "found";
  }
>;

/** The actions that need something to be shown. */
function reduceShown(state: ViewState, action: ShownAction, model: Model): ViewState {
  switch (action.type) {
    case "shown":
      return shown(state, model, action.before, action.selectCut);
    case "look":
      return { ...state, viewport: action.viewport };
    case "zoom":
    case "pan":
    case "fit":
      return state.viewport === undefined
        ? state
        : { ...state, viewport: moved(state, action, model, state.viewport) };
    case "axis":
      return rebuilt({ ...state, axis: action.axis, draft: undefined }, model);
    case "orientation":
      return rebuilt({ ...state, orientation: action.orientation }, model);
    case "select":
      return selected(state, action.selection, action.reveal, model, action.inChain);
    case "hit": {
      const layout = model.layout(state.axis);
      const hit = nextHit(model.trace, layout, state.find.hits, state.selection, action.direction);
      return hit === NO_SELECTION ? state : selected(state, hit, true, model);
    }
    case "mark": {
      const { event } = state.selection;
      return event === state.anchor ? unmarked(state) : { ...state, anchor: event, compared: NONE };
    }
    case "unmark":
      return unmarked(state);
    case "go":
      return selected(state, destinationOf(state, model, action.to), true, model);
    case "revealSource":
    case "cutAt":
    case "nearestCut":
    // The store makes another model of what is hidden.
    case "hide":
    case "hideSelected":
      return state;
    case "cut":
      return inOrder({ ...state, cut: action.cut, step: -1, isPlaying: false, draft: undefined }, model);
    case "hold":
      return reduceDraft(state, { type: "grab", process: processToHold(state, model), by: "keys" }, model);
    case "step":
      return reorderedOf(state.axis) === undefined
        ? stepped(state, action.to, model)
        : movedOn(state, action.to, model);
    case "reorder":
      return reordered(state, model);
    case "play":
      return played(state, action.isPlaying, model);
    case "list":
      return { ...state, listedProcess: action.process, listedPage: action.page };
    default:
      return isEdit(action) ? reduceEdit(state, action, model) : reduceDraft(state, action, model);
  }
}

/** Another axis or orientation: the whole trace, with the selection in sight. */
function rebuilt(state: ViewState, model: Model): ViewState {
  return withViewport({ ...state, viewport: undefined, wanted: undefined }, model);
}

function moved(
  state: ViewState,
  action: Extract<Action, { readonly type: "zoom" | "pan" | "fit" }>,
  model: Model,
  viewport: Viewport,
): Viewport {
  const layout = model.layout(state.axis);
  switch (action.type) {
    case "zoom": {
      const along = action.along ?? zoomPoint(state, model, viewport);
      return zoomed(viewport, layout, model.lanes, action.factor, along);
    }
    case "pan":
      return panned(viewport, layout, model.lanes, action.along, action.across);
    case "fit": {
      const { orientation, width, height, labelRoom } = viewport;
      return fitted(layout, model.lanes, { orientation, width, height, labelRoom });
    }
  }
}

/** The selection if it is in sight, or else the middle of the picture. */
function zoomPoint(state: ViewState, model: Model, viewport: Viewport): number {
  const place = placeOf(model, state.axis, state.selection);
  const along = place === undefined ? -1 : alongOf(viewport, place.position);
  const isSeen = along >= viewport.labelRoom && along <= lengthAlong(viewport);
  return isSeen ? along : (viewport.labelRoom + lengthAlong(viewport)) / 2;
}

const unmarked = (state: ViewState): ViewState => ({ ...state, anchor: NONE, compared: NONE });

function selected(
  state: ViewState,
  selection: Selection,
  reveal: boolean,
  model: Model,
  inChain = false,
): ViewState {
  const fits =
    selection.event < model.trace.events.time.length && selection.message < model.trace.messages.send.length;
  const next: ViewState = { ...state, selection: fits ? selection : NO_SELECTION };
  if (!inChain && state.anchor !== NONE && next.selection.message === NONE) {
    const { event } = next.selection;
    return placed({ ...next, compared: event === state.anchor ? NONE : event }, reveal, model);
  }
  return placed(next, reveal, model);
}

/** What is selected is listed, and brought into sight where that is wanted. */
function placed(next: ViewState, reveal: boolean, model: Model): ViewState {
  const { viewport: seen } = next;
  const place = placeOf(model, next.axis, next.selection);
  const listed =
    next.selection.event === NONE
      ? {}
      : {
          listedProcess: model.trace.events.process[next.selection.event],
          listedPage: pageOf(model.trace, next.selection.event),
        };
  if (!reveal || place === undefined || seen === undefined) return { ...next, ...listed };
  const layout = model.layout(next.axis);
  const viewport = revealed(seen, layout, model.lanes, place.position, place.lane);
  return { ...next, ...listed, viewport };
}

function stepped(state: ViewState, to: StepDestination, model: Model): ViewState {
  const steps = model.steps(model.cut(state.cut));
  if (steps.length === 0) return state;
  const last = steps.length - 1;
  const step = Math.max(-1, Math.min(last, stepOf(state.step, to, last)));
  const isPlaying = state.isPlaying && step >= 0 && step < last;
  const next = { ...state, step, isPlaying };
  const event = steps[step]?.event ?? NONE;
  if (event === NONE || state.viewport === undefined) return next;
  const layout = model.layout(state.axis);
  const lane = model.laneOf(model.trace.events.process[event]);
  return { ...next, viewport: revealed(state.viewport, layout, model.lanes, layout.position[event], lane) };
}

/** The run as it was again, where it was reordered around a snapshot that is not the chosen one any more. */
function inOrder(state: ViewState, model: Model): ViewState {
  const axis = reorderedOf(state.axis);
  if (axis === undefined || model.cut(state.cut)?.snapshot === axis.snapshot) return state;
  return rebuilt({ ...state, axis: model.axes[0] }, model);
}

/** The run reordered around the chosen snapshot, whole; again: as it was. */
function reordered(state: ViewState, model: Model): ViewState {
  if (reorderedOf(state.axis) !== undefined) return rebuilt({ ...state, axis: model.axes[0] }, model);
  const snapshot = model.cut(state.cut)?.snapshot ?? NONE;
  const verdict = model.reordering(snapshot);
  if (verdict === undefined || !("reordering" in verdict)) return state;
  const next: ViewState = { ...state, step: -1, isPlaying: false, draft: undefined };
  return rebuilt({ ...next, axis: `reordered:${snapshot}:-1` }, model);
}

/** A move of the reordered run on or back: from the run as it was (0) to all in place (−1). */
function movedOn(state: ViewState, to: StepDestination, model: Model): ViewState {
  const axis = reorderedOf(state.axis);
  const verdict = axis === undefined ? undefined : model.reordering(axis.snapshot);
  if (axis === undefined || verdict === undefined || !("reordering" in verdict)) return state;
  const last = stepsOfRun(verdict.reordering);
  const now = axis.moves < 0 ? last : axis.moves;
  const wanted = to === "whole" || to === "last" ? last : Math.max(0, Math.min(last, stepOf(now, to, last)));
  const moves = wanted === last ? -1 : wanted;
  const isPlaying = state.isPlaying && moves >= 0;
  const next: ViewState = { ...state, isPlaying, axis: `reordered:${axis.snapshot}:${moves}` };
  const event = verdict.reordering.moved[wanted - 1];
  if (event === undefined || next.viewport === undefined) return next;
  const layout = model.layout(next.axis);
  const lane = model.laneOf(model.trace.events.process[event]);
  return { ...next, viewport: revealed(next.viewport, layout, model.lanes, layout.position[event], lane) };
}

function stepOf(step: number, to: StepDestination, last: number): number {
  switch (to) {
    case "next":
      return step + 1;
    case "previous":
      // From the whole snapshot, the step before is its last.
      return step < 0 ? last : step - 1;
    case "first":
      return 0;
    case "last":
      return last;
    case "whole":
      return -1;
    default:
      return to;
  }
}

/** Playing from the end, or from the whole snapshot, begins anew. */
function played(state: ViewState, isPlaying: boolean, model: Model): ViewState {
  if (reorderedOf(state.axis) !== undefined) {
    const isAtEnd = reorderedOf(state.axis)?.moves === -1;
    return { ...(isPlaying && isAtEnd ? movedOn(state, 0, model) : state), isPlaying };
  }
  const steps = model.steps(model.cut(state.cut));
  if (steps.length === 0) return { ...state, isPlaying: false };
  if (!isPlaying) return { ...state, isPlaying: false };
  const isAtEnd = state.step < 0 || state.step >= steps.length - 1;
  return { ...(isAtEnd ? stepped(state, 0, model) : state), isPlaying: true };
}
