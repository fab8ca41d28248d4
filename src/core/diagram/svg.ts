// The diagram as an SVG text: the same scene that the canvas draws, with a title, the verdict in words and a legend.
// The same input gives the same bytes. All text of the trace is escaped; nothing in it can become markup.

import type { Trace } from "../trace/trace.ts";
import { counted } from "../trace/verdict.ts";
import { buildScene } from "./buildScene.ts";
import { type Axis, axesOf, type Layout, layoutTrace } from "./layout.ts";
import { legendOf } from "./legend.ts";
import { indexMessages } from "./messageIndex.ts";
import { overlayOf } from "./overlay.ts";
import type { CutPicture, Scene } from "./scene.ts";
import { labelRoomFor } from "./sceneFrame.ts";
import { DARK, LIGHT, type Palette } from "./style.ts";
import { legendMarkup, legendRows } from "./svgLegend.ts";
import { escapeXml, sceneMarkup } from "./svgScene.ts";
import { shortened, textWidth } from "./text.ts";
import { fitted, isRight, type Orientation, TICK_ROOM, type Viewport } from "./viewport.ts";

export interface SvgOptions {
  /** In pixels; without it the picture is as large as its trace needs, within bounds. */
  readonly width?: number;
  readonly orientation?: Orientation;
  /** Without it, the trace's natural axis. */
  readonly axis?: Axis;
  readonly cut?: CutPicture;
  /** Whether the packets below the messages are drawn, where the trace has them. */
  readonly packets?: boolean;
  /** A palette, or one of the two that we have for documents. */
  readonly theme?: "light" | "dark" | Palette;
  /** Instead of the trace's name; an empty one takes no room. */
  readonly title?: string;
  /** Before the ids within the picture, which must differ from those of others on one page. */
  readonly idPrefix?: string;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Ubuntu, 'Helvetica Neue', Arial, sans-serif";
const HEADER = 62;
const HEADER_WITHOUT_TITLE = 38;
const LEGEND_ROW = 22;
const MARGIN = 16;
const LANE_GAP = { right: 92, down: 184 } as const;
/** Lanes move together where there are so many that the picture would be larger than this across. */
const LARGEST_ACROSS = { right: 2400, down: 1500 } as const;
/** Pixels that two neighbouring events of a process should stand apart in a small trace. */
const EVENT_GAP = 24;
/** No more stretched along than this, unless it is small anyway. */
const LARGEST_RATIO = { right: 3.2, down: 1.8 } as const;
const SMALLEST = 640;
const LARGEST = 1800;

/** Draws a whole trace. */
export function traceToSvg(trace: Trace, options: SvgOptions = {}): string {
  const layout = layoutTrace(trace, options.axis ?? axesOf(trace)[0]);
  const view = wholeView(trace, layout, options);
  const overlay = overlayOf(trace, { cut: options.cut, packets: options.packets ?? false });
  const scene = buildScene(trace, layout, indexMessages(trace, layout), view, overlay);
  return sceneToSvg(scene, {
    title: options.title ?? trace.name,
    idPrefix: options.idPrefix,
    subtitle: subtitleOf(trace, layout),
    cut: options.cut,
    palette: paletteOf(options.theme),
  });
}

export interface SceneSvgOptions {
  readonly title: string;
  readonly subtitle: string;
  readonly cut: CutPicture | undefined;
  readonly palette: Palette;
  readonly idPrefix?: string | undefined;
}

/** Writes a scene, with its title above and its legend below. */
export function sceneToSvg(scene: Scene, options: SceneSvgOptions): string {
  const { palette, cut, idPrefix = "" } = options;
  const title = fileName(options.title);
  const header = title === "" ? HEADER_WITHOUT_TITLE : HEADER;
  const width = scene.width + 2 * MARGIN;
  const legend = legendRows(legendOf(scene), scene.width);
  const height = header + scene.height + 18 + legend.length * LEGEND_ROW + MARGIN;
  const words = cut === undefined ? options.subtitle : `${cut.title}: ${cut.words}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `role="img" aria-labelledby="${idPrefix}title ${idPrefix}desc" font-family="${FONT}" font-size="12">`,
    `<title id="${idPrefix}title">${escapeXml(title === "" ? "Space-time diagram" : title)}</title>`,
    `<desc id="${idPrefix}desc">${escapeXml(`Space-time diagram of ${options.subtitle}. ${cut === undefined ? "" : words}`)}</desc>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${palette.background}"/>`,
    headerMarkup({ ...options, title }, width - 2 * MARGIN),
    `<g transform="translate(${MARGIN} ${header})">`,
    sceneMarkup(scene, palette, idPrefix),
    "</g>",
    `<g transform="translate(${MARGIN} ${header + scene.height + 18})">`,
    legendMarkup(legend, palette, LEGEND_ROW),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** A trace that is named by its file has the file's name for a title, not the way to it. */
function fileName(name: string): string {
  return /[\\/][^\\/]+\.[a-z]+$/i.test(name) ? (name.split(/[\\/]/).at(-1) ?? name) : name;
}

/** The title, what the trace holds, and the verdict with a sign of its own beside the words. */
function headerMarkup(options: SceneSvgOptions, width: number): string {
  const { palette, cut } = options;
  const title = shortened(options.title, width, 17);
  const y = title === "" ? 25 : 49;
  const lines: string[] = [];
  if (title !== "") {
    lines.push(
      `<text x="${MARGIN}" y="29" font-size="16" font-weight="600" fill="${palette.text}">${escapeXml(title)}</text>`,
    );
  }
  if (cut === undefined) {
    lines.push(
      `<text x="${MARGIN}" y="${y}" fill="${palette.mutedText}">${escapeXml(shortened(options.subtitle, width))}</text>`,
    );
    return lines.join("\n");
  }
  const sign = { consistent: "✓", inconsistent: "✗", unknown: "?" }[cut.verdict];
  const words = shortened(`${cut.title}: ${cut.words}`, width - 20);
  lines.push(
    `<text x="${MARGIN}" y="${y}" font-weight="600" fill="${palette[cut.verdict]}">${sign} ${escapeXml(words)}</text>`,
  );
  const room = width - textWidth(`${sign} ${words}`) * 1.08 - 24;
  const rest = shortened(options.subtitle, Math.max(0, room));
  if (rest === options.subtitle) {
    lines.push(
      `<text x="${MARGIN + width}" y="${y}" text-anchor="end" fill="${palette.mutedText}">${escapeXml(rest)}</text>`,
    );
  }
  return lines.join("\n");
}

/** What a trace holds, in words. */
export function subtitleOf(trace: Trace, layout: Layout): string {
  const processes = trace.processes.length === 1 ? "1 process" : `${trace.processes.length} processes`;
  const events = counted(trace.events.time.length, "event");
  const messages = counted(trace.messages.send.length, "message");
  const moved =
    layout.moved === 0 ? "" : `, ${counted(layout.moved, "event")} drawn later than their clocks say`;
  return `${processes}, ${events}, ${messages}${moved}`;
}

function paletteOf(theme: SvgOptions["theme"]): Palette {
  if (theme === undefined || theme === "light") return LIGHT;
  return theme === "dark" ? DARK : theme;
}

/** A viewport in which the whole trace is seen, as large as it needs and no larger than is sensible. */
function wholeView(trace: Trace, layout: Layout, options: SvgOptions): Viewport {
  const orientation = options.orientation ?? "right";
  const labelRoom = labelRoomFor(trace, orientation);
  const lanes = Math.max(1, trace.processes.length);
  const laneGap = Math.max(28, Math.min(LANE_GAP[orientation], LARGEST_ACROSS[orientation] / lanes));
  const across = Math.ceil(TICK_ROOM[orientation] + lanes * laneGap);
  const natural = labelRoom + 72 + (layout.end - layout.start) * naturalScale(trace, layout);
  const smallest = orientation === "right" ? SMALLEST : 360;
  const largest = Math.min(LARGEST, Math.max(smallest * 1.2, across * LARGEST_RATIO[orientation]));
  const along = Math.round(Math.max(smallest, Math.min(largest, natural)));
  const asked = options.width === undefined ? undefined : Math.max(240, options.width - 2 * MARGIN);
  const right = orientation === "right";
  const width = asked ?? (right ? along : across);
  const height = right ? across : along;
  const view = fitted(layout, trace.processes.length, { orientation, width, height, labelRoom });
  return {
    ...view,
    laneGap: isRight(view) ? laneGap : Math.min(laneGap, (width - TICK_ROOM.down) / lanes),
    scroll: 0,
  };
}

/** So many pixels to a unit that most neighbours on a process stand EVENT_GAP apart. */
function naturalScale(trace: Trace, layout: Layout): number {
  const gaps: number[] = [];
  const n = layout.position.length;
  const stride = Math.max(1, Math.floor(n / 4000));
  for (let event = 1; event < n; event += stride) {
    if (trace.events.process[event] !== trace.events.process[event - 1]) continue;
    const gap = layout.position[event] - layout.position[event - 1];
    if (gap > 0) gaps.push(gap);
  }
  gaps.sort((a, b) => a - b);
  const typical = gaps[Math.floor(gaps.length / 5)] ?? 1;
  return EVENT_GAP / typical;
}
