// The canvas: keeps its size and sharpness, builds the scene and paints it in an animation frame, and only when
// something changed. Nothing runs while nothing happens.

import { buildScene } from "../../src/core/diagram/buildScene.ts";
import { type Layout, reorderedOf } from "../../src/core/diagram/layout.ts";
import type { Selection } from "../../src/core/diagram/overlay.ts";
import type { Scene } from "../../src/core/diagram/scene.ts";
import { eventPoint } from "../../src/core/diagram/sceneFrame.ts";
import type { Palette } from "../../src/core/diagram/style.ts";
import type { Point } from "../../src/core/diagram/viewport.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { contains } from "../state/find.ts";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";
import { withHeldStep } from "./heldScene.ts";
import type { Hovered } from "./hovered.ts";
import { paint } from "./painter.ts";

export interface SurfaceOptions {
  readonly canvas: HTMLCanvasElement;
  readonly resized: (width: number, height: number) => void;
  /** A scene was painted; in it are the signs that the legend explains. */
  readonly painted: (scene: Scene, layout: Layout) => void;
}

/** What a frame is painted from. */
export interface FrameInput {
  readonly state: ViewState;
  readonly model: Model | undefined;
  readonly palette: Palette;
  readonly font: string;
  /** What the pointer is over. */
  readonly hovered: Hovered;
}

export class Surface {
  readonly #options: SurfaceOptions;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #observer: ResizeObserver;
  #scene: Scene | undefined;

  constructor(options: SurfaceOptions) {
    this.#options = options;
    // Opaque: text on it is drawn with the sharpness of the screen's own.
    this.#context = options.canvas.getContext("2d", { alpha: false });
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(options.canvas.parentElement ?? options.canvas);
  }

  /** The scene that was painted last. */
  get scene(): Scene | undefined {
    return this.#scene;
  }

  dispose(): void {
    this.#observer.disconnect();
  }

  #measure(): void {
    const { canvas, resized } = this.#options;
    const { width, height } = (canvas.parentElement ?? canvas).getBoundingClientRect();
    if (width > 0 && height > 0) resized(Math.floor(width), Math.floor(height));
  }

  paint({ state, model, palette, font, hovered }: FrameInput): void {
    const { viewport } = state;
    if (this.#context === null || model === undefined || viewport === undefined) return;
    const { canvas } = this.#options;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(viewport.width * ratio), Math.round(viewport.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${viewport.width}px`;
      canvas.style.height = `${viewport.height}px`;
    }
    const layout = model.layout(state.axis);
    const index = model.index(state.axis);
    const point = eventPoint(model.trace, layout, viewport, hovered.selection.event);
    this.#scene = buildScene(model.trace, layout, index, viewport, model.overlay(state));
    const held = state.draft?.isSet === false ? state.draft.process : hovered.handle;
    const found = state.find.isOpen ? withHits(this.#scene, state.find.hits, model) : this.#scene;
    const handled = withHandles(withHovered(found, hovered.selection, point), held, state);
    const scene = withHeldStep(handled, state.held, model, layout, viewport);
    paint(this.#context, scene, palette, font, ratio);
    this.#options.painted(this.#scene, layout);
  }
}

/** The scene with rings around the events that a search has found, and its messages drawn strongly. */
function withHits(scene: Scene, hits: Uint32Array, model: Model): Scene {
  if (hits.length === 0) return scene;
  const events = model.trace.events.time.length;
  const rings = scene.marks
    .filter(({ event }) => event !== NONE && contains(hits, event))
    .map(({ event, x, y }) => ({ role: "hit", event, x, y }) as const);
  const arrows = scene.arrows.map((arrow) =>
    contains(hits, events + arrow.message) ? ({ ...arrow, emphasis: "strong" } as const) : arrow,
  );
  return { ...scene, marks: [...scene.marks, ...rings], arrows };
}

/** The scene with handles where its cut crosses the processes; while a snapshot is stepped through, its cut is not whole. */
function withHandles(scene: Scene, held: number, { step, axis }: ViewState): Scene {
  if (step >= 0 || reorderedOf(axis) !== undefined || scene.crossings.length === 0) return scene;
  const handles = scene.crossings.map(({ process, x, y }) => {
    return { role: process === held ? "held" : "handle", event: NONE, x, y } as const;
  });
  handles.sort((a, b) => (a.role < b.role ? -1 : 1));
  return { ...scene, marks: [...scene.marks, ...handles] };
}

/** The scene with what the pointer is over on top, drawn strongly. */
function withHovered(scene: Scene, hovered: Selection, point: Point | undefined): Scene {
  if (point !== undefined) {
    const ring = { role: "hover", event: hovered.event, ...point } as const;
    return { ...scene, marks: [...scene.marks, ring] };
  }
  const arrow = scene.arrows.find(({ message }) => message === hovered.message);
  if (arrow === undefined) return scene;
  return { ...scene, arrows: [...scene.arrows, { ...arrow, emphasis: "strong" }] };
}
