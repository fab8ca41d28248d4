// The geometry of what stands at the end of an arrow, for both painters: a head, a cross (lost), a ring (in flight),
// and the cross in the middle of an orphan.

import type { SceneArrow } from "./scene.ts";
import { HEAD_GAP, headSize } from "./style.ts";
import type { Point } from "./viewport.ts";

export interface ArrowShape {
  /** Where the line ends: before the head's base. */
  readonly end: Point;
  /** The head's three corners; empty where the arrow has none. */
  readonly head: readonly Point[];
  /** Lines of crosses: pairs of points. */
  readonly crosses: readonly (readonly [Point, Point])[];
  /** The middle of the ring, where the arrow has one. */
  readonly ring: Point | undefined;
}

const CROSS = 4.5;
export const RING_RADIUS = 3.5;

/** The shape of an arrow that is drawn `width` pixels wide. */
export function arrowShape(arrow: SceneArrow, width: number): ArrowShape {
  const dx = arrow.x2 - arrow.x1;
  const dy = arrow.y2 - arrow.y1;
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const along = (by: number, side = 0): Point => ({
    x: arrow.x2 - ux * by - uy * side,
    y: arrow.y2 - uy * by + ux * side,
  });
  const crosses = arrow.role === "orphan" ? crossAt({ x: arrow.x1 + dx / 2, y: arrow.y1 + dy / 2 }, 6) : [];
  const end: Point = { x: arrow.x2, y: arrow.y2 };
  switch (arrow.tip) {
    case "none":
      return { end, head: [], crosses, ring: undefined };
    case "cross":
      return { end, head: [], crosses: [...crosses, ...crossAt(end, CROSS)], ring: undefined };
    case "ring":
      return { end: along(RING_RADIUS), head: [], crosses, ring: end };
    case "head": {
      const [size, half] = headSize(width);
      // A very short arrow keeps some line before its head.
      const gap = Math.min(HEAD_GAP, length / 4);
      const depth = Math.min(size, length / 2);
      const head = [along(gap), along(gap + depth, half), along(gap + depth, -half)];
      return { end: along(gap + depth * 0.8), head, crosses, ring: undefined };
    }
  }
}

function crossAt({ x, y }: Point, size: number): (readonly [Point, Point])[] {
  return [
    [
      { x: x - size, y: y - size },
      { x: x + size, y: y + size },
    ],
    [
      { x: x - size, y: y + size },
      { x: x + size, y: y - size },
    ],
  ];
}
