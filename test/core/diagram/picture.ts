// What the tests of the diagram need to look at a trace: its layout, index, a viewport of a usual size and a scene.

import { buildScene } from "../../../src/core/diagram/buildScene.ts";
import { type Axis, layoutTrace } from "../../../src/core/diagram/layout.ts";
import { indexMessages } from "../../../src/core/diagram/messageIndex.ts";
import { type OverlayOptions, overlayOf } from "../../../src/core/diagram/overlay.ts";
import type { CutPicture } from "../../../src/core/diagram/scene.ts";
import { labelRoomFor } from "../../../src/core/diagram/sceneFrame.ts";
import { fitted, type Viewport } from "../../../src/core/diagram/viewport.ts";
import { classifyMessages } from "../../../src/core/trace/cut.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";

export interface PictureOptions extends OverlayOptions {
  readonly axis?: Axis;
  readonly orientation?: Viewport["orientation"];
  readonly width?: number;
  readonly height?: number;
}

export function pictureOf(trace: Trace, options: PictureOptions = {}) {
  const { axis = "time", orientation = "right", width = 1200, height = 600 } = options;
  const layout = layoutTrace(trace, axis);
  const index = indexMessages(trace, layout);
  const labelRoom = labelRoomFor(trace, orientation);
  const view = fitted(layout, trace.processes.length, { orientation, width, height, labelRoom });
  const overlay = overlayOf(trace, options);
  const sceneOf = (seen: Viewport) => buildScene(trace, layout, index, seen, overlay);
  return { layout, index, view, overlay, sceneOf, scene: sceneOf(view) };
}

/** A snapshot's cut, or a cut of one's own, as the diagram takes it. */
export function cutPicture(trace: Trace, of: number | Uint32Array, title = "Cut"): CutPicture {
  const frontier = typeof of === "number" ? trace.snapshots[of].frontier : of;
  const { orphans, inTransit } = classifyMessages(trace, frontier);
  const isConsistent = orphans.length === 0;
  return {
    title,
    frontier,
    snapshot: typeof of === "number" ? of : -1,
    verdict: isConsistent ? "consistent" : "inconsistent",
    words: isConsistent
      ? `consistent, ${inTransit.length} in transit`
      : `inconsistent, ${orphans.length} orphans`,
    orphans,
    inTransit,
  };
}

/** Three processes, a snapshot begun by P with two messages in transit, and a message lost. */
export const THREE_PROCESSES = `
    P  -a---0mn---B----C--d-
    Q  ---Ab-------M0oq-----
    R  --------c-----N0rs---
`;
export const THREE_PROCESSES_OPTIONS = {
  name: "Three processes",
  tokens: { P: 10, Q: 5, R: 2 },
  carries: { a: 3, b: 2, c: 1, d: 1 },
  markers: { m: 0, n: 0, o: 0, q: 0, r: 0, s: 0 },
  to: { d: "Q", o: "P", q: "R", r: "P", s: "Q" },
  lost: "d",
  recorded: { 0: "bc" },
} as const;
