// The diagram as text for Mermaid: a sequence chart of a small trace, with what a cut does to its messages, and a
// flowchart of the topology. Every name from the trace is written with character codes where Mermaid would read syntax.

import { hasStates, stateAt } from "../trace/checkpoints.ts";
import { linearOrder } from "../trace/clocks.ts";
import { messageName, processName } from "../trace/describe.ts";
import { snapshotTitle } from "../trace/describeSnapshot.ts";
import { NONE } from "../trace/ids.ts";
import { describeState } from "../trace/localState.ts";
import {
  forEachReceived,
  forEachSent,
  MessageFlag,
  MessageKind,
  receiverOf,
  senderOf,
  type Trace,
} from "../trace/trace.ts";
import type { CutPicture } from "./scene.ts";
import { shortened } from "./text.ts";

/** A chart's source, or why there is none. */
export type MermaidChart =
  | { readonly kind: "chart"; readonly source: string }
  | { readonly kind: "too-large"; readonly words: string };

/** Beyond these a chart is no longer read by anybody, and Mermaid itself stops at 50,000 characters. */
const MOST_PROCESSES = 24;
const MOST_EVENTS = 400;
const MOST_CHANNELS = 600;
const LARGEST_TEXT = 48_000;
const LABEL_WIDTH = 260;

/**
 * A sequence chart: each message where it is received (or where it is sent, if it never is), in a linear order that
 * respects happened-before; recordings as notes.
 */
export function sequenceChart(trace: Trace, cut?: CutPicture): MermaidChart {
  const tooLarge = tooLargeFor(trace, trace.events.time.length, MOST_EVENTS, "events");
  if (tooLarge !== undefined) return tooLarge;
  const lines = [
    "sequenceDiagram",
    ...trace.processes.map((p, i) => `  participant p${i} as ${escaped(p.name)}`),
  ];
  const fate = fates(cut);
  for (const event of linearOrder(trace).order) {
    const process = trace.events.process[event];
    forEachReceived(trace, event, (message) => lines.push(`  ${received(trace, message, fate)}`));
    forEachSent(trace, event, (message) => {
      if (trace.messages.receive[message] === NONE) lines.push(`  ${unreceived(trace, message)}`);
    });
    const note = noteOf(trace, event, cut);
    if (note !== "") lines.push(`  Note over p${process}: ${escaped(note)}`);
  }
  if (cut !== undefined && trace.processes.length > 0) {
    const over = trace.processes.length === 1 ? "p0" : `p0,p${trace.processes.length - 1}`;
    lines.push(`  Note over ${over}: ${escaped(`${cut.title}: ${cut.words}`)}`);
  }
  return chart(lines);
}

/** A flowchart of the processes and channels; a channel both ways is one line with two heads. */
export function topologyChart(trace: Trace): MermaidChart {
  const { from, to } = trace.channels;
  const tooLarge = tooLargeFor(trace, from.length, MOST_CHANNELS, "channels");
  if (tooLarge !== undefined) return tooLarge;
  const both = new Set<string>();
  for (let c = 0; c < from.length; c++) both.add(`${from[c]}>${to[c]}`);
  const lines = ["flowchart LR", ...trace.processes.map((p, i) => `  p${i}(["${escaped(p.name)}"])`)];
  for (let c = 0; c < from.length; c++) {
    const hasReturn = from[c] !== to[c] && both.has(`${to[c]}>${from[c]}`);
    if (!hasReturn) lines.push(`  p${from[c]} --> p${to[c]}`);
    else if (from[c] < to[c]) lines.push(`  p${from[c]} <--> p${to[c]}`);
  }
  return chart(lines);
}

