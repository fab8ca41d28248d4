// The cut that the user is moving: taken from the chosen cut (or begun in the middle of the picture), moved process by
// process, and then set, which asks the host to make it a cut. Pure; the reducer asks here. A snapshot's cut is never
// changed: what is moved is a copy.

import { cutPositions, recordEventsOf } from "../../src/core/diagram/cutLine.ts";
import { firstEventAt, type Layout } from "../../src/core/diagram/layout.ts";
import { CUT_MARGIN } from "../../src/core/diagram/sceneCut.ts";
import {
  lengthAlong,
  positionAt,
  revealed,
  type Viewport,
  windowEnd,
} from "../../src/core/diagram/viewport.ts";
import { sameCut } from "../../src/core/trace/cut.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { eventCountOf, type Trace } from "../../src/core/trace/trace.ts";
import type { DraftAction } from "./actions.ts";
import type { Draft } from "./draftCut.ts";
import type { Model } from "./model.ts";
import type { ViewState } from "./viewState.ts";

/** Whether a cut is being moved now. */
const isMoving = (state: ViewState): boolean => state.draft !== undefined && !state.draft.isSet;

export function reduceDraft(state: ViewState, action: DraftAction, model: Model): ViewState {
  switch (action.type) {
    case "grab":
      return { ...state, draft: begun(state, model, action.process, action.by), step: -1, isPlaying: false };
    case "holdAt":
      return held(state, model, frontierAt(model, state, action.position), action.position);
    case "holdBy": {
      const { draft } = state;
      return draft === undefined
        ? state
        : held(state, model, draft.frontier[draft.process] + action.events, Number.NaN);
    }
    case "holdLane":
      return heldLane(state, model, action.direction);
    case "placeAt": {
      const draft = begun(state, model, action.process, "pointer");
      if (draft === undefined) return state;
      return set(held({ ...state, draft }, model, action.frontier, action.position), model);
    }
    case "newCut": {
      const draft = middleCut(state, model);
      if (draft === undefined) return state;
      return { ...state, draft: { ...draft, isSet: true }, step: -1, isPlaying: false };
    }
    case "setCut":
      return set(state, model);
    case "giveUp":
      return isMoving(state) ? { ...state, draft: undefined } : state;
  }
}

/** What is left of a draft when the host shows cuts: nothing if it was set, for then they hold it. */
export function afterAnswer(state: ViewState, selectCut: string): Pick<ViewState, "draft" | "put"> {
  const { draft, put } = state;
  if (draft === undefined) return { draft, put };
  const cut = selectCut === "" ? state.cut : selectCut;
  if (draft.isSet) return { draft: undefined, put: { cut, axis: state.axis, line: draft.line } };
  if (draft.awaits)
    return { draft: { ...draft, cut: draft.cut === "" ? cut : draft.cut, awaits: false }, put };
  // Another cut was chosen meanwhile: it is that one which is shown.
  return { draft: cut === state.cut ? draft : undefined, put };
}

/** A copy of the cut that is shown, with the frontier of a process in hand. */
function begun(state: ViewState, model: Model, process: number, by: Draft["by"]): Draft | undefined {
  const { trace } = model;
  if (trace.processes.length === 0) return undefined;
  const holds = Math.max(0, Math.min(trace.processes.length - 1, process));
  const { draft } = state;
  if (draft !== undefined) {
    return { ...draft, process: holds, by, isSet: false, awaits: draft.awaits || draft.isSet };
  }
  const cut = model.shownCut(state);
  if (cut === undefined) return middleCut(state, model, holds, by);
  const layout = model.layout(state.axis);
  const margin = CUT_MARGIN / (state.viewport?.scale ?? 1);
  return {
    cut: cut.snapshot < 0 ? cut.id : "",
    frontier: cut.frontier.slice(),
    line: cutPositions(trace, layout, cut, recordEventsOf(trace, cut), margin),
    process: holds,
    by,
    isSet: false,
    awaits: false,
  };
}

