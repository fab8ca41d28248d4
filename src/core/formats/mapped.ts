// JSON Lines of any kind, by a mapping of its fields: from the user's settings or from a first line
// `// lightcone: {"process": "node", "clock": "vc"}`. Traces of TLA+, etcd's and CCF's model checks are such files.

import { NONE } from "../trace/ids.ts";
import type { Severity } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import {
  baseName,
  type Detection,
  type Format,
  type ReadContext,
  type Reading,
  type Source,
} from "./format.ts";
import { parsed } from "./json/parsed.ts";
import { LctraceReader } from "./lctrace/reader.ts";
import { isObject, type Json } from "./lctrace/records.ts";
import { eachLine } from "./lines.ts";
import { fieldOrPath, type Mapping, readMapping, textAt, valueAt } from "./mapped/mapping.ts";
import { withRecordedSnapshots } from "./snapshotEvents/recordedSnapshots.ts";
import { SnapshotWatch } from "./snapshotEvents/snapshotWatch.ts";
import { ClockedEvents } from "./vectorClocks/clockedEvents.ts";
import { traceFromClocks } from "./vectorClocks/messagesFromClocks.ts";

const FIRST_LINE = /^\s*\/\/\s*lightcone:\s*(.*)$/;
/** More lines than a file has. */
const LINES = 2 ** 32;
/** Records without a process that are reported one by one; the rest is counted. */
const REPORTED_SINGLY = 20;

export const mapped: Format = {
  id: "mapped",
  name: "JSON Lines by mapping",
  extensions: [".ndjson", ".jsonl"],
  isMeant: ({ mapping }) => mapping !== undefined,
  detect,
  read,
};

function detect(head: string, fileName: string): Detection {
  const first = head.split(/\r?\n/, 1)[0];
  if (FIRST_LINE.test(first)) return "yes";
  return /\.(ndjson|jsonl)$/i.test(fileName) && isObject(parsed(first)) ? "maybe" : "no";
}

async function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  const reader = new MappedReader(sources[0].name, context);
  for (const source of sources) {
    reader.beginFile(source.name);
    await eachLine(source, context.progress, (line, number) => reader.line(line, number));
  }
  const trace = reader.finish();
  return trace === undefined ? undefined : { trace, claims: [] };
}

class MappedReader {
  readonly #name: string;
  readonly #context: ReadContext;
  /** Takes records with clocks; the other takes those with kinds and ids, as records of a .lctrace file. */
  readonly #clocked = new ClockedEvents();
  readonly #recorded: LctraceReader;
  /** Notes by the place of their record: a line holds one, and a file's number goes before the line's. */
  readonly #watch: SnapshotWatch;
  readonly #files: string[] = [];
  #mapping: Mapping | undefined;
  #failed = false;
  #file = "";
  #without = 0;

  constructor(name: string, context: ReadContext) {
    this.#name = name;
    this.#context = context;
    this.#recorded = new LctraceReader(name, context.report);
    this.#watch = SnapshotWatch.of(context, name);
    const given = context.options?.mapping;
    if (given !== undefined) this.#take(given, 0);
  }

  beginFile(name: string): void {
    this.#file = name;
    this.#files.push(name);
    this.#clocked.beginFile(name);
    this.#recorded.beginFile(name);
  }

