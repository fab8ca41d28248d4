// Where the keys lead from what is selected: along a process, to the process beside it, along a message.
// Pure; the reducer asks here.

import { nearestOnNextLane } from "../../src/core/diagram/hitTest.ts";
import { type Axis, firstEventAt } from "../../src/core/diagram/layout.ts";
import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import { laneAt, lengthAcross, lengthAlong, positionAt } from "../../src/core/diagram/viewport.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { forEachReceived, localIndex, type Trace } from "../../src/core/trace/trace.ts";
import type { Destination } from "./actions.ts";
import type { Model } from "./model.ts";
import type { ViewState } from "./viewState.ts";

/** Events on a page of the list. */
export const PAGE_SIZE = 200;

/** The page of its process's list on which an event stands. */
export function pageOf(trace: Trace, event: number): number {
  return Math.floor(localIndex(trace, event) / PAGE_SIZE);
}

/** Where a selection stands: its event, or the middle of its message. */
export function placeOf(model: Model, axis: Axis, selection: Selection) {
  const { position } = model.layout(axis);
  const { process } = model.trace.events;
  if (selection.event !== NONE) {
    return { position: position[selection.event], lane: model.laneOf(process[selection.event]) };
  }
  if (selection.message === NONE) return undefined;
  const { send, receive } = model.trace.messages;
  const ends = [send[selection.message], receive[selection.message]].filter((event) => event !== NONE);
  if (ends.length === 0) return undefined;
  return {
    position: ends.reduce((sum, event) => sum + position[event], 0) / ends.length,
    lane: model.laneOf(process[ends[0]]),
  };
}

export function destinationOf(state: ViewState, model: Model, to: Destination): Selection {
  const { trace } = model;
  const event = anchorOf(state, model);
  if (event === NONE) return eventOnly(nearestToMiddle(state, model));
  const process = trace.events.process[event];
  const first = trace.firstEvent[process];
  const last = trace.firstEvent[process + 1] - 1;
  switch (to) {
    case "next":
      return eventOnly(Math.min(last, event + 1));
    case "previous":
      return eventOnly(Math.max(first, event - 1));
    case "first":
      return eventOnly(first);
    case "last":
      return eventOnly(last);
    case "laneBefore":
      return eventOnly(orSame(nearestOnNextLane(trace, model.layout(state.axis), event, -1), event));
    case "laneAfter":
      return eventOnly(orSame(nearestOnNextLane(trace, model.layout(state.axis), event, 1), event));
    case "otherEnd":
      return eventOnly(orSame(otherEnd(trace, event), event));
  }
}

const eventOnly = (event: number): Selection => (event === NONE ? NO_SELECTION : { event, message: NONE });
const orSame = (event: number, same: number): number => (event === NONE ? same : event);

/** The event that the keys start from: the selected one, or an end of the selected message. */
function anchorOf(state: ViewState, model: Model): number {
  const { event, message } = state.selection;
  if (event !== NONE || message === NONE) return event;
  const { send, receive } = model.trace.messages;
  return send[message] === NONE ? receive[message] : send[message];
}

/** The other end of the message that an event sends, or else of the one that it receives. */
function otherEnd(trace: Trace, event: number): number {
  const { send, receive } = trace.messages;
  const sent = trace.events.sent[event];
  if (sent !== NONE && receive[sent] !== NONE) return receive[sent];
  let source: number = NONE;
  forEachReceived(trace, event, (message) => {
    if (source === NONE) source = send[message];
  });
  return source;
}

/** The event nearest to the middle of what is seen: where the keys start without a selection. */
function nearestToMiddle(state: ViewState, model: Model): number {
  const { viewport } = state;
  const { trace } = model;
  if (viewport === undefined || trace.events.time.length === 0) return NONE;
  const layout = model.layout(state.axis);
  const middle = Math.round(laneAt(viewport, lengthAcross(viewport) / 2));
  const process = model.processOf(Math.max(0, Math.min(model.lanes - 1, middle)));
  if (process === NONE) return NONE;
  const position = positionAt(viewport, (viewport.labelRoom + lengthAlong(viewport)) / 2);
  const begin = trace.firstEvent[process];
  const end = trace.firstEvent[process + 1];
  if (begin === end) return 0;
  return Math.min(end - 1, firstEventAt(trace, layout, process, position));
}
