// Pointer, wheel and keys on the canvas, turned into actions: the wheel zooms about the pointer (over the names of the
// processes it scrolls them), dragging moves the picture, a click selects.

import { hitTest } from "../../src/core/diagram/hitTest.ts";
import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import type { Scene } from "../../src/core/diagram/scene.ts";
import { alongOfPoint, isRight, type Point } from "../../src/core/diagram/viewport.ts";
import type { Dispatch } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";
import { keyAction } from "./keys.ts";

/** How near to the pointer something must be, in pixels. */
const RADIUS = 9;
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
  readonly hover: (selection: Selection, point: Point) => void;
}

interface Press {
  readonly start: Point;
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
      press = { start, last: start, isDrag: false };
      canvas.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      const point = pointOf(event);
      if (press === undefined) context.hover(under(point, context), point);
      else onDrag(press, point, canvas, context);
    },
    { signal },
  );
  const end = (isClick: boolean) => (event: PointerEvent) => {
    if (press !== undefined && !press.isDrag && isClick) onClick(pointOf(event), context);
    press = undefined;
    canvas.classList.remove("is-dragged");
  };
  canvas.addEventListener("pointerup", end(true), { signal });
  canvas.addEventListener("pointercancel", end(false), { signal });
  canvas.addEventListener("pointerleave", () => context.hover(NO_SELECTION, { x: 0, y: 0 }), { signal });
  canvas.addEventListener("dblclick", (event) => onDoubleClick(pointOf(event), context), { signal });
  canvas.addEventListener("keydown", (event) => onKey(event, context), { signal });
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
    context.hover(NO_SELECTION, point);
  }
  const dx = press.last.x - point.x;
  const dy = press.last.y - point.y;
  press.last = point;
  const [along, across] = isRight(viewport) ? [dx, dy] : [dy, dx];
  context.dispatch({ type: "pan", along, across });
}

function onClick(point: Point, context: InputContext): void {
  context.dispatch({ type: "select", selection: under(point, context), by: "pointer", reveal: false });
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
