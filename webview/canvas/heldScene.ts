// The scene with the step that the user moves: where it would be, the arrow that its message would have, and the time.
// What cannot be is crossed out and in the error's colour; why stands in words below the picture.

import type { Layout } from "../../src/core/diagram/layout.ts";
import type { Scene, SceneArrow, SceneLabel, SceneMark } from "../../src/core/diagram/scene.ts";
import { eventPoint } from "../../src/core/diagram/sceneFrame.ts";
import { BOLD, FONT_SIZE, textWidth } from "../../src/core/diagram/text.ts";
import {
  acrossOf,
  alongOf,
  isRight,
  type Point,
  toPoint,
  type Viewport,
} from "../../src/core/diagram/viewport.ts";
import { formatTime } from "../../src/core/trace/describe.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { HeldStep } from "../state/held.ts";
import type { Model } from "../state/model.ts";

/** How far from the line the time stands. */
const LIFT = 22;
const PILL_HEIGHT = FONT_SIZE + 9;

export function withHeldStep(
  scene: Scene,
  held: HeldStep | undefined,
  model: Model,
  layout: Layout,
  view: Viewport,
): Scene {
  if (held === undefined || layout.laneOf[held.process] === NONE) return scene;
  const point = toPoint(view, alongOf(view, held.time), acrossOf(view, layout.laneOf[held.process]));
  const isRefused = held.answer?.isPossible === false;
  const mark: SceneMark = { role: isRefused ? "refusedStep" : "heldStep", event: NONE, ...point };
  return {
    ...scene,
    arrows: [...scene.arrows, ...arrowOf(held, model, layout, view, point, isRefused)],
    marks: [...scene.marks, mark],
    labels: [...scene.labels, labelOf(formatTime(model.trace, held.time), isRefused, point, view)],
  };
}

/** The arrow that the message would have, from or to its other end. */
function arrowOf(
  { kind, message, event, time }: HeldStep,
  model: Model,
  layout: Layout,
  view: Viewport,
  point: Point,
  isRefused: boolean,
): SceneArrow[] {
  if (message === NONE) return [];
  const { send, receive } = model.trace.messages;
  const other = kind === "receive" ? send[message] : receive[message];
  const end = eventPoint(model.trace, layout, view, other);
  // A message whose sending comes behind its receipt takes that along: where to, the run alone tells.
  const isBehind = kind === "time" && other !== NONE && time >= model.trace.events.time[other];
  if (end === undefined || isBehind || event === NONE) return [];
  const [from, to] = kind === "receive" ? [end, point] : [point, end];
  const role = isRefused ? "refused" : "moved";
  return [
    {
      role,
      emphasis: "plain",
      message,
      x1: from.x,
      y1: from.y,
      x2: to.x,
      y2: to.y,
      tip: isRefused ? "cross" : "head",
    },
  ];
}

/** The time, beside the step and within the picture. */
function labelOf(time: string, isRefused: boolean, { x, y }: Point, view: Viewport): SceneLabel {
  const text = isRefused ? `✗ ${time}` : time;
  const width = textWidth(text) * BOLD + 16;
  const isAbove = y - LIFT - PILL_HEIGHT / 2 > 0;
  const middle = isRight(view)
    ? { x, y: isAbove ? y - LIFT : y + LIFT }
    : {
        x:
          x + width / 2 + LIFT / 2 + width > view.width ? x - width / 2 - LIFT / 2 : x + width / 2 + LIFT / 2,
        y,
      };
  const box = { x: middle.x - width / 2, y: middle.y - PILL_HEIGHT / 2, width, height: PILL_HEIGHT };
  return { role: "held", text, ...middle, anchor: "middle", box };
}
