// The messages between the extension host and the diagram panel: two discriminated unions and nothing else.
// A trace travels as it is: its columns are typed arrays, which VS Code posts as bytes.

import type { Trace } from "../core/trace/trace.ts";
import type { VerdictKind } from "../core/trace/verdict.ts";
import type { TracePart } from "./traceParts.ts";

/** A cut as the panel shows it: a snapshot's, or one that the user asked for. */
export interface DiagramCut {
  /** Unique in a panel and stable over updates of the same file: `snapshot:0`, `cut:1`. */
  readonly id: string;
  readonly title: string;
  readonly frontier: Uint32Array;
  /** Index into `trace.snapshots`, or −1 for a cut that no snapshot made. */
  readonly snapshot: number;
  readonly verdict: VerdictKind;
  /** The verdict in words, without a full stop. */
  readonly words: string;
  /** Message ids, ascending. */
  readonly orphans: Int32Array;
  readonly inTransit: Int32Array;
  /** What else there is to say of it. */
  readonly remarks?: readonly Remark[];
}

/** A user's note on a cut, or a channel that was not FIFO; `event`: where it leads, or −1. */
export interface Remark {
  readonly isNote: boolean;
  readonly name: string;
  readonly text: string;
  readonly event: number;
}

/** A user's note on an event. */
export interface EventRemark {
  readonly event: number;
  readonly text: string;
}

/** What the panel can be told to do beyond showing, where its host has it. */
export interface PanelAbilities {
  /** A snapshot can be run on what is open. */
  readonly runSnapshot: boolean;
  /** Events have source lines to reveal. */
  readonly reveal: boolean;
  /** The text is a scenario that can be edited from the diagram. */
  readonly edit?: boolean;
}

/** The executions of what is open, where there are several, such as the scenarios of one file; and which is shown. */
export interface Executions {
  readonly names: readonly string[];
  readonly chosen: string;
}

/** What the user does to the scenario in the diagram, by the ids of the trace that is shown; times in its unit. */
export type PanelEdit =
  /** The message is received then. */
  | { readonly kind: "receive"; readonly message: number; readonly time: number }
  /** The event happens then: a send, a local step, the start of a snapshot. */
  | { readonly kind: "time"; readonly event: number; readonly time: number }
  /** The step that the event stands for is taken out. */
  | { readonly kind: "remove"; readonly event: number }
  /** A step of this process is added; the host asks which. */
  | { readonly kind: "add"; readonly process: number; readonly time: number };

export type ImageFormat = "svg" | "png";

export type HostToPanel =
  /** Parts of the trace that the next `show` brings without them: a large trace travels so. */
  | { readonly type: "parts"; readonly parts: readonly TracePart[] }
  /** Show this trace; what was selected stays selected where it is still there. */
  | {
      readonly type: "show";
      readonly trace: Trace;
      readonly cuts: readonly DiagramCut[];
      /** Id of the cut to select, or "" to keep what is selected. */
      readonly selectCut: string;
      readonly abilities: PanelAbilities;
      readonly executions?: Executions;
    }
  /** The trace that is shown has other cuts now: a trace may be large, so it is not sent again for them. */
  | { readonly type: "cuts"; readonly cuts: readonly DiagramCut[]; readonly selectCut: string }
  /** What the user has written on events. */
  | { readonly type: "notes"; readonly notes: readonly EventRemark[] }
  /** The cursor stands on the line of this event (−1: of none). `reveal`: scroll it into view. */
  | { readonly type: "selectEvent"; readonly event: number; readonly reveal: boolean }
  | { readonly type: "selectCut"; readonly cut: string }
  /** Hide these processes, by name, and no others. */
  | { readonly type: "hide"; readonly processes: readonly string[] }
  /** Something goes on: words, and how far (0 … 1, or −1 where nobody knows). */
  | { readonly type: "progress"; readonly words: string; readonly fraction: number }
  /** The text is wrong at the moment, so what is shown is older than it; in words, or "" where it is as it should be. */
  | { readonly type: "stale"; readonly words: string }
  /** Whether an edit is possible, or was made: what is so then, or why not; "" where the user thought better of it. */
  | {
      readonly type: "editAnswer";
      readonly request: number;
      readonly isPossible: boolean;
      readonly words: string;
    }
  /** There is nothing to show, and why. */
  | { readonly type: "failed"; readonly words: string }
  /** Give the diagram as an image: answered by `image` with the same request number. */
  | { readonly type: "image"; readonly request: number; readonly format: ImageFormat };

/** What the panel may ask the host to run, by a name that the host maps to a command of its own. */
export type PanelCommand =
  | "runSnapshot"
  /** Right after the selected event, without a question. */
  | "runSnapshotHere"
  /** On the selected event. */
  | "addNote"
  | "verifyCut"
  | "exportDiagram";

/** How a cut is made from an event. */
export type CutBy = "past" | "time";
/** On which side of a cut another lies. */
export type CutSide = "below" | "above";

export type PanelToHost =
  /** The panel's script runs and waits for a trace. */
  | { readonly type: "ready" }
  /** `isQuiet`: it was selected already, and has another id in a new version of the trace. */
  | { readonly type: "eventSelected"; readonly event: number; readonly isQuiet?: boolean }
  /** Show the event's line in its file. `focus`: move the keyboard there too. */
  | { readonly type: "revealEvent"; readonly event: number; readonly focus: boolean }
  | { readonly type: "cutSelected"; readonly cut: string }
  /** Make a cut: an event's causal past (the smallest consistent cut that holds it), or all up to the event's time. */
  | { readonly type: "cutAt"; readonly event: number; readonly by: CutBy }
  /** Make the largest consistent cut inside a cut, or the smallest around it. */
  | { readonly type: "nearestCut"; readonly cut: string; readonly side: CutSide }
  /** The user moved a cut: one of their own takes this frontier, or (`cut` is "") a new one is made. One number a process. */
  | { readonly type: "setCut"; readonly cut: string; readonly frontier: readonly number[] }
  /** The user hides these processes, by name, and no others. */
  | { readonly type: "hidden"; readonly processes: readonly string[] }
  | { readonly type: "command"; readonly command: PanelCommand }
  /** Would this edit be possible? Answered by `editAnswer`; nothing is changed. */
  | { readonly type: "tryEdit"; readonly request: number; readonly edit: PanelEdit }
  /** Change the text so. Answered by `editAnswer`. */
  | { readonly type: "edit"; readonly request: number; readonly edit: PanelEdit }
  | { readonly type: "chooseExecution"; readonly name: string }
  /** Show what the text gives though it is wrong. */
  | { readonly type: "showWrong" }
  /** An image's text (SVG) or its bytes in base 64 (PNG). */
  | { readonly type: "image"; readonly request: number; readonly data: string }
  /** An image could not be made, or the panel failed; in words. */
  | { readonly type: "error"; readonly request: number; readonly words: string };
