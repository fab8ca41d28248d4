// Pointer, wheel and keys on the canvas, turned into actions: the wheel zooms about the pointer (over the names of the
// processes it scrolls them), dragging moves the picture or, from a handle of the cut, the cut; a click selects, and
// with Shift, or while that is switched on, moves the cut.

import { hitTest } from "../../src/core/diagram/hitTest.ts";
import { reorderedOf } from "../../src/core/diagram/layout.ts";
import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import type { Crossing, Scene } from "../../src/core/diagram/scene.ts";
import { eventPoint } from "../../src/core/diagram/sceneFrame.ts";
import { gapAt } from "../../src/core/diagram/sceneLanes.ts";
import {
  acrossOfPoint,
  alongOfPoint,
  isRight,
  laneAt,
  type Point,
  positionAt,
} from "../../src/core/diagram/viewport.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { localIndex } from "../../src/core/trace/trace.ts";
import type { Dispatch, DraftAction } from "../state/actions.ts";
import { countBefore } from "../state/draft.ts";
import { movable } from "../state/heldStep.ts";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";
import { type Hovered, OVER_NOTHING } from "./hovered.ts";
import { keyAction } from "./keys.ts";

/** How near to the pointer something must be, in pixels. */
const RADIUS = 9;
const HANDLE_RADIUS = 11;
const GAP_RADIUS = 5;
/** A press that moves less than this is a click. */
const DRAG_FROM = 4;
/** A wheel's notch, in pixels, that doubles the scale. */
const WHEEL_DOUBLES = 260;
const LINE_HEIGHT = 16;

/** What the input needs of its surroundings. */
export interface InputContext {
  readonly state: () => ViewState;
  readonly model: () => Model | undefined;
  /** The scene that was painted last. */
  readonly scene: () => Scene | undefined;
  readonly dispatch: Dispatch;
  /** The pointer is over something, or over nothing. */
  readonly hover: (over: Hovered, point: Point) => void;
}

interface Press {
  readonly start: Point;
  /** The handle of the cut that was pressed, or the step of the scenario. */
  readonly handle: Crossing | undefined;
  readonly step: PressedStep | undefined;
  last: Point;
  isDrag: boolean;
}

/** Listens on the canvas until the signal aborts. */
export function listenTo(canvas: HTMLCanvasElement, context: InputContext, signal: AbortSignal): void {
  let press: Press | undefined;
  const pointOf = (event: MouseEvent): Point => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  canvas.addEventListener("wheel", (event) => onWheel(event, pointOf(event), context), {
    signal,
    passive: false,
  });
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      const start = pointOf(event);
      press = { start, ...pressedAt(start, context), last: start, isDrag: false };
      canvas.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      const point = pointOf(event);
      if (press === undefined) {
        context.hover(hoveredAt(point, context), point);
      } else {
        onDrag(press, point, canvas, context);
      }
    },
    { signal },
  );
  const end = (isClick: boolean) => (event: PointerEvent) => {
    if (press?.isDrag && press.handle !== undefined) {
      context.dispatch({ type: isClick ? "setCut" : "giveUp" });
    } else if (press?.isDrag && press.step !== undefined) {
      context.dispatch({ type: isClick ? "editSet" : "editDrop" });
    } else if (press !== undefined && !press.isDrag && isClick) {
      onClick(pointOf(event), event.shiftKey, context);
    }
    press = undefined;
    canvas.classList.remove("is-dragged");
  };
  canvas.addEventListener("pointerup", end(true), { signal });
  canvas.addEventListener("pointercancel", end(false), { signal });
  canvas.addEventListener("pointerleave", () => context.hover(OVER_NOTHING, { x: 0, y: 0 }), { signal });
  // Who goes elsewhere with the keyboard is done with the frontier that the keys hold.
  canvas.addEventListener(
    "blur",
    () => {
      if (context.state().draft?.by === "keys") context.dispatch({ type: "setCut" });
      if (context.state().held?.by === "keys") context.dispatch({ type: "editDrop" });
    },
    { signal },
  );
  canvas.addEventListener("dblclick", (event) => onDoubleClick(pointOf(event), context), { signal });
  canvas.addEventListener("keydown", (event) => onKey(event, context), { signal });
}

/** What the pointer is over, and what a drag from there would take along. */
function hoveredAt(point: Point, context: InputContext): Hovered {
  const selection = under(point, context);
  const isOverNothing = selection.event === NONE && selection.message === NONE;
  const gap = isOverNothing ? gapAt(context.scene()?.gaps ?? [], point, GAP_RADIUS) : undefined;
  const { handle, step } = pressedAt(point, context);
  return { selection, handle: handle?.process ?? NONE, gap, isMovable: step !== undefined };
}

/** What stands under a point of the picture. */
function under(point: Point, context: Pick<InputContext, "state" | "model" | "scene">): Selection {
  const { viewport, axis } = context.state();
  const model = context.model();
  const scene = context.scene();
  if (viewport === undefined || model === undefined || scene === undefined) return NO_SELECTION;
  return hitTest(model.trace, model.layout(axis), viewport, scene, point, RADIUS);
}

function onWheel(event: WheelEvent, point: Point, context: InputContext): void {
  const { viewport } = context.state();
  if (viewport === undefined) return;
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_HEIGHT : 1;
  const [x, y] = [event.deltaX * unit, event.deltaY * unit];
  const along = alongOfPoint(viewport, point);
  const isOverNames = along < viewport.labelRoom;
  if (isOverNames) {
    context.dispatch({ type: "pan", along: 0, across: x + y });
  } else if (event.shiftKey || Math.abs(x) > Math.abs(y)) {
    const by = event.shiftKey && x === 0 ? y : x;
    context.dispatch({
      type: "pan",
      along: isRight(viewport) ? by : 0,
      across: isRight(viewport) ? 0 : by,
    });
  } else {
    context.dispatch({ type: "zoom", factor: 2 ** (-y / WHEEL_DOUBLES), along });
  }
}

