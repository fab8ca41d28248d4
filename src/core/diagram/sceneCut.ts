// A cut in a scene: the line through the lanes, the tint of what is inside, the points where it crosses lanes, and
// the recorded state beside each point.

import { hasStates, stateAt } from "../trace/checkpoints.ts";
import { NONE } from "../trace/ids.ts";
import { describeState } from "../trace/localState.ts";
import type { Trace } from "../trace/trace.ts";
import { beadParts, rowAt, rowWidth } from "./beads.ts";
import { cutPositions, fixed, recordEventsOf } from "./cutLine.ts";
import { type Layout, reorderedOf } from "./layout.ts";
import type { Overlay } from "./overlay.ts";
import type { Box, Crossing, SceneLabel, SceneMark, ScenePath } from "./scene.ts";
import { BOLD, FONT_SIZE, type LabelRoom, shortened, textWidth } from "./text.ts";
import {
  acrossOf,
  alongOf,
  isRight,
  plotAcross,
  plotAlong,
  toPoint,
  type Viewport,
  visibleLanes,
} from "./viewport.ts";

/** How far a cut keeps from events where no recording says where it runs, in pixels. */
export const CUT_MARGIN = 16;
const LARGEST_STATE = 150;
const PILL_PADDING = 7;
const PILL_HEIGHT = FONT_SIZE + 7;

/** A place on the cut: its lane and its pixels along. */
interface CutPoint {
  readonly lane: number;
  readonly process: number;
  readonly along: number;
}

/** The points of the cut in the lanes in sight (and one lane further on both sides), in runs without interruption. */
export function cutRuns(trace: Trace, layout: Layout, view: Viewport, overlay: Overlay): CutPoint[][] {
  if (overlay.cut === undefined) return [];
  // In a reordered run a snapshot's cut is the straight line between what comes before the recording and what after.
  const isReordered = reorderedOf(layout.axis) !== undefined;
  const recorded = isReordered ? undefined : (overlay.step?.recorded ?? recordEventsOf(trace, overlay.cut));
  const positions = cutPositions(trace, layout, overlay.cut, recorded, CUT_MARGIN / view.scale);
  const [first, end] = visibleLanes(view, layout.lanes.length);
  const runs: CutPoint[][] = [];
  let isOpen = false;
  for (let lane = Math.max(0, first - 1); lane < Math.min(layout.lanes.length, end + 1); lane++) {
    const process = layout.lanes[lane];
    if (Number.isNaN(positions[process])) {
      isOpen = false;
      continue;
    }
    if (!isOpen) runs.push([]);
    isOpen = true;
    runs.at(-1)?.push({ lane, process, along: alongOf(view, positions[process]) });
  }
  return runs;
}

/** The line of the cut, and the tint of what is inside it. */
export function cutPaths(view: Viewport, overlay: Overlay, runs: readonly CutPoint[][]) {
  const lines: ScenePath[] = [];
  const regions: ScenePath[] = [];
  const verdict = overlay.cut?.verdict ?? "unknown";
  for (const run of runs) {
    const first = run[0];
    const last = run[run.length - 1];
    const top = acrossOf(view, first.lane) - view.laneGap / 2;
    const bottom = acrossOf(view, last.lane) + view.laneGap / 2;
    const places = [
      { along: first.along, across: top },
      ...run.map(({ lane, along }) => ({ along, across: acrossOf(view, lane) })),
      { along: last.along, across: bottom },
    ];
    const line = curve(view, places);
    lines.push({ role: "cut", verdict, d: line });
    const edge = plotAlong(view);
    const back = [at(view, edge, bottom), at(view, edge, top)].map((point) => `L${point}`).join("");
    regions.push({ role: "inside", verdict, d: `${line}${back}Z` });
  }
  return { lines, regions };
}

