// The part of a line inside a box, for arrows that run out of the picture.
// Both the messages and the packets of a scene are cut off by it.

import type { Box } from "./scene.ts";

/** Arrows are cut off so far outside the plot: a dashed line of a million pixels takes seconds to draw. */
const CLIP_MARGIN = 24;

/** The plot, and somewhat around it. */
export function clipBox({ x, y, width, height }: Box): Box {
  return {
    x: x - CLIP_MARGIN,
    y: y - CLIP_MARGIN,
    width: width + 2 * CLIP_MARGIN,
    height: height + 2 * CLIP_MARGIN,
  };
}

/** The part of a line inside a box (Liang and Barsky 1984), and whether its end was cut off. */
export function clipped(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  box: Box,
): readonly [number, number, number, number, boolean] | undefined {
  let enter = 0;
  let leave = 1;
  const edge = (direction: number, distance: number): boolean => {
    if (direction === 0) return distance >= 0;
    const at = distance / direction;
    if (direction < 0) enter = Math.max(enter, at);
    else leave = Math.min(leave, at);
    return enter <= leave;
  };
  const dx = x2 - x1;
  const dy = y2 - y1;
  const isSeen =
    edge(-dx, x1 - box.x) &&
    edge(dx, box.x + box.width - x1) &&
    edge(-dy, y1 - box.y) &&
    edge(dy, box.y + box.height - y1);
  if (!isSeen) return undefined;
  return [x1 + enter * dx, y1 + enter * dy, x1 + leave * dx, y1 + leave * dy, leave < 1];
}
