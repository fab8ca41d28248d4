// A cut as the panel shows it while it is moved: the host's kind of cut, made in the panel, so that the verdict follows
// the hand at once. The host makes the real one when the user lets go.

import type { Axis } from "../../src/core/diagram/layout.ts";
import type { Cut } from "../../src/core/trace/cut.ts";
import { cutText } from "../../src/core/trace/cutText.ts";
import type { MovingCut } from "../../src/core/trace/movingCut.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import type { DiagramCut } from "../../src/protocol/diagram.ts";

/** A cut that is being moved, or that the host has been asked for. */
export interface Draft {
  /** The user's own cut that it replaces, or "" where it becomes a new one. */
  readonly cut: string;
  readonly frontier: Uint32Array;
  /** Where the line crosses each process, in units of the axis; NaN where nobody put it. */
  readonly line: Float64Array;
  /** The process whose frontier is held. */
  readonly process: number;
  readonly by: "pointer" | "keys";
  /** Let go: the host has been asked, and its answer takes the place of this. */
  readonly isSet: boolean;
  /** The host has yet to answer an earlier setting. */
  readonly awaits: boolean;
}

/** Where the user put the line of a cut: kept while that cut is chosen, so that letting go moves nothing. */
export interface PutLine {
  readonly cut: string;
  readonly axis: Axis;
  readonly line: Float64Array;
}

/** A cut with what only the panel knows of it. */
export interface PanelCut extends DiagramCut {
  /** Where the user put its line. */
  readonly line?: Float64Array;
  /** What a message is at it, while it is moved: its lists are then cut short. */
  readonly roleOf?: (message: number) => "orphan" | "inTransit" | undefined;
}

/** Of a cut that is moved so many messages of each kind are listed: more than a picture draws. */
export const MOST_LISTED = 2000;
/** Processes that the title names. */
const MOST_NAMED = 4;

export function draftCut(moving: MovingCut, draft: Draft): PanelCut {
  return {
    id: draft.cut,
    title: titleOf(moving.trace, draft.frontier),
    frontier: draft.frontier,
    snapshot: -1,
    verdict: moving.verdict,
    words: moving.words,
    orphans: listed(moving.orphans),
    inTransit: listed(moving.inTransit),
    line: draft.line,
    roleOf: (message) => {
      if (moving.isOrphan(message)) return "orphan";
      return moving.isInTransit(message) ? "inTransit" : undefined;
    },
  };
}

/** As the host names a cut of the user's own. */
function titleOf(trace: Trace, frontier: Cut): string {
  const text = cutText(trace, frontier, MOST_NAMED);
  return text === "" ? "empty cut" : `cut ${text}`;
}

function listed(messages: readonly number[]): Int32Array {
  return Int32Array.from(messages.slice(0, MOST_LISTED)).sort();
}
