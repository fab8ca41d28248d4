// The events of a scene: a mark each where there is room, and where they stand closer than that a bar whose length
// across tells how many there are. The work is bounded by pixels, not by events.

import { NONE } from "../trace/ids.ts";
import { forEachReceived, forEachSent, localIndex, MessageKind, type Trace } from "../trace/trace.ts";
import type { Layout } from "./layout.ts";
import type { Overlay } from "./overlay.ts";
import type { MarkRole, SceneBar, SceneMark } from "./scene.ts";
import { eventPoint, eventsInSight } from "./sceneFrame.ts";
import { acrossOf, alongOf, isRight, positionAt, toPoint, type Viewport, visibleLanes } from "./viewport.ts";

/** Buckets of a frame, over all lanes; each gives at most MARKS_A_BUCKET marks. */
const MOST_BUCKETS = 9000;
const SMALLEST_BUCKET = 4;
const MARKS_A_BUCKET = 2;

/** What tells the events of one picture apart. */
interface EventRoles {
  readonly records: ReadonlySet<number>;
  readonly otherRecords: ReadonlySet<number>;
  /** Labels of events with which a process saves its state by itself, and the cut, behind whose last events these stand out. */
  readonly checkpointLabels: ReadonlySet<number>;
  readonly frontier: Uint32Array | undefined;
  readonly crashes: ReadonlySet<number>;
  readonly restarts: ReadonlySet<number>;
}

export function eventMarks(trace: Trace, layout: Layout, view: Viewport, overlay: Overlay) {
  const marks: SceneMark[] = [];
  const crowds: Crowd[] = [];
  const roles = recordRoles(trace, layout, overlay);
  const [firstLane, endLane] = visibleLanes(view, layout.lanes.length);
  const pixels = (isRight(view) ? view.width : view.height) * Math.max(1, endLane - firstLane);
  const bucket = Math.max(SMALLEST_BUCKET, Math.ceil(pixels / MOST_BUCKETS));
  for (let lane = firstLane; lane < endLane; lane++) {
    const [first, end] = eventsInSight(trace, layout, view, layout.lanes[lane]);
    let event = first;
    while (event < end) {
      const along = Math.floor(alongOf(view, layout.position[event]) / bucket) * bucket;
      const next = bucketEnd(layout, event, end, positionAt(view, along + bucket));
      if (next - event <= MARKS_A_BUCKET) {
        for (let e = event; e < next; e++) marks.push(markOf(trace, layout, view, roles, e));
      } else {
        crowds.push({ lane, along, count: next - event });
      }
      event = next;
    }
  }
  for (const event of roles.records) {
    if (layout.laneOf[trace.events.process[event]] !== NONE)
      marks.push(markOf(trace, layout, view, roles, event));
  }
  let most = 1;
  for (const { count } of crowds) if (count > most) most = count;
  return { marks, bars: crowds.map((crowd) => barOf(view, crowd, bucket, most)) };
}

/** Events that stand in one bucket of a lane. */
interface Crowd {
  readonly lane: number;
  readonly along: number;
  readonly count: number;
}

/** The first event at or after a position, by doubling steps: a bucket usually holds few. */
function bucketEnd(layout: Layout, first: number, end: number, position: number): number {
  let step = 1;
  let low = first + 1;
  while (low < end && layout.position[low] < position) {
    low = Math.min(end, low + step);
    step *= 2;
  }
  let high = low;
  low = Math.max(first + 1, low - step / 2);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (layout.position[middle] < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bar's area grows with the count, and the fullest bucket in sight has the longest bar. */
function barOf(view: Viewport, { lane, along, count }: Crowd, bucket: number, most: number): SceneBar {
  const longest = Math.min(view.laneGap * 0.34, 4 + 2.5 * Math.log2(most));
  const half = Math.max(2.5, longest * Math.sqrt(count / most));
  const a = toPoint(view, along, acrossOf(view, lane) - half);
  const size = toPoint(view, bucket, 2 * half);
  return { role: "density", x: a.x, y: a.y, width: size.x, height: size.y };
}

/** Which events are recordings: of the chosen snapshot (or of every one where none is chosen), and of others. */
function recordRoles(trace: Trace, { checkpointLabels }: Layout, overlay: Overlay): EventRoles {
  const records = new Set<number>();
  const otherRecords = new Set<number>();
  const chosen = overlay.cut?.snapshot ?? NONE;
  const recorded = overlay.step?.recorded;
  trace.snapshots.forEach((snapshot, index) => {
    snapshot.recordEvents.forEach((event, process) => {
      if (event === NONE) return;
      // While a snapshot is stepped through, what it has not recorded yet does not stand out yet.
      const isDone = recorded === undefined || recorded[process] !== NONE;
      (index === chosen && isDone ? records : otherRecords).add(event);
    });
  });
  for (const event of records) otherRecords.delete(event);
  const { crash = [], restart = [] } = trace.outages ?? {};
  return {
    records,
    otherRecords,
    checkpointLabels,
    frontier: overlay.cut?.frontier,
    crashes: new Set(crash),
    restarts: new Set(restart),
  };
}

function markOf(trace: Trace, layout: Layout, view: Viewport, roles: EventRoles, event: number): SceneMark {
  const { x, y } = toPoint(
    view,
    alongOf(view, layout.position[event]),
    acrossOf(view, layout.laneOf[trace.events.process[event]]),
  );
  return { role: roleOf(trace, roles, event), event, x, y };
}

function roleOf(trace: Trace, roles: EventRoles, event: number): MarkRole {
  if (roles.records.has(event)) return "record";
  if (roles.otherRecords.has(event)) return "otherRecord";
  if (roles.checkpointLabels.has(trace.events.label[event])) {
    const isOnCut = roles.frontier?.[trace.events.process[event]] === localIndex(trace, event) + 1;
    return isOnCut ? "record" : "otherRecord";
  }
  if (roles.crashes.has(event)) return "crash";
  if (roles.restarts.has(event)) return "restart";
  if (trace.events.sent[event] === NONE && trace.events.received[event] === NONE) return "internal";
  let role: MarkRole = "markerEvent";
  const look = (message: number): void => {
    if (trace.messages.kind[message] !== MessageKind.marker) role = "event";
  };
  forEachSent(trace, event, look);
  forEachReceived(trace, event, look);
  return role;
}

/** Rings around the events of the step and of the selection. */
export function ringMarks(trace: Trace, layout: Layout, view: Viewport, overlay: Overlay): SceneMark[] {
  const rings: SceneMark[] = [];
  const add = (role: MarkRole, event: number): void => {
    const point = eventPoint(trace, layout, view, event);
    if (point !== undefined) rings.push({ role, event, x: point.x, y: point.y });
  };
  add("anchor", overlay.anchor);
  for (const event of overlay.step?.events ?? []) add("step", event);
  add("selection", overlay.selection.event);
  return rings;
}
