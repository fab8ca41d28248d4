// The packets of a scene, below its messages: an arrow from process to process each, on the axis of time only, for packets
// are no events and have no place in a logical order. Where there are many, a fixed share of them is drawn.

import { type PacketColumns, PacketFlag, PacketKind } from "../trace/packets.ts";
import type { Trace } from "../trace/trace.ts";
import { clipBox, clipped } from "./clip.ts";
import type { Layout } from "./layout.ts";
import type { Overlay } from "./overlay.ts";
import type { ArrowRole, SceneArrow } from "./scene.ts";
import { plotBox } from "./sceneFrame.ts";
import { acrossOf, alongOf, plotAlong, positionAt, toPoint, type Viewport, windowEnd } from "./viewport.ts";

const MOST_PACKETS = 2000;
/** How much of its way a lost packet is drawn. */
const LOST_AT = 0.55;
/** The order of painting: runs of one role are one path. */
const ROLES: readonly ArrowRole[] = [
  "acknowledgement",
  "packet",
  "packetAgain",
  "packetDropped",
  "packetLost",
];

/** `usual`: how long a packet that never arrives is drawn as if it took, in units of the axis. */
export function packetArrows(
  trace: Trace,
  layout: Layout,
  usual: number,
  view: Viewport,
  overlay: Overlay,
): SceneArrow[] {
  const { packets } = trace;
  if (!overlay.showsPackets || packets === undefined || layout.axis !== "time") return [];
  const from = positionAt(view, plotAlong(view));
  const end = firstSentAfter(packets, windowEnd(view));
  const rows: number[] = [];
  // What was sent before the window may arrive in it; looking back costs nothing but comparisons.
  for (let row = 0; row < end; row++) if (arrivalOf(packets, row, usual) >= from) rows.push(row);
  let stride = 1;
  while (rows.length / stride > MOST_PACKETS) stride *= 2;
  const arrows = rows.flatMap((row) =>
    row % stride === 0 ? (arrowOf(trace, packets, layout, usual, view, row) ?? []) : [],
  );
  return arrows.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
}

/** Packets stand in the order of sending: how many are sent up to a moment. */
function firstSentAfter({ sent }: PacketColumns, moment: number): number {
  let low = 0;
  let high = sent.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sent[middle] <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function arrivalOf({ sent, arrives }: PacketColumns, row: number, usual: number): number {
  return Number.isNaN(arrives[row]) ? sent[row] + LOST_AT * usual : arrives[row];
}

function arrowOf(
  trace: Trace,
  packets: PacketColumns,
  layout: Layout,
  usual: number,
  view: Viewport,
  row: number,
): SceneArrow | undefined {
  const { channels } = trace;
  const channel = packets.channel[row];
  const isData = packets.kind[row] === PacketKind.data;
  const [source, target] = isData
    ? [channels.from[channel], channels.to[channel]]
    : [channels.to[channel], channels.from[channel]];
  const [fromLane, toLane] = [layout.laneOf[source], layout.laneOf[target]];
  if (fromLane < 0 || toLane < 0) return undefined;
  const isLost = (packets.flags[row] & PacketFlag.lost) !== 0;
  const arrival = arrivalOf(packets, row, usual);
  // What arrives after the end of the run is drawn as far as the run goes.
  const whole = isLost ? LOST_AT : 1;
  const share = Math.min(1, (layout.end - packets.sent[row]) / (arrival - packets.sent[row]));
  if (!(share > 0)) return undefined;
  const a = toPoint(view, alongOf(view, packets.sent[row]), acrossOf(view, fromLane));
  const reached = fromLane + (toLane - fromLane) * whole * share;
  const until = packets.sent[row] + (arrival - packets.sent[row]) * share;
  const b = toPoint(view, alongOf(view, until), acrossOf(view, reached));
  const part = clipped(a.x, a.y, b.x, b.y, clipBox(plotBox(view)));
  if (part === undefined) return undefined;
  const [x1, y1, x2, y2, isCut] = part;
  const role = roleOf(packets, row);
  const hasCross = role === "packetLost" || role === "packetDropped";
  const tip = isCut || share < 1 ? "none" : hasCross ? "cross" : "head";
  return { role, emphasis: "plain", message: -1, x1, y1, x2, y2, tip };
}

function roleOf({ kind, flags }: PacketColumns, row: number): ArrowRole {
  if ((flags[row] & PacketFlag.lost) !== 0) return "packetLost";
  if ((flags[row] & PacketFlag.dropped) !== 0) return "packetDropped";
  if (kind[row] === PacketKind.acknowledgement) return "acknowledgement";
  return (flags[row] & PacketFlag.again) !== 0 ? "packetAgain" : "packet";
}
