// Traces in tests are drawn as text: a line a process, a column a tick, and a letter an event.
//
//     P  -a---B-      a lower-case letter sends the message of that name, its upper case receives it;
//     Q  ---Ab--      * is an internal event, a digit the recording of the snapshot of that number;
//                     anything else is empty time. Cuts are printed back in the same picture, as bars.

import { asMessage, type EventId, type MessageId, NONE } from "../../src/core/trace/ids.ts";
import { EMPTY_STATE, plainTokens } from "../../src/core/trace/localState.ts";
import { MessageFlag, MessageKind, type Snapshot, type Trace } from "../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../src/core/trace/traceBuilder.ts";

export interface DrawnOptions {
  readonly name?: string;
  /** Tokens that each process begins with. */
  readonly tokens?: Readonly<Record<string, number>>;
  /** Tokens that a message carries; without an entry none. */
  readonly carries?: Readonly<Record<string, number>>;
  /** Messages that are markers: letter to snapshot. */
  readonly markers?: Readonly<Record<string, number>>;
  /** Who gets a message that the picture does not show being received. */
  readonly to?: Readonly<Record<string, string>>;
  /** Letters of lost messages. */
  readonly lost?: string;
  /** Letters recorded as channel contents, by snapshot. */
  readonly recorded?: Readonly<Record<number, string>>;
  readonly unfinished?: Readonly<Record<number, Snapshot["unfinished"]>>;
}

export interface DrawnTrace {
  readonly trace: Trace;
  /** The event at a letter: `a` the send, `A` the receive. */
  readonly event: (letter: string) => EventId;
  /** The message of a letter. */
  readonly message: (letter: string) => MessageId;
  /** The picture with a bar after the events inside a cut. */
  readonly withCut: (cut: Uint32Array) => string;
}

interface Row {
  readonly name: string;
  readonly line: string;
}

const isLetter = (sign: string): boolean => /[a-zA-Z]/.test(sign);
const isEvent = (sign: string): boolean => /[a-zA-Z0-9*]/.test(sign);

/** Builds the trace of a picture. Events of one column are one tick, those of upper rows first. */
export function traceFromText(picture: string, options: DrawnOptions = {}): DrawnTrace {
  const rows = rowsOf(picture);
  const builder = new TraceBuilder(options.name ?? "drawn", "tick");
  const process = new Map(
    rows.map(({ name }) => [name, builder.addProcess(name, plainTokens(options.tokens?.[name] ?? 0))]),
  );
  const file = builder.addFile("drawn.txt");
  const tokens = builder.stateKey("token", "token");
  const held = rows.map(({ name }) => options.tokens?.[name] ?? 0);
  const events: { readonly sign: string; readonly row: number; readonly place: number }[] = [];
  const messages = new Map<string, MessageId>();
  const records = new Map<number, Map<number, number>>();
  const widest = Math.max(...rows.map(({ line }) => line.length));
  const messageOf = (letter: string): MessageId => {
    const name = letter.toLowerCase();
    const known = messages.get(name);
    if (known !== undefined) return known;
    const made = addMessage(builder, name, rows, process, options);
    messages.set(name, made);
    return made;
  };
  for (let tick = 0; tick < widest; tick++) {
    rows.forEach(({ name, line }, row) => {
      const sign = line[tick] ?? "-";
      if (!isEvent(sign)) return;
      const p = process.get(name)!;
      const label = /\d/.test(sign) ? builder.string("record") : 0;
      const place = builder.frontierOf(p);
      const event = builder.addEvent(p, tick, label, file, row + 1);
      events.push({ sign, row, place });
      const carried = options.carries?.[sign.toLowerCase()] ?? 0;
      if (isLetter(sign) && carried > 0) {
        held[row] += sign === sign.toLowerCase() ? -carried : carried;
        builder.change(tokens, held[row]);
      }
      if (/[a-z]/.test(sign)) builder.setSend(messageOf(sign), event);
      if (/[A-Z]/.test(sign)) builder.setReceive(messageOf(sign), event);
      if (/\d/.test(sign)) {
        const snapshot = Number(sign);
        if (!records.has(snapshot)) records.set(snapshot, new Map());
        records.get(snapshot)!.set(row, event);
      }
    });
  }
  addSnapshots(builder, rows, events, records, messages, options);
  const trace = builder.build();
  return {
    trace,
    event: (letter) => {
      const found = events.find(({ sign }) => sign === letter);
      if (found === undefined) throw new Error(`no event ${letter} in the picture`);
      return (trace.firstEvent[found.row] + found.place) as EventId;
    },
    message: (letter) => messages.get(letter.toLowerCase()) ?? asMessage(NONE),
    withCut: (cut) => rows.map((row, p) => withBar(row, cut[p])).join("\n"),
  };
}

