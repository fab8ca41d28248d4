// From spans to a trace. A span's start and end are events of its process; what passes between a span and its parent on
// another process, or a linked span, are messages: the request from start to start, the reply from end to end where
// the caller waited. docs/formats.md says what is concluded and what is not.

import { type MessageId, NONE } from "../../trace/ids.ts";
import type { Report } from "../../trace/problem.ts";
import { MessageFlag, type TimeUnit, type Trace } from "../../trace/trace.ts";
import { withRecordedSnapshots } from "../snapshotEvents/recordedSnapshots.ts";
import type { SnapshotWatch } from "../snapshotEvents/snapshotWatch.ts";
import { EventLines } from "./eventLines.ts";
import { isReceiver, isSender, MISSING, SpanParents } from "./spanParents.ts";
import { SpanFlag, SpanKind, type SpanTable } from "./spanTable.ts";
import type { Tally } from "./tally.ts";

/** The trace of all spans of a table; undefined where there are none. */
export function spanTrace(
  table: SpanTable,
  name: string,
  timeUnit: TimeUnit,
  tally: Tally,
  watch: SnapshotWatch,
  report: Report,
): Trace | undefined {
  if (table.spans.length === 0) return undefined;
  const { ofSlot, names } = table.processes();
  const process = new Uint32Array(table.spans.length);
  for (let row = 0; row < process.length; row++) process[row] = ofSlot[table.spans.columns.slot[row]];
  const maker = new SpanTrace(table, process, tally);
  maker.addEvents();
  maker.addMessages();
  const trace = maker.lines.toTrace({ name, timeUnit, files: table.files, processes: names }, tally, () =>
    maker.pairs(),
  );
  return withRecordedSnapshots(trace, watch, {
    eventOf: (key) => maker.eventOf(key),
    messageNamed: (id) => maker.messageOf(trace, id),
    report,
  });
}

/** The key of a note of a span: of its start. */
export function spanKey(row: number): number {
  return 2 * row;
}

/** The key of a note of an event within a span. */
export function eventKey(event: number): number {
  return 2 * event + 1;
}

/**
 * Events of one time, in the order in which they are put: what happens in older spans, ends of older spans, starts, what
 * happens at a start, ends of spans without duration, ends of spans that outlast such. Starts go from parent to
 * child, ends from child to parent. So at one time, too, what happened before comes first, on all processes alike.
 */
const Tie = { inside: 0, end: 1, start: 2, atStart: 3, atOnce: 4, lastEnd: 5 } as const;
const TIE = 2 ** 32;

class SpanTrace {
  readonly lines = new EventLines();
  readonly #table: SpanTable;
  readonly #process: Uint32Array;
  readonly #tally: Tally;
  readonly #parents: SpanParents;
  readonly #startEvent: Int32Array;
  readonly #endEvent: Int32Array;
  readonly #insideEvent: Int32Array;
  readonly #origin: number;

  constructor(table: SpanTable, process: Uint32Array, tally: Tally) {
    this.#table = table;
    this.#process = process;
    this.#tally = tally;
    this.#parents = new SpanParents(table, process, tally);
    this.#startEvent = new Int32Array(table.spans.length).fill(NONE);
    this.#endEvent = new Int32Array(table.spans.length).fill(NONE);
    this.#insideEvent = new Int32Array(table.events.length).fill(NONE);
    this.#origin = originOf(table);
  }