function tooLargeFor(trace: Trace, count: number, most: number, noun: string): MermaidChart | undefined {
  const processes = trace.processes.length;
  if (count > most) {
    const words = `A chart of ${count.toLocaleString("en")} ${noun} would be unreadable; the limit is ${most}.`;
    return { kind: "too-large", words };
  }
  if (processes <= MOST_PROCESSES || noun === "channels") return undefined;
  const words = `A chart of ${processes} processes would be unreadable; the limit is ${MOST_PROCESSES}.`;
  return { kind: "too-large", words };
}

function chart(lines: readonly string[]): MermaidChart {
  const source = `${lines.join("\n")}\n`;
  if (source.length <= LARGEST_TEXT) return { kind: "chart", source };
  return {
    kind: "too-large",
    words: "The chart's text would be longer than Mermaid reads (50,000 characters).",
  };
}

/** What a cut does to each message, in words. */
function fates(cut: CutPicture | undefined): ReadonlyMap<number, string> {
  const fate = new Map<number, string>();
  if (cut === undefined) return fate;
  for (let i = 0; i < cut.inTransit.length; i++) fate.set(cut.inTransit[i], "in transit at the cut");
  for (let i = 0; i < cut.orphans.length; i++) fate.set(cut.orphans[i], "orphan of the cut");
  return fate;
}

function received(trace: Trace, message: number, fate: ReadonlyMap<number, string>): string {
  const from = senderOf(trace, message);
  const to = receiverOf(trace, message);
  const isMarker = trace.messages.kind[message] === MessageKind.marker;
  const isSpoilt = (trace.messages.flags[message] & MessageFlag.spoilt) !== 0;
  const said = fate.get(message) ?? (isSpoilt ? "received spoilt" : undefined);
  const what = `${messageName(trace, message)}${said === undefined ? "" : ` (${said})`}`;
  // The sender may be unknown: the message then comes from its receiver's own line, and says so.
  if (from === NONE) return `p${to}->>p${to}: ${escaped(`${what} (sent nobody knows where)`)}`;
  return `p${from}${isMarker ? "-->>" : "->>"}p${to}: ${escaped(what)}`;
}

function unreceived(trace: Trace, message: number): string {
  const from = senderOf(trace, message);
  const to = receiverOf(trace, message);
  const isLost = (trace.messages.flags[message] & MessageFlag.lost) !== 0;
  const what = `${messageName(trace, message)} (${isLost ? "lost" : "in flight at the end"})`;
  const dash = trace.messages.kind[message] === MessageKind.marker ? "-" : "";
  return `p${from}${dash}${isLost ? "-x" : "-)"}p${to === NONE ? from : to}: ${escaped(what)}`;
}

/** A recording with the state, or the label of an event that is neither sending nor receiving. */
function noteOf(trace: Trace, event: number, cut: CutPicture | undefined): string {
  const process = trace.events.process[event];
  const recorded = trace.snapshots.filter((snapshot) => snapshot.recordEvents[process] === event);
  if (recorded.length > 0) {
    return recorded
      .filter(
        (_, i) => cut === undefined || cut.snapshot < 0 || trace.snapshots[cut.snapshot] === recorded[i],
      )
      .map((snapshot) => {
        const state = hasStates(trace)
          ? `: ${describeState(stateAt(trace, process, snapshot.frontier[process]))}`
          : "";
        return `${processName(trace, process)} records for ${snapshotTitle(snapshot)}${state}`;
      })
      .join("; ");
  }
  const { sent, received: gets, label } = trace.events;
  return sent[event] === NONE && gets[event] === NONE ? trace.strings[label[event]] : "";
}

/** Text that Mermaid takes for nothing but text: anything beyond plain words becomes a character code. */
function escaped(text: string): string {
  const line = shortened(text, LABEL_WIDTH);
  const safe = [...line].map((character) =>
    /[\p{L}\p{N} .,_()=→×-]/u.test(character) ? character : `#${character.codePointAt(0)};`,
  );
  const joined = safe.join("");
  // An empty text is refused; a space without width is not.
  return joined.trim() === "" ? "#8203;" : joined;
}
