// What VS Code's own menu is told of the place where it opens: over the name of a process, that process, so that it can be
// hidden from there. The menu's entries are in package.json; they get what is written here.

import { acrossOfPoint, alongOfPoint, laneAt, type Point } from "../../src/core/diagram/viewport.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";

export interface MenuContext {
  readonly state: () => ViewState;
  readonly model: () => Model | undefined;
  /** The file that the page shows, as the host wrote it on the page. */
  readonly document: string;
}

/** Writes it on the canvas before VS Code, further up, looks there. */
export function tellMenu(canvas: HTMLCanvasElement, context: MenuContext, signal: AbortSignal): void {
  canvas.addEventListener(
    "contextmenu",
    ({ clientX, clientY }) => {
      const { left, top } = canvas.getBoundingClientRect();
      const process = processNamedAt({ x: clientX - left, y: clientY - top }, context);
      const { document } = context;
      const told =
        process === undefined
          ? { preventDefaultContextMenuItems: true }
          : { webviewSection: "process", process, document, preventDefaultContextMenuItems: true };
      canvas.dataset["vscodeContext"] = JSON.stringify(told);
    },
    { signal },
  );
}

/** The process whose name stands at a place of the picture. */
function processNamedAt(point: Point, { state, model }: MenuContext): string | undefined {
  const { viewport } = state();
  const shown = model();
  if (viewport === undefined || shown === undefined) return undefined;
  if (alongOfPoint(viewport, point) > viewport.labelRoom) return undefined;
  const process = shown.processOf(Math.round(laneAt(viewport, acrossOfPoint(viewport, point))));
  return process === NONE ? undefined : shown.trace.processes[process].name;
}
