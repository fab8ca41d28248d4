// Spans as columns, as the readers of Zipkin, Jaeger and OpenTelemetry files find them: no object a span is kept. Ids
// and names are numbers of tables; processes may be named after the spans that ran on them.

import { Strings, Table } from "../../trace/columns.ts";
import { NONE } from "../../trace/ids.ts";
import { IdTable } from "./idTable.ts";

/** What a span stands for in a call or in messaging. `unknown`: the source does not say. */
export const SpanKind = { unknown: 0, internal: 1, client: 2, server: 3, producer: 4, consumer: 5 } as const;

/** Bits of a span. */
export const SpanFlag = {
  /** It ended with an error. */
  failed: 1,
} as const;

const spanRows = () =>
  new Table({
    slot: new Uint32Array(0),
    kind: new Uint8Array(0),
    flags: new Uint8Array(0),
    name: new Uint32Array(0),
    trace: new Uint32Array(0),
    id: new Uint32Array(0),
    /** The parent's id, or 0. */
    parent: new Uint32Array(0),
    start: new Float64Array(0),
    /** NaN where the end is not known. */
    end: new Float64Array(0),
    file: new Uint16Array(0),
    line: new Uint32Array(0),
  });

/** One span as a reader hands it over; the table keeps no reference. */
export interface SpanDraft {
  readonly slot: number;
  readonly kind: number;
  readonly flags: number;
  readonly name: string;
  /** Numbers of the table's ids: the trace's, the span's, and its parent's or 0. */
  readonly trace: number;
  readonly id: number;
  readonly parent: number;
  /** In the table's unit since its origin. */
  readonly start: number;
  readonly end: number;
  readonly file: number;
  readonly line: number;
}

export class SpanTable {
  readonly names = new Strings();
  /** Ids of spans and of traces; 0 is none. */
  readonly ids = new IdTable();
  readonly spans = spanRows();
  readonly events = new Table({
    span: new Uint32Array(0),
    name: new Uint32Array(0),
    time: new Float64Array(0),
  });
  readonly links = new Table({
    span: new Uint32Array(0),
    trace: new Uint32Array(0),
    id: new Uint32Array(0),
  });
  readonly files: string[] = [];
  readonly #processes = new Map<string, number>();
  readonly #slots: number[] = [];
  readonly #slotOf = new Map<string, number>();
  #lastTrace = "";
  #lastTraceId = 0;

  /** A place for spans whose process is told later or at once. */
  addSlot(): number {
    return this.#slots.push(NONE) - 1;
  }

  /** The slot of a service of which no instance is known. */
  slotOf(service: string): number {
    let slot = this.#slotOf.get(service);
    if (slot === undefined) {
      slot = this.addSlot();
      this.setProcess(slot, service);
      this.#slotOf.set(service, slot);
    }
    return slot;
  }

  setProcess(slot: number, service: string, instance = ""): void {
    const key = `${service}\0${instance}`;
    const process = this.#processes.get(key) ?? this.#processes.size;
    this.#processes.set(key, process);
    this.#slots[slot] = process;
  }

  addFile(name: string): number {
    return this.files.push(name) - 1;
  }

  addSpan(draft: SpanDraft): number {
    const row = this.spans.add();
    const columns = this.spans.columns;
    columns.slot[row] = draft.slot;
    columns.kind[row] = draft.kind;
    columns.flags[row] = draft.flags;
    columns.name[row] = this.names.add(draft.name);
    columns.trace[row] = draft.trace;
    columns.id[row] = draft.id;
    columns.parent[row] = draft.parent;
    columns.start[row] = draft.start;
    columns.end[row] = draft.end;
    columns.file[row] = draft.file;
    columns.line[row] = draft.line;
    return row;
  }

  addEvent(span: number, name: string, time: number): number {
    const row = this.events.add();
    this.events.columns.span[row] = span;
    this.events.columns.name[row] = this.names.add(name);
    this.events.columns.time[row] = time;
    return row;
  }

  /** The span came after, and because of, another of any trace. */
  addLink(span: number, trace: number, id: number): void {
    const row = this.links.add();
    this.links.columns.span[row] = span;
    this.links.columns.trace[row] = trace;
    this.links.columns.id[row] = id;
  }

  /** The process of each slot, and the processes' names: an instance is named only where its service has several. */
  processes(): { readonly ofSlot: readonly number[]; readonly names: readonly string[] } {
    const { slot } = this.spans.columns;
    for (let row = 0; row < this.spans.length; row++) {
      if (this.#slots[slot[row]] === NONE) this.setProcess(slot[row], UNKNOWN_SERVICE);
    }
    const keys = [...this.#processes.keys()].map((key) => key.split("\0"));
    const instances = new Map<string, number>();
    for (const [service] of keys) instances.set(service, (instances.get(service) ?? 0) + 1);
    const names = keys.map(([service, instance]) =>
      instances.get(service) === 1 || instance === "" ? service : `${service}/${instance}`,
    );
    return { ofSlot: this.#slots, names };
  }

  /** The number of a trace's id. Spans of one trace mostly come together. */
  traceOf(id: string): number {
    if (id !== this.#lastTrace) {
      this.#lastTrace = id;
      this.#lastTraceId = this.ids.add(id);
    }
    return this.#lastTraceId;
  }
}

/** The name of a process of which the file says nothing. */
export const UNKNOWN_SERVICE = "unknown service";
