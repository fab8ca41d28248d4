// Makes a trace from events with vector clocks (Fidge 1988, Mattern 1989). An event's own component is its place on its
// host. A component of another host that has grown since the host's last event says that a message came, from that
// event of the other host; those that another such message or the host's own order implies are left out. So the
// messages are the direct edges of happened-before between hosts. What is missing or contradicts itself is reported.

import { linearOrder } from "../../trace/clocks.ts";
import { Table } from "../../trace/columns.ts";
import { NONE, type ProcessId } from "../../trace/ids.ts";
import { EMPTY_STATE } from "../../trace/localState.ts";
import type { Report, Severity, SourcePosition } from "../../trace/problem.ts";
import { MessageKind, type TimeUnit, type Trace } from "../../trace/trace.ts";
import { TraceBuilder } from "../../trace/traceBuilder.ts";
import { clockDiffersWords } from "./clockClaims.ts";
import type { ClockedEvents } from "./clockedEvents.ts";
import { ClockHistory } from "./clockHistory.ts";

/** Problems of one kind that are reported one by one; the rest is counted in one more. */
const REPORTED_SINGLY = 50;
/** Components that are compared between sends and receipts: some tenths of a second's worth. */
const MOST_COMPARED = 4_000_000;

export interface ClockedSource {
  readonly name: string;
  readonly timeUnit: TimeUnit;
}

/** The trace that the clocks imply. */
export function traceFromClocks(events: ClockedEvents, source: ClockedSource, report: Report): Trace {
  const maker = new TraceMaker(events, source, report);
  return maker.make();
}

class TraceMaker {
  readonly #events: ClockedEvents;
  readonly #report: Report;
  readonly #builder: TraceBuilder;
  readonly #hosts: number;
  /** Each host's events in its own order: those of host h are order[first[h]] … order[first[h+1]−1]. Hosts count from 1. */
  readonly #first: Uint32Array;
  readonly #order: Uint32Array;
  readonly #history: ClockHistory;
  /** What is new in the clocks of events: the place of the event, and one past its last entry in `newEntries`. */
  readonly #news = new Table({ place: new Uint32Array(0), end: new Uint32Array(0) });
  /** Clock entries, and the place of the event that each speaks of, or NONE. */
  readonly #newEntries = new Table({ entry: new Uint32Array(0), sender: new Int32Array(0) });
  /** The latest event of each host that another host's clock speaks of and that is not in the file; 0 where there is none. */
  readonly #spokenOf: Float64Array;
  #compared = 0;
  readonly #counts = new Map<string, { count: number; event: number }>();

  constructor(events: ClockedEvents, source: ClockedSource, report: Report) {
    this.#events = events;
    this.#report = report;
    this.#builder = new TraceBuilder(source.name, source.timeUnit, events.labels);
    this.#hosts = events.hosts.list.length;
    this.#first = new Uint32Array(this.#hosts + 1);
    this.#order = this.#sorted();
    this.#history = new ClockHistory(this.#hosts);
    this.#spokenOf = new Float64Array(this.#hosts);
  }

