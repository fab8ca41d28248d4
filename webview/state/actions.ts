// Everything that can happen in the panel: what the user does and what the host says. The reducer answers each with
// the next state.

import type { Axis } from "../../src/core/diagram/layout.ts";
import type { Selection } from "../../src/core/diagram/overlay.ts";
import type { Orientation, Viewport } from "../../src/core/diagram/viewport.ts";
import type { CutBy, CutSide } from "../../src/protocol/diagram.ts";
import type { Model } from "./model.ts";
import type { Progress, Sections } from "./viewState.ts";

/** Where to go from the selected event or message. */
export type Destination =
  | "next"
  | "previous"
  | "first"
  | "last"
  | "laneBefore"
  | "laneAfter"
  /** The other end of the message that the event sends or receives. */
  | "otherEnd";

export type StepDestination = "next" | "previous" | "first" | "last" | "whole" | number;

/** What is done to the cut that is being moved; see draft.ts. */
export type DraftAction =
  /** Takes the frontier of a process in hand. */
  | { readonly type: "grab"; readonly process: number; readonly by: "pointer" | "keys" }
  /** Moves the held frontier to a place of the axis, or by so many events. */
  | { readonly type: "holdAt"; readonly position: number }
  | { readonly type: "holdBy"; readonly events: number }
  /** Holds the frontier of the process beside. */
  | { readonly type: "holdLane"; readonly direction: 1 | -1 }
  /** Puts the frontier of a process somewhere, at once. `position`: where its line was put. */
  | {
      readonly type: "placeAt";
      readonly process: number;
      readonly frontier: number;
      readonly position: number;
    }
  /** Begins a cut in the middle of the picture. */
  | { readonly type: "newCut" }
  /** Lets go: the cut is asked for. */
  | { readonly type: "setCut" }
  /** Lets go, and leaves the cut as it was. */
  | { readonly type: "giveUp" };

/** What is done to the steps of a scenario; see heldStep.ts. */
export type EditAction =
  /** Takes an event in hand; by the keyboard the one that is selected, or the receipt of the selected message. */
  | { readonly type: "editTake"; readonly event: number; readonly by: "pointer" | "keys" }
  | { readonly type: "editSelected" }
  /** Takes a step in hand that is not there yet. */
  | { readonly type: "editNew" }
  /** Moves what is held to a time, by so many steps of time, or (a new one) to the process beside. */
  | { readonly type: "editTo"; readonly time: number }
  | { readonly type: "editBy"; readonly count: number }
  | { readonly type: "editLane"; readonly direction: 1 | -1 }
  /** Lets go: the text is changed. */
  | { readonly type: "editSet" }
  /** Lets go, and leaves the text as it was. */
  | { readonly type: "editDrop" }
  /** Adds a step there, at once. */
  | { readonly type: "editAdd"; readonly process: number; readonly time: number }
  /** Takes the step of the selected event, or of the selected message, out. */
  | { readonly type: "editRemove" }
  /** Clicks on the lines of processes add steps. */
  | { readonly type: "editMode"; readonly isOn: boolean }
  /** What the host says of an edit. */
  | {
      readonly type: "editAnswered";
      readonly request: number;
      readonly isPossible: boolean;
      readonly words: string;
    };

export type Action =
  | DraftAction
  | EditAction
  /** What is shown is older than the text, for that is wrong at the moment; "" where it is not. */
  | { readonly type: "stale"; readonly words: string }
  /** Takes the frontier of the selected event's process in hand, by the keyboard. */
  | { readonly type: "hold" }
  /** Hides these processes, by name, and no others. */
  | { readonly type: "hide"; readonly processes: readonly string[] }
  /** Hides the process of the selected event. */
  | { readonly type: "hideSelected" }
  /** Clicks on the lines of processes move the cut. */
  | { readonly type: "movesCut"; readonly isOn: boolean }
  | { readonly type: "shown"; readonly before: Model | undefined; readonly selectCut: string }
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "failed"; readonly words: string }
  | { readonly type: "resize"; readonly width: number; readonly height: number }
  | { readonly type: "look"; readonly viewport: Viewport }
  /** Without `along`: about the selection if it is seen, or else the middle. */
  | { readonly type: "zoom"; readonly factor: number; readonly along?: number }
  | { readonly type: "pan"; readonly along: number; readonly across: number }
  | { readonly type: "fit" }
  | { readonly type: "axis"; readonly axis: Axis }
  | { readonly type: "orientation"; readonly orientation: Orientation }
  /** `by`: the host is not told of what it said itself. `reveal`: scroll the picture there. */
  | {
      readonly type: "select";
      readonly selection: Selection;
      readonly by: "pointer" | "keys" | "host";
      readonly reveal: boolean;
      /** Looks at a step between the two events that are compared: they stay compared. */
      readonly inChain?: boolean;
    }
  | { readonly type: "go"; readonly to: Destination }
  /** Marks the selected event, to compare others with it; takes the mark away from it where it has it. */
  | { readonly type: "mark" }
  | { readonly type: "unmark" }
  /** Opens or closes the find bar, or looks for another text. */
  | { readonly type: "find"; readonly isOpen?: boolean; readonly text?: string }
  /** What the search for a text has found so far. */
  | { readonly type: "found"; readonly text: string; readonly hits: Uint32Array; readonly isDone: boolean }
  /** Goes to the next hit along the axis, or the one before. */
  | { readonly type: "hit"; readonly direction: 1 | -1 }
  /** Shows the selected event's line, and moves the keyboard there. */
  | { readonly type: "revealSource" }
  | { readonly type: "cut"; readonly cut: string; readonly by: "user" | "host" }
  /** Makes a cut from the selected event, or the nearest consistent one to the chosen cut. */
  | { readonly type: "cutAt"; readonly by: CutBy }
  | { readonly type: "nearestCut"; readonly side: CutSide }
  | { readonly type: "step"; readonly to: StepDestination }
  /** Shows the run reordered around the chosen snapshot, or as it was again. */
  | { readonly type: "reorder" }
  | { readonly type: "play"; readonly isPlaying: boolean }
  | { readonly type: "cone"; readonly isShown: boolean }
  | { readonly type: "packets"; readonly isShown: boolean }
  | { readonly type: "side"; readonly isShown: boolean }
  | { readonly type: "help"; readonly isShown: boolean }
  | { readonly type: "section"; readonly section: keyof Sections; readonly isOpen: boolean }
  | { readonly type: "list"; readonly process: number; readonly page: number };

export type Dispatch = (action: Action) => void;
