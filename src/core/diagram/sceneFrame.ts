// The frame of a scene: the plot's rectangle, the axis with its ticks and grid, the lanes with their names, and the
// light cone of the selected event along the lanes.

import { nameWithClock } from "../trace/describe.ts";
import { NONE } from "../trace/ids.ts";
import { eventCountOf, type Trace } from "../trace/trace.ts";
import { axisTicks, axisTitle, readableUnit } from "./axisTicks.ts";
import { firstEventAt, type Layout } from "./layout.ts";
import type { Overlay } from "./overlay.ts";
import type { Box, LineRole, SceneLabel, SceneLine } from "./scene.ts";
import { BOLD, FONT_SIZE, shortened, textWidth } from "./text.ts";
import {
  acrossOf,
  alongOf,
  isRight,
  lengthAcross,
  lengthAlong,
  plotAcross,
  plotAlong,
  positionAt,
  toPoint,
  type Viewport,
  visibleLanes,
  windowEnd,
} from "./viewport.ts";

const LARGEST_LABEL = 168;
const SMALLEST_LABEL = 58;
const HEADER_ROOM = 34;
const TICK_SPACING = { right: 76, down: 48 } as const;

/** Pixels along that the names of the processes need. */
export function labelRoomFor(trace: Trace, orientation: Viewport["orientation"]): number {
  if (orientation === "down") return HEADER_ROOM;
  let widest = SMALLEST_LABEL;
  for (let p = 0; p < trace.processes.length; p++) {
    const name = nameWithClock(trace, p).slice(0, 60);
    widest = Math.max(widest, Math.min(LARGEST_LABEL, textWidth(name) * BOLD));
  }
  return Math.ceil(widest) + 24;
}

/** The part of the picture where lanes, events and messages stand. */
export function plotBox(view: Viewport): Box {
  const { x, y } = toPoint(view, plotAlong(view), plotAcross(view));
  return { x, y, width: Math.max(0, view.width - x), height: Math.max(0, view.height - y) };
}

/** A line from one place to another, clipped along to the picture. */
export function lineAlong(
  view: Viewport,
  role: LineRole,
  from: number,
  to: number,
  across: number,
): SceneLine | undefined {
  const first = Math.max(from, plotAlong(view));
  const last = Math.min(to, lengthAlong(view));
  if (last <= first) return undefined;
  const a = toPoint(view, first, across);
  const b = toPoint(view, last, across);
  return { role, x1: a.x, y1: a.y, x2: b.x, y2: b.y };
}

/** How far a process's line goes beyond the axis, in pixels. */
export const OVERHANG = 14;

/** The lanes' parts in the causal past and future of the selected event. */
export function coneLines(trace: Trace, layout: Layout, view: Viewport, overlay: Overlay): SceneLine[] {
  const { past, future } = overlay;
  if (past === undefined || future === undefined) return [];
  const lines: (SceneLine | undefined)[] = [];
  const [first, end] = visibleLanes(view, layout.lanes.length);
  for (let lane = first; lane < end; lane++) {
    const across = acrossOf(view, lane);
    const process = layout.lanes[lane];
    const event = trace.firstEvent[process];
    if (past[process] > 0) {
      const from = alongOf(view, layout.start) - OVERHANG;
      lines.push(
        lineAlong(view, "past", from, alongOf(view, layout.position[event + past[process] - 1]), across),
      );
    }
    if (future[process] < eventCountOf(trace, process)) {
      const to = alongOf(view, layout.end) + OVERHANG;
      lines.push(
        lineAlong(view, "future", alongOf(view, layout.position[event + future[process]]), to, across),
      );
    }
  }
  return lines.filter((line) => line !== undefined);
}

/** Where the chain between two events runs along processes in sight. */
export function chainLines(trace: Trace, layout: Layout, view: Viewport, overlay: Overlay): SceneLine[] {
  const [first, end] = visibleLanes(view, layout.lanes.length);
  return overlay.chain.flatMap((step) => {
    if (step.kind === "message") return [];
    const lane = layout.laneOf[trace.events.process[step.from]];
    if (lane < first || lane >= end) return [];
    const [from, to] = [layout.position[step.from], layout.position[step.to]];
    return lineAlong(view, "chain", alongOf(view, from), alongOf(view, to), acrossOf(view, lane)) ?? [];
  });
}

