// The lines of the processes in a scene, and the gaps in them: where the source lacks events of a process, its line is
// dotted and the missing events are counted. The work is bounded by pixels, however many gaps there are.

import { firstGapAt } from "../trace/gaps.ts";
import { NONE } from "../trace/ids.ts";
import { eventCountOf, type Trace } from "../trace/trace.ts";
import { firstEventAt, type Layout } from "./layout.ts";
import type { LineRole, SceneGap, SceneLabel, SceneLine } from "./scene.ts";
import { lineAlong, OVERHANG } from "./sceneFrame.ts";
import { FONT_SIZE, type LabelRoom, textWidth } from "./text.ts";
import {
  acrossOf,
  alongOf,
  isRight,
  lengthAlong,
  plotAlong,
  positionAt,
  type Viewport,
  visibleLanes,
} from "./viewport.ts";

/** A gap is drawn at least so long, and the next one begins no closer. */
const SHORTEST = 5;
/** How far a gap keeps from the events beside it. */
const MARGIN = 6;
const LABEL_HEIGHT = FONT_SIZE + 3;

/** A gap in the line of a process, in pixels along. */
interface LaneGap {
  readonly process: number;
  readonly missing: number;
  readonly isAtEnd: boolean;
  readonly from: number;
  readonly to: number;
}

/** A part of the axis on which a process is down. */
interface Outage {
  readonly from: number;
  readonly to: number;
}

const PAINTED: readonly LineRole[] = ["lane", "down", "gap"];

/** The processes' lines in sight, from the beginning of the axis to its end, and the gaps in them. */
export function laneLines(trace: Trace, layout: Layout, view: Viewport) {
  const lines: (SceneLine | undefined)[] = [];
  const gaps: SceneGap[] = [];
  const outages = outagesOf(trace, layout);
  const [first, end] = visibleLanes(view, layout.lanes.length);
  for (let lane = first; lane < end; lane++) {
    const across = acrossOf(view, lane);
    let from = alongOf(view, layout.start) - OVERHANG;
    for (const gap of gapsOf(trace, layout, view, layout.lanes[lane])) {
      lines.push(lineAlong(view, "lane", from, gap.from, across));
      const line = lineAlong(view, "gap", gap.from, gap.to, across);
      lines.push(line);
      if (line !== undefined) gaps.push({ ...line, ...gap });
      from = gap.to;
    }
    const last = alongOf(view, layout.end) + OVERHANG;
    for (const outage of outages.get(layout.lanes[lane]) ?? []) {
      const [start, end] = [outage.from, outage.to].map((place) => Math.min(last, alongOf(view, place)));
      lines.push(lineAlong(view, "lane", from, start, across), lineAlong(view, "down", start, end, across));
      from = end;
    }
    lines.push(lineAlong(view, "lane", from, last, across));
  }
  const seen = lines.filter((line) => line !== undefined);
  // Lines of one role together are painted as one path.
  return { lines: seen.sort((a, b) => PAINTED.indexOf(a.role) - PAINTED.indexOf(b.role)), gaps };
}

/** When each process is down, in units of the axis. A trace with outages is a simulated one, and lacks no events. */
function outagesOf(trace: Trace, layout: Layout): ReadonlyMap<number, readonly Outage[]> {
  const byProcess = new Map<number, Outage[]>();
  trace.outages?.crash.forEach((event, row) => {
    const process = trace.events.process[event];
    const end = trace.outages?.restart[row] ?? NONE;
    // One that never restarts is down to the end of the picture.
    const to = end === NONE ? Number.POSITIVE_INFINITY : layout.position[end];
    const before = byProcess.get(process);
    if (before === undefined) byProcess.set(process, [{ from: layout.position[event], to }]);
    else before.push({ from: layout.position[event], to });
  });
  return byProcess;
}

/** The gaps of a process in sight; of those that would lie on each other one. */
function* gapsOf(trace: Trace, layout: Layout, view: Viewport, process: number): Iterable<LaneGap> {
  const { process: processes, after, missing } = trace.gaps;
  const first = trace.firstEvent[process];
  const count = eventCountOf(trace, process);
  /** How many events stand before a place of the picture. */
  const countAt = (along: number): number =>
    firstEventAt(trace, layout, process, positionAt(view, along)) - first;
  let gap = firstGapAt(trace, process, countAt(plotAlong(view)));
  while (gap < processes.length && processes[gap] === process) {
    const place = after[gap];
    const isAtEnd = place === count;
    const before = place === 0 ? layout.start : layout.position[first + place - 1];
    const behind = isAtEnd ? layout.end : layout.position[first + place];
    const low = alongOf(view, before) + (place === 0 ? -OVERHANG : MARGIN);
    const high = alongOf(view, behind) + (isAtEnd ? OVERHANG : -MARGIN);
    if (low > lengthAlong(view)) return;
    const middle = (low + high) / 2;
    const from = Math.min(low, middle - SHORTEST / 2);
    const to = Math.max(high, middle + SHORTEST / 2);
    yield { process, missing: missing[gap], isAtEnd, from, to };
    gap = Math.max(gap + 1, firstGapAt(trace, process, countAt(to)));
  }
}

/** How many events are missing, on the gaps where there is room for it. */
export function gapLabels(view: Viewport, gaps: readonly SceneGap[], room: LabelRoom): SceneLabel[] {
  const labels: SceneLabel[] = [];
  for (const gap of gaps) {
    const text = `${gap.missing} missing`;
    const width = textWidth(text) + 4;
    const [x, y] = [(gap.x1 + gap.x2) / 2, (gap.y1 + gap.y2) / 2];
    const length = Math.abs(isRight(view) ? gap.x2 - gap.x1 : gap.y2 - gap.y1);
    if (length < (isRight(view) ? width : LABEL_HEIGHT)) continue;
    const top = isRight(view) ? y - 4 - LABEL_HEIGHT : y - LABEL_HEIGHT / 2;
    const left = isRight(view) ? x - width / 2 : x + 8;
    if (!room.take({ x: left, y: top, width, height: LABEL_HEIGHT })) continue;
    const middle = top + LABEL_HEIGHT / 2;
    const anchor = isRight(view) ? "middle" : "start";
    labels.push({ role: "event", text, x: isRight(view) ? x : left + 2, y: middle, anchor });
  }
  return labels;
}

/** What is missing in a gap, in words. */
export function gapWords(trace: Trace, gap: Pick<SceneGap, "process" | "missing" | "isAtEnd">): string {
  const { name } = trace.processes[gap.process];
  const events = gap.missing === 1 ? "1 event" : `${gap.missing} events`;
  return gap.isAtEnd
    ? `at least ${events} of ${name} missing after this in the source`
    : `${events} of ${name} missing here in the source`;
}

/** The gap whose line is within a radius of a point. */
export function gapAt(
  gaps: readonly SceneGap[],
  point: { readonly x: number; readonly y: number },
  radius: number,
): SceneGap | undefined {
  return gaps.find(
    ({ x1, y1, x2, y2 }) =>
      point.x >= Math.min(x1, x2) - radius &&
      point.x <= Math.max(x1, x2) + radius &&
      point.y >= Math.min(y1, y2) - radius &&
      point.y <= Math.max(y1, y2) + radius,
  );
}