  /** All starts, then all ends, then all span events: each nearly sorted by time, which makes them quick to sort. */
  addEvents(): void {
    const { name, start } = this.#table.spans.columns;
    const labels = this.#table.names.list.map((text) => this.lines.labels.add(text));
    this.lines.reserve(2 * this.#table.spans.length + this.#table.events.length);
    for (let row = 0; row < this.#table.spans.length; row++) {
      if (this.#parents.repeated[row] === 1) continue;
      const tie = Tie.start * TIE + this.#parents.depth[row];
      this.#startEvent[row] = this.#addEvent(row, start[row], tie, labels[name[row]]);
    }
    this.#addEnds();
    this.#addInside(labels);
  }

  #addEvent(row: number, time: number, tie: number, label: number): number {
    const { file, line } = this.#table.spans.columns;
    return this.lines.addEvent(this.#process[row], time - this.#origin, tie, label, file[row], line[row]);
  }

  #addEnds(): void {
    const { name, flags, start, end } = this.#table.spans.columns;
    const names = this.#table.names.list;
    const outlasts = this.#outlasting();
    const ended = new Int32Array(names.length).fill(NONE);
    const failed = new Int32Array(names.length).fill(NONE);
    for (let row = 0; row < this.#table.spans.length; row++) {
      if (this.#parents.repeated[row] === 1 || Number.isNaN(end[row])) continue;
      const isFailed = (flags[row] & SpanFlag.failed) !== 0;
      const labels = isFailed ? failed : ended;
      const text = name[row];
      if (labels[text] === NONE)
        labels[text] = this.lines.labels.add(`${names[text]} ${isFailed ? "(failed)" : "(end)"}`.trim());
      const group = end[row] === start[row] ? Tie.atOnce : outlasts[row] === 1 ? Tie.lastEnd : Tie.end;
      const tie = (group + 1) * TIE - 1 - this.#parents.depth[row];
      this.#endEvent[row] = this.#addEvent(row, end[row], tie, labels[text]);
    }
  }

  /** Span events: what a span notes while it runs. */
  #addInside(labels: readonly number[]): void {
    const { span, name, time } = this.#table.events.columns;
    const { start } = this.#table.spans.columns;
    for (let event = 0; event < this.#table.events.length; event++) {
      const row = span[event];
      if (this.#parents.repeated[row] === 1) continue;
      const group = time[event] === start[row] ? Tie.atStart : Tie.inside;
      const tie = group * TIE + this.#parents.depth[row];
      this.#insideEvent[event] = this.#addEvent(row, time[event], tie, labels[name[event]]);
    }
  }

  /** Spans that end when a descendant of theirs starts and ends at once: their end comes after that. */
  #outlasting(): Uint8Array {
    const { start, end } = this.#table.spans.columns;
    const { parent } = this.#parents;
    const outlasts = new Uint8Array(start.length);
    for (let row = 0; row < this.#table.spans.length; row++) {
      if (start[row] !== end[row]) continue;
      for (let up = parent[row]; up >= 0 && end[up] === end[row] && outlasts[up] === 0; up = parent[up]) {
        outlasts[up] = 1;
      }
    }
    return outlasts;
  }

  addMessages(): void {
    const { name, kind } = this.#table.spans.columns;
    const { parent, repeated } = this.#parents;
    const labels = this.#table.names.list.map((text) => this.lines.labels.add(text));
    const replies = labels.map(() => NONE);
    for (let row = 0; row < this.#table.spans.length; row++) {
      if (repeated[row] === 1 || parent[row] === NONE) continue;
      const label = labels[name[row]];
      const from = parent[row];
      if (from === MISSING) {
        if (isReceiver(kind[row]) || kind[row] === SpanKind.unknown)
          this.lines.addMessage(NONE, this.#startEvent[row], label, MessageFlag.inferred);
        continue;
      }
      if (this.#process[from] === this.#process[row]) continue;
      const flags = isPair(kind[from], kind[row]) ? 0 : MessageFlag.inferred;
      this.lines.addMessage(this.#startEvent[from], this.#startEvent[row], label, flags);
      if (!this.#isAnswered(from, row)) continue;
      if (replies[name[row]] === NONE)
        replies[name[row]] = this.lines.labels.add(`reply: ${this.#table.names.list[name[row]]}`);
      this.lines.addMessage(this.#endEvent[row], this.#endEvent[from], replies[name[row]], flags);
    }
    this.#addLinks(labels);
  }

  /** Whether the caller's end waited for the end of what it called. */
  #isAnswered(from: number, row: number): boolean {
    const { kind, start, end } = this.#table.spans.columns;
    if (Number.isNaN(end[row]) || Number.isNaN(end[from])) return false;
    if (kind[from] === SpanKind.producer || kind[row] === SpanKind.consumer) return false;
    // Where nobody says that it is a call, only a child that ends in time is taken for one.
    if (kind[from] !== SpanKind.client || kind[row] !== SpanKind.server) return end[row] <= end[from];
    // Clocks may differ, durations do not: what lasts longer than the call cannot have been waited for.
    if (end[row] - start[row] <= end[from] - start[from]) return true;
    const words =
      "this span lasts longer than the call that it serves: the caller did not wait, so there is no reply";
    this.#tally.add(this.#parents.position(row), "info", "server-outlasts-client", words);
    return false;
  }

  /** A link tells that the linked span's context was known: sent not before its start, and that is all one knows. */
  #addLinks(labels: readonly number[]): void {
    const { span, trace, id } = this.#table.links.columns;
    const { name, kind } = this.#table.spans.columns;
    const { parent, repeated } = this.#parents;
    const seen = new Set<number>();
    for (let link = 0; link < this.#table.links.length; link++) {
      const row = span[link];
      if (repeated[row] === 1) continue;
      const from = this.#parents.linked(trace[link], id[link]);
      const receive = this.#startEvent[row];
      if (from === NONE) {
        const words = `the span that this one is linked to, ${this.#table.ids.textOf(id[link])}, is not in the files`;
        this.#tally.add(this.#parents.position(row), "info", "link-missing", words);
        if (isReceiver(kind[row]))
          this.lines.addMessage(NONE, receive, labels[name[row]], MessageFlag.inferred);
        continue;
      }
      const key = row * this.#table.spans.length + from;
      if (from === row || from === parent[row] || this.#process[from] === this.#process[row] || seen.has(key))
        continue;
      seen.add(key);
      const flags = isPair(kind[from], kind[row]) ? 0 : MessageFlag.inferred;
      this.lines.addMessage(this.#startEvent[from], receive, labels[name[row]], flags);
    }
  }

  /** The event of the trace that a note speaks of, once the trace is made. */
  eventOf(key: number): number {
    const row = key >>> 1;
    return this.lines.eventOf((key & 1) === 1 ? this.#insideEvent[row] : this.#startEvent[row]);
  }

  /** The message that starts the span with an id, if it is the only one with it. */
  messageOf(trace: Trace, id: string): MessageId | undefined {
    const row = this.#table.spans.columns.id.indexOf(this.#table.ids.add(id.toLowerCase()));
    if (row < 0 || row >= this.#table.spans.length) return undefined;
    const event = this.lines.eventOf(this.#startEvent[row]);
    const message = event === NONE ? NONE : trace.events.received[event];
    return message === NONE ? undefined : (message as MessageId);
  }

  /** Events of one process whose order is sure, whatever the messages say: those of a span, and of nested spans. */
  *pairs(): Iterable<readonly [number, number]> {
    const { start, end } = this.#table.spans.columns;
    const { parent, repeated } = this.#parents;
    for (let row = 0; row < this.#table.spans.length; row++) {
      if (repeated[row] === 1) continue;
      const [from, to] = [this.#startEvent[row], this.#endEvent[row]];
      if (to !== NONE) yield [from, to];
      const up = parent[row];
      if (up < 0 || this.#process[up] !== this.#process[row]) continue;
      if (start[up] <= start[row]) yield [this.#startEvent[up], from];
      if (to !== NONE && this.#endEvent[up] !== NONE && end[row] <= end[up]) yield [to, this.#endEvent[up]];
    }
    const { span, time } = this.#table.events.columns;
    for (const [event, inside] of this.#insideEvent.entries()) {
      const row = span[event];
      if (inside === NONE) continue;
      if (time[event] >= start[row]) yield [this.#startEvent[row], inside];
      if (time[event] <= end[row] && this.#endEvent[row] !== NONE) yield [inside, this.#endEvent[row]];
    }
  }
}

/** Whether two kinds are the two sides of one exchange, so that the source itself speaks of a message. */
function isPair(from: number, to: number): boolean {
  return isSender(from) && isReceiver(to) && (from === SpanKind.client) === (to === SpanKind.server);
}

/**
 * The earliest time, which becomes 0. Where the times lie further apart than a float64 counts exactly, they stay as the
 * reader gave them: then a few wrong clocks do not cost the others their last digits.
 */
function originOf(table: SpanTable): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  const take = (time: number): void => {
    if (time < least) least = time;
    if (time > most) most = time;
  };
  for (const time of table.spans.columns.start.subarray(0, table.spans.length)) take(time);
  for (const time of table.events.columns.time.subarray(0, table.events.length)) take(time);
  return most - least <= Number.MAX_SAFE_INTEGER ? least : 0;
}
