// A step of the scenario that the user moves in time, or is about to add: taken in hand, moved, and then set, which asks
// the host to change the text. At each new time the host is asked whether that would be possible. Pure; the reducer asks
// here.

import { revealed } from "../../src/core/diagram/viewport.ts";
import { describeMessage, formatTime, messageName, processName } from "../../src/core/trace/describe.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { MessageKind, type Trace } from "../../src/core/trace/trace.ts";
import type { PanelEdit } from "../../src/protocol/diagram.ts";
import type { EditAction } from "./actions.ts";
import type { HeldStep } from "./held.ts";
import type { Model } from "./model.ts";
import type { ViewState } from "./viewState.ts";

/** Pixels that a step of time must have, or it is too fine for the hand. */
const FINEST = 4;

/** Whether a step is in hand now. */
export const isHolding = ({ held }: ViewState): boolean => held !== undefined && !held.isSet;

/** What moves when an event is taken in hand; in words, why none can. */
export function movable(
  model: Model,
  axis: ViewState["axis"],
  event: number,
): Pick<HeldStep, "kind" | "message"> | string {
  if (!model.abilities.edit) return "only the steps of a scenario can be moved";
  if (axis !== "time") return "steps are moved along the axis of time: press A";
  if (event === NONE) return "select an event first";
  const { sent, received } = model.trace.events;
  const message = received[event] === NONE ? sent[event] : received[event];
  if (message === NONE) {
    return recordsByMarker(model.trace, event)
      ? "it records since a marker came: move the start of the snapshot"
      : { kind: "time", message };
  }
  if (model.trace.messages.kind[message] === MessageKind.marker)
    return "a marker takes the time that its channel takes: move the start of the snapshot";
  return { kind: received[event] === NONE ? "time" : "receive", message };
}

/** Whether an event is a recording that a marker caused: that comes right before it. */
function recordsByMarker(trace: Trace, event: number): boolean {
  const process = trace.events.process[event];
  if (event === trace.firstEvent[process]) return false;
  if (!trace.snapshots.some(({ recordEvents }) => recordEvents[process] === event)) return false;
  const cause = trace.events.received[event - 1];
  return cause !== NONE && trace.messages.kind[cause] === MessageKind.marker;
}

export function isEdit(action: { readonly type: string }): action is EditAction {
  return action.type.startsWith("edit");
}

export function reduceEdit(state: ViewState, action: EditAction, model: Model): ViewState {
  switch (action.type) {
    case "editTake":
      return taken(state, model, action.event, action.by);
    case "editSelected": {
      const { event, message } = state.selection;
      const end = event === NONE && message !== NONE ? model.trace.messages.receive[message] : event;
      return taken(state, model, end, "keys");
    }
    case "editNew":
      return begun(state, model);
    case "editTo":
      return at(state, model, action.time);
    case "editBy":
      return state.held === undefined
        ? state
        : at(state, model, state.held.time + action.count * unitOf(state, model));
    case "editLane":
      return onLane(state, model, action.direction);
    case "editSet":
      return set(state);
    case "editDrop":
      return isHolding(state) ? { ...state, held: undefined } : state;
    case "editAdd": {
      const time = snapped(state, model, action.time);
      const held = heldNew(state, action.process, time, "pointer");
      return asked({ ...state, held: { ...held, isSet: true } });
    }
    case "editRemove":
      return model.abilities.edit ? { ...state, request: state.request + 1, notice: "" } : state;
    case "editMode":
      return { ...state, addsSteps: action.isOn, movesCut: false };
    case "editAnswered":
      return answered(state, action);
  }
}

/** What the host is asked: to try, or once it is set to change the text. */
export function editOf({ kind, message, event, process, time }: HeldStep): PanelEdit {
  switch (kind) {
    case "receive":
      return { kind, message, time };
    case "time":
      return { kind, event, time };
    case "add":
      return { kind, process, time };
  }
}

/** What is held, and when it happens there, in words. */
export function heldWords(model: Model, held: HeldStep): string {
  const { trace } = model;
  const when = formatTime(trace, held.time);
  const who = processName(trace, held.process);
  if (held.kind === "add") return `New step of ${who} at ${when}`;
  if (held.kind === "receive") return `${describeMessage(trace, held.message)}: received at ${when}`;
  if (held.message !== NONE) return `${messageName(trace, held.message)}: ${who} sends it at ${when}`;
  const label = trace.strings[trace.events.label[held.event]];
  return `${label === "" ? "Step" : label} of ${who} at ${when}`;
}

