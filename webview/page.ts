// The page's skeleton: made once; the parts are rendered into its places. The canvas is a widget of its own for the
// keyboard and for screen readers, described in words and twinned by the list beside it.

import { axisTitle } from "../src/core/diagram/axisTicks.ts";
import type { Axis } from "../src/core/diagram/layout.ts";
import type { Trace } from "../src/core/trace/trace.ts";
import { counted } from "../src/core/trace/verdict.ts";

export interface Page {
  readonly root: HTMLElement;
  readonly top: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly tooltip: HTMLElement;
  readonly overlays: HTMLElement;
  readonly legend: HTMLElement;
  readonly side: HTMLElement;
  /** Read out when its text changes. */
  readonly live: HTMLElement;
  /** Says in words what the canvas shows. */
  readonly describe: (trace: Trace, axis: Axis) => void;
}

export function makePage(root: HTMLElement): Page {
  const add = <Name extends keyof HTMLElementTagNameMap>(
    parent: HTMLElement,
    name: Name,
    className: string,
  ): HTMLElementTagNameMap[Name] => {
    const element = document.createElement(name);
    element.className = className;
    parent.append(element);
    return element;
  };
  root.className = "panel";
  const top = add(root, "div", "top");
  const main = add(root, "main", "main");
  const stage = add(main, "div", "stage");
  const canvas = add(stage, "canvas", "canvas");
  canvas.tabIndex = 0;
  canvas.id = "diagram";
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", "space-time diagram");
  canvas.setAttribute("aria-label", "Space-time diagram");
  canvas.setAttribute("aria-describedby", "diagram-description");
  const description = add(stage, "p", "visually-hidden");
  description.id = "diagram-description";
  const tooltip = add(stage, "div", "tooltip");
  tooltip.hidden = true;
  tooltip.setAttribute("aria-hidden", "true");
  const overlays = add(stage, "div", "overlays");
  const side = add(main, "div", "side-place");
  const legend = add(root, "footer", "legend-place");
  const live = add(root, "p", "visually-hidden");
  live.setAttribute("aria-live", "polite");
  return {
    root,
    top,
    canvas,
    tooltip,
    overlays,
    legend,
    side,
    live,
    describe: (trace, axis) => {
      const words =
        `${counted(trace.processes.length, "line")} of processes, ${counted(trace.events.time.length, "event")}, ` +
        `${counted(trace.messages.send.length, "message")}, along ${axisTitle(axis, trace.timeUnit, trace.endTime)}. ` +
        "Arrow keys go from event to event; press question mark for all keys. The list has the same events in words.";
      if (description.textContent !== words) description.textContent = words;
    },
  };
}
