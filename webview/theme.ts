// The diagram's colours from the editor's theme: read from the variables that VS Code sets on the page, read again
// when the theme changes. Contributed colours (lightcone.*) go first, then the theme's own for charts and errors.

import { DARK, LIGHT, type Palette } from "../src/core/diagram/style.ts";

export interface Theme {
  readonly palette: Palette;
  readonly font: string;
}

/** Calls back now and whenever the theme changes. Returns how to stop. */
export function watchTheme(changed: (theme: Theme) => void): () => void {
  changed(readTheme());
  // VS Code changes the body's class and the root's style when the theme changes.
  const observer = new MutationObserver(() => changed(readTheme()));
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return () => observer.disconnect();
}

type Rgb = readonly [number, number, number];

function readTheme(): Theme {
  const classes = document.body.classList;
  const isHighContrast =
    classes.contains("vscode-high-contrast") || classes.contains("vscode-high-contrast-light");
  const isDark = !classes.contains("vscode-light") && !classes.contains("vscode-high-contrast-light");
  const style = getComputedStyle(document.body);
  const font = style.getPropertyValue("--vscode-font-family").trim() || "system-ui, sans-serif";
  const base = isDark ? DARK : LIGHT;
  const background = reader(style, base.background)(["editor-background"], base.background);
  const read = reader(style, hex(background));
  const text = read(["editor-foreground", "foreground"], base.text);
  const mix = (share: number): string => hex(mixed(background, text, isHighContrast ? 1 : share));
  const palette: Palette = {
    background: hex(background),
    text: hex(text),
    mutedText: isHighContrast ? hex(text) : hex(read(["descriptionForeground"], base.mutedText)),
    grid: isHighContrast ? hex(mixed(background, text, 0.25)) : mix(0.075),
    lane: mix(0.34),
    event: mix(0.86),
    message: mix(0.55),
    marker: hex(read(["lightcone-marker", "charts-purple"], base.marker)),
    inTransit: hex(read(["lightcone-inTransit", "charts-blue"], base.inTransit)),
    orphan: hex(read(["lightcone-orphan", "errorForeground"], base.orphan)),
    lost: hex(read(["lightcone-lost", "charts-orange"], base.lost)),
    cut: hex(read(["lightcone-cut", "charts-green"], base.cut)),
    past: hex(read(["lightcone-past", "charts-yellow"], base.past)),
    future: hex(read(["lightcone-future", "terminal-ansiCyan"], base.future)),
    selection: hex(
      read(isHighContrast ? ["contrastActiveBorder", "focusBorder"] : ["focusBorder"], base.selection),
    ),
    pill: hex(read(["editorWidget-background"], base.pill)),
    consistent: hex(read(["charts-green"], base.consistent)),
    inconsistent: hex(read(["errorForeground"], base.inconsistent)),
    unknown: hex(read(["editorWarning-foreground", "charts-yellow"], base.unknown)),
    isHighContrast,
  };
  return { palette, font };
}

/** Reads the first of some variables that is set to a colour, as it looks on the background. */
function reader(
  style: CSSStyleDeclaration,
  background: string,
): (names: readonly string[], fallback: string) => Rgb {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const parse = (color: string): Rgb => {
    if (context === null) return [128, 128, 128];
    for (const layer of [background, color]) {
      context.fillStyle = layer;
      context.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  return (names, fallback) => {
    const values = names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim());
    return parse(values.find((value) => value !== "" && CSS.supports("color", value)) ?? fallback);
  };
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const [red, green, blue] = from.map((part, i) => Math.round(part + (to[i] - part) * share));
  return [red, green, blue];
}

function hex(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