/** A smooth line that crosses every lane at a right angle; between two lanes it never turns back. */
function curve(
  view: Viewport,
  places: readonly { readonly along: number; readonly across: number }[],
): string {
  let d = `M${at(view, places[0].along, places[0].across)}`;
  for (let i = 1; i < places.length; i++) {
    const from = places[i - 1];
    const to = places[i];
    const half = (to.across - from.across) / 2;
    if (from.along === to.along) d += `L${at(view, to.along, to.across)}`;
    else {
      const a = at(view, from.along, from.across + half);
      const b = at(view, to.along, to.across - half);
      d += `C${a} ${b} ${at(view, to.along, to.across)}`;
    }
  }
  return d;
}

function at(view: Viewport, along: number, across: number): string {
  const { x, y } = toPoint(view, along, across);
  return `${fixed(x)},${fixed(y)}`;
}

/** Where the cut crosses the processes. */
export function crossingsOf(view: Viewport, runs: readonly CutPoint[][]): Crossing[] {
  return runs.flat().map(({ lane, process, along }) => {
    return { process, ...toPoint(view, along, acrossOf(view, lane)) };
  });
}

/** A point where the cut crosses a process, where no record event stands there already. */
export function cutPoints(overlay: Overlay, crossings: readonly Crossing[]): SceneMark[] {
  if (overlay.cut === undefined || overlay.cut.snapshot >= 0) return [];
  return crossings.map(({ x, y }) => ({ role: "cutPoint", event: NONE, x, y }));
}

/** The state of each process at the cut, beside the cut's point, where there is room for it. */
export function stateLabels(
  trace: Trace,
  view: Viewport,
  overlay: Overlay,
  runs: readonly CutPoint[][],
  room: LabelRoom,
): SceneLabel[] {
  const { cut } = overlay;
  if (cut === undefined || !hasStates(trace)) return [];
  const labels: SceneLabel[] = [];
  for (const { lane, process, along } of runs.flat()) {
    const { x, y } = toPoint(view, along, acrossOf(view, lane));
    const state = stateAt(trace, process, cut.frontier[process]);
    const width = isRight(view) ? LARGEST_STATE : Math.min(LARGEST_STATE, view.laneGap - 24);
    const parts = beadParts(state);
    const row = parts !== undefined && rowWidth(parts) <= width ? parts : undefined;
    const label = pill("state", shortened(describeState(state), width), x, y, room, row);
    if (label !== undefined) labels.push(label);
  }
  return labels;
}

/** A label with a pill, beside a place: below or above it, to its right or left, wherever there is room. */
function pill(
  role: SceneLabel["role"],
  text: string,
  x: number,
  y: number,
  room: LabelRoom,
  parts?: ReturnType<typeof beadParts>,
): SceneLabel | undefined {
  const width = (parts === undefined ? textWidth(text) : rowWidth(parts)) + 2 * PILL_PADDING;
  const beside = [8, -8 - width];
  const offsets = [7, -7 - PILL_HEIGHT];
  for (const dy of offsets) {
    for (const dx of beside) {
      const box: Box = { x: x + dx, y: y + dy, width, height: PILL_HEIGHT };
      if (!room.take(box)) continue;
      const middle = { x: box.x + width / 2, y: box.y + PILL_HEIGHT / 2 };
      const beads = parts && { beads: rowAt(parts, middle.x, middle.y) };
      return { role, text, x: middle.x, y: middle.y, anchor: "middle", box, ...beads };
    }
  }
  return undefined;
}

/** The title of the cut at the beginning of its line. */
export function cutTitle(
  view: Viewport,
  overlay: Overlay,
  runs: readonly CutPoint[][],
  room: LabelRoom,
): SceneLabel[] {
  const { cut } = overlay;
  const first = runs[0]?.[0];
  if (cut === undefined || first === undefined) return [];
  const text = shortened(cut.title, 180);
  const width = textWidth(text) * BOLD + 2 * PILL_PADDING;
  const half = isRight(view) ? PILL_HEIGHT / 2 : width / 2;
  const begin = acrossOf(view, first.lane) - view.laneGap / 2;
  const { x, y } = toPoint(view, first.along, Math.max(begin, plotAcross(view)) + half + 2);
  const box: Box = { x: x - width / 2, y: y - PILL_HEIGHT / 2, width, height: PILL_HEIGHT };
  if (!room.take(box)) return [];
  return [{ role: "cut", text, x, y, anchor: "middle", box }];
}
