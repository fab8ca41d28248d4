// What each key does in the diagram. Pure, so that the help overlay lists the very keys that work. Combinations with
// Ctrl, Alt or Cmd are VS Code's, but for the one that finds.

import type { Orientation } from "../../src/core/diagram/viewport.ts";
import type { Action } from "../state/actions.ts";
import { isHolding } from "../state/heldStep.ts";
import type { ViewState } from "../state/viewState.ts";

/** A key press, as far as it matters. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** One line of the help: keys, and what they do. */
export interface KeyHelp {
  readonly keys: string;
  readonly words: string;
}

export const ZOOM_STEP = 1.4;
/** Pixels that Shift and an arrow key move the picture. */
const PAN_STEP = 90;
/** Events that Shift and an arrow key move a held frontier. */
const LEAP = 10;

/** The action of a key, or undefined where it has none here. */
export function keyAction(press: KeyPress, state: ViewState): Action | undefined {
  if (isFindKey(press)) return { type: "find", isOpen: true };
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  if (state.draft?.isSet === false) return movingKey(press, state);
  if (isHolding(state)) return editingKey(press, state);
  const arrow = arrowOf(press.key, state.orientation);
  if (arrow !== undefined) return press.shiftKey ? panOf(arrow) : { type: "go", to: arrow };
  switch (press.key) {
    case "o":
    case "O":
      return { type: "go", to: "otherEnd" };
    case "m":
    case "M":
      return { type: "mark" };
    case "Home":
      return { type: "go", to: "first" };
    case "End":
      return { type: "go", to: "last" };
    case "+":
    case "=":
      return { type: "zoom", factor: ZOOM_STEP };
    case "-":
    case "_":
      return { type: "zoom", factor: 1 / ZOOM_STEP };
    case "0":
      return { type: "fit" };
    case "Enter":
      return { type: "revealSource" };
    default:
      return commandKey(press.key, state);
  }
}

/** The one combination that is ours, as in every editor; VS Code has no other use for it in a panel. */
function isFindKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean {
  return ctrlKey !== metaKey && !altKey && !shiftKey && key.toLowerCase() === "f";
}

/** The keys while the frontier of a process is held: everything else waits until it is let go. */
function movingKey(press: KeyPress, state: ViewState): Action | undefined {
  const arrow = arrowOf(press.key, state.orientation);
  if (arrow === "next" || arrow === "previous") {
    const events = press.shiftKey ? LEAP : 1;
    return { type: "holdBy", events: arrow === "next" ? events : -events };
  }
  if (arrow !== undefined) return { type: "holdLane", direction: arrow === "laneAfter" ? 1 : -1 };
  switch (press.key) {
    case "Home":
      return { type: "holdBy", events: Number.NEGATIVE_INFINITY };
    case "End":
      return { type: "holdBy", events: Number.POSITIVE_INFINITY };
    case "Enter":
    case "f":
    case "F":
      return { type: "setCut" };
    case "Escape":
      return { type: "giveUp" };
    default:
      return undefined;
  }
}

/** The keys while a step of the scenario is held. */
function editingKey(press: KeyPress, state: ViewState): Action | undefined {
  const arrow = arrowOf(press.key, state.orientation);
  if (arrow === "next" || arrow === "previous") {
    const count = press.shiftKey ? LEAP : 1;
    return { type: "editBy", count: arrow === "next" ? count : -count };
  }
  if (arrow !== undefined) return { type: "editLane", direction: arrow === "laneAfter" ? 1 : -1 };
  switch (press.key) {
    case "Enter":
    case "e":
    case "E":
      return { type: "editSet" };
    case "Escape":
      return { type: "editDrop" };
    default:
      return undefined;
  }
}

