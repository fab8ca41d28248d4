// The panel's own icons: strokes on a grid of 16, in the colour of the text.
// They are inline, so that the page loads no font and no image.

import { html, svg, type TemplateResult } from "lit/html.js";

const PATHS = {
  zoomIn: "M7 4v6M4 7h6M10.5 10.5 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z",
  zoomOut: "M4 7h6M10.5 10.5 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z",
  fit: "M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M5 8h6M9 6l2 2-2 2M7 6 5 8l2 2",
  right: "M2 5h12M2 11h12M11 8.5 13.5 11 11 13.5",
  down: "M5 2v12M11 2v12M8.5 11l2.5 2.5 2.5-2.5",
  packets: "M2 3h12M2 13h12M4 3l4 5M7 3l6 10M9.500 6.500l-3 3M6.500 6.500l3 3",
  cone: "M3 2l5 6-5 6M13 2 8 8l5 6M1.5 8h13",
  side: "M2 3h12v10H2ZM10 3v10",
  help: "M6 6.2a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1V10M8 12.2v.3M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0Z",
  first: "M4 3v10M13 3 7 8l6 5Z",
  previous: "M11 3 5 8l6 5Z",
  play: "M4.5 2.5 13 8l-8.5 5.5Z",
  pause: "M5 3v10M11 3v10",
  next: "M5 3l6 5-6 5Z",
  last: "M12 3v10M3 3l6 5-6 5Z",
  whole: "M8 2v12M3 4.5c3 0 3 3.500 5 3.500s2-3.500 5-3.500",
  consistent: "M3 8.5 6.5 12 13 4.500",
  inconsistent: "M4 4l8 8M12 4l-8 8",
  unknown: "M5.500 5.700a2.500 2.500 0 1 1 3.500 2.300c-.700.300-1 .700-1 1.500M8 12.300v.2",
  source: "M6 3 2 8l4 5M10 3l4 5-4 5",
  export: "M8 2v8M5 7l3 3 3-3M2 11v3h12v-3",
  snapshot: "M2 4.500h3L6.500 2.500h3L11 4.500h3v9H2ZM10.500 9a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0Z",
  find: "M10.500 10.500 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z",
  cutHere: "M8 1.500v13M3 8h3M10 8h3M5.500 8a2.500 2.500 0 1 0 5 0 2.500 2.500 0 1 0-5 0",
  reorder: "M2 4h8M2 8h4M2 12h8M9 8h5M12 6l2 2-2 2",
  newCut: "M4.500 2v12M8 8h6.500M11.250 4.750v6.500",
  addStep: "M1.500 11h13M6 11a2 2 0 1 0 4 0 2 2 0 1 0-4 0M8 1.500v5M5.500 4h5",
  moveCut: "M8 2v12M5.500 5.500 3 8l2.500 2.500M10.500 5.500 13 8l-2.500 2.500",
  verify: "M2.500 3.500h7M2.500 8h4M2.500 12.500h4M8.500 10.500l2 2 4-4.500",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon without a meaning of its own: what it stands for is said by the control that holds it. */
export function icon(name: IconName, slot?: "start"): TemplateResult {
  const path = svg`<path d=${PATHS[name]}></path>`;
  if (slot === undefined) return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${path}</svg>`;
  return html`<svg slot=${slot} class="icon" viewBox="0 0 16 16" aria-hidden="true">${path}</svg>`;
}