function taken(state: ViewState, model: Model, event: number, by: HeldStep["by"]): ViewState {
  const what = movable(model, state.axis, event);
  if (typeof what === "string") return model.abilities.edit ? { ...state, notice: capital(what) } : state;
  const time = model.trace.events.time[event];
  const process = model.trace.events.process[event];
  const base = { event, process, time, origin: time, by, request: state.request, answer: undefined };
  return {
    ...state,
    held: { ...what, ...base, isSet: false },
    notice: "",
    draft: undefined,
    isPlaying: false,
  };
}

/** A new step, where the selected event stands, or in the middle of the picture. */
function begun(state: ViewState, model: Model): ViewState {
  const { viewport, selection } = state;
  if (!model.abilities.edit || viewport === undefined || model.lanes === 0) return state;
  if (state.axis !== "time") return { ...state, notice: "Steps are added on the axis of time: press A" };
  const { event } = selection;
  const layout = model.layout(state.axis);
  const middle = (layout.start + layout.end) / 2;
  const process = event === NONE ? model.processOf(0) : model.trace.events.process[event];
  const time = event === NONE ? snapped(state, model, middle) : model.trace.events.time[event];
  return inSight({ ...state, held: heldNew(state, process, time, "keys"), notice: "" }, model);
}

function heldNew(state: ViewState, process: number, time: number, by: HeldStep["by"]): HeldStep {
  const { request } = state;
  const nothing = { event: NONE, message: NONE, answer: undefined, isSet: false } as const;
  return { kind: "add", process, time, origin: time, by, request, ...nothing };
}

function at(state: ViewState, model: Model, time: number): ViewState {
  const { held } = state;
  if (held === undefined || held.isSet) return state;
  const to = snapped(state, model, time);
  if (to === held.time) return state;
  const moved = { ...state, held: { ...held, time: to, answer: undefined } };
  const next = held.kind === "add" ? moved : asked(moved);
  return held.by === "keys" ? inSight(next, model) : next;
}

function onLane(state: ViewState, model: Model, direction: 1 | -1): ViewState {
  const { held } = state;
  if (held === undefined || held.isSet || held.kind !== "add") return state;
  const process = model.processOf(model.laneOf(held.process) + direction);
  return process === NONE ? state : inSight({ ...state, held: { ...held, process } }, model);
}

/** Lets go. What is where it was, or cannot be where it is, goes back. */
function set(state: ViewState): ViewState {
  const { held } = state;
  if (held === undefined || held.isSet) return state;
  if (held.kind !== "add" && held.time === held.origin) return { ...state, held: undefined };
  if (held.answer?.isPossible === false) return refused(state, held.answer.words);
  return asked({ ...state, held: { ...held, isSet: true } });
}

/** With a question of its own to the host. */
function asked(state: ViewState): ViewState {
  if (state.held === undefined) return state;
  const request = state.request + 1;
  return { ...state, request, held: { ...state.held, request } };
}

function answered(
  state: ViewState,
  { request, isPossible, words }: Extract<EditAction, { type: "editAnswered" }>,
): ViewState {
  const { held } = state;
  if (held === undefined) {
    return request === state.request && !isPossible && words !== "" ? refused(state, words) : state;
  }
  if (held.request !== request) return state;
  if (held.isSet && !isPossible) return words === "" ? { ...state, held: undefined } : refused(state, words);
  return { ...state, held: { ...held, answer: { isPossible, words } } };
}

function refused(state: ViewState, words: string): ViewState {
  return { ...state, held: undefined, notice: `Not possible: ${words}` };
}

/** The step of time that the hand moves by: one where ticks are counted, else a power of ten that can be seen. */
function unitOf({ viewport }: ViewState, { trace }: Model): number {
  if (trace.timeUnit === "tick" || viewport === undefined) return 1;
  return 10 ** Math.ceil(Math.log10(FINEST / viewport.scale));
}

function snapped(state: ViewState, model: Model, time: number): number {
  const unit = unitOf(state, model);
  return Number(Math.max(0, Math.round(time / unit) * unit).toPrecision(12));
}

function inSight(state: ViewState, model: Model): ViewState {
  const { held, viewport } = state;
  if (held === undefined || viewport === undefined) return state;
  const lane = model.laneOf(held.process);
  return { ...state, viewport: revealed(viewport, model.layout(state.axis), model.lanes, held.time, lane) };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