  line(text: string, number: number): void {
    if (this.#failed || text.trim() === "") return;
    const first = number === 1 ? FIRST_LINE.exec(text) : null;
    if (first !== null) {
      if (this.#mapping === undefined) this.#take(parsed(first[1]), number);
      return;
    }
    const record = parsed(text);
    if (!isObject(record)) this.#problem(number, "error", "json", "this line is no JSON object");
    else if (this.#mapping === undefined) this.#askForMapping(record, number);
    else this.#record(this.#mapping, record, number);
  }

  finish() {
    const mapping = this.#mapping;
    if (mapping === undefined || this.#failed) return undefined;
    if (this.#without > REPORTED_SINGLY) {
      const words = `${this.#without - REPORTED_SINGLY} more records have no "${mapping.process}" either`;
      this.#problem(0, "info", "process-missing", words);
    }
    const trace = namesMessages(mapping)
      ? this.#recorded.finish()
      : traceFromClocks(
          this.#clocked,
          { name: baseName(this.#name), timeUnit: unitOf(mapping) },
          this.#context.report,
        );
    return trace === undefined || this.#watch.notes.length === 0 ? trace : this.#withSnapshots(trace);
  }

  #withSnapshots(trace: Trace): Trace {
    const { file, line } = trace.events;
    const numbers = trace.files.map((name) => this.#files.indexOf(name) + 1);
    const events = new Map<number, number>();
    for (let event = 0; event < line.length; event++) {
      events.set(numbers[file[event]] * LINES + line[event], event);
    }
    return withRecordedSnapshots(trace, this.#watch, {
      eventOf: (key) => events.get(key) ?? NONE,
      messageNamed: (name) => this.#recorded.messageNamed(name),
      report: this.#context.report,
    });
  }

  #take(value: unknown, line: number): void {
    const result = readMapping(value);
    if (result.kind === "wrong") {
      this.#failed = true;
      this.#problem(line, "error", "mapping", result.message);
      return;
    }
    this.#mapping = result.mapping;
    if (namesMessages(result.mapping)) {
      this.#recorded.record(
        { lctrace: 1, name: baseName(this.#name), timeUnit: unitOf(result.mapping) },
        line,
      );
    }
  }

  /** Without a mapping nothing can be read: says how to give one, with the fields that there are. */
  #askForMapping(record: Json, line: number): void {
    this.#failed = true;
    const fields = pathsOf(record, "", 2).slice(0, 12).join(", ");
    const words =
      "this file does not say which fields are what: begin it with a line such as " +
      `\`// lightcone: {"process": "…", "clock": "…"}\`; the fields of this record are ${fields}`;
    this.#problem(line, "error", "mapping-missing", words);
  }

  #record(mapping: Mapping, record: Json, line: number): void {
    const process = textAt(record, mapping.process);
    if (process === undefined || process === "") {
      if (++this.#without > REPORTED_SINGLY) return;
      this.#problem(
        line,
        "info",
        "process-missing",
        `this record has no "${mapping.process}", so it is no event`,
      );
      return;
    }
    const key = this.#files.length * LINES + line;
    this.#watch.noteNamed(key, labelOf(mapping, record), (path) => fieldOrPath(record, path));
    if (namesMessages(mapping)) {
      const clock = mapping.clock === undefined ? undefined : this.#givenClock(mapping, record, line);
      const vc = clock === undefined ? {} : { vc: clock };
      this.#recorded.record({ ...recordOf(mapping, record, process), ...vc }, line);
    } else {
      this.#clockedRecord(mapping, record, process, line);
    }
  }

  #givenClock(mapping: Mapping, record: Json, line: number): Json | undefined {
    const clock = valueAt(record, mapping.clock);
    if (isObject(clock))
      return Object.fromEntries(Object.entries(clock).filter(([, count]) => isCount(count)));
    const words = `"${mapping.clock}" of this record is no clock: an object of counts`;
    this.#problem(line, "error", "clock-json", words);
    return undefined;
  }

  #clockedRecord(mapping: Mapping, record: Json, process: string, line: number): void {
    const clock = this.#givenClock(mapping, record, line);
    const time = valueAt(record, mapping.time);
    if (clock === undefined) return;
    const label = labelOf(mapping, record);
    this.#clocked.add(process, clock, label, line, typeof time === "number" ? time : Number.NaN);
  }

  #problem(line: number, severity: Severity, code: string, message: string): void {
    const position = { file: this.#file === "" ? this.#name : this.#file, line, column: line === 0 ? 0 : 1 };
    this.#context.report({ position, severity, code, message });
  }
}

/** Where a mapping names messages, they come from their ids, and clocks, if it names them too, are compared with them. */
function namesMessages({ clock, kind, message }: Mapping): boolean {
  return clock === undefined || (kind !== undefined && message !== undefined);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** A record with kind and message id as a record of a .lctrace file. */
function recordOf(mapping: Mapping, record: Json, process: string): Json {
  const kind = textAt(record, mapping.kind) ?? "";
  const id = textAt(record, mapping.message);
  const peer = textAt(record, mapping.peer);
  const label = labelOf(mapping, record);
  const isSend = id !== undefined && (mapping.send ?? ["send"]).includes(kind);
  const isReceive = id !== undefined && (mapping.receive ?? ["receive"]).includes(kind);
  return {
    p: process,
    t: valueAt(record, mapping.time),
    ...(label === "" ? {} : { label }),
    ...(isSend ? { send: { id, to: peer ?? null } } : {}),
    ...(isReceive ? { receive: peer === undefined ? id : { id, from: peer } } : {}),
  };
}

/** What the mapping names, or else the kind. */
function labelOf(mapping: Mapping, record: Json): string {
  return textAt(record, mapping.label) ?? textAt(record, mapping.kind) ?? "";
}

function unitOf(mapping: Mapping) {
  const known = ["tick", "ms", "us", "ns", "s"] as const;
  if (mapping.time === undefined) return "none";
  return known.find((unit) => unit === mapping.timeUnit) ?? "tick";
}

/** The paths of a record's fields, a few levels deep. */
function pathsOf(record: Json, prefix: string, depth: number): string[] {
  return Object.entries(record).flatMap(([name, value]) =>
    isObject(value) && depth > 0 ? pathsOf(value, `${prefix}${name}.`, depth - 1) : [`${prefix}${name}`],
  );
}
