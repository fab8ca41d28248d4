// How each role of a scene looks: its colour by name, widths, dashes and sizes. Both painters, canvas and SVG, ask
// here, so that a picture in a document looks as it does in the panel. No meaning is told by colour alone: markers
// are dashed, messages in transit thick, orphans crossed out, lost and in-flight messages have tips of their own.

import type { VerdictKind } from "../trace/verdict.ts";
import type { ArrowRole, Emphasis, LabelRole, LineRole, MarkRole } from "./scene.ts";

/** Colours by what they stand for; each any CSS colour. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly mutedText: string;
  readonly grid: string;
  readonly lane: string;
  readonly event: string;
  readonly message: string;
  readonly marker: string;
  readonly inTransit: string;
  readonly orphan: string;
  readonly lost: string;
  readonly cut: string;
  readonly past: string;
  readonly future: string;
  readonly selection: string;
  readonly pill: string;
  readonly consistent: string;
  readonly inconsistent: string;
  readonly unknown: string;
  /** Full strokes only: nothing is told or softened by transparency. */
  readonly isHighContrast: boolean;
}

export type ColorName = Exclude<keyof Palette, "isHighContrast">;

export interface Stroke {
  readonly color: ColorName;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
}

const SOLID: readonly number[] = [];

const ARROWS: Readonly<Record<ArrowRole, Stroke>> = {
  message: { color: "message", width: 1.25, dash: SOLID, opacity: 1 },
  marker: { color: "marker", width: 1.5, dash: [6, 4], opacity: 1 },
  otherMarker: { color: "marker", width: 1, dash: [2, 4], opacity: 0.55 },
  inTransit: { color: "inTransit", width: 2.75, dash: SOLID, opacity: 1 },
  orphan: { color: "orphan", width: 2.75, dash: SOLID, opacity: 1 },
  chain: { color: "selection", width: 1.75, dash: SOLID, opacity: 1 },
  lost: { color: "lost", width: 1.5, dash: SOLID, opacity: 1 },
  inFlight: { color: "message", width: 1.5, dash: [1, 3], opacity: 1 },
  skewed: { color: "unknown", width: 1.75, dash: [9, 3, 2, 3], opacity: 1 },
  moved: { color: "selection", width: 2.25, dash: [7, 4], opacity: 1 },
  refused: { color: "inconsistent", width: 2.25, dash: [2, 4], opacity: 1 },
  unknownSend: { color: "lost", width: 1.25, dash: [2, 3], opacity: 1 },
  spoilt: { color: "lost", width: 1.5, dash: [4, 2, 1, 2], opacity: 1 },
  packet: { color: "lane", width: 0.75, dash: SOLID, opacity: 1 },
  packetAgain: { color: "unknown", width: 0.75, dash: [5, 3], opacity: 1 },
  acknowledgement: { color: "lane", width: 0.75, dash: [1.5, 2.5], opacity: 1 },
  packetLost: { color: "lost", width: 0.75, dash: SOLID, opacity: 1 },
  packetDropped: { color: "mutedText", width: 0.75, dash: [3, 2], opacity: 1 },
};

const DIM_OPACITY = 0.38;
const MANY_OPACITY = 0.75;
const MANY_WIDTH = 0.65;

export function arrowStroke(role: ArrowRole, emphasis: Emphasis, isHighContrast: boolean): Stroke {
  const base = ARROWS[role];
  switch (emphasis) {
    case "plain":
      return isHighContrast ? { ...base, opacity: 1 } : base;
    case "strong":
      return { ...base, width: base.width + 1.25, opacity: 1 };
    case "many":
      return isHighContrast
        ? { ...base, width: base.width * MANY_WIDTH, opacity: 1 }
        : { ...base, width: base.width * MANY_WIDTH, opacity: base.opacity * MANY_OPACITY };
    case "dim":
      return isHighContrast
        ? { ...base, width: 0.75, opacity: 1 }
        : { ...base, opacity: base.opacity * DIM_OPACITY };
  }
}

const LINES: Readonly<Record<LineRole, Stroke>> = {
  grid: { color: "grid", width: 1, dash: SOLID, opacity: 1 },
  lane: { color: "lane", width: 1.5, dash: SOLID, opacity: 1 },
  past: { color: "past", width: 5, dash: SOLID, opacity: 0.6 },
  future: { color: "future", width: 5, dash: SOLID, opacity: 0.6 },
  chain: { color: "selection", width: 3, dash: SOLID, opacity: 1 },
  gap: { color: "lost", width: 2.5, dash: [2, 5], opacity: 1 },
  down: { color: "lost", width: 1.25, dash: [1, 4], opacity: 1 },
};

export function lineStroke(role: LineRole, isHighContrast: boolean): Stroke {
  const base = LINES[role];
  // The two halves of the light cone must differ by more than colour.
  if (!isHighContrast) return base;
  return { ...base, opacity: 1, dash: role === "future" ? [3, 3] : base.dash };
}

/** A mark's shape and half its size. Rings and squares are not filled: they stand around another mark. Nor is a cross. */
export interface MarkShape {
  readonly shape: "circle" | "diamond" | "ring" | "square" | "cross";
  readonly radius: number;
  readonly fill: ColorName;
  readonly stroke: ColorName;
  readonly strokeWidth: number;
}

