// The rollback-dependency graph as an SVG text: a row for each process, a box for each interval that begins with a checkpoint,
// and an arrow from where messages were sent to where they were received: who undoes the one must undo the other. What is undone
// is dashed and in the error colour; a diamond stands at the checkpoints of the recovery line. (Y.-M. Wang, IEEE TC 46(4), 1997)

import { DARK, LIGHT, type Palette } from "./style.ts";
import { escapeXml } from "./svgScene.ts";
import { textWidth } from "./text.ts";

/** An interval of a process: it begins with a checkpoint. */
export interface DrawnInterval {
  readonly name: string;
  /** When it begins; −∞ for the initial state, ∞ for who goes on from where it is. */
  readonly time: number;
  /** Whether its checkpoint is on the recovery line, and whether what follows it is undone. */
  readonly isChosen: boolean;
  readonly isUndone: boolean;
}

export interface DependencyRow {
  readonly name: string;
  readonly intervals: readonly DrawnInterval[];
}

export interface DependencyArrow {
  readonly from: { readonly row: number; readonly interval: number };
  readonly to: { readonly row: number; readonly interval: number };
  readonly words: string;
}

export interface DrawnDependencies {
  readonly rows: readonly DependencyRow[];
  readonly arrows: readonly DependencyArrow[];
}

export interface RollbackGraphOptions {
  readonly title: string;
  /** What the recovery line is, in words. */
  readonly subtitle: string;
  readonly theme?: "light" | "dark" | Palette;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Ubuntu, 'Helvetica Neue', Arial, sans-serif";
const MARGIN = 32;
const HEADER = 76;
const ROW = 84;
const BOX = 30;
const GAP = 36;
const LEGEND = [
  "◆ the recovery line; dashed: undone.",
  "An arrow: a message from one interval to another, which is undone with it.",
];
/** More boxes than this make no picture that anybody reads. */
const MOST_BOXES = 400;

interface Box extends Omit<DrawnInterval, "time"> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Undefined where there are too many checkpoints to draw. */
export function rollbackGraphSvg(
  graph: DrawnDependencies,
  options: RollbackGraphOptions,
): string | undefined {
  const { rows, arrows } = graph;
  if (rows.reduce((sum, { intervals }) => sum + intervals.length, 0) > MOST_BOXES) return undefined;
  const palette = paletteOf(options.theme);
  const boxes = boxesOf(rows);
  const left = MARGIN + Math.max(...rows.map(({ name }) => textWidth(name))) + 16;
  const needed = Math.max(...[options.subtitle, ...LEGEND].map((words) => textWidth(words))) + 2 * MARGIN;
  const right = Math.max(...boxes.flat().map(({ x, width }) => x + width));
  const width = Math.ceil(Math.max(needed, left + right + MARGIN));
  const height = HEADER + ROW * rows.length + 40;
  const text = (x: number, y: number, content: string, more: string): string =>
    `<text x="${x}" y="${y}" ${more}>${escapeXml(content)}</text>`;
  const rowName = `fill="${palette.text}" font-weight="600" text-anchor="end"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12" role="img">`,
    `<title>${escapeXml(options.title)}</title>`,
    `<desc>${escapeXml(options.subtitle)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${palette.background}"/>`,
    text(MARGIN, 28, options.title, `fill="${palette.text}" font-size="16" font-weight="600"`),
    text(MARGIN, 50, options.subtitle, `fill="${palette.mutedText}"`),
    ...rows.map(({ name }, p) => text(left - 16, HEADER + ROW * p + BOX / 2 + 4, name, rowName)),
    `<g transform="translate(${left} ${HEADER})">`,
    ...arrows.map((each) => arrow(each, boxes, palette)),
    ...boxes.flat().map((box) => boxSvg(box, palette)),
    "</g>",
    ...LEGEND.map((words, i) => text(MARGIN, height - 34 + 20 * i, words, `fill="${palette.mutedText}"`)),
    "</svg>",
    "",
  ].join("\n");
}

/** Boxes stand in the order of their checkpoints' times; those of one time stand below each other. */
function boxesOf(rows: readonly DependencyRow[]): readonly (readonly Box[])[] {
  const starts = rows.flatMap(({ intervals }, p) => intervals.map((interval, i) => ({ ...interval, p, i })));
  starts.sort((a, b) => a.time - b.time || a.i - b.i || a.p - b.p);
  const placed: Box[][] = rows.map(() => []);
  let x = 0;
  let widest = 0;
  let before = Number.NaN;
  for (const { p, name, time, isChosen, isUndone } of starts) {
    const isBelow = time === before && placed[p].every((box) => box.x < x || widest === 0);
    if (!isBelow && widest > 0) {
      x += widest + GAP;
      widest = 0;
    }
    before = time;
    const width = Math.max(BOX, textWidth(name) + 36);
    widest = Math.max(widest, width);
    placed[p].push({ x, y: ROW * p, width, name: isChosen ? `◆ ${name}` : name, isUndone, isChosen });
  }
  return placed;
}

function boxSvg({ x, y, width, name, isUndone, isChosen }: Box, palette: Palette): string {
  const stroke = isUndone ? `${palette.inconsistent}" stroke-dasharray="5 3` : palette.consistent;
  const words = `${name}${isChosen ? ": on the recovery line" : ""}${isUndone ? ": what follows is undone" : ""}`;
  const weight = isChosen ? ' font-weight="600"' : "";
  return `<g><title>${escapeXml(words)}</title><rect x="${x}" y="${y}" width="${width}" height="${BOX}" rx="6" fill="${palette.background}" stroke="${stroke}" stroke-width="2"/><text x="${x + width / 2}" y="${y + BOX / 2 + 4}" text-anchor="middle" fill="${palette.text}"${weight}>${escapeXml(name)}</text></g>`;
}

/** From the edge of a box to that of another, in the row above, below or of its own. */
function arrow(
  { from, to, words }: DependencyArrow,
  boxes: readonly (readonly Box[])[],
  palette: Palette,
): string {
  const [a, b] = [boxes[from.row][from.interval], boxes[to.row][to.interval]];
  const color = a.isUndone ? palette.inconsistent : palette.message;
  const down = b.y >= a.y;
  const [x1, y1] = [a.x + a.width / 2, a.y + (down ? BOX : 0)];
  const [x2, y2] = [b.x + b.width / 2, b.y + (down ? 0 : BOX)];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [tx, ty] = [x2 - 3 * ux, y2 - 3 * uy];
  const head = [
    [tx, ty],
    [tx - 9 * ux - 4 * uy, ty - 9 * uy + 4 * ux],
    [tx - 9 * ux + 4 * uy, ty - 9 * uy - 4 * ux],
  ];
  const points = head.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
  const dashed = a.isUndone ? ' stroke-dasharray="5 3"' : "";
  return `<g><title>${escapeXml(words)}</title><line x1="${round(x1)}" y1="${round(y1)}" x2="${round(tx - 6 * ux)}" y2="${round(ty - 6 * uy)}" stroke="${color}" stroke-width="1.5"${dashed}/><polygon points="${points}" fill="${color}"/></g>`;
}

function paletteOf(theme: RollbackGraphOptions["theme"] = "light"): Palette {
  if (theme === "light") return LIGHT;
  return theme === "dark" ? DARK : theme;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