/** A new cut: all that stands before the middle of the picture. */
function middleCut(state: ViewState, model: Model, process = 0, by: Draft["by"] = "keys"): Draft | undefined {
  const { trace } = model;
  const { viewport } = state;
  if (viewport === undefined || trace.processes.length === 0) return undefined;
  const layout = model.layout(state.axis);
  const middle = middleOf(viewport, layout);
  return {
    cut: "",
    frontier: Uint32Array.from(trace.processes, (_, p) => countBefore(trace, layout, p, middle)),
    line: new Float64Array(trace.processes.length).fill(middle),
    process,
    by,
    isSet: false,
    awaits: false,
  };
}

function middleOf(viewport: Viewport, layout: Layout): number {
  const from = Math.max(layout.start, positionAt(viewport, viewport.labelRoom));
  const to = Math.min(layout.end, windowEnd(viewport));
  return from < to ? (from + to) / 2 : positionAt(viewport, lengthAlong(viewport) / 2);
}

/** How many events of a process stand before a position. */
export function countBefore(trace: Trace, layout: Layout, process: number, position: number): number {
  return firstEventAt(trace, layout, process, position) - trace.firstEvent[process];
}

function frontierAt(model: Model, { draft, axis }: ViewState, position: number): number {
  return draft === undefined ? 0 : countBefore(model.trace, model.layout(axis), draft.process, position);
}

/** The held frontier at another place; `position`: where the pointer puts the line, NaN where the keys move it. */
function held(state: ViewState, model: Model, frontier: number, position: number): ViewState {
  const { draft } = state;
  if (draft === undefined || draft.isSet) return state;
  const { process } = draft;
  const to = Math.max(0, Math.min(eventCountOf(model.trace, process), frontier));
  const isSame = to === draft.frontier[process];
  if (isSame && Object.is(position, draft.line[process])) return state;
  const moved: Draft = {
    ...draft,
    frontier: isSame ? draft.frontier : changed(draft.frontier, process, to),
    line: changed(draft.line, process, position),
  };
  const next = { ...state, draft: moved };
  return draft.by === "keys" ? inSight(next, model) : next;
}

/** A copy of a column with another value at one place. */
function changed<C extends Uint32Array | Float64Array>(column: C, at: number, value: number): C {
  const copy = column.slice() as C;
  copy[at] = value;
  return copy;
}

function heldLane(state: ViewState, model: Model, direction: 1 | -1): ViewState {
  const { draft } = state;
  if (draft === undefined || draft.isSet) return state;
  const lane = Math.max(0, Math.min(model.lanes - 1, model.laneOf(draft.process) + direction));
  const process = model.processOf(lane);
  return process === draft.process || process === NONE
    ? state
    : inSight({ ...state, draft: { ...draft, process } }, model);
}

/** The picture with the held frontier in sight. */
function inSight(state: ViewState, model: Model): ViewState {
  const { draft, viewport } = state;
  if (draft === undefined || viewport === undefined) return state;
  const layout = model.layout(state.axis);
  const { firstEvent } = model.trace;
  const inside = draft.frontier[draft.process];
  const count = eventCountOf(model.trace, draft.process);
  const event = firstEvent[draft.process] + Math.min(count - 1, Math.max(0, inside - 1));
  const position = count === 0 ? layout.start : layout.position[event];
  return {
    ...state,
    viewport: revealed(viewport, layout, model.lanes, position, model.laneOf(draft.process)),
  };
}

/** Lets go: nothing to ask for where nothing was changed. */
function set(state: ViewState, model: Model): ViewState {
  const { draft } = state;
  if (draft === undefined || draft.isSet) return state;
  const before = model.cut(state.cut);
  const isSame = !draft.awaits && before !== undefined && sameCut(before.frontier, draft.frontier);
  if (!isSame) return { ...state, draft: { ...draft, isSet: true } };
  const put = draft.cut === "" ? state.put : { cut: draft.cut, axis: state.axis, line: draft.line };
  return { ...state, draft: undefined, put };
}

/** What the keys hold when they begin: the process of the selected event, or the first. */
export function processToHold(state: ViewState, model: Model): number {
  const { event } = state.selection;
  const process = event === NONE ? 0 : model.trace.events.process[event];
  return model.processOf(model.laneOf(process));
}