const MARKS: Readonly<Record<MarkRole, MarkShape>> = {
  event: { shape: "circle", radius: 4.5, fill: "event", stroke: "background", strokeWidth: 1.5 },
  internal: { shape: "circle", radius: 3.5, fill: "background", stroke: "event", strokeWidth: 1.5 },
  markerEvent: { shape: "circle", radius: 3, fill: "marker", stroke: "background", strokeWidth: 1.25 },
  crash: { shape: "cross", radius: 5, fill: "background", stroke: "lost", strokeWidth: 2.5 },
  restart: { shape: "circle", radius: 4.5, fill: "background", stroke: "lost", strokeWidth: 2.5 },
  record: { shape: "diamond", radius: 6.5, fill: "cut", stroke: "background", strokeWidth: 1.5 },
  otherRecord: { shape: "diamond", radius: 4.5, fill: "background", stroke: "marker", strokeWidth: 1.25 },
  cutPoint: { shape: "diamond", radius: 5, fill: "cut", stroke: "background", strokeWidth: 1.5 },
  handle: { shape: "ring", radius: 8, fill: "background", stroke: "cut", strokeWidth: 1.25 },
  held: { shape: "ring", radius: 11, fill: "background", stroke: "cut", strokeWidth: 3 },
  heldStep: { shape: "circle", radius: 6, fill: "selection", stroke: "background", strokeWidth: 1.5 },
  refusedStep: { shape: "circle", radius: 6, fill: "background", stroke: "inconsistent", strokeWidth: 2 },
  anchor: { shape: "square", radius: 9, fill: "background", stroke: "selection", strokeWidth: 2.5 },
  hit: { shape: "ring", radius: 7.5, fill: "background", stroke: "lost", strokeWidth: 1.75 },
  step: { shape: "ring", radius: 9, fill: "background", stroke: "marker", strokeWidth: 2 },
  hover: { shape: "ring", radius: 9, fill: "background", stroke: "selection", strokeWidth: 1.25 },
  selection: { shape: "ring", radius: 10, fill: "background", stroke: "selection", strokeWidth: 2.5 },
};

export const markShape = (role: MarkRole): MarkShape => MARKS[role];

/** The line of the cut: solid where the cut is consistent, broken where it is not. */
export function cutStroke(verdict: VerdictKind): Stroke {
  const dash = verdict === "consistent" ? SOLID : verdict === "inconsistent" ? [10, 4, 2, 4] : [3, 4];
  return { color: verdict === "inconsistent" ? "orphan" : "cut", width: 2, dash, opacity: 1 };
}

/** The palette of a scene: all that belongs to an inconsistent cut has the error's colour. */
export function paletteFor(palette: Palette, verdict: VerdictKind | undefined): Palette {
  return verdict === "inconsistent" ? { ...palette, cut: palette.orphan } : palette;
}

/** How strongly the inside of a cut is tinted with the cut's colour. */
export const INSIDE_OPACITY = 0.07;
export const DENSITY_OPACITY = 0.42;

const LABELS: Readonly<Record<LabelRole, { readonly color: ColorName; readonly isBold: boolean }>> = {
  tick: { color: "mutedText", isBold: false },
  axis: { color: "mutedText", isBold: false },
  lane: { color: "text", isBold: true },
  state: { color: "text", isBold: false },
  message: { color: "text", isBold: false },
  event: { color: "mutedText", isBold: false },
  cut: { color: "cut", isBold: true },
  held: { color: "text", isBold: true },
};

export const labelStyle = (role: LabelRole) => LABELS[role];

/** Length and half width of an arrow's head, by the arrow's width. */
export const headSize = (width: number): readonly [number, number] => [6.5 + width * 1.4, 2.6 + width * 0.75];
/** How far the head stops before the middle of the event that receives. */
export const HEAD_GAP = 4.5;

/** The colours of pictures that leave the editor. */
export const LIGHT: Palette = {
  background: "#ffffff",
  text: "#1f2328",
  mutedText: "#656d76",
  grid: "#eef0f3",
  lane: "#b6bdc7",
  event: "#3a424d",
  message: "#77818e",
  marker: "#8250df",
  inTransit: "#0969da",
  orphan: "#cf222e",
  lost: "#bc4c00",
  cut: "#1a7f37",
  past: "#d4a72c",
  future: "#1b9aaa",
  selection: "#0969da",
  pill: "#ffffff",
  consistent: "#1a7f37",
  inconsistent: "#cf222e",
  unknown: "#9a6700",
  isHighContrast: false,
};

export const DARK: Palette = {
  background: "#16191f",
  text: "#e6edf3",
  mutedText: "#9198a1",
  grid: "#22272e",
  lane: "#4a525d",
  event: "#c9d1d9",
  message: "#828c98",
  marker: "#b392f0",
  inTransit: "#58a6ff",
  orphan: "#ff7b72",
  lost: "#f0883e",
  cut: "#56d364",
  past: "#d29922",
  future: "#39a9b8",
  selection: "#58a6ff",
  pill: "#1f242c",
  consistent: "#56d364",
  inconsistent: "#ff7b72",
  unknown: "#d29922",
  isHighContrast: false,
};