function rowsOf(picture: string): Row[] {
  return picture
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const match = /^\s*(\S+)\s+(\S.*)$/.exec(line);
      if (match === null) throw new Error(`not a line of a picture: ${line}`);
      return { name: match[1], line: match[2].trimEnd() };
    });
}

function addMessage(
  builder: TraceBuilder,
  letter: string,
  rows: readonly Row[],
  process: ReadonlyMap<string, ReturnType<TraceBuilder["addProcess"]>>,
  options: DrawnOptions,
): MessageId {
  const sender = rows.find(({ line }) => line.includes(letter))?.name;
  const receiver = rows.find(({ line }) => line.includes(letter.toUpperCase()))?.name ?? options.to?.[letter];
  const from = sender === undefined ? undefined : process.get(sender);
  const to = receiver === undefined ? undefined : process.get(receiver);
  const channel = from === undefined || to === undefined ? NONE : builder.channel(from, to);
  const snapshot = options.markers?.[letter];
  const flags = options.lost?.includes(letter) ? MessageFlag.lost : 0;
  if (snapshot !== undefined) return builder.addMessage(MessageKind.marker, channel, snapshot, flags);
  const carried = options.carries?.[letter];
  const payload =
    carried === undefined
      ? builder.addPayload({ label: letter, ...EMPTY_STATE })
      : builder.addPayload({ label: "", ...plainTokens(carried) });
  return builder.addMessage(MessageKind.application, channel, payload, flags);
}

/** The marker that makes a process record is received outside, so the frontier ends before it. */
function addSnapshots(
  builder: TraceBuilder,
  rows: readonly Row[],
  events: readonly { readonly sign: string; readonly row: number; readonly place: number }[],
  records: ReadonlyMap<number, ReadonlyMap<number, number>>,
  messages: ReadonlyMap<string, MessageId>,
  options: DrawnOptions,
): void {
  for (const id of [...records.keys()].sort((a, b) => a - b)) {
    const recordEvents = new Int32Array(rows.length).fill(NONE);
    const frontier = new Uint32Array(rows.length);
    const initiators: number[] = [];
    rows.forEach((_, row) => {
      const own = events.filter((event) => event.row === row);
      const record = records.get(id)?.get(row);
      if (record === undefined) {
        frontier[row] = own.length;
        return;
      }
      recordEvents[row] = record;
      const place = events[record].place;
      const before = place > 0 ? own[place - 1].sign : "-";
      const byMarker = /[A-Z]/.test(before) && options.markers?.[before.toLowerCase()] === id;
      frontier[row] = byMarker ? place - 1 : place;
      if (!byMarker) initiators.push(row);
    });
    const recorded = [...(options.recorded?.[id] ?? "")].map((letter) => messages.get(letter) ?? NONE);
    builder.addSnapshot({
      id,
      algorithm: "chandy-lamport",
      initiators: initiators as Snapshot["initiators"][number][],
      recordEvents,
      frontier,
      channelMessages: Int32Array.from(recorded),
      ...(options.unfinished?.[id] === undefined ? {} : { unfinished: options.unfinished[id] }),
      file: 0,
      line: 0,
    });
  }
}

function withBar({ name, line }: Row, frontier: number): string {
  let seen = 0;
  let at = 0;
  for (let column = 0; column < line.length && seen < frontier; column++) {
    if (!isEvent(line[column])) continue;
    seen++;
    at = column + 1;
  }
  return `${name} ${line.slice(0, at)}|${line.slice(at)}`;
}