function onDrag(press: Press, point: Point, canvas: HTMLCanvasElement, context: InputContext): void {
  const { viewport } = context.state();
  const distance = Math.hypot(point.x - press.start.x, point.y - press.start.y);
  if (viewport === undefined || (!press.isDrag && distance < DRAG_FROM)) return;
  if (!press.isDrag) {
    press.isDrag = true;
    canvas.classList.add("is-dragged");
    context.hover({ ...OVER_NOTHING, handle: press.handle?.process ?? NONE }, point);
    if (press.handle !== undefined) {
      context.dispatch({ type: "grab", process: press.handle.process, by: "pointer" });
    } else if (press.step !== undefined) {
      const { event } = press.step;
      context.dispatch({ type: "select", selection: { event, message: NONE }, by: "pointer", reveal: false });
      context.dispatch({ type: "editTake", event, by: "pointer" });
    }
  }
  if (press.step !== undefined) {
    context.dispatch({
      type: "editTo",
      time: positionAt(viewport, alongOfPoint(viewport, point)) + press.step.offset,
    });
    return;
  }
  if (press.handle !== undefined) {
    // The line keeps its distance from the pointer: it does not jump when it is taken.
    const offset = alongOfPoint(viewport, press.handle) - alongOfPoint(viewport, press.start);
    const position = positionAt(viewport, alongOfPoint(viewport, point) + offset);
    context.dispatch({ type: "holdAt", position });
    return;
  }
  const dx = press.last.x - point.x;
  const dy = press.last.y - point.y;
  press.last = point;
  const [along, across] = isRight(viewport) ? [dx, dy] : [dy, dx];
  context.dispatch({ type: "pan", along, across });
}

function onClick(point: Point, withShift: boolean, context: InputContext): void {
  const adding = withShift || !context.state().addsSteps ? undefined : placing(point, context);
  if (adding !== undefined && under(point, context).event === NONE) {
    context.dispatch({ type: "editAdd", process: adding.process, time: adding.position });
    return;
  }
  if (withShift || context.state().movesCut) {
    const action = placing(point, context);
    if (action !== undefined) context.dispatch(action);
    return;
  }
  context.dispatch({ type: "select", selection: under(point, context), by: "pointer", reveal: false });
}

/** A click that moves the cut on the process whose line is near: to the pointer, or just after the event under it. */
function placing(point: Point, context: InputContext): Extract<DraftAction, { type: "placeAt" }> | undefined {
  const { viewport, axis } = context.state();
  const model = context.model();
  if (viewport === undefined || model === undefined) return undefined;
  const lane = laneAt(viewport, acrossOfPoint(viewport, point));
  const process = model.processOf(Math.round(lane));
  const isOnLine =
    Math.abs(lane - Math.round(lane)) * viewport.laneGap <= Math.max(RADIUS, viewport.laneGap / 3);
  if (!isOnLine || process === NONE) return undefined;
  const { event } = under(point, context);
  const position = positionAt(viewport, alongOfPoint(viewport, point));
  const isOnEvent = event !== NONE && model.trace.events.process[event] === process;
  const frontier = isOnEvent
    ? localIndex(model.trace, event) + 1
    : countBefore(model.trace, model.layout(axis), process, position);
  return { type: "placeAt", process, frontier, position };
}

/** A step of the scenario that can be moved, and how far its time is from the place where it was pressed. */
interface PressedStep {
  readonly event: number;
  readonly offset: number;
}

/** What a drag from here would take along: a handle of the cut, or a step that is nearer. */
function pressedAt(point: Point, context: InputContext): Pick<Press, "handle" | "step"> {
  const handle = handleAt(point, context);
  const { viewport, axis } = context.state();
  const model = context.model();
  if (viewport === undefined || !model?.abilities.edit) return { handle, step: undefined };
  const { event } = under(point, context);
  if (event === NONE || typeof movable(model, axis, event) === "string") return { handle, step: undefined };
  const place = eventPoint(model.trace, model.layout(axis), viewport, event);
  const distance = (to: Point): number => Math.hypot(to.x - point.x, to.y - point.y);
  if (place === undefined || (handle !== undefined && distance(handle) <= distance(place)))
    return { handle, step: undefined };
  const offset = model.trace.events.time[event] - positionAt(viewport, alongOfPoint(viewport, point));
  return { handle: undefined, step: { event, offset } };
}

/** The handle of the cut under a point. */
function handleAt(point: Point, context: InputContext): Crossing | undefined {
  const { step, axis } = context.state();
  // While a snapshot is stepped through, its cut is not whole; in a reordered run it is where it must be.
  if (step >= 0 || reorderedOf(axis) !== undefined) return undefined;
  let nearest: Crossing | undefined;
  let least = HANDLE_RADIUS;
  for (const crossing of context.scene()?.crossings ?? []) {
    const distance = Math.hypot(crossing.x - point.x, crossing.y - point.y);
    if (distance > least) continue;
    least = distance;
    nearest = crossing;
  }
  return nearest;
}

function onDoubleClick(point: Point, context: InputContext): void {
  const { viewport } = context.state();
  if (viewport === undefined) return;
  context.dispatch({ type: "zoom", factor: 2.5, along: alongOfPoint(viewport, point) });
}

function onKey(event: KeyboardEvent, context: InputContext): void {
  const action = keyAction(event, context.state());
  if (action === undefined) return;
  event.preventDefault();
  context.dispatch(action);
}
