// Which event of a new version of a trace is the one that was there before: by its process and by what it does (what it
// sends, receives or is called), so that a text that is edited elsewhere leaves the selection where it is.

import { NONE } from "../../src/core/trace/ids.ts";
import {
  forEachReceived,
  forEachSent,
  localIndex,
  MessageKind,
  receiverOf,
  senderOf,
  type Trace,
} from "../../src/core/trace/trace.ts";

/** The event in `now` that `event` is in `before`, or NONE. */
export function sameEvent(before: Trace, now: Trace, event: number): number {
  if (event === NONE) return NONE;
  const { name } = before.processes[before.events.process[event]];
  const process = now.processes.findIndex((candidate) => candidate.name === name);
  if (process < 0) return NONE;
  const old = eventsOf(before, before.events.process[event]);
  const own = eventsOf(now, process);
  const place = localIndex(before, event);
  const found =
    unmoved(old, own, place) ??
    fromEnd(old, own, place) ??
    onItsLine(old, own, place) ??
    ofItsKind(old, own, place);
  if (found !== undefined) return own.first + found;
  // Its own text has changed: where nothing came or went, it is what stands in its place.
  return own.acts.length === old.acts.length ? own.first + place : NONE;
}

/** The message in `now` that `message` is in `before`, or NONE. */
export function sameMessage(before: Trace, now: Trace, message: number): number {
  if (message === NONE) return NONE;
  const { send, receive } = before.messages;
  const isSent = send[message] !== NONE;
  const end = sameEvent(before, now, isSent ? send[message] : receive[message]);
  if (end === NONE) return NONE;
  let place = 0;
  const list: number[] = [];
  const visit = isSent ? forEachSent : forEachReceived;
  visit(before, isSent ? send[message] : receive[message], (each) => {
    if (each < message) place++;
  });
  visit(now, end, (each) => list.push(each));
  return list.sort((a, b) => a - b)[place] ?? NONE;
}

/** The events of one process: where they begin, what each does, of which kind it is, and its line. */
interface Events {
  readonly first: number;
  readonly acts: readonly string[];
  readonly kinds: readonly string[];
  readonly lines: readonly number[];
}

function eventsOf(trace: Trace, process: number): Events {
  const first = trace.firstEvent[process];
  const recorded = new Map<number, string>();
  for (const { id, name = id, recordEvents } of trace.snapshots)
    recorded.set(recordEvents[process], `records ${name}`);
  const payloads = new Map<number, string>();
  const acts: string[] = [];
  const kinds: string[] = [];
  const lines: number[] = [];
  for (let event = first; event < trace.firstEvent[process + 1]; event++) {
    const parts = [recorded.get(event) ?? "", trace.strings[trace.events.label[event]]];
    const kind = [recorded.has(event) ? "records" : ""];
    const add = (verb: string, message: number, other: number): void => {
      parts.push(verb, trace.processes[other]?.name ?? "", contentOf(trace, message, payloads));
      kind.push(verb, trace.processes[other]?.name ?? "");
    };
    forEachReceived(trace, event, (message) => add("from", message, senderOf(trace, message)));
    forEachSent(trace, event, (message) => add("to", message, receiverOf(trace, message)));
    acts.push(parts.join("\n"));
    kinds.push(kind.join("\n"));
    lines.push(trace.events.line[event]);
  }
  return { first, acts, kinds, lines };
}

function contentOf(trace: Trace, message: number, known: Map<number, string>): string {
  const { kind, payload } = trace.messages;
  if (kind[message] === MessageKind.marker) return `marker ${trace.snapshots[payload[message]]?.id}`;
  const index = payload[message];
  let words = known.get(index);
  if (words === undefined) {
    words = index === NONE ? "" : JSON.stringify(trace.payloads[index]);
    known.set(index, words);
  }
  return words;
}

/** Its place, where everything up to it is as it was and stands on the same lines. */
function unmoved(old: Events, own: Events, place: number): number | undefined {
  for (let i = 0; i <= place; i++) {
    if (old.acts[i] !== own.acts[i] || old.lines[i] !== own.lines[i]) return undefined;
  }
  return place;
}

/** Its place counted from the end, where everything from it on is as it was. */
function fromEnd(old: Events, own: Events, place: number): number | undefined {
  const shift = own.acts.length - old.acts.length;
  for (let i = old.acts.length - 1; i >= place; i--)
    if (old.acts[i] !== own.acts[i + shift]) return undefined;
  return place + shift;
}

/** Its place, where nothing came or went and something of its kind stands there, on its line: its own text has changed. */
function onItsLine(old: Events, own: Events, place: number): number | undefined {
  const isSame =
    own.acts.length === old.acts.length &&
    own.lines[place] === old.lines[place] &&
    own.kinds[place] === old.kinds[place];
  return isSame && old.lines[place] > 0 ? place : undefined;
}

/** The event that does the same, and as many of those came before it. */
function ofItsKind(old: Events, own: Events, place: number): number | undefined {
  const act = old.acts[place];
  const rank = old.acts.slice(0, place).filter((each) => each === act).length;
  const found = own.acts.flatMap((each, i) => (each === act ? [i] : []));
  return found[rank] ?? found.at(-1);
}