/** The names of the lanes in sight. */
export function laneLabels(trace: Trace, layout: Layout, view: Viewport): SceneLabel[] {
  const labels: SceneLabel[] = [];
  const [first, end] = visibleLanes(view, layout.lanes.length);
  const room = isRight(view) ? view.labelRoom - 20 : view.laneGap - 12;
  for (let lane = first; lane < end; lane++) {
    const across = acrossOf(view, lane);
    if (across < plotAcross(view) || across > lengthAcross(view)) continue;
    const text = shortened(nameWithClock(trace, layout.lanes[lane]), room / BOLD);
    const { x, y } = toPoint(view, isRight(view) ? view.labelRoom - 8 : HEADER_ROOM / 2, across);
    labels.push({ role: "lane", text, x, y, anchor: isRight(view) ? "end" : "middle" });
  }
  return labels;
}

/** The axis: a grid line and a label a tick, and what is counted. */
export function axisOf(trace: Trace, layout: Layout, view: Viewport) {
  const lines: SceneLine[] = [];
  const labels: SceneLabel[] = [];
  const right = isRight(view);
  const isWhole = layout.axis !== "time" || trace.timeUnit === "tick";
  const from = Math.max(positionAt(view, plotAlong(view)), layout.start);
  const to = Math.min(windowEnd(view), layout.end);
  const length = layout.end - layout.start;
  const { size } = layout.axis !== "time" ? { size: 1 } : readableUnit(trace.timeUnit, length);
  const scale = view.scale * size;
  const spacing = Math.max(TICK_SPACING[view.orientation], right ? widestTick(to / size, scale) : 0);
  for (const tick of axisTicks(from / size, to / size, scale, spacing, isWhole)) {
    const along = alongOf(view, tick.position * size);
    const a = toPoint(view, along, plotAcross(view));
    const b = toPoint(view, along, lengthAcross(view));
    lines.push({ role: "grid", x1: a.x, y1: a.y, x2: b.x, y2: b.y });
    const at = toPoint(view, along, plotAcross(view) - (right ? 12 : 10));
    const half = right ? textWidth(tick.label) / 2 : 0;
    if (along - half < plotAlong(view) + 4 || along + half > lengthAlong(view)) continue;
    labels.push({ role: "tick", text: tick.label, x: at.x, y: at.y, anchor: right ? "middle" : "end" });
  }
  const title = axisTitle(layout.axis, trace.timeUnit, length);
  const x = right ? view.labelRoom - 8 : 8;
  const y = right ? plotAcross(view) - 12 : HEADER_ROOM / 2;
  const room = right ? view.labelRoom - 12 : plotAcross(view) - 10;
  labels.push({ role: "axis", text: shortened(title, room), x, y, anchor: right ? "end" : "start" });
  return { lines, labels };
}

/** Long numbers need more room between ticks. */
function widestTick(to: number, scale: number): number {
  const digits = Math.max(0, Math.ceil(Math.log10(scale / 60)));
  return textWidth(to.toFixed(Math.min(20, digits)), FONT_SIZE) + 28;
}

/** The place of an event in the picture, or undefined for NONE. */
export function eventPoint(trace: Trace, layout: Layout, view: Viewport, event: number) {
  const lane = event === NONE ? NONE : layout.laneOf[trace.events.process[event]];
  if (lane === NONE) return undefined;
  return toPoint(view, alongOf(view, layout.position[event]), acrossOf(view, lane));
}

/** The events of a process in sight, with some room on both sides: first and one past the last. */
export function eventsInSight(trace: Trace, layout: Layout, view: Viewport, process: number) {
  const margin = 12 / view.scale;
  const first = firstEventAt(trace, layout, process, positionAt(view, plotAlong(view)) - margin);
  const end = firstEventAt(trace, layout, process, windowEnd(view) + margin);
  return [first, end] as const;
}
