// What stands under a point of the picture. Events are found in the layout, by lane and position, also where they are
// drawn as bars. Messages are found among the arrows that are drawn, of which there are boundedly many: one that is
// left out of the picture cannot be pointed at.

import { NONE } from "../trace/ids.ts";
import type { Trace } from "../trace/trace.ts";
import { firstEventAt, type Layout } from "./layout.ts";
import { NO_SELECTION, type Selection } from "./overlay.ts";
import type { Scene, SceneArrow } from "./scene.ts";
import {
  acrossOf,
  acrossOfPoint,
  alongOf,
  alongOfPoint,
  laneAt,
  type Point,
  positionAt,
  type Viewport,
} from "./viewport.ts";

/** The nearest event within `radius` pixels, or else the nearest message; both NONE where there is neither. */
export function hitTest(
  trace: Trace,
  layout: Layout,
  view: Viewport,
  scene: Scene,
  point: Point,
  radius: number,
): Selection {
  const { plot } = scene;
  const isInside = point.x >= plot.x - radius && point.y >= plot.y - radius;
  if (!isInside) return NO_SELECTION;
  const event = nearestEvent(trace, layout, view, point, radius);
  if (event !== NONE) return { event, message: NONE };
  return { event: NONE, message: nearestArrow(scene.arrows, point, radius) };
}

/** The event nearest to a point within a radius, the first of several at one distance; or NONE. */
export function nearestEvent(
  trace: Trace,
  layout: Layout,
  view: Viewport,
  point: Point,
  radius: number,
): number {
  const across = acrossOfPoint(view, point);
  const position = positionAt(view, alongOfPoint(view, point));
  const firstLane = Math.max(0, Math.ceil(laneAt(view, across - radius)));
  const lastLane = Math.min(layout.lanes.length - 1, Math.floor(laneAt(view, across + radius)));
  let nearest = NONE;
  let least = radius;
  for (let lane = firstLane; lane <= lastLane; lane++) {
    const process = layout.lanes[lane];
    const after = firstEventAt(trace, layout, process, position);
    for (const event of [firstOfItsPlace(trace, layout, process, after - 1), after]) {
      if (event < trace.firstEvent[process] || event >= trace.firstEvent[process + 1]) continue;
      const along = alongOf(view, layout.position[event]) - alongOfPoint(view, point);
      const distance = Math.hypot(along, acrossOf(view, lane) - across);
      if (distance < least || (distance === least && nearest === NONE)) {
        least = distance;
        nearest = event;
      }
    }
  }
  return nearest;
}

/** The first of the events that stand where `event` stands. */
function firstOfItsPlace(trace: Trace, layout: Layout, process: number, event: number): number {
  return event < trace.firstEvent[process]
    ? event
    : firstEventAt(trace, layout, process, layout.position[event]);
}

/** The arrow nearest to a point within a radius; of several at one distance, the one drawn on top. */
function nearestArrow(arrows: readonly SceneArrow[], point: Point, radius: number): number {
  let nearest = NONE;
  let least = radius;
  for (const arrow of arrows) {
    const distance = distanceTo(arrow, point);
    if (distance <= least) {
      least = distance;
      nearest = arrow.message;
    }
  }
  return nearest;
}

/** How far a point is from an arrow's line. */
export function distanceTo(arrow: Pick<SceneArrow, "x1" | "y1" | "x2" | "y2">, point: Point): number {
  const dx = arrow.x2 - arrow.x1;
  const dy = arrow.y2 - arrow.y1;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - arrow.x1) * dx + (point.y - arrow.y1) * dy) / length;
  const at = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - arrow.x1 - at * dx, point.y - arrow.y1 - at * dy);
}

/** The event of another process that stands nearest to `event` along the axis; that of the first lane in `direction` that has any. */
export function nearestOnNextLane(trace: Trace, layout: Layout, event: number, direction: 1 | -1): number {
  const position = layout.position[event];
  const own = trace.events.process[event];
  for (let process = own + direction; process in layout.laneOf; process += direction) {
    const begin = trace.firstEvent[process];
    const end = trace.firstEvent[process + 1];
    if (begin === end || layout.laneOf[process] === NONE) continue;
    const after = firstEventAt(trace, layout, process, position);
    if (after === end) return end - 1;
    if (after === begin) return begin;
    const isBeforeNearer = position - layout.position[after - 1] <= layout.position[after] - position;
    return isBeforeNearer ? after - 1 : after;
  }
  return NONE;
}
