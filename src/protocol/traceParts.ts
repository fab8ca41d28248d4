// A large trace on its way to the panel: its columns and lists go ahead in parts, each small enough that posting it holds
// nobody up, and the trace follows with their places empty. Many short
// texts travel as a long one, since VS Code looks at each value that it posts.

import type { Payload, Trace } from "../core/trace/trace.ts";

type Column = Uint32Array | Int32Array | Float64Array | Uint16Array | Uint8Array;

export type TracePart =
  /** A column: `firstEvent`, or `events.time` and the like. */
  | { readonly kind: "column"; readonly place: string; readonly values: Column }
  /** The next texts of `strings`, joined, and where each ends. */
  | { readonly kind: "texts"; readonly text: string; readonly ends: Uint32Array }
  | { readonly kind: "payloads"; readonly payloads: readonly Payload[] };

/** Traces of fewer events and packets travel whole. */
const LARGE = 20_000;
/** So many texts or payloads make a part. */
const ITEMS = 20_000;
/** Longer columns are cut: a megabyte or two each. */
const VALUES = 200_000;

export function isLarge(trace: Trace): boolean {
  return Math.max(trace.events.time.length, trace.packets?.sent.length ?? 0) >= LARGE;
}

/** The trace without what travels in parts. */
export function frameOf(trace: Trace): Trace {
  const frame: Record<string, unknown> = { ...trace, strings: [], payloads: [] };
  for (const { place } of columnsOf(trace)) put(frame, place, new Uint8Array(0));
  return frame as unknown as Trace;
}

/** What travels ahead, made part by part as it is asked for. */
export function* partsOf(trace: Trace): Generator<TracePart> {
  for (const { place, values } of columnsOf(trace)) {
    for (let from = 0; from < values.length; from += VALUES) {
      yield { kind: "column", place, values: values.slice(from, from + VALUES) };
    }
  }
  for (let from = 0; from < trace.strings.length; from += ITEMS) {
    const texts = trace.strings.slice(from, from + ITEMS);
    let end = 0;
    const ends = Uint32Array.from(texts, (text) => (end += text.length));
    yield { kind: "texts", text: texts.join(""), ends };
  }
  for (let from = 0; from < trace.payloads.length; from += ITEMS) {
    yield { kind: "payloads", payloads: trace.payloads.slice(from, from + ITEMS) };
  }
}

/** How many parts there are. */
export function partCount(trace: Trace): number {
  let count = Math.ceil(trace.strings.length / ITEMS) + Math.ceil(trace.payloads.length / ITEMS);
  for (const { values } of columnsOf(trace)) count += Math.ceil(values.length / VALUES);
  return count;
}

/** The whole trace again. Parts of one column, and texts, are joined in their order. */
export function joined(frame: Trace, parts: readonly TracePart[]): Trace {
  const strings: string[] = [];
  const payloads: Payload[] = [];
  const columns = new Map<string, Column[]>();
  for (const part of parts) {
    if (part.kind === "payloads") for (const payload of part.payloads) payloads.push(payload);
    else if (part.kind === "column")
      columns.set(part.place, [...(columns.get(part.place) ?? []), part.values]);
    else addTexts(strings, part.text, part.ends);
  }
  const whole: Record<string, unknown> = { ...frame, strings, payloads };
  for (const [place, pieces] of columns) put(whole, place, concatenated(pieces));
  return whole as unknown as Trace;
}

/** The columns of a trace with their places. Those of snapshots stay with them. */
function* columnsOf(trace: Trace): Generator<{ readonly place: string; readonly values: Column }> {
  for (const [name, value] of Object.entries(trace)) {
    if (isColumn(value)) {
      if (value.length > 0) yield { place: name, values: value };
    } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [inner, values] of Object.entries(value)) {
        if (isColumn(values) && values.length > 0) yield { place: `${name}.${inner}`, values };
      }
    }
  }
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Puts a column into a trace under construction, whose groups of columns are copied before they are changed. */
function put(trace: Record<string, unknown>, place: string, values: Column): void {
  const [name, inner] = place.split(".");
  trace[name] = inner === undefined ? values : { ...(trace[name] as object), [inner]: values };
}

function concatenated(pieces: readonly Column[]): Column {
  const [first] = pieces;
  if (pieces.length === 1) return first;
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const whole = new (first.constructor as new (length: number) => Column)(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function addTexts(strings: string[], text: string, ends: Uint32Array): void {
  let start = 0;
  for (const end of ends) {
    strings.push(text.slice(start, end));
    start = end;
  }
}
