// Writes a simulated run with its snapshots as other systems would record it: every event of a snapshot is an event of the
// format, under the names of our own recorder. What a fault leaves out or moves is for the caller: see Happening.

import { linearOrder, vectorClock } from "../../src/core/trace/clocks.ts";
import { asEvent } from "../../src/core/trace/ids.ts";
import {
  forEachReceived,
  forEachSent,
  MessageKind,
  receiverOf,
  senderOf,
  type Trace,
} from "../../src/core/trace/trace.ts";

/** One thing that happens on a process, in an order that respects happened-before. */
export interface Happening {
  readonly process: string;
  readonly kind: "send" | "receive" | "record" | "marker-send" | "marker-receive" | "channel";
  /** Of messages and markers: the process at the other end. Of a channel: where it comes from. */
  readonly peer: string;
  /** Id of a message of the computation. */
  readonly message?: string;
  readonly snapshot?: number;
  /** Of a channel: the messages recorded. */
  readonly messages?: readonly string[];
  /** The vector clock, by process. */
  readonly clock: Readonly<Record<string, number>>;
}

/** All that happens in a run whose events send, receive or record, and then what each process says of its channels. */
export function happeningsOf(trace: Trace): Happening[] {
  const name = (p: number): string => trace.processes[p].name;
  const list: Happening[] = [];
  for (const event of linearOrder(trace).order) {
    const process = name(trace.events.process[event]);
    const counts = vectorClock(trace, asEvent(event));
    const clock = Object.fromEntries(
      [...counts].flatMap((count, p) => (count === 0 ? [] : [[name(p), count]])),
    );
    const add = (message: number, way: "send" | "receive"): void => {
      const peer = name(way === "send" ? receiverOf(trace, message) : senderOf(trace, message));
      const isMarker = trace.messages.kind[message] === MessageKind.marker;
      if (isMarker) {
        const snapshot = trace.snapshots[trace.messages.payload[message]].id;
        list.push({ process, kind: `marker-${way}`, peer, snapshot, clock });
      } else {
        list.push({ process, kind: way, peer, message: `m${message}`, clock });
      }
    };
    forEachReceived(trace, event, (message) => add(message, "receive"));
    forEachSent(trace, event, (message) => add(message, "send"));
    for (const { id, recordEvents } of trace.snapshots) {
      if (recordEvents.includes(event)) list.push({ process, kind: "record", peer: "", snapshot: id, clock });
    }
  }
  return [...list, ...channelHappenings(trace)];
}

function channelHappenings(trace: Trace): Happening[] {
  const { from, to } = trace.channels;
  const name = (p: number): string => trace.processes[p].name;
  const counts = trace.processes.map((_, p) => trace.firstEvent[p + 1] - trace.firstEvent[p]);
  return trace.snapshots.flatMap(({ id, channelMessages }) =>
    Array.from(from, (source, c): Happening => {
      const messages = [...channelMessages]
        .filter((m) => trace.messages.channel[m] === c)
        .map((m) => `m${m}`);
      const process = name(to[c]);
      // Told after everything else: an event of its own that nobody else knows of.
      const last = trace.firstEvent[to[c] + 1] - 1;
      const known = last < trace.firstEvent[to[c]] ? [] : [...vectorClock(trace, asEvent(last))];
      const clock: Record<string, number> = Object.fromEntries(
        known.flatMap((count, p) => (count === 0 ? [] : [[name(p), count]])),
      );
      clock[process] = ++counts[to[c]];
      return { process, kind: "channel", peer: name(source), snapshot: id, messages, clock };
    }),
  );
}

/** JSON Lines with message ids, read by the mapping in its first line, which is line 1: happening i is on line i + 2. */
export function asJsonLines(happenings: readonly Happening[]): string {
  const mapping = { process: "node", kind: "kind", message: "msg", peer: "peer", label: "label" };
  const lines = happenings.map(({ process, kind, peer, message, snapshot, messages }) => {
    if (message !== undefined) return { node: process, kind, msg: message, peer };
    return { node: process, label: labelOf(kind), ...attributesOf(kind, peer, snapshot, messages) };
  });
  return [`// lightcone: ${JSON.stringify(mapping)}`, ...lines.map((line) => JSON.stringify(line))].join(
    "\n",
  );
}

