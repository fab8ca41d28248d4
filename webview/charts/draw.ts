// Draws charts with Mermaid, one after the other; a chart that fails is told in words, and the others are drawn.
// The one file that knows Mermaid.

import mermaid from "mermaid";
import type { Chart } from "../../src/protocol/charts.ts";

/** Fills the page with charts. `failed` is told of each that cannot be drawn. */
export async function drawCharts(
  root: HTMLElement,
  charts: readonly Chart[],
  isDark: boolean,
  failed: (words: string) => void,
): Promise<void> {
  const font = getComputedStyle(document.body).fontFamily;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: "base",
    look: "classic",
    // Mermaid's own choice is ELK, which is not in our bundle.
    layout: "dagre",
    themeVariables: themeOf(isDark),
    fontFamily: font,
    sequence: { useMaxWidth: false, mirrorActors: charts.some(({ source }) => source.length > 1500) },
    flowchart: { useMaxWidth: false, htmlLabels: false },
  });
  root.replaceChildren();
  root.className = "charts";
  for (const [index, chart] of charts.entries()) {
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.textContent = chart.title;
    figure.append(caption);
    root.append(figure);
    try {
      const { svg } = await mermaid.render(`chart-${index}`, chart.source);
      figure.append(pictureOf(svg, chart.title));
    } catch (error) {
      // Mermaid leaves the element that it was measuring in.
      document.getElementById(`dchart-${index}`)?.remove();
      const words = `${chart.title} could not be drawn: ${error instanceof Error ? error.message : String(error)}`;
      figure.append(paragraph("failure", words));
      failed(words);
    }
  }
}

/** Mermaid's colours from the editor's theme. */
function themeOf(isDark: boolean): Readonly<Record<string, string | boolean>> {
  const style = getComputedStyle(document.body);
  const read = (name: string, fallback: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const text = read("editor-foreground", isDark ? "#cccccc" : "#1f2328");
  const box = read("editorWidget-background", isDark ? "#252526" : "#f6f8fa");
  const line = read("descriptionForeground", isDark ? "#9d9d9d" : "#656d76");
  return {
    darkMode: isDark,
    background: read("editor-background", isDark ? "#1f1f1f" : "#ffffff"),
    primaryColor: box,
    primaryTextColor: text,
    primaryBorderColor: line,
    lineColor: line,
    textColor: text,
    noteBkgColor: box,
    noteTextColor: text,
    noteBorderColor: read("charts-green", isDark ? "#89d185" : "#388a34"),
    actorLineColor: line,
    signalColor: text,
    signalTextColor: text,
  };
}

/** The words in place of charts. */
export function showFailure(root: HTMLElement, words: string): void {
  root.className = "charts";
  root.replaceChildren(paragraph("placeholder", words));
}

/** Mermaid's SVG as an element. It is sanitised by Mermaid (strict), and parsed as XML here, never as HTML. */
function pictureOf(svg: string, title: string): Element {
  const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
  if (documentElement.nodeName !== "svg") throw new Error("Mermaid gave no picture.");
  documentElement.setAttribute("role", "img");
  documentElement.setAttribute("aria-label", title);
  return document.importNode(documentElement, true);
}

function paragraph(className: string, words: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = words;
  return element;
}
