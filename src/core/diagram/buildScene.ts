// Puts a scene together from its parts: what one viewport shows of a trace, with what stands out in it. The cost of a
// frame is bounded by the picture's size, whatever the trace's.

import type { Trace } from "../trace/trace.ts";
import type { Layout } from "./layout.ts";
import type { MessageIndex } from "./messageIndex.ts";
import type { Overlay } from "./overlay.ts";
import type { Scene } from "./scene.ts";
import { crossingsOf, cutPaths, cutPoints, cutRuns, cutTitle, stateLabels } from "./sceneCut.ts";
import { eventMarks, ringMarks } from "./sceneEvents.ts";
import { axisOf, chainLines, coneLines, laneLabels, plotBox } from "./sceneFrame.ts";
import { eventLabels, messageLabels } from "./sceneLabels.ts";
import { gapLabels, laneLines } from "./sceneLanes.ts";
import { messageArrows } from "./sceneMessages.ts";
import { packetArrows } from "./scenePackets.ts";
import { LabelRoom } from "./text.ts";
import type { Viewport } from "./viewport.ts";

/** Half of the room that a mark keeps free of labels. */
const MARK_ROOM = 5;
/** With more marks than this there is no room for labels, and none is kept. */
const MOST_KEPT = 600;

export function buildScene(
  trace: Trace,
  layout: Layout,
  index: MessageIndex,
  view: Viewport,
  overlay: Overlay,
): Scene {
  const plot = plotBox(view);
  const axis = axisOf(trace, layout, view);
  const runs = cutRuns(trace, layout, view, overlay);
  const cut = cutPaths(view, overlay, runs);
  const crossings = crossingsOf(view, runs);
  const { arrows, stride } = messageArrows(trace, layout, index, view, overlay);
  const { marks, bars } = eventMarks(trace, layout, view, overlay);
  const lanes = laneLines(trace, layout, view);
  const room = new LabelRoom(plot);
  if (marks.length <= MOST_KEPT) {
    for (const { x, y } of marks) {
      room.keep({ x: x - MARK_ROOM, y: y - MARK_ROOM, width: 2 * MARK_ROOM, height: 2 * MARK_ROOM });
    }
  }
  const labels = [
    ...stateLabels(trace, view, overlay, runs, room),
    ...cutTitle(view, overlay, runs, room),
    ...gapLabels(view, lanes.gaps, room),
    ...messageLabels(trace, arrows, room),
    ...eventLabels(trace, view, marks, room),
  ];
  return {
    width: view.width,
    height: view.height,
    axis: layout.axis,
    plot,
    regions: cut.regions,
    lines: [
      ...axis.lines,
      ...lanes.lines,
      ...coneLines(trace, layout, view, overlay),
      ...chainLines(trace, layout, view, overlay),
    ],
    bars,
    packets: packetArrows(trace, layout, index.usual, view, overlay),
    arrows,
    cutLines: cut.lines,
    crossings,
    gaps: lanes.gaps,
    marks: [...marks, ...cutPoints(overlay, crossings), ...ringMarks(trace, layout, view, overlay)],
    labels,
    frameLabels: [...laneLabels(trace, layout, view), ...axis.labels],
    messageStride: stride,
    hasBars: bars.length > 0,
  };
}
