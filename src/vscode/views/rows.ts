// What the three views show of a session, as plain rows: processes with their state, channels with their contents,
// snapshots and cuts with their verdicts. Knows nothing of VS Code.

import { notedEvent } from "../../core/session/notedEvent.ts";
import type { EventNote, SnapshotNote } from "../../core/session/savedSession.ts";
import { stateAt } from "../../core/trace/checkpoints.ts";
import { type Cut, fullCut } from "../../core/trace/cut.ts";
import {
  describeContent,
  describeEvent,
  eventAction,
  formatTime,
  messageName,
  signedDuration,
} from "../../core/trace/describe.ts";
import { type GlobalState, globalStateAt, recordedState } from "../../core/trace/globalState.ts";
import { NONE } from "../../core/trace/ids.ts";
import { describeState } from "../../core/trace/localState.ts";
import { eventCountOf, receiverOf, senderOf, type Trace } from "../../core/trace/trace.ts";
import { counted, type VerdictKind } from "../../core/trace/verdict.ts";
import type { DiagramCut } from "../../protocol/diagram.ts";
import { DRAWN } from "../platform/ids.ts";

export interface ProcessRow {
  readonly kind: "process";
  readonly process: number;
  readonly name: string;
  readonly state: string;
  /** By how much its clock was moved; empty where it was not. */
  readonly clock: string;
  readonly inside: number;
  readonly events: number;
  /** The last event inside the cut, or −1. */
  readonly last: number;
  readonly lastWords: string;
}

export interface MessageRow {
  readonly kind: "message";
  readonly message: number;
  readonly name: string;
  /** Received inside the cut though sent outside. */
  readonly orphan: boolean;
  /** The event to show for it: its sending, or else its receipt. */
  readonly event: number;
  readonly words: string;
}

/** Messages that are too many to be listed. */
export interface RestRow {
  readonly kind: "rest";
  readonly more: number;
}

export interface ChannelRow {
  readonly kind: "channel";
  readonly channel: number;
  readonly from: string;
  readonly to: string;
  /** What it holds: message ids, in order. */
  readonly held: readonly number[];
  readonly orphans: readonly number[];
}

export interface CutRow {
  readonly kind: "cut";
  /** "" for the end of the run. */
  readonly id: string;
  readonly title: string;
  readonly verdict: VerdictKind | "none";
  readonly words: string;
  /** Who started the snapshot and when; empty for other cuts. */
  readonly origin: string;
  readonly selected: boolean;
  readonly removable: boolean;
  readonly remarks: readonly RemarkRow[];
}

/** What else there is to say of a cut, below its row: a note, or a channel that was not FIFO. */
export interface RemarkRow {
  readonly kind: "remark";
  /** The cut's id. */
  readonly cut: string;
  readonly isNote: boolean;
  readonly name: string;
  readonly text: string;
  /** The event that it leads to, or −1. */
  readonly event: number;
}

/** A note on an event. */
export interface NoteRow {
  readonly kind: "note";
  readonly process: string;
  /** The event's place among the process's recorded events, from 1. */
  readonly place: number;
  readonly text: string;
  /** The event, or −1 where the trace has no such. */
  readonly event: number;
  readonly words: string;
}

/** Messages of a channel that get a row each. */
const MOST_ROWS = 500;
/** Kinds of messages that a channel's own row names. */
const MOST_NAMED = 8;

/** The frontier that a selected cut has; none selected is the end of the run. */
function frontierOf(trace: Trace, cut: DiagramCut | undefined): Cut {
  return cut?.frontier ?? fullCut(trace);
}

export function processRows(trace: Trace, cut: DiagramCut | undefined): ProcessRow[] {
  const frontier = frontierOf(trace, cut);
  return trace.processes.map(({ name, clockOffset = 0 }, process) => {
    const inside = frontier[process];
    const last = inside === 0 ? -1 : trace.firstEvent[process] + inside - 1;
    const time = last < 0 ? "" : formatTime(trace, trace.events.time[last]);
    return {
      kind: "process",
      process,
      name,
      state: describeState(stateAt(trace, process, inside)),
      clock: clockOffset === 0 ? "" : `clock moved by ${signedDuration(trace, clockOffset)}`,
      inside,
      events: eventCountOf(trace, process),
      last,
      lastWords: last < 0 ? "" : `${eventAction(trace, last)}${time === "" ? "" : ` (${time})`}`,
    };
  });
}

/** The channels in the trace's order: what a snapshot recorded of them, or what is in transit at another cut. */
export function channelRows(trace: Trace, cut: DiagramCut | undefined): ChannelRow[] {
  const held = new Map<string, readonly number[]>();
  for (const { from, to, messages } of stateOf(trace, cut).channels) held.set(`${from} ${to}`, messages);
  const orphans = new Map<string, number[]>();
  for (const orphan of cut?.orphans ?? []) {
    const key = `${senderOf(trace, orphan)} ${receiverOf(trace, orphan)}`;
    const known = orphans.get(key);
    if (known === undefined) orphans.set(key, [orphan]);
    else known.push(orphan);
  }
  return Array.from(trace.channels.from, (from, channel) => {
    const to = trace.channels.to[channel];
    const names = { from: trace.processes[from].name, to: trace.processes[to].name };
    const key = `${from} ${to}`;
    return {
      kind: "channel",
      channel,
      ...names,
      held: held.get(key) ?? [],
      orphans: orphans.get(key) ?? [],
    };
  });
}

