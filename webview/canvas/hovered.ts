// What the pointer is over: an event or a message, a handle of the cut, or a gap in a process's line.
// The input finds it, the surface paints it, the tooltip tells it.

import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import type { SceneGap } from "../../src/core/diagram/scene.ts";
import { NONE } from "../../src/core/trace/ids.ts";

export interface Hovered {
  readonly selection: Selection;
  /** The process whose handle of the cut it is, or NONE. */
  readonly handle: number;
  readonly gap: SceneGap | undefined;
  /** Whether it is an event that can be moved in time. */
  readonly isMovable: boolean;
}

export const OVER_NOTHING: Hovered = {
  selection: NO_SELECTION,
  handle: NONE,
  gap: undefined,
  isMovable: false,
};

export function sameHovered(a: Hovered, b: Hovered): boolean {
  return (
    a.selection.event === b.selection.event &&
    a.selection.message === b.selection.message &&
    a.handle === b.handle &&
    a.isMovable === b.isMovable &&
    a.gap?.process === b.gap?.process &&
    a.gap?.x1 === b.gap?.x1
  );
}
