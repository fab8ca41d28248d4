// The window through which the diagram is seen: which part of the axis, at which scale, in which direction, and
// how far the lanes are scrolled. Immutable; every change gives a new viewport that is clamped to the layout.
//
// "Along" is the direction of time, "across" is from lane to lane: x and y where time runs to the right,
// y and x where it runs down.

import type { Layout } from "./layout.ts";

/** Which way time runs. */
export type Orientation = "right" | "down";

export interface Viewport {
  readonly orientation: Orientation;
  /** Size of the picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** The axis position at the beginning of the plot. */
  readonly start: number;
  /** Pixels to a unit of the axis. */
  readonly scale: number;
  /** How far the lanes are scrolled, in pixels. */
  readonly scroll: number;
  /** Pixels from lane to lane. */
  readonly laneGap: number;
  /** Pixels along that are kept free for the names of the lanes. */
  readonly labelRoom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels across that are kept free for the ticks of the axis, where time runs to the right and where it runs down. */
export const TICK_ROOM = { right: 30, down: 84 } as const;
/** Pixels along between the names of the lanes, or the far edge, and the first and last event after a fit. */
const PADDING = 36;
const SMALLEST_LANE_GAP = { right: 34, down: 64 } as const;
const LARGEST_LANE_GAP = { right: 190, down: 240 } as const;
/** So many pixels to the closest zoom: the shortest unit between two positions that a double still tells apart. */
const LARGEST_ZOOM = 1e7;

export const isRight = (view: Viewport): boolean => view.orientation === "right";

/** Length of the picture in the direction of time. */
export const lengthAlong = (view: Viewport): number => (isRight(view) ? view.width : view.height);

/** Length of the picture from lane to lane. */
export const lengthAcross = (view: Viewport): number => (isRight(view) ? view.height : view.width);

/** Where the plot begins: after the lane names along, after the ticks across. */
export const plotAlong = (view: Viewport): number => view.labelRoom;
export const plotAcross = (view: Viewport): number => TICK_ROOM[view.orientation];

/** Pixels along of a position on the axis. */
export const alongOf = (view: Viewport, position: number): number =>
  view.labelRoom + (position - view.start) * view.scale;

/** The position on the axis at so many pixels along. */
export const positionAt = (view: Viewport, along: number): number =>
  view.start + (along - view.labelRoom) / view.scale;

/** Pixels across of a lane's line. */
export const acrossOf = (view: Viewport, lane: number): number =>
  plotAcross(view) + (lane + 0.5) * view.laneGap - view.scroll;

/** The lane, with a fraction, at so many pixels across. */
export const laneAt = (view: Viewport, across: number): number =>
  (across + view.scroll - plotAcross(view)) / view.laneGap - 0.5;

export const toPoint = (view: Viewport, along: number, across: number): Point =>
  isRight(view) ? { x: along, y: across } : { x: across, y: along };

export const alongOfPoint = (view: Viewport, point: Point): number => (isRight(view) ? point.x : point.y);
export const acrossOfPoint = (view: Viewport, point: Point): number => (isRight(view) ? point.y : point.x);

/** The part of the axis that is seen. */
export const windowEnd = (view: Viewport): number => positionAt(view, lengthAlong(view));

/** The lanes that are seen, at least in part: first and one past the last. */
export function visibleLanes(view: Viewport, lanes: number): readonly [number, number] {
  const first = Math.floor(laneAt(view, plotAcross(view)));
  const last = Math.ceil(laneAt(view, lengthAcross(view)));
  return [Math.max(0, Math.min(lanes, first)), Math.max(0, Math.min(lanes, last + 1))];
}

/** The size and the kind of picture that a viewport is made for. */
export interface Frame {
  readonly orientation: Orientation;
  readonly width: number;
  readonly height: number;
  readonly labelRoom: number;
}

/** Shows the whole axis, and as many lanes as there is room for. */
export function fitted(layout: Layout, lanes: number, frame: Frame): Viewport {
  const right = frame.orientation === "right";
  const along = right ? frame.width : frame.height;
  const room = Math.max(1, along - frame.labelRoom - 2 * PADDING);
  const scale = room / (layout.end - layout.start);
  const view: Viewport = {
    ...frame,
    scale,
    start: layout.start - PADDING / scale,
    scroll: 0,
    laneGap: laneGapFor(frame, lanes),
  };
  return clamped(view, layout, lanes);
}

function laneGapFor(frame: Frame, lanes: number): number {
  const across = frame.orientation === "right" ? frame.height : frame.width;
  const gap = (across - TICK_ROOM[frame.orientation]) / Math.max(1, lanes);
  return Math.min(LARGEST_LANE_GAP[frame.orientation], Math.max(SMALLEST_LANE_GAP[frame.orientation], gap));
}

/** The same part of the axis in a picture of another size; what is seen whole stays whole. */
export function resized(view: Viewport, layout: Layout, lanes: number, frame: Frame): Viewport {
  const whole = fitted(layout, lanes, frame);
  if (view.orientation !== frame.orientation || isFitted(view, layout)) return whole;
  return clamped({ ...view, ...frame, laneGap: whole.laneGap }, layout, lanes);
}

/** Whether the whole axis is seen. */
export function isFitted(view: Viewport, layout: Layout): boolean {
  return view.scale <= smallestScale(view, layout) * 1.001;
}

/** Scales by `factor` so that what stands at `along` stays there. */
export function zoomed(
  view: Viewport,
  layout: Layout,
  lanes: number,
  factor: number,
  along: number,
): Viewport {
  const scale = clampedScale(view, layout, view.scale * factor);
  const start = positionAt(view, along) - (along - view.labelRoom) / scale;
  return clamped({ ...view, scale, start }, layout, lanes);
}

/** Moves what is seen by so many pixels along and across. */
export function panned(
  view: Viewport,
  layout: Layout,
  lanes: number,
  along: number,
  across: number,
): Viewport {
  const start = view.start + along / view.scale;
  return clamped({ ...view, start, scroll: view.scroll + across }, layout, lanes);
}

/** Moves as little as needed for a place to be seen with some room around it. */
export function revealed(
  view: Viewport,
  layout: Layout,
  lanes: number,
  position: number,
  lane: number,
): Viewport {
  const room = Math.min(80, (lengthAlong(view) - view.labelRoom) / 4);
  const along = alongOf(view, position);
  const before = view.labelRoom + room - along;
  const after = along - (lengthAlong(view) - room);
  const across = acrossOf(view, lane);
  const above = plotAcross(view) + view.laneGap / 2 - across;
  const below = across - (lengthAcross(view) - view.laneGap / 2);
  const shift = before > 0 ? -before : Math.max(0, after);
  return panned(view, layout, lanes, shift, above > 0 ? -above : Math.max(0, below));
}

function smallestScale(view: Viewport, layout: Layout): number {
  const room = Math.max(1, lengthAlong(view) - view.labelRoom - 2 * PADDING);
  return room / (layout.end - layout.start);
}

function clampedScale(view: Viewport, layout: Layout, scale: number): number {
  const smallest = smallestScale(view, layout);
  return Math.min(smallest * LARGEST_ZOOM, Math.max(smallest, scale));
}

function clamped(view: Viewport, layout: Layout, lanes: number): Viewport {
  const scale = clampedScale(view, layout, view.scale);
  const seen = (lengthAlong(view) - view.labelRoom) / scale;
  const padding = PADDING / scale;
  const latest = layout.end + padding - seen;
  const start = Math.max(layout.start - padding, Math.min(latest, view.start));
  const hidden = lanes * view.laneGap - (lengthAcross(view) - plotAcross(view));
  const scroll = Math.max(0, Math.min(hidden, view.scroll));
  return { ...view, scale, start, scroll };
}
