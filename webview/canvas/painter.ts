// Paints a scene on a canvas. It decides nothing: what is drawn is the scene's, how it looks is style.ts's and the
// palette's. Runs of drawables that look alike are drawn as one path.

import { type ArrowShape, arrowShape, RING_RADIUS } from "../../src/core/diagram/arrowTip.ts";
import { BEAD_HEIGHT } from "../../src/core/diagram/beads.ts";
import type {
  Bead,
  Scene,
  SceneArrow,
  SceneLabel,
  SceneLine,
  SceneMark,
  ScenePath,
} from "../../src/core/diagram/scene.ts";
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
} from "../../src/core/diagram/style.ts";
import { FONT_SIZE } from "../../src/core/diagram/text.ts";

type Context = CanvasRenderingContext2D;

/** Paints a whole frame. `ratio`: device pixels to a CSS pixel. */
export function paint(context: Context, scene: Scene, theme: Palette, font: string, ratio: number): void {
  const palette = paletteFor(theme, scene.cutLines[0]?.verdict);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, scene.width, scene.height);
  const { x, y, width, height } = scene.plot;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  paintRegions(context, scene.regions, palette);
  paintLines(context, scene.lines, palette);
  paintBars(context, scene, palette);
  paintArrows(context, scene.packets, palette);
  paintArrows(context, scene.arrows, palette);
  for (const path of scene.cutLines)
    strokePath(context, new Path2D(path.d), cutStroke(path.verdict), palette);
  paintMarks(context, scene.marks, palette);
  paintLabels(context, scene.labels, palette, font);
  context.restore();
  paintLabels(context, scene.frameLabels, palette, font);
}

/** Cuts a list into runs of one key. */
function* runsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Generator<readonly Item[]> {
  let start = 0;
  for (let i = 1; i <= items.length; i++) {
    if (i < items.length && keyOf(items[i]) === keyOf(items[start])) continue;
    yield items.slice(start, i);
    start = i;
  }
}

function useStroke(context: Context, stroke: Stroke, palette: Palette): void {
  context.strokeStyle = palette[stroke.color];
  context.lineWidth = stroke.width;
  context.globalAlpha = stroke.opacity;
  context.setLineDash([...stroke.dash]);
}

