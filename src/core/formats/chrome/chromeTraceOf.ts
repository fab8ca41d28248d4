// From the events of a Chrome trace to a trace: slices begin and end on the line of their thread, flows are messages from
// thread to thread.

import { NONE } from "../../trace/ids.ts";
import type { Report, Severity } from "../../trace/problem.ts";
import type { Trace } from "../../trace/trace.ts";
import { withRecordedSnapshots } from "../snapshotEvents/recordedSnapshots.ts";
import { EventLines } from "../spans/eventLines.ts";
import { sortedOrder } from "../spans/sortedOrder.ts";
import type { Tally } from "../spans/tally.ts";
import { type ChromeEvents, Phase } from "./chromeEvents.ts";

export function chromeTraceOf(
  events: ChromeEvents,
  name: string,
  files: readonly string[],
  tally: Tally,
  report: Report,
): Trace | undefined {
  if (events.rows.length === 0) return undefined;
  const maker = new ChromeTrace(events, files, tally);
  maker.addEvents();
  maker.addMessages();
  const options = { name, timeUnit: "us", files, processes: events.threadNames() } as const;
  const trace = maker.lines.toTrace(options, tally, () => []);
  return withRecordedSnapshots(trace, events.watch, { eventOf: (row) => maker.eventOf(row), report });
}

/** Of one time: ends of older slices, starts of complete slices, everything in the order of the file, ends of empty slices. */
const Tie = { end: 0, start: 1, inOrder: 2, atOnce: 3 } as const;
/** Room for durations between two groups: longer slices start earlier and end later than those inside them. */
const TIE = 2 ** 40;

class ChromeTrace {
  readonly lines = new EventLines();
  readonly #events: ChromeEvents;
  readonly #files: readonly string[];
  readonly #tally: Tally;
  /** The rows by time. */
  readonly #order: Uint32Array;
  readonly #origin: number;
  /** The event of each row; of the beginning where it is a slice. */
  readonly #event: Int32Array;

  constructor(events: ChromeEvents, files: readonly string[], tally: Tally) {
    const n = events.rows.length;
    this.#events = events;
    this.#files = files;
    this.#tally = tally;
    const { time, phase } = events.rows.columns;
    const byPhase = Float64Array.from(phase, (each) => (each < Phase.start ? 0 : each));
    this.#order = sortedOrder(
      Uint32Array.from({ length: n }, (_, row) => row),
      time,
      byPhase,
    );
    this.#origin = time[this.#order[0]];
    this.#event = new Int32Array(n).fill(NONE);
  }

  addEvents(): void {
    const { phase, thread, name, time, duration } = this.#events.rows.columns;
    const names = this.#events.names.list;
    const open = new Map<number, number[]>();
    this.lines.reserve(2 * phase.length);
    const file = Uint32Array.from({ length: this.#events.rows.length }, (_, row) => row);
    for (const row of sortedOrder(file, time, new Float64Array(time.length))) {
      if (phase[row] === Phase.next) continue;
      if (phase[row] === Phase.complete) {
        const length = Math.min(duration[row], TIE - 1);
        this.#event[row] = this.#add(row, time[row], Tie.start * TIE + (TIE - 1 - length), names[name[row]]);
        const tie = length === 0 ? Tie.atOnce * TIE : Tie.end * TIE + length;
        this.#add(row, time[row] + duration[row], tie, `${names[name[row]]} (end)`);
        continue;
      }
      const stack = open.get(thread[row]) ?? [];
      open.set(thread[row], stack);
      let label = names[name[row]];
      if (phase[row] === Phase.begin) stack.push(name[row]);
      if (phase[row] === Phase.end) {
        const begun = stack.pop();
        if (begun === undefined)
          this.#problem(
            row,
            "end-without-begin",
            "this ends a slice of which the beginning is not in the file",
          );
        label = `${names[begun ?? name[row]]} (end)`.trim();
      }
      this.#event[row] = this.#add(row, time[row], Tie.inOrder * TIE, label);
    }
  }

  /** Flows: from each event of a flow to its next one. */
  addMessages(): void {
    const { phase, flow, thread, name } = this.#events.rows.columns;
    const starts = this.#sliceStarts();
    const latest = new Int32Array(this.#events.flows.list.length).fill(NONE);
    const answered = new Uint8Array(this.#events.rows.length);
    const labels = this.#events.names.list.map((text) => this.lines.labels.add(text));
    for (const row of this.#order) {
      if (phase[row] < Phase.start) continue;
      const from = latest[flow[row]];
      const event = this.#flowEvent(row, starts);
      if (phase[row] !== Phase.start) {
        if (from === NONE) {
          this.#problem(
            row,
            "flow-without-start",
            "the start of this flow is not in the file, or comes later",
          );
          this.lines.addMessage(NONE, event, labels[name[row]], 0);
        } else if (thread[from] !== thread[row]) {
          this.lines.addMessage(this.#event[from], event, labels[name[row]], 0);
        }
        if (from !== NONE) answered[from] = 1;
      }
      this.#event[row] = event;
      latest[flow[row]] = phase[row] === Phase.next || phase[row] === Phase.finish ? NONE : row;
    }
    for (const row of this.#order) {
      if (phase[row] === Phase.start && answered[row] === 0)
        this.#problem(row, "flow-without-end", "where this flow leads is not in the file", "info");
    }
  }

  /** The event of the trace that a row became, once the trace is made; NONE for none. */
  eventOf(row: number): number {
    return this.lines.eventOf(this.#event[row]);
  }

  /** The event of a flow's row: its own, or the beginning of the slice that comes next on its thread. */
  #flowEvent(row: number, starts: ReadonlyMap<number, readonly number[]>): number {
    const { phase, thread, time, name } = this.#events.rows.columns;
    if (phase[row] !== Phase.next) return this.#event[row];
    const slices = starts.get(thread[row]) ?? [];
    let low = 0;
    let high = slices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (time[slices[middle]] < time[row]) low = middle + 1;
      else high = middle;
    }
    const slice = slices[low];
    if (slice !== undefined) return this.#event[slice];
    return this.#add(row, time[row], Tie.inOrder * TIE, this.#events.names.list[name[row]]);
  }

  /** The beginnings of slices on each thread, by time. */
  #sliceStarts(): Map<number, number[]> {
    const { phase, thread } = this.#events.rows.columns;
    const starts = new Map<number, number[]>();
    for (const row of this.#order) {
      if (phase[row] !== Phase.begin && phase[row] !== Phase.complete) continue;
      const list = starts.get(thread[row]);
      if (list === undefined) starts.set(thread[row], [row]);
      else list.push(row);
    }
    return starts;
  }

  #add(row: number, time: number, tie: number, label: string): number {
    const { thread, file, line } = this.#events.rows.columns;
    const text = this.lines.labels.add(label);
    return this.lines.addEvent(thread[row], time - this.#origin, tie, text, file[row], line[row]);
  }

  #problem(row: number, code: string, message: string, severity: Severity = "warning"): void {
    const { file, line } = this.#events.rows.columns;
    const position = { file: this.#files[file[row]] ?? "", line: line[row], column: 1 };
    this.#tally.add(position, severity, code, message);
  }
}
