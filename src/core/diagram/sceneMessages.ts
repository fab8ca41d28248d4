// The messages of a scene: an arrow each while there are few; a fixed share of them, chosen so that it stays the
// same while the picture is moved, where there are many. What stands out is always drawn, and drawn last.

import { NONE } from "../trace/ids.ts";
import { skewOf } from "../trace/skew.ts";
import { MessageFlag, MessageKind, receiverOf, senderOf, type Trace } from "../trace/trace.ts";
import { clipBox, clipped } from "./clip.ts";
import type { Layout } from "./layout.ts";
import { arrowSpan, countCrossing, forEachCrossing, type MessageIndex, STUB } from "./messageIndex.ts";
import type { Overlay } from "./overlay.ts";
import type { ArrowRole, Box, Emphasis, SceneArrow } from "./scene.ts";
import { plotBox } from "./sceneFrame.ts";
import { acrossOf, alongOf, plotAlong, positionAt, toPoint, type Viewport, windowEnd } from "./viewport.ts";

/** Messages that one frame looks at, and that it draws at most of those that stand out and of the others. */
const MOST_LOOKED_AT = 40_000;
const MOST_FIRST = 1500;
const MOST_OTHERS = 3000;
/** So many square pixels an arrow, or the picture is a tangle; more where not all can be drawn anyway. */
const PIXELS_AN_ARROW = 260;
const PIXELS_A_SAMPLE = 1100;
/** From so many arrows on, each is drawn thinner. */
const MANY_FIRST = 60;
const MANY_OTHERS = 300;
interface Gathering {
  readonly trace: Trace;
  readonly layout: Layout;
  readonly index: MessageIndex;
  readonly view: Viewport;
  readonly overlay: Overlay;
  readonly clip: Box;
}

export function messageArrows(
  trace: Trace,
  layout: Layout,
  index: MessageIndex,
  view: Viewport,
  overlay: Overlay,
): { readonly arrows: SceneArrow[]; readonly stride: number } {
  const plot = plotBox(view);
  const clip = clipBox(plot);
  const gathering: Gathering = { trace, layout, index, view, overlay, clip };
  const first = firstArrows(gathering);
  const isFirst = new Set(first.map(({ message }) => message));
  const area = plot.width * plot.height;
  const budget = Math.min(MOST_OTHERS, Math.max(200, area / PIXELS_AN_ARROW));
  const samples = Math.min(MOST_OTHERS, Math.max(200, area / PIXELS_A_SAMPLE));
  const from = positionAt(view, plotAlong(view));
  const to = windowEnd(view);
  const count = countCrossing(trace, layout, index, from, to);
  let stride = 1;
  while (count / stride > MOST_LOOKED_AT) stride *= 2;
  let others = otherArrows(gathering, from, to, stride, isFirst, stride === 1 ? budget : samples);
  while (others === undefined) {
    stride *= 2;
    others = otherArrows(gathering, from, to, stride, isFirst, samples);
  }
  // The most important is drawn last, on top of the others.
  return { arrows: [...lighter(others, MANY_OTHERS), ...lighter(first, MANY_FIRST).reverse()], stride };
}

/** Arrows that are thinner where there are many of them. */
function lighter(arrows: SceneArrow[], many: number): SceneArrow[] {
  if (arrows.length < many) return arrows;
  return arrows.map((arrow) => (arrow.emphasis === "plain" ? { ...arrow, emphasis: "many" } : arrow));
}

function firstArrows(gathering: Gathering): SceneArrow[] {
  const { overlay } = gathering;
  const arrows: SceneArrow[] = [];
  for (const message of overlay.first) {
    const arrow = arrowOf(gathering, message, overlay.strong.has(message) ? "strong" : "plain");
    if (arrow !== undefined) arrows.push(arrow);
    if (arrows.length === MOST_FIRST) break;
  }
  return arrows;
}

/** A share of the messages in sight; undefined where even that share is too large. */
function otherArrows(
  gathering: Gathering,
  from: number,
  to: number,
  stride: number,
  without: ReadonlySet<number>,
  budget: number,
): SceneArrow[] | undefined {
  const { trace, layout, index, overlay } = gathering;
  const arrows: SceneArrow[] = [];
  const emphasis = stride > 1 || overlay.step !== undefined ? "dim" : "plain";
  forEachCrossing(trace, layout, index, from, to, stride, (message) => {
    if (arrows.length > budget || without.has(message)) return;
    const arrow = arrowOf(gathering, message, emphasis);
    if (arrow !== undefined) arrows.push(arrow);
  });
  return arrows.length > budget ? undefined : arrows;
}

/** The arrow of a message, or undefined where none of it is in sight. */
function arrowOf(gathering: Gathering, message: number, emphasis: Emphasis): SceneArrow | undefined {
  const { trace, layout, index, view, overlay, clip } = gathering;
  const span = arrowSpan(trace, layout, index.usual, message);
  if (span === undefined) return undefined;
  const [fromLane, toLane] = lanesOf(trace, layout, message);
  if (fromLane === undefined || toLane === undefined) return undefined;
  const reached = fromLane + (toLane - fromLane) * span.covered;
  const a = toPoint(view, alongOf(view, span.from), acrossOf(view, fromLane));
  const b = toPoint(view, alongOf(view, span.to), acrossOf(view, reached));
  const part = clipped(a.x, a.y, b.x, b.y, clip);
  if (part === undefined) return undefined;
  const role = overlay.roles.get(message) ?? roleOf(trace, overlay, message);
  const [x1, y1, x2, y2, isCut] = part;
  return { role, emphasis, message, x1, y1, x2, y2, tip: isCut ? "none" : tipOf(trace, message) };
}

/** The lanes of both ends; where one is not known, a short way towards the other side. Without its sending only a stub. */
function lanesOf(
  trace: Trace,
  { laneOf }: Layout,
  message: number,
): readonly [number | undefined, number | undefined] {
  const [sender, receiver] = [senderOf(trace, message), receiverOf(trace, message)];
  const from = sender === NONE ? NONE : laneOf[sender];
  const to = receiver === NONE ? NONE : laneOf[receiver];
  // What goes to a hidden process, or comes from one, is hidden with it.
  if ((sender !== NONE && from === NONE) || (receiver !== NONE && to === NONE)) return [undefined, undefined];
  if (trace.messages.send[message] === NONE) return [from > to ? to + STUB : to - STUB, to];
  return [from, to === NONE ? from + STUB : to];
}

function roleOf(trace: Trace, overlay: Overlay, message: number): ArrowRole {
  const { kind, payload, send, receive, flags } = trace.messages;
  if (kind[message] === MessageKind.marker) {
    const chosen = overlay.cut?.snapshot ?? NONE;
    return chosen === NONE || chosen === payload[message] ? "marker" : "otherMarker";
  }
  if (send[message] === NONE) return "unknownSend";
  if (receive[message] !== NONE && (flags[message] & MessageFlag.spoilt) !== 0) return "spoilt";
  if (receive[message] !== NONE) return skewOf(trace, message) > 0 ? "skewed" : "message";
  return (flags[message] & MessageFlag.lost) === 0 ? "inFlight" : "lost";
}

function tipOf(trace: Trace, message: number): SceneArrow["tip"] {
  if (trace.messages.receive[message] !== NONE) return "head";
  return (trace.messages.flags[message] & MessageFlag.lost) === 0 ? "ring" : "cross";
}