function strokePath(context: Context, path: Path2D, stroke: Stroke, palette: Palette): void {
  useStroke(context, stroke, palette);
  context.stroke(path);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintRegions(context: Context, regions: readonly ScenePath[], palette: Palette): void {
  for (const region of regions) {
    context.globalAlpha = INSIDE_OPACITY;
    context.fillStyle = palette[cutStroke(region.verdict).color];
    context.fill(new Path2D(region.d));
  }
  context.globalAlpha = 1;
}

/** Horizontal and vertical lines of one pixel are crisp in the middle of device pixels. */
const crisp = (value: number): number => Math.round(value) + 0.5;

function paintLines(context: Context, lines: readonly SceneLine[], palette: Palette): void {
  for (const run of runsOf(lines, ({ role }) => role)) {
    const path = new Path2D();
    for (const { x1, y1, x2, y2 } of run) {
      const isUpright = x1 === x2;
      path.moveTo(isUpright ? crisp(x1) : x1, isUpright ? y1 : crisp(y1));
      path.lineTo(isUpright ? crisp(x2) : x2, isUpright ? y2 : crisp(y2));
    }
    strokePath(context, path, lineStroke(run[0].role, palette.isHighContrast), palette);
  }
}

function paintBars(context: Context, scene: Scene, palette: Palette): void {
  context.fillStyle = palette.event;
  context.globalAlpha = palette.isHighContrast ? 1 : DENSITY_OPACITY;
  for (const { x, y, width, height } of scene.bars) context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
}

function paintArrows(context: Context, arrows: readonly SceneArrow[], palette: Palette): void {
  for (const run of runsOf(arrows, (arrow) => `${arrow.role} ${arrow.emphasis}`)) {
    const stroke = arrowStroke(run[0].role, run[0].emphasis, palette.isHighContrast);
    const shapes = run.map((arrow) => arrowShape(arrow, stroke.width));
    const lines = new Path2D();
    run.forEach((arrow, i) => {
      lines.moveTo(arrow.x1, arrow.y1);
      lines.lineTo(shapes[i].end.x, shapes[i].end.y);
    });
    strokePath(context, lines, stroke, palette);
    paintTips(context, shapes, stroke, palette);
  }
}

function paintTips(context: Context, shapes: readonly ArrowShape[], stroke: Stroke, palette: Palette): void {
  const heads = new Path2D();
  const signs = new Path2D();
  for (const { head, crosses, ring } of shapes) {
    head.forEach(({ x, y }, i) => {
      if (i === 0) heads.moveTo(x, y);
      else heads.lineTo(x, y);
    });
    if (head.length > 0) heads.closePath();
    for (const [a, b] of crosses) {
      signs.moveTo(a.x, a.y);
      signs.lineTo(b.x, b.y);
    }
    if (ring !== undefined) {
      signs.moveTo(ring.x + RING_RADIUS, ring.y);
      signs.arc(ring.x, ring.y, RING_RADIUS, 0, 2 * Math.PI);
    }
  }
  useStroke(context, { ...stroke, dash: [] }, palette);
  context.fillStyle = palette[stroke.color];
  context.fill(heads);
  context.stroke(signs);
  context.globalAlpha = 1;
}

function paintMarks(context: Context, marks: readonly SceneMark[], palette: Palette): void {
  for (const run of runsOf(marks, ({ role }) => role)) {
    const { shape, radius, fill, stroke, strokeWidth } = markShape(run[0].role);
    const path = new Path2D();
    for (const { x, y } of run) {
      if (shape === "diamond") {
        path.moveTo(x, y - radius);
        path.lineTo(x + radius, y);
        path.lineTo(x, y + radius);
        path.lineTo(x - radius, y);
        path.closePath();
      } else if (shape === "cross") {
        path.moveTo(x - radius, y - radius);
        path.lineTo(x + radius, y + radius);
        path.moveTo(x - radius, y + radius);
        path.lineTo(x + radius, y - radius);
      } else if (shape === "square") {
        path.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      } else {
        path.moveTo(x + radius, y);
        path.arc(x, y, radius, 0, 2 * Math.PI);
      }
    }
    context.fillStyle = palette[fill];
    if (shape === "circle" || shape === "diamond") context.fill(path);
    context.strokeStyle = palette[stroke];
    context.lineWidth = strokeWidth;
    context.stroke(path);
  }
}

function paintLabels(context: Context, labels: readonly SceneLabel[], palette: Palette, font: string): void {
  context.textBaseline = "middle";
  for (const label of labels) {
    const { color, isBold } = labelStyle(label.role);
    context.font = `${isBold ? "600 " : ""}${FONT_SIZE}px ${font}`;
    context.textAlign = label.anchor === "middle" ? "center" : label.anchor;
    if (label.box !== undefined) {
      const { x, y, width, height } = label.box;
      context.beginPath();
      context.roundRect(x, y, width, height, height / 2);
      context.fillStyle = palette.pill;
      context.fill();
      context.strokeStyle = palette.cut;
      context.lineWidth = 1;
      context.stroke();
    } else if (label.beads === undefined && (label.role === "message" || label.role === "event")) {
      context.lineJoin = "round";
      context.strokeStyle = palette.background;
      context.lineWidth = 4;
      context.strokeText(label.text, label.x, label.y);
    }
    if (label.beads !== undefined) {
      paintBeads(context, label.beads, palette, palette[color]);
      continue;
    }
    context.fillStyle = palette[color];
    context.fillText(label.text, label.x, label.y);
  }
}

function paintBeads(context: Context, beads: readonly Bead[], palette: Palette, plain: string): void {
  context.textAlign = "center";
  for (const { text, colour, x, y, width } of beads) {
    if (colour !== undefined) {
      context.beginPath();
      context.roundRect(x - width / 2, y - BEAD_HEIGHT / 2, width, BEAD_HEIGHT, BEAD_HEIGHT / 2);
      context.fillStyle = colour.fill;
      context.fill();
      context.strokeStyle = palette.event;
      context.lineWidth = 1;
      context.stroke();
    }
    context.fillStyle = colour?.ink ?? plain;
    context.fillText(text, x, y);
  }
}
