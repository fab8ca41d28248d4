// A run of a fence as a picture: for a page whose style says the colours (previews, HTML), or in colours of its own. A run
// in which nothing happens, such as that of a puzzle, is no picture.

import { LIGHT, type Palette } from "../../core/diagram/style.ts";
import { traceToSvg } from "../../core/diagram/svg.ts";
import type { FenceRun } from "./readFence.ts";

/** The colours as variables of the page's style, `--lightcone-marker` and so on; without a style, as on paper. */
export const PAGE_PALETTE: Palette = {
  ...(Object.fromEntries(
    Object.entries(LIGHT).map(([name, color]) => [name, `var(--lightcone-${name}, ${color})`]),
  ) as unknown as Palette),
  isHighContrast: false,
};

export interface DrawOptions {
  readonly theme: "light" | "dark" | Palette;
  /** Before the ids in the picture: a page may hold many pictures. */
  readonly idPrefix?: string;
}

/** The picture as SVG, or undefined where nothing happens in the run. */
export function drawRun({ name, opened, cut }: FenceRun, options: DrawOptions): string | undefined {
  if (opened.trace.events.time.length === 0) return undefined;
  return traceToSvg(opened.trace, { ...options, cut, title: name });
}