/** The messages of a channel, its orphans last; of very many the first, and how many more there are. */
export function messageRows(trace: Trace, { held, orphans }: ChannelRow): (MessageRow | RestRow)[] {
  const all = [...held.slice(0, MOST_ROWS), ...orphans.slice(0, MOST_ROWS)];
  const rows = all.map((message, i) => messageRow(trace, message, i >= Math.min(held.length, MOST_ROWS)));
  const more = held.length + orphans.length - rows.length;
  return more === 0 ? rows : [...rows, { kind: "rest", more }];
}

/** What a channel holds in a few words. */
export function contentWords(trace: Trace, { held, orphans }: ChannelRow): string {
  const parts = held.length === 0 ? [] : [describeContent(trace, held, MOST_NAMED)];
  if (orphans.length > 0) {
    const names = orphans.slice(0, MOST_NAMED).map((orphan) => `orphan ${messageName(trace, orphan)}`);
    parts.push(names.join(", ") + (orphans.length > MOST_NAMED ? " …" : ""));
  }
  return parts.join(", ");
}

/** All cuts, then the end of the run. `isFurther`: whether the user, not the file, asked for a snapshot. */
export function cutRows(
  trace: Trace,
  cuts: readonly DiagramCut[],
  selected: DiagramCut | undefined,
  isFurther: (cut: DiagramCut) => boolean,
): CutRow[] {
  const rows = cuts.map((cut): CutRow => {
    const { id, title, verdict, words } = cut;
    const removable = (cut.snapshot < 0 && !id.startsWith(DRAWN)) || isFurther(cut);
    const origin = originOf(trace, cut.snapshot);
    const remarks = (cut.remarks ?? []).map((remark): RemarkRow => ({ kind: "remark", cut: id, ...remark }));
    return {
      kind: "cut",
      id,
      title,
      verdict,
      words,
      origin,
      selected: id === selected?.id,
      removable,
      remarks,
    };
  });
  const flight = channelMessages(stateOf(trace, undefined));
  const words = flight === 0 ? "no message in flight" : `${counted(flight, "message")} in flight`;
  const end = {
    title: "end of the run",
    verdict: "none",
    words,
    origin: "",
    removable: false,
    remarks: [],
  } as const;
  return [...rows, { kind: "cut", id: "", ...end, selected: selected === undefined }];
}

/** The notes on events, by process and place. */
export function noteRows(trace: Trace, notes: readonly (EventNote | SnapshotNote)[]): NoteRow[] {
  const rows = notes.flatMap((note): NoteRow[] => {
    if (!("process" in note)) return [];
    const { process, event: place, text } = note;
    const event = notedEvent(trace, note);
    const words =
      event === NONE ? `${process}, event ${place}: not in the trace` : describeEvent(trace, event);
    return [{ kind: "note", process, place, text, event, words }];
  });
  return rows.sort((a, b) => a.event - b.event);
}

function stateOf(trace: Trace, cut: DiagramCut | undefined): GlobalState {
  const snapshot = cut === undefined ? undefined : trace.snapshots[cut.snapshot];
  return snapshot === undefined
    ? globalStateAt(trace, frontierOf(trace, cut))
    : recordedState(trace, snapshot);
}

function channelMessages(state: GlobalState): number {
  return state.channels.reduce((sum, { messages }) => sum + messages.length, 0);
}

function messageRow(trace: Trace, message: number, orphan: boolean): MessageRow {
  const { send, receive } = trace.messages;
  const event = send[message] >= 0 ? send[message] : receive[message];
  const when = (id: number): string =>
    (id < 0 ? "" : ` ${formatTime(trace, trace.events.time[id])}`).trimEnd();
  const sent = send[message] < 0 ? "" : `sent${when(send[message])}`;
  const received = receive[message] < 0 ? "not received" : `received${when(receive[message])}`;
  const words = [sent, received].filter((part) => part !== "").join(", ");
  return { kind: "message", message, name: messageName(trace, message), orphan, event, words };
}

function originOf(trace: Trace, index: number): string {
  const snapshot = trace.snapshots[index];
  if (snapshot === undefined) return "";
  const names = snapshot.initiators.map((process) => trace.processes[process].name).join(", ");
  const first = snapshot.initiators[0];
  const event = first === undefined ? -1 : snapshot.recordEvents[first];
  const time = event < 0 ? "" : formatTime(trace, trace.events.time[event]);
  return `by ${names}${time === "" ? "" : ` at ${time}`}`;
}