/** Keys that do not move. */
function commandKey(key: string, state: ViewState): Action | undefined {
  switch (key) {
    case "Escape":
      if (state.showsHelp) return { type: "help", isShown: false };
      return { type: "select", selection: { event: -1, message: -1 }, by: "keys", reveal: false };
    case "n":
    case "N":
    case ".":
      return { type: "step", to: "next" };
    case "p":
    case "P":
    case ",":
      return { type: "step", to: "previous" };
    case " ":
      return { type: "play", isPlaying: !state.isPlaying };
    case "a":
    case "A":
      return { type: "axis", axis: state.axis === "logical" ? "time" : "logical" };
    case "d":
    case "D":
      return { type: "orientation", orientation: state.orientation === "right" ? "down" : "right" };
    case "c":
    case "C":
      return { type: "cutAt", by: "past" };
    case "t":
    case "T":
      return { type: "cutAt", by: "time" };
    case "[":
      return { type: "nearestCut", side: "below" };
    case "]":
      return { type: "nearestCut", side: "above" };
    case "k":
    case "K":
      return { type: "newCut" };
    case "f":
    case "F":
      return { type: "hold" };
    case "h":
      return { type: "hideSelected" };
    case "H":
      return { type: "hide", processes: [] };
    case "/":
      return { type: "find", isOpen: true };
    case "r":
    case "R":
      return { type: "reorder" };
    case "l":
    case "L":
      return { type: "cone", isShown: !state.showsCone };
    case "b":
    case "B":
      return { type: "packets", isShown: !state.showsPackets };
    case "?":
      return { type: "help", isShown: !state.showsHelp };
    default:
      return scenarioKey(key);
  }
}

/** Keys that change the text of a scenario. */
function scenarioKey(key: string): Action | undefined {
  switch (key) {
    case "e":
    case "E":
      return { type: "editSelected" };
    case "i":
    case "I":
      return { type: "editNew" };
    case "Delete":
      return { type: "editRemove" };
    default:
      return undefined;
  }
}

type Arrow = "next" | "previous" | "laneBefore" | "laneAfter";

/** Arrow keys go the way they point, whichever way time runs. */
function arrowOf(key: string, orientation: Orientation): Arrow | undefined {
  const right: Readonly<Record<string, Arrow>> = {
    ArrowRight: "next",
    ArrowLeft: "previous",
    ArrowUp: "laneBefore",
    ArrowDown: "laneAfter",
  };
  const down: Readonly<Record<string, Arrow>> = {
    ArrowDown: "next",
    ArrowUp: "previous",
    ArrowLeft: "laneBefore",
    ArrowRight: "laneAfter",
  };
  return (orientation === "right" ? right : down)[key];
}

function panOf(arrow: Arrow): Action {
  const sign = arrow === "next" || arrow === "laneAfter" ? PAN_STEP : -PAN_STEP;
  const isAlong = arrow === "next" || arrow === "previous";
  return { type: "pan", along: isAlong ? sign : 0, across: isAlong ? 0 : sign };
}

/** The keys in words, for the help. */
export function keyHelp(orientation: Orientation): readonly KeyHelp[] {
  const [along, across] = orientation === "right" ? ["← →", "↑ ↓"] : ["↑ ↓", "← →"];
  return [
    { keys: along, words: "previous, next event of the process" },
    { keys: across, words: "nearest event of the process beside" },
    { keys: "O", words: "follow the message to its other end" },
    { keys: "M", words: "mark the selected event; then select another: before, after or concurrent?" },
    { keys: "/ Ctrl+F", words: "find events and messages by label, process, content or time" },
    { keys: "Home End", words: "first, last event of the process" },
    { keys: "Enter", words: "show the source line" },
    { keys: "Esc", words: "select nothing" },
    { keys: "+ − 0", words: "zoom in, zoom out, show all" },
    { keys: "Shift+arrows", words: "move the picture" },
    { keys: "N P", words: "next, previous step of the snapshot" },
    { keys: "R", words: "the run reordered around the snapshot: the theorem, swap by swap" },
    { keys: "Space", words: "play, pause" },
    { keys: "A", words: "time or logical time" },
    { keys: "D", words: "time to the right or down" },
    { keys: "H Shift+H", words: "hide the process of the selected event, show all processes" },
    { keys: "L", words: "light cone of the selected event" },
    { keys: "B", words: "packets below the messages, where there are any" },
    { keys: "C", words: "cut here: all that happened before the selected event, and it" },
    { keys: "T", words: "cut at the time of the selected event" },
    { keys: "K", words: "new cut, through the middle of the picture" },
    {
      keys: "F",
      words: `move the cut: ${along} by one event (Shift: by ten), ${across} another process, Enter sets it, Esc gives up`,
    },
    {
      keys: "E",
      words: `in a scenario, move the selected step or receipt: ${along} in time (Shift: by ten), Enter sets it, Esc gives up`,
    },
    { keys: "I Delete", words: "in a scenario, insert a step, remove the selected one" },
    { keys: "[ ]", words: "nearest consistent cut inside, around the chosen one" },
    { keys: "?", words: "this help" },
  ];
}
