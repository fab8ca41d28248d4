// A scene: everything that one picture of the diagram shows, as plain drawables in pixels. The canvas and the SVG
// writer draw the very same scene; how a role looks is said in style.ts. Lists are drawn in the order of the fields.

import type { VerdictKind } from "../trace/verdict.ts";
import type { Axis } from "./layout.ts";
import type { TokenColour } from "./tokenColours.ts";

/** A cut to be drawn: where it runs, what it does to the messages, and what is said of it. */
export interface CutPicture {
  readonly title: string;
  readonly frontier: Uint32Array;
  /** Index into `trace.snapshots`, or −1 for a cut that no snapshot made. */
  readonly snapshot: number;
  readonly verdict: VerdictKind;
  /** The verdict in words, without a full stop. */
  readonly words: string;
  /** The two lists may be cut short where `roleOf` is there. */
  readonly orphans: ArrayLike<number>;
  readonly inTransit: ArrayLike<number>;
  /** What a message is at the cut, for a cut that is being moved: nobody makes its lists anew for each step. */
  readonly roleOf?: ((message: number) => "orphan" | "inTransit" | undefined) | undefined;
  /**
   * Where the line was put on each process, in units of the axis: it runs there as far as the frontier lets it. NaN where
   * nobody put it anywhere.
   */
  readonly line?: Float64Array | undefined;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type LineRole =
  | "grid"
  | "lane"
  | "past"
  | "future"
  | "chain"
  | "gap"
  /** The process has crashed and not yet restarted. */
  | "down";

export interface SceneLine {
  readonly role: LineRole;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** How many events stand where there is no room for each: a bar across the lane. */
export interface SceneBar extends Box {
  readonly role: "density";
}

export type ArrowRole =
  | "message"
  /** A marker of the chosen snapshot, or any marker where none is chosen. */
  | "marker"
  /** A marker of another snapshot than the chosen one. */
  | "otherMarker"
  | "inTransit"
  | "orphan"
  /** Part of the chain between two events that are compared. */
  | "chain"
  | "lost"
  | "inFlight"
  /** Received before it was sent, by the clocks of the two processes. */
  | "skewed"
  /** Received, but its sending is not in the trace. */
  | "unknownSend"
  /** Where a message would be that the user moves, and where it cannot be. */
  | "moved"
  | "refused"
  /** Received, but spoilt on its way: its receiver could not read it. */
  | "spoilt"
  /** Below the messages: packets with a message in them, those that are sent again, acknowledgements. */
  | "packet"
  | "packetAgain"
  | "acknowledgement"
  /** A packet of any kind that the network lost, or that was thrown away where it arrived. */
  | "packetLost"
  | "packetDropped";

/**
 * `strong`: selected, or what a snapshot's step is about. `many`: one of so many that full strokes would run into each
 * other. `dim`: one of too many to draw, or not the point.
 */
export type Emphasis = "dim" | "many" | "plain" | "strong";

export interface SceneArrow {
  readonly role: ArrowRole;
  readonly emphasis: Emphasis;
  /** NONE for a packet. */
  readonly message: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** What stands at the end: a head, a cross (lost), a ring (in flight), or nothing (it ends outside the picture). */
  readonly tip: "head" | "cross" | "ring" | "none";
}

export type PathRole = "inside" | "cut";

/** A path in SVG's notation, which a canvas understands too. */
export interface ScenePath {
  readonly role: PathRole;
  readonly verdict: VerdictKind;
  readonly d: string;
}

export type MarkRole =
  | "event"
  | "internal"
  /** Sends or receives nothing but markers. */
  | "markerEvent"
  /** A process crashes or restarts. */
  | "crash"
  | "restart"
  /** A process records itself for the chosen snapshot. */
  | "record"
  | "otherRecord"
  /** Where a cut that no snapshot made crosses a lane. */
  | "cutPoint"
  /** Where the chosen cut can be grabbed, and where it is held. */
  | "handle"
  | "held"
  /** Where a step would be that the user moves, and where it cannot be. */
  | "heldStep"
  | "refusedStep"
  /** Rings around what a step is about, what the pointer is over, and what is selected. */
  /** The event that others are compared with. */
  | "anchor"
  /** Found by a search. */
  | "hit"
  | "step"
  | "hover"
  | "selection";

export interface SceneMark {
  readonly role: MarkRole;
  /** NONE for a cut point. */
  readonly event: number;
  readonly x: number;
  readonly y: number;
}

/** A part of a process's line on which its source lacks events. */
export interface SceneGap {
  readonly process: number;
  /** How many are missing; at the end of the process at least so many. */
  readonly missing: number;
  readonly isAtEnd: boolean;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Where the cut crosses a process. */
export interface Crossing {
  readonly process: number;
  readonly x: number;
  readonly y: number;
}

/** A part of a row of tokens: a bead, or plain text where it has no colour. */
export interface Bead {
  readonly text: string;
  readonly colour: TokenColour | undefined;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export type LabelRole = "tick" | "axis" | "lane" | "state" | "message" | "event" | "cut" | "held";

export interface SceneLabel {
  readonly role: LabelRole;
  readonly text: string;
  /** The middle of the text's height, and its left, middle or right by `anchor`. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  /** The pill behind it. */
  readonly box?: Box;
  /** What is drawn in place of the text where tokens in it have colours. */
  readonly beads?: readonly Bead[];
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly axis: Axis;
  /** The part within which lanes, events and messages are drawn; ticks and names stand outside. */
  readonly plot: Box;
  readonly regions: readonly ScenePath[];
  readonly lines: readonly SceneLine[];
  readonly bars: readonly SceneBar[];
  /** Below the messages; empty where nobody asked for them. */
  readonly packets: readonly SceneArrow[];
  readonly arrows: readonly SceneArrow[];
  readonly cutLines: readonly ScenePath[];
  /** Where the cut crosses the processes in sight. */
  readonly crossings: readonly Crossing[];
  readonly gaps: readonly SceneGap[];
  readonly marks: readonly SceneMark[];
  /** Within the plot. */
  readonly labels: readonly SceneLabel[];
  /** Names of lanes and ticks, outside the plot. */
  readonly frameLabels: readonly SceneLabel[];
  /** 1 where every message in sight is drawn; else one of so many is, beside those that stand out. */
  readonly messageStride: number;
  /** Whether some events in sight are drawn as bars. */
  readonly hasBars: boolean;
}
