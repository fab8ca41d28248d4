// The legend of an SVG picture: each sign as it is drawn in the picture, with its words, in as many rows as it takes.
// Arrows and marks are drawn by svgScene.ts, so that a sign cannot differ from what it explains.

import { NONE } from "../trace/ids.ts";
import type { LegendEntry } from "./legend.ts";
import type { ArrowRole, MarkRole } from "./scene.ts";
import { cutStroke, DENSITY_OPACITY, lineStroke, type Palette } from "./style.ts";
import { arrowMarkup, escapeXml, markMarkup, strokeMarkup } from "./svgScene.ts";
import { textWidth } from "./text.ts";

const SIGN_WIDTH = 30;
const GAP = 22;

interface PlacedEntry extends LegendEntry {
  readonly x: number;
}

/** Entries side by side, as many a row as the width holds. */
export function legendRows(
  entries: readonly LegendEntry[],
  width: number,
): readonly (readonly PlacedEntry[])[] {
  const rows: PlacedEntry[][] = [];
  let x = 0;
  for (const entry of entries) {
    const needed = SIGN_WIDTH + 8 + textWidth(entry.words);
    if (rows.length === 0 || x + needed > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ ...entry, x });
    x += needed + GAP;
  }
  return rows;
}

export function legendMarkup(
  rows: readonly (readonly PlacedEntry[])[],
  palette: Palette,
  rowHeight: number,
): string {
  const lines: string[] = [];
  rows.forEach((row, i) => {
    const y = i * rowHeight + rowHeight / 2;
    for (const entry of row) {
      lines.push(
        `${signMarkup(entry, y, palette)}<text x="${entry.x + SIGN_WIDTH + 8}" y="${y}" dy="0.35em" ` +
          `fill="${palette.mutedText}">${escapeXml(entry.words)}</text>`,
      );
    }
  });
  return lines.join("\n");
}

function signMarkup({ sign, x }: PlacedEntry, y: number, palette: Palette): string {
  const middle = x + SIGN_WIDTH / 2;
  const line = `<line x1="${x}" y1="${y}" x2="${x + SIGN_WIDTH}" y2="${y}"`;
  switch (sign) {
    case "cut":
      return `${line}${strokeMarkup(cutStroke("consistent"), palette)}/>`;
    case "inconsistentCut":
      return `${line}${strokeMarkup(cutStroke("inconsistent"), palette)}/>`;
    case "unknownCut":
      return `${line}${strokeMarkup(cutStroke("unknown"), palette)}/>`;
    case "past":
    case "gap":
    case "down":
    case "future":
      return `${line}${strokeMarkup(lineStroke(sign, palette.isHighContrast), palette)}/>`;
    case "density":
      return `<rect x="${middle - 6}" y="${y - 7}" width="12" height="14" fill="${palette.event}" fill-opacity="${DENSITY_OPACITY}"/>`;
    case "event":
    case "internal":
    case "markerEvent":
    case "crash":
    case "restart":
    case "record":
    case "otherRecord":
    case "cutPoint":
    case "handle":
    case "held":
    case "heldStep":
    case "refusedStep":
    case "anchor":
    case "hit":
    case "step":
    case "hover":
    case "selection":
      return markMarkup({ role: sign satisfies MarkRole, event: NONE, x: middle, y }, palette);
    default:
      return arrowMarkup(signArrow(sign, x, y), palette);
  }
}

function signArrow(role: ArrowRole, x: number, y: number) {
  const isCrossed = role === "lost" || role === "packetLost" || role === "packetDropped";
  const tip = isCrossed ? "cross" : role === "inFlight" ? "ring" : "head";
  const x2 = isCrossed || role === "inFlight" ? x + SIGN_WIDTH - 6 : x + SIGN_WIDTH;
  return { role, emphasis: "plain", message: NONE, x1: x, y1: y, x2, y2: y, tip } as const;
}