  make(): Trace {
    const builder = this.#builder;
    const { list } = this.#events.hosts;
    const files = this.#events.files.map((name) => builder.addFile(name));
    for (let host = 1; host < this.#hosts; host++) builder.addProcess(list[host], EMPTY_STATE);
    const { host, own, time, label, file, line } = this.#events.events.columns;
    const latest = new Uint32Array(this.#hosts);
    // A trace's process p is host p + 1, and its events are added in the hosts' own order, so the handle of the i-th
    // event in that order is i.
    builder.reserve(this.#order.length, 0);
    for (const event of this.#order) {
      const h = host[event];
      if (own[event] > latest[h] + 1) builder.addGap(processOf(h), own[event] - latest[h] - 1);
      latest[h] = Math.max(latest[h], own[event]);
      builder.addEvent(processOf(host[event]), time[event], label[event], files[file[event]], line[event]);
    }
    // All clocks must be known before any message is joined, for what a sender knew decides what is implied.
    for (let h = 1; h < this.#hosts; h++) this.#noteHost(h);
    for (let news = 0; news < this.#news.length; news++) this.#joinNews(news);
    for (let h = 1; h < this.#hosts; h++) {
      if (this.#spokenOf[h] > latest[h]) {
        builder.setMissingAtEnd(processOf(h), this.#spokenOf[h] - latest[h]);
      }
    }
    this.#reportCounts();
    this.#reportCompared();
    const trace = builder.build();
    this.#checkCycle(trace);
    return trace;
  }

  /** Sorts the events by host, then by own component; reports what the file has out of order. */
  #sorted(): Uint32Array {
    const { host, own } = this.#events.events.columns;
    const n = this.#events.events.length;
    for (let event = 0; event < n; event++) this.#first[host[event] + 1]++;
    for (let h = 0; h < this.#hosts; h++) this.#first[h + 1] += this.#first[h];
    const next = this.#first.slice();
    const order = new Uint32Array(n);
    const latest = new Uint32Array(this.#hosts);
    const disordered = new Set<number>();
    for (let event = 0; event < n; event++) {
      const h = host[event];
      order[next[h]++] = event;
      if (own[event] < latest[h]) {
        disordered.add(h);
        const words = `event ${own[event]} of ${this.#events.hosts.list[h]} comes after its event ${latest[h]} in the file`;
        this.#problem(event, "info", "clock-out-of-order", `${words}; the clocks say where it belongs`);
      } else {
        latest[h] = own[event];
      }
    }
    for (const h of disordered) {
      order.subarray(this.#first[h], this.#first[h + 1]).sort((a, b) => own[a] - own[b] || a - b);
    }
    return order;
  }

  /** Walks a host's events in order: checks its own component, and notes what its clock says from where on. */
  #noteHost(h: number): void {
    const known = new Uint32Array(this.#hosts);
    const { own, clockEnd } = this.#events.events.columns;
    const { host, value } = this.#events.entries.columns;
    for (let at = this.#first[h]; at < this.#first[h + 1]; at++) {
      const event = this.#order[at];
      this.#checkOwn(h, event, own[event], known[h]);
      known[h] = Math.max(known[h], own[event]);
      const before = this.#newEntries.length;
      for (let entry = this.#events.clockStart(event); entry < clockEnd[event]; entry++) {
        const component = host[entry];
        if (component === h) continue;
        if (value[entry] > known[component]) {
          known[component] = value[entry];
          this.#history.note(h, component, at, value[entry]);
          const row = this.#newEntries.add();
          this.#newEntries.columns.entry[row] = entry;
        } else if (value[entry] < known[component]) {
          this.#forgotten(h, event, component, known[component], value[entry]);
        }
      }
      if (this.#newEntries.length > before) this.#addNews(at);
    }
  }

  #addNews(place: number): void {
    const news = this.#news.add();
    this.#news.columns.place[news] = place;
    this.#news.columns.end[news] = this.#newEntries.length;
  }

  /** Joins what is new in the clock of an event to where it comes from, without what another of them implies. */
  #joinNews(news: number): void {
    const { place, end } = this.#news.columns;
    const start = news === 0 ? 0 : end[news - 1];
    const { entry, sender } = this.#newEntries.columns;
    const { host, value } = this.#events.entries.columns;
    for (let i = start; i < end[news]; i++) sender[i] = this.#find(host[entry[i]], value[entry[i]]);
    // Mostly one of them implies all the others: the last that implied another is asked first.
    let likely = start;
    for (let i = start; i < end[news]; i++) {
      const implying = this.#implies(likely, i) ? likely : this.#implyingIn(start, end[news], i);
      if (implying === NONE) this.#join(entry[i], sender[i], place[news]);
      else likely = implying;
    }
  }

  /** The one of the new entries that implies another; NONE where none does. */
  #implyingIn(start: number, end: number, implied: number): number {
    for (let i = start; i < end; i++) if (this.#implies(i, implied)) return i;
    return NONE;
  }

  /** Whether the event that a new entry speaks of knew what another new entry says. */
  #implies(i: number, implied: number): boolean {
    const { entry, sender } = this.#newEntries.columns;
    const { host, value } = this.#events.entries.columns;
    if (i === implied || sender[i] === NONE) return false;
    return this.#history.at(host[entry[i]], host[entry[implied]], sender[i]) >= value[entry[implied]];
  }

  /** Joins the event that a clock entry speaks of to the event whose clock it is. */
  #join(entry: number, send: number, receive: number): void {
    const { host, value } = this.#events.entries.columns;
    const to = processOf(this.#events.events.columns.host[this.#order[receive]]);
    const channel = this.#builder.channel(processOf(host[entry]), to);
    const message = this.#builder.addMessage(MessageKind.application, channel, NONE);
    this.#builder.setReceive(message, receive);
    if (send !== NONE) {
      this.#builder.setSend(message, send);
      this.#compare(send, receive);
      return;
    }
    this.#spokenOf[host[entry]] = Math.max(this.#spokenOf[host[entry]], value[entry]);
    const name = this.#events.hosts.list[host[entry]];
    const words = `this event knows of event ${value[entry]} of ${name}, which is not in the file`;
    this.#problem(this.#order[receive], "warning", "event-missing", words);
  }

  /** A receipt must know all that its send knew: where it does not, its clock is told to be wrong. */
  #compare(send: number, receive: number): void {
    this.#compared += this.#hosts;
    if (this.#compared > MOST_COMPARED) return;
    const { host } = this.#events.events.columns;
    const [from, to] = [host[this.#order[send]], host[this.#order[receive]]];
    for (let component = 1; component < this.#hosts; component++) {
      if (component === from || component === to) continue;
      const implied = this.#history.at(from, component, send);
      if (implied === 0) continue;
      const given = this.#history.at(to, component, receive);
      if (given >= implied) continue;
      const words = clockDiffersWords(this.#events.hosts.list[component], given, implied);
      this.#problem(this.#order[receive], "warning", "clock-differs", words);
      return;
    }
  }

  /** Says where not all clocks were compared. */
  #reportCompared(): void {
    if (this.#compared <= MOST_COMPARED) return;
    const message = "of so large a log only the first clocks are compared with those that its messages imply";
    const position = { file: this.#events.files[0], line: 0, column: 0 };
    this.#report({ position, severity: "info", code: "clocks-compared-in-part", message });
  }

  /** The place of a host's event with an own component in the order, or NONE. */
  #find(host: number, own: number): number {
    const owns = this.#events.events.columns.own;
    let low = this.#first[host];
    let high = this.#first[host + 1];
    // Where no event is missing or twice, its place is its number.
    if (low + own <= high && owns[this.#order[low]] === 1 && owns[this.#order[low + own - 1]] === own) {
      high = low + own - 1;
      low = high > low && owns[this.#order[high - 1]] === own ? low : high;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (owns[this.#order[middle]] < own) low = middle + 1;
      else high = middle;
    }
    return low < this.#first[host + 1] && owns[this.#order[low]] === own ? low : NONE;
  }

  #checkOwn(h: number, event: number, own: number, before: number): void {
    const name = this.#events.hosts.list[h];
    if (own === 0) {
      this.#problem(event, "warning", "clock-without-own", `this clock says nothing of its own host ${name}`);
    } else if (own === before) {
      this.#problem(event, "warning", "clock-twice", `event ${own} of ${name} is in the file twice`);
    } else if (own > before + 1 && before === 0) {
      this.#problem(
        event,
        "warning",
        "clock-starts-late",
        `${name} begins with its event ${own}: ${own - 1} before it are missing`,
      );
    } else if (own > before + 1) {
      const missing = own - before - 1;
      this.#problem(
        event,
        "warning",
        "clock-hole",
        `${missing} of ${name}'s events before this one, event ${own}, are missing`,
      );
    }
  }

  #forgotten(h: number, event: number, other: number, known: number, value: number): void {
    const { list } = this.#events.hosts;
    const words = `${list[h]} knew of event ${known} of ${list[other]} before, but this clock says ${value}`;
    this.#problem(event, "warning", "clock-backwards", words);
  }

  #checkCycle(trace: Trace): void {
    const { cyclic } = linearOrder(trace);
    if (cyclic === 0) return;
    const words = `by their clocks, ${cyclic} events happened before themselves: these clocks contradict each other`;
    const position = { file: this.#events.files[0], line: 0, column: 0 };
    this.#report({ position, severity: "error", code: "causal-cycle", message: words });
  }

  #problem(event: number, severity: Severity, code: string, message: string): void {
    const count = (this.#counts.get(code)?.count ?? 0) + 1;
    this.#counts.set(code, { count, event });
    if (count <= REPORTED_SINGLY)
      this.#report({ position: this.#positionOf(event), severity, code, message });
  }

  /** Says how many more problems of a kind there are. */
  #reportCounts(): void {
    for (const [code, { count, event }] of this.#counts) {
      if (count <= REPORTED_SINGLY) continue;
      const message = `${count - REPORTED_SINGLY} more problems of this kind (${code}), the last one here`;
      this.#report({ position: this.#positionOf(event), severity: "warning", code, message });
    }
  }

  #positionOf(event: number): SourcePosition {
    const { file, line } = this.#events.events.columns;
    return { file: this.#events.files[file[event]], line: line[event], column: 1 };
  }
}

function processOf(host: number): ProcessId {
  return (host - 1) as ProcessId;
}
