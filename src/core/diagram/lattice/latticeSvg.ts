// The lattice of consistent cuts as an SVG text: every cut a point, every event a line to the right, the way that the run
// took thick, and the cuts that snapshots chose as rings with their names. No meaning is told by colour alone, and every
// point says in words which cut it is.

import type { Cut } from "../../trace/cut.ts";
import type { CutLattice } from "../../trace/cutLattice.ts";
import { DARK, LIGHT, type Palette } from "../style.ts";
import { escapeXml } from "../svgScene.ts";
import { textWidth } from "../text.ts";
import { type LatticeLayout, layoutLattice } from "./latticeLayout.ts";

/** A cut that is marked: that of a snapshot, or another with a name. */
export interface MarkedCut {
  readonly title: string;
  /** Its place in the lattice; −1 for one that is not consistent, and so not in it. */
  readonly place: number;
}

export interface LatticeSvgOptions {
  readonly title: string;
  /** How many cuts there are, in words. */
  readonly subtitle: string;
  readonly processes: readonly string[];
  readonly marked: readonly MarkedCut[];
  readonly theme?: "light" | "dark" | Palette;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Ubuntu, 'Helvetica Neue', Arial, sans-serif";
const MARGIN = 40;
const HEADER = 84;
const FOOTER = 64;
const SMALLEST = 420;
/** With more cuts than this, points have no numbers beside them. */
const MOST_LABELLED = 80;

export function latticeToSvg(lattice: CutLattice, options: LatticeSvgOptions): string {
  const palette = paletteOf(options.theme);
  const layout = layoutLattice(lattice);
  const words = [legendWords(options), outsideWords(options)].filter((line) => line !== "");
  const needed = Math.max(SMALLEST, ...[options.subtitle, ...words].map((line) => textWidth(line) + 20));
  const width = Math.ceil(Math.max(layout.width, needed) + 2 * MARGIN);
  const height = Math.ceil(layout.height + HEADER + FOOTER + 20 * words.length);
  const text = (x: number, y: number, content: string, more: string): string =>
    `<text x="${x}" y="${y}" ${more}>${escapeXml(content)}</text>`;
  const muted = `fill="${palette.mutedText}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12" role="img">`,
    `<title>${escapeXml(options.title)}</title>`,
    `<desc>${escapeXml(`${options.subtitle}. ${outsideWords(options)}`)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${palette.background}"/>`,
    text(MARGIN, 30, options.title, `fill="${palette.text}" font-size="16" font-weight="600"`),
    text(MARGIN, 52, options.subtitle, muted),
    `<g transform="translate(${MARGIN} ${HEADER})">`,
    ...edgeLines(lattice, layout, palette),
    ...levelNumbers(lattice, layout, palette),
    ...points(lattice, layout, options, palette),
    ...marks(layout, options, palette),
    "</g>",
    ...words.map((line, i) => text(MARGIN, HEADER + layout.height + FOOTER - 6 + 20 * i, line, muted)),
    "</svg>",
    "",
  ].join("\n");
}

/** A cut in words: `P=2, Q=0`. */
export function cutWords(processes: readonly string[], cut: Cut): string {
  return processes.map((name, p) => `${name}=${cut[p]}`).join(", ");
}

function paletteOf(theme: LatticeSvgOptions["theme"] = "light"): Palette {
  if (theme === "light") return LIGHT;
  return theme === "dark" ? DARK : theme;
}

function edgeLines({ edges, path }: CutLattice, { x, y }: LatticeLayout, palette: Palette): string[] {
  const passed = new Set(path.slice(1).map((to, i) => `${path[i]} ${to}`));
  const line = (from: number, to: number, stroke: string): string =>
    `<line x1="${round(x[from])}" y1="${round(y[from])}" x2="${round(x[to])}" y2="${round(y[to])}" ${stroke}/>`;
  const plain = edges.filter(([from, to]) => !passed.has(`${from} ${to}`));
  return [
    ...plain.map(([from, to]) => line(from, to, `stroke="${palette.lane}" stroke-width="1"`)),
    ...path
      .slice(1)
      .map((to, i) =>
        line(path[i], to, `stroke="${palette.selection}" stroke-width="3.5" stroke-linecap="round"`),
      ),
  ];
}

/** How many events the cuts of each level hold. */
function levelNumbers({ levels }: CutLattice, { x, height }: LatticeLayout, palette: Palette): string[] {
  const step = Math.max(1, Math.ceil(levels.length / 40));
  return levels.slice(0, -1).flatMap((first, level) => {
    if (level % step !== 0) return [];
    const at = `x="${round(x[first])}" y="${round(height + 34)}"`;
    return [`<text ${at} text-anchor="middle" font-size="11" fill="${palette.mutedText}">${level}</text>`];
  });
}

function points(
  { cuts, path }: CutLattice,
  { x, y }: LatticeLayout,
  { processes }: LatticeSvgOptions,
  palette: Palette,
): string[] {
  const passed = new Set(path);
  return cuts.map((cut, i) => {
    const isPassed = passed.has(i);
    const fill = isPassed ? palette.selection : palette.background;
    const at = `cx="${round(x[i])}" cy="${round(y[i])}" r="${isPassed ? 5.5 : 4}"`;
    const words = `${cutWords(processes, cut)}${isPassed ? ": the run passed here" : ""}`;
    const point = `<circle ${at} fill="${fill}" stroke="${palette.text}" stroke-width="1.25"><title>${escapeXml(words)}</title></circle>`;
    if (cuts.length > MOST_LABELLED) return point;
    const label = `<text x="${round(x[i])}" y="${round(y[i] + 18)}" text-anchor="middle" font-size="9.5" fill="${palette.mutedText}">${[...cut].join(" ")}</text>`;
    return `${point}${label}`;
  });
}

function marks({ x, y }: LatticeLayout, { marked }: LatticeSvgOptions, palette: Palette): string[] {
  const stacked = new Map<number, number>();
  return marked.flatMap(({ title, place }) => {
    if (place < 0) return [];
    const above = stacked.get(place) ?? 0;
    stacked.set(place, above + 1);
    const ring = `<circle cx="${round(x[place])}" cy="${round(y[place])}" r="${10 + 3 * above}" fill="none" stroke="${palette.consistent}" stroke-width="2.5"/>`;
    const at = `x="${round(x[place])}" y="${round(y[place] - 15 - 13 * above)}" paint-order="stroke" stroke="${palette.background}" stroke-width="4"`;
    return [
      `${ring}<text ${at} text-anchor="middle" font-weight="600" fill="${palette.text}">${escapeXml(title)}</text>`,
    ];
  });
}

function legendWords({ processes, marked }: LatticeSvgOptions): string {
  const rings = marked.some(({ place }) => place >= 0) ? ", rings are the cuts of snapshots" : "";
  return `Each point is a consistent cut (events of ${processes.join(", ")} inside), each line one event; thick: the run${rings}.`;
}

function outsideWords({ marked }: LatticeSvgOptions): string {
  const outside = marked.filter(({ place }) => place < 0).map(({ title }) => title);
  if (outside.length === 0) return "";
  const is = outside.length === 1 ? "is" : "are";
  return `${outside.join(", ")} ${is} not consistent, and so no point of it.`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