/** A GoVector log of two lines a happening: happening i begins on line 2 i + 1. */
export function asLog(happenings: readonly Happening[]): string {
  return happenings
    .map(({ process, kind, peer, message, snapshot, messages, clock }) => {
      const text = message === undefined ? textOf(kind, snapshot, peer, messages) : `${kind} ${message}`;
      return `${process} ${JSON.stringify(clock)}\n${text}`;
    })
    .join("\n");
}

/** A .lctrace whose labels alone tell of snapshots: happening i is on line i + 2. */
export function asLabels(happenings: readonly Happening[]): string {
  const lines = happenings.map(({ process, kind, peer, message, snapshot, messages }) => {
    if (kind === "send") return { p: process, send: { id: message, to: peer } };
    if (kind === "receive") return { p: process, receive: message };
    const named = messages?.[0] === undefined ? "" : ` message ${messages[0]}`;
    return {
      p: process,
      label: kind === "channel" ? `${textOf(kind, snapshot, peer)}${named}` : textOf(kind, snapshot, peer),
    };
  });
  return [{ lctrace: 1 }, ...lines].map((line) => JSON.stringify(line)).join("\n");
}

/** OTLP's JSON Lines: messages are pairs of producer and consumer spans, the rest events of a span a process. A span a line. */
export function asOtlp(happenings: readonly Happening[]): string {
  const requests: object[] = [];
  const time = (i: number): string => String(1_700_000_000_000_000_000n + BigInt(1000 * (i + 1)));
  const request = (process: string, span: object): void => {
    const resource = { attributes: [{ key: "service.name", value: { stringValue: process } }] };
    requests.push({
      resourceSpans: [{ resource, scopeSpans: [{ spans: [{ traceId: TRACE_ID, ...span }] }] }],
    });
  };
  for (const [i, { process, kind, peer, message, snapshot, messages }] of happenings.entries()) {
    const at = { startTimeUnixNano: time(i), endTimeUnixNano: time(i) };
    if (kind === "send") {
      request(process, { name: "send", kind: 4, spanId: sendId(message), ...at });
    } else if (kind === "receive") {
      const parent = { parentSpanId: sendId(message) };
      request(process, { name: "receive", kind: 5, spanId: receiveId(message), ...parent, ...at });
    } else {
      const given = attributesOf(kind, peer, snapshot, messages?.map(receiveId));
      const attributes = Object.entries(given).map(([key, value]) => ({ key, value: otlpValue(value) }));
      const event = { name: labelOf(kind), timeUnixNano: time(i), attributes };
      const spanId = (0x30000000 + i).toString(16).padStart(16, "0");
      request(process, { name: "step", kind: 1, spanId, ...at, events: [event] });
    }
  }
  return requests.map((each) => JSON.stringify(each)).join("\n");
}

const TRACE_ID = "1".padStart(32, "0");
const sendId = (message = ""): string =>
  (0x10000000 + Number(message.slice(1))).toString(16).padStart(16, "0");
const receiveId = (message = ""): string =>
  (0x20000000 + Number(message.slice(1))).toString(16).padStart(16, "0");

function otlpValue(value: unknown): object {
  if (typeof value === "number") return { intValue: String(value) };
  if (Array.isArray(value)) return { arrayValue: { values: value.map((text) => ({ stringValue: text })) } };
  return { stringValue: value };
}

function labelOf(kind: Happening["kind"]): string {
  return `lightcone.snapshot.${kind.replace("-", ".")}`;
}

function attributesOf(
  kind: Happening["kind"],
  peer: string,
  snapshot: number | undefined,
  messages: readonly string[] | undefined,
): Record<string, unknown> {
  return {
    "snapshot.id": snapshot,
    ...(kind === "marker-send" ? { "snapshot.channel.to": peer } : {}),
    ...(kind === "marker-receive" || kind === "channel" ? { "snapshot.channel.from": peer } : {}),
    ...(messages === undefined ? {} : { "snapshot.messages": messages }),
  };
}

/** The same as one text, for formats that have nothing else. */
function textOf(
  kind: Happening["kind"],
  snapshot: number | undefined,
  peer: string,
  messages?: readonly string[],
): string {
  const text = `${labelOf(kind)} ${snapshot}`;
  if (kind === "marker-send") return `${text} to ${peer}`;
  if (kind === "marker-receive") return `${text} from ${peer}`;
  if (kind === "channel")
    return `${text} from ${peer}${messages === undefined ? "" : ` count ${messages.length}`}`;
  return text;
}
