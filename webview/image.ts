// The picture as an image: what the panel shows now, with its title, verdict and legend. SVG is the core's own text;
// PNG is that text drawn by the browser at twice its size.

import { buildScene } from "../src/core/diagram/buildScene.ts";
import type { Palette } from "../src/core/diagram/style.ts";
import { sceneToSvg, subtitleOf } from "../src/core/diagram/svg.ts";
import type { Model } from "./state/model.ts";
import type { ViewState } from "./state/viewState.ts";

const PNG_SCALE = 2;

/** The SVG text of what is seen; undefined while nothing is. */
export function svgOf(state: ViewState, model: Model, palette: Palette): string | undefined {
  if (state.viewport === undefined) return undefined;
  const layout = model.layout(state.axis);
  const overlay = model.overlay(state);
  const scene = buildScene(model.trace, layout, model.index(state.axis), state.viewport, overlay);
  return sceneToSvg(scene, {
    title: model.trace.name,
    subtitle: subtitleOf(model.trace, layout),
    cut: overlay.cut,
    palette,
  });
}

/** The bytes of a PNG in base 64. */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * PNG_SCALE;
  canvas.height = image.naturalHeight * PNG_SCALE;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The browser gives no canvas to draw the image on.");
  context.scale(PNG_SCALE, PNG_SCALE);
  context.drawImage(image, 0, 0);
  return canvas.toDataURL("image/png").slice("data:image/png;base64,".length);
}
