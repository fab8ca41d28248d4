// The drawables of a scene as SVG elements, in the order in which the canvas paints them.
// Colours and numbers are ours; text of the trace goes through escapeXml and nowhere else.

import { arrowShape, RING_RADIUS } from "./arrowTip.ts";
import { BEAD_HEIGHT } from "./beads.ts";
import { fixed } from "./cutLine.ts";
import type { Bead, Scene, SceneArrow, SceneLabel, SceneLine, SceneMark } from "./scene.ts";
import {
  arrowStroke,
  cutStroke,
  DENSITY_OPACITY,
  INSIDE_OPACITY,
  labelStyle,
  lineStroke,
  markShape,
  type Palette,
  paletteFor,
  type Stroke,
} from "./style.ts";
import type { Point } from "./viewport.ts";

/** Text as XML holds it: markup characters escaped, and what XML 1.0 forbids left out. */
export function escapeXml(text: string): string {
  return [...text]
    .filter((character) => isXmlCharacter(character.codePointAt(0) ?? 0))
    .map((character) => ESCAPES[character] ?? character)
    .join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** `idPrefix`: before the one id in it. */
export function sceneMarkup(scene: Scene, theme: Palette, idPrefix = ""): string {
  const palette = paletteFor(theme, scene.cutLines[0]?.verdict);
  const { x, y, width, height } = scene.plot;
  const parts = [
    `<clipPath id="${idPrefix}plot"><rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}"/></clipPath>`,
    `<g clip-path="url(#${idPrefix}plot)">`,
    ...scene.regions.map(
      (path) =>
        `<path d="${path.d}" fill="${palette[cutStroke(path.verdict).color]}" fill-opacity="${INSIDE_OPACITY}"/>`,
    ),
    ...scene.lines.map((line) => lineMarkup(line, palette)),
    ...scene.bars.map(
      (bar) =>
        `<rect x="${fixed(bar.x)}" y="${fixed(bar.y)}" width="${fixed(bar.width)}" height="${fixed(bar.height)}" ` +
        `fill="${palette.event}" fill-opacity="${DENSITY_OPACITY}"/>`,
    ),
    ...scene.packets.map((arrow) => arrowMarkup(arrow, palette)),
    ...scene.arrows.map((arrow) => arrowMarkup(arrow, palette)),
    ...scene.cutLines.map(
      (path) => `<path d="${path.d}" fill="none"${strokeMarkup(cutStroke(path.verdict), palette)}/>`,
    ),
    ...scene.marks.map((mark) => markMarkup(mark, palette)),
    ...scene.labels.map((label) => labelMarkup(label, palette)),
    "</g>",
    ...scene.frameLabels.map((label) => labelMarkup(label, palette)),
  ];
  return parts.join("\n");
}

/** The attributes of a stroke, with a space before. */
export function strokeMarkup(stroke: Stroke, palette: Palette): string {
  const dash = stroke.dash.length === 0 ? "" : ` stroke-dasharray="${stroke.dash.join(" ")}"`;
  const opacity = stroke.opacity === 1 ? "" : ` stroke-opacity="${fixed(stroke.opacity)}"`;
  return ` stroke="${palette[stroke.color]}" stroke-width="${fixed(stroke.width)}"${dash}${opacity}`;
}

function lineMarkup(line: SceneLine, palette: Palette): string {
  return `<line${ends(line, { x: line.x2, y: line.y2 })}${strokeMarkup(lineStroke(line.role, palette.isHighContrast), palette)}/>`;
}

function ends(from: { readonly x1: number; readonly y1: number }, to: Point): string {
  return ` x1="${fixed(from.x1)}" y1="${fixed(from.y1)}" x2="${fixed(to.x)}" y2="${fixed(to.y)}"`;
}

export function arrowMarkup(arrow: SceneArrow, palette: Palette): string {
  const stroke = arrowStroke(arrow.role, arrow.emphasis, palette.isHighContrast);
  const shape = arrowShape(arrow, stroke.width);
  const solid = strokeMarkup({ ...stroke, dash: [] }, palette);
  const color = palette[stroke.color];
  let text = `<line${ends(arrow, shape.end)}${strokeMarkup(stroke, palette)}/>`;
  if (shape.head.length > 0) {
    const corners = shape.head.map(({ x, y }) => `${fixed(x)},${fixed(y)}`).join(" ");
    const opacity = stroke.opacity === 1 ? "" : ` fill-opacity="${fixed(stroke.opacity)}"`;
    text += `<polygon points="${corners}" fill="${color}"${opacity}/>`;
  }
  for (const [a, b] of shape.crosses) text += `<line${ends({ x1: a.x, y1: a.y }, b)}${solid}/>`;
  if (shape.ring !== undefined) {
    const { x, y } = shape.ring;
    text += `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${RING_RADIUS}" fill="${palette.background}"${solid}/>`;
  }
  return text;
}

export function markMarkup(mark: SceneMark, palette: Palette): string {
  const { shape, radius, fill, stroke, strokeWidth } = markShape(mark.role);
  const isOpen = shape === "ring" || shape === "square" || shape === "cross";
  const look = `fill="${isOpen ? "none" : palette[fill]}" stroke="${palette[stroke]}" stroke-width="${strokeWidth}"`;
  if (shape === "cross") {
    const lines = [radius, -radius].map(
      (side) =>
        `M${fixed(mark.x - radius)} ${fixed(mark.y - side)}L${fixed(mark.x + radius)} ${fixed(mark.y + side)}`,
    );
    return `<path d="${lines.join("")}" ${look}/>`;
  }
  if (shape === "square") {
    const [x, y] = [fixed(mark.x - radius), fixed(mark.y - radius)];
    return `<rect x="${x}" y="${y}" width="${2 * radius}" height="${2 * radius}" ${look}/>`;
  }
  if (shape !== "diamond")
    return `<circle cx="${fixed(mark.x)}" cy="${fixed(mark.y)}" r="${radius}" ${look}/>`;
  const corners = [
    [0, -radius],
    [radius, 0],
    [0, radius],
    [-radius, 0],
  ].map(([dx, dy]) => `${fixed(mark.x + dx)},${fixed(mark.y + dy)}`);
  return `<polygon points="${corners.join(" ")}" ${look}/>`;
}

function labelMarkup(label: SceneLabel, palette: Palette): string {
  if (label.beads !== undefined) return pillMarkup(label, palette) + beadsMarkup(label.beads, label, palette);
  const { color, isBold } = labelStyle(label.role);
  const weight = isBold ? ' font-weight="600"' : "";
  // A halo of the background keeps text without a pill legible on lines.
  const hasHalo =
    label.box === undefined && label.role !== "tick" && label.role !== "axis" && label.role !== "lane";
  const halo = hasHalo
    ? ` stroke="${palette.background}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`
    : "";
  const text =
    `<text x="${fixed(label.x)}" y="${fixed(label.y)}" dy="0.35em" text-anchor="${label.anchor}" ` +
    `fill="${palette[color]}"${weight}${halo}>${escapeXml(label.text)}</text>`;
  return pillMarkup(label, palette) + text;
}

function pillMarkup({ box }: SceneLabel, palette: Palette): string {
  if (box === undefined) return "";
  const { x, y, width, height } = box;
  return (
    `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" rx="${fixed(height / 2)}" ` +
    `fill="${palette.pill}" stroke="${palette.cut}" stroke-width="1"/>`
  );
}

/** Each bead with its name on it; for those who hear the picture the whole is one text. */
function beadsMarkup(beads: readonly Bead[], label: SceneLabel, palette: Palette): string {
  const parts = beads.map(({ text, colour, x, y, width }) => {
    const ink = colour?.ink ?? palette[labelStyle(label.role).color];
    const words = `<text x="${fixed(x)}" y="${fixed(y)}" dy="0.35em" text-anchor="middle" fill="${ink}">${escapeXml(text)}</text>`;
    if (colour === undefined) return words;
    const [left, top] = [fixed(x - width / 2), fixed(y - BEAD_HEIGHT / 2)];
    const size = `width="${fixed(width)}" height="${BEAD_HEIGHT}" rx="${BEAD_HEIGHT / 2}"`;
    return `<rect x="${left}" y="${top}" ${size} fill="${colour.fill}" stroke="${palette.event}" stroke-width="1"/>${words}`;
  });
  return `<g aria-label="${escapeXml(label.text)}">${parts.join("")}</g>`;
}
