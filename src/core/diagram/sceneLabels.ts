// Words within the plot: what the messages carry and what the events are called, where the picture is so close that
// there is room. The first label to ask for a place has it, so the important ones are asked first.

import { messageName } from "../trace/describe.ts";
import { MessageKind, type Trace } from "../trace/trace.ts";
import { beadParts, rowAt, rowWidth } from "./beads.ts";
import type { Box, SceneArrow, SceneLabel, SceneMark } from "./scene.ts";
import { FONT_SIZE, type LabelRoom, shortened, textWidth } from "./text.ts";
import { isRight, type Viewport } from "./viewport.ts";

/** With more arrows than this, none is labelled. */
const MOST_LABELLED = 140;
/** With more events than this, none is labelled. */
const MOST_EVENTS = 220;
const LARGEST_MESSAGE = 130;
const LARGEST_EVENT = 190;
/** How far along an arrow its label may stand. */
const PLACES = [0.5, 0.34, 0.66, 0.22, 0.78];
const HEIGHT = FONT_SIZE + 3;

export function messageLabels(trace: Trace, arrows: readonly SceneArrow[], room: LabelRoom): SceneLabel[] {
  if (arrows.length > MOST_LABELLED) return [];
  const labels: SceneLabel[] = [];
  for (let i = arrows.length - 1; i >= 0; i--) {
    const arrow = arrows[i];
    if (trace.messages.kind[arrow.message] === MessageKind.marker || arrow.emphasis === "dim") continue;
    const name = messageName(trace, arrow.message);
    if (arrow.role === "unknownSend") {
      const label = besideTail(arrow, name, room);
      if (label !== undefined) labels.push(label);
      continue;
    }
    if (name === "message") continue;
    const label = besideArrow(arrow, shortened(name, LARGEST_MESSAGE), room, partsOf(trace, arrow.message));
    if (label !== undefined) labels.push(label);
  }
  return labels;
}

/** The coloured tokens of a message, where it has no text of its own and they are few enough. */
function partsOf({ messages, payloads }: Trace, message: number): ReturnType<typeof beadParts> {
  const payload = payloads[messages.payload[message]];
  const parts = payload === undefined || payload.label !== "" ? undefined : beadParts(payload);
  return parts !== undefined && rowWidth(parts) <= LARGEST_MESSAGE ? parts : undefined;
}

/** A label on the arrow's line, at the first of some places that is free. */
function besideArrow(
  arrow: SceneArrow,
  text: string,
  room: LabelRoom,
  parts: ReturnType<typeof beadParts>,
): SceneLabel | undefined {
  const width = (parts === undefined ? textWidth(text) : rowWidth(parts)) + 6;
  const length = Math.hypot(arrow.x2 - arrow.x1, arrow.y2 - arrow.y1);
  const isFlat = Math.abs(arrow.x2 - arrow.x1) > Math.abs(arrow.y2 - arrow.y1);
  if (length < (isFlat ? width : HEIGHT) + 24) return undefined;
  // An orphan has its cross in the middle.
  for (const place of arrow.role === "orphan" ? PLACES.slice(1) : PLACES) {
    const x = arrow.x1 + place * (arrow.x2 - arrow.x1);
    const y = arrow.y1 + place * (arrow.y2 - arrow.y1);
    const box: Box = { x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT };
    if (!room.take(box)) continue;
    return { role: "message", text, x, y, anchor: "middle", ...(parts && { beads: rowAt(parts, x, y) }) };
  }
  return undefined;
}

/** What a stub carries, and that it was sent outside the trace, where the stub begins. */
function besideTail(arrow: SceneArrow, name: string, room: LabelRoom): SceneLabel | undefined {
  const words = "sent outside the trace";
  const text = shortened(name === "message" ? words : `${name}, ${words}`, 2 * LARGEST_MESSAGE);
  const width = textWidth(text) + 6;
  const isFromAbove = arrow.y1 < arrow.y2;
  const y = arrow.y1 + (isFromAbove ? -HEIGHT / 2 - 1 : HEIGHT / 2 + 1);
  const box: Box = { x: arrow.x1 - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT };
  return room.take(box) ? { role: "message", text, x: arrow.x1, y, anchor: "middle" } : undefined;
}

/** The labels that the source gives to events, beside their marks. */
export function eventLabels(
  trace: Trace,
  view: Viewport,
  marks: readonly SceneMark[],
  room: LabelRoom,
): SceneLabel[] {
  if (marks.length > MOST_EVENTS) return [];
  const labels: SceneLabel[] = [];
  for (const mark of marks) {
    if (mark.role === "record" || mark.role === "otherRecord" || mark.event < 0) continue;
    const label = trace.strings[trace.events.label[mark.event]];
    if (label === "") continue;
    const widest = isRight(view) ? LARGEST_EVENT : Math.min(LARGEST_EVENT, view.laneGap - 24);
    const text = shortened(label, widest);
    const width = textWidth(text) + 4;
    const right = isRight(view);
    const x = right ? mark.x - width / 2 : mark.x + 9;
    const y = right ? mark.y - 9 - HEIGHT : mark.y - HEIGHT / 2;
    if (!room.take({ x, y, width, height: HEIGHT })) continue;
    const middle = right ? mark.x : x + 2;
    labels.push({ role: "event", text, x: middle, y: y + HEIGHT / 2, anchor: right ? "middle" : "start" });
  }
  return labels;
}
