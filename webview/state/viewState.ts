// What the user sees and chose: one immutable value. The reducer makes the next one; what of it outlives the panel
// is written down by `savedFrom` and checked by `restored`, for it may come from another version of us.

import type { Axis } from "../../src/core/diagram/layout.ts";
import { NO_SELECTION, type Selection } from "../../src/core/diagram/overlay.ts";
import type { Orientation, Viewport } from "../../src/core/diagram/viewport.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { DiagramPageData } from "../../src/protocol/diagramPage.ts";
import type { Draft, PutLine } from "./draftCut.ts";
import { type Find, NOTHING_SOUGHT } from "./find.ts";
import type { HeldStep } from "./held.ts";

/** Something goes on, and how far (−1: nobody knows). */
export interface Progress {
  readonly words: string;
  readonly fraction: number;
}

/** The parts of the side pane that are open. */
export interface Sections {
  readonly cut: boolean;
  readonly selection: boolean;
  readonly events: boolean;
  /** The two events that are compared. */
  readonly relation: boolean;
}

export interface ViewState {
  readonly progress: Progress | undefined;
  /** Why there is nothing to show. */
  readonly failure: string | undefined;
  readonly axis: Axis;
  readonly orientation: Orientation;
  /** Size of the picture in pixels; 0 before it is known. */
  readonly width: number;
  readonly height: number;
  /** Absent until there is a trace and a size. */
  readonly viewport: Viewport | undefined;
  /** The part of the axis to show as soon as there is a viewport, from before a reload. */
  readonly wanted: WantedWindow | undefined;
  readonly selection: Selection;
  /** The event that others are compared with, or NONE, and the one that is compared with it. */
  readonly anchor: number;
  readonly compared: number;
  /** Id of the chosen cut, or "". */
  readonly cut: string;
  /** Step of the chosen snapshot, or −1 while it is shown whole. */
  readonly step: number;
  readonly isPlaying: boolean;
  /** The cut that is being moved; it is shown in place of the chosen one. */
  readonly draft: Draft | undefined;
  readonly put: PutLine | undefined;
  /** The step of the scenario that is moved or about to be added. */
  readonly held: HeldStep | undefined;
  /** Number of the last question about an edit. */
  readonly request: number;
  /** What could not be done, in words; until something else is done. */
  readonly notice: string;
  /** Why what is shown is older than the text; "" where it is not. */
  readonly stale: string;
  /** Whether a click on a process's line adds a step there. */
  readonly addsSteps: boolean;
  readonly find: Find;
  /** Names of the processes that are hidden, with their messages. */
  readonly hidden: readonly string[];
  /** Whether a click on a process's line moves the cut there. */
  readonly movesCut: boolean;
  readonly showsCone: boolean;
  readonly showsPackets: boolean;
  readonly showsSide: boolean;
  readonly showsHelp: boolean;
  readonly sections: Sections;
  /** The process whose events are listed, and the page of the list. */
  readonly listedProcess: number;
  readonly listedPage: number;
}

export interface WantedWindow {
  readonly start: number;
  readonly scale: number;
  readonly scroll: number;
}

export const INITIAL: ViewState = {
  progress: { words: "Reading the trace…", fraction: -1 },
  failure: undefined,
  axis: "time",
  orientation: "right",
  width: 0,
  height: 0,
  viewport: undefined,
  wanted: undefined,
  selection: NO_SELECTION,
  anchor: NONE,
  compared: NONE,
  cut: "",
  step: -1,
  isPlaying: false,
  draft: undefined,
  put: undefined,
  held: undefined,
  request: 0,
  notice: "",
  stale: "",
  addsSteps: false,
  find: NOTHING_SOUGHT,
  hidden: [],
  movesCut: false,
  showsCone: true,
  showsPackets: false,
  showsSide: true,
  showsHelp: false,
  sections: { cut: true, selection: true, events: true, relation: true },
  listedProcess: 0,
  listedPage: 0,
};

/** What VS Code keeps for us. */
interface SavedState {
  readonly version: 2;
  /** The trace's key: a selection means nothing in another trace. */
  readonly trace: string;
  readonly axis: Axis;
  readonly orientation: Orientation;
  readonly window: WantedWindow | null;
  readonly event: number;
  readonly message: number;
  readonly anchor: number;
  readonly compared: number;
  readonly cut: string;
  readonly step: number;
  readonly showsCone: boolean;
  /** Absent in what an earlier version saved. */
  readonly showsPackets?: boolean;
  readonly showsSide: boolean;
  readonly sections: Sections;
  readonly hidden: readonly string[];
}

export function savedFrom(state: ViewState, trace: string): SavedState {
  const { viewport } = state;
  return {
    version: 2,
    trace,
    axis: state.axis,
    orientation: state.orientation,
    window:
      viewport === undefined
        ? null
        : { start: viewport.start, scale: viewport.scale, scroll: viewport.scroll },
    event: state.selection.event,
    message: state.selection.message,
    anchor: state.anchor,
    compared: state.compared,
    cut: state.cut,
    step: state.step,
    showsCone: state.showsCone,
    showsPackets: state.showsPackets,
    showsSide: state.showsSide,
    sections: state.sections,
    hidden: state.hidden,
  };
}

/**
 * The state to begin with: what was saved, as far as it is what we save, else what the host's page asks for. `trace` is ""
 * where nothing was saved.
 */
export function restored(
  saved: unknown,
  given: Partial<DiagramPageData>,
): { readonly state: ViewState; readonly trace: string } {
  if (!isSaved(saved)) {
    const axis = given.axis === "logical" ? "logical" : "time";
    const orientation = given.direction === "down" ? "down" : "right";
    return { state: { ...INITIAL, axis, orientation }, trace: "" };
  }
  const state: ViewState = {
    ...INITIAL,
    axis: saved.axis === "logical" ? "logical" : "time",
    orientation: saved.orientation === "down" ? "down" : "right",
    wanted: saved.window ?? undefined,
    selection: { event: saved.event, message: saved.message },
    anchor: saved.anchor,
    compared: saved.compared,
    cut: saved.cut,
    step: saved.step,
    showsCone: saved.showsCone,
    showsPackets: saved.showsPackets === true,
    showsSide: saved.showsSide,
    sections: saved.sections,
    hidden: saved.hidden,
  };
  return { state, trace: saved.trace };
}

function isSaved(value: unknown): value is SavedState {
  if (typeof value !== "object" || value === null) return false;
  const saved = value as Partial<Record<keyof SavedState, unknown>>;
  const { window } = saved;
  const hasWindow =
    window === null ||
    (typeof window === "object" &&
      ["start", "scale", "scroll"].every((name) =>
        Number.isFinite((window as Readonly<Record<string, unknown>>)[name]),
      ));
  return (
    saved.version === 2 &&
    hasWindow &&
    [saved.trace, saved.cut].every((text) => typeof text === "string") &&
    [saved.event, saved.message, saved.anchor, saved.compared, saved.step].every(Number.isInteger) &&
    [saved.showsCone, saved.showsSide].every((flag) => typeof flag === "boolean") &&
    Array.isArray(saved.hidden) &&
    saved.hidden.every((name) => typeof name === "string") &&
    typeof saved.sections === "object" &&
    saved.sections !== null
  );
}
