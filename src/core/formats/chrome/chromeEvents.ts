// Collects the events of Chrome trace files as columns: what each is, when and on which thread. Names of threads come in
// metadata events, anywhere in the file.

import { Strings, Table } from "../../trace/columns.ts";
import { isJsonObject, type JsonObject, type RecordPlace } from "../json/plan.ts";
import { fieldOrPath } from "../mapped/mapping.ts";
import type { SnapshotWatch } from "../snapshotEvents/snapshotWatch.ts";
import type { SpanInput } from "../spans/readSpans.ts";
import { numberOf, objectIn, textIn } from "../spans/values.ts";

/** What a row is. `next`: the end of a flow that belongs to the slice that begins next. */
export const Phase = {
  begin: 0,
  end: 1,
  complete: 2,
  instant: 3,
  start: 4,
  step: 5,
  finish: 6,
  next: 7,
} as const;

const PHASES: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ["B", Phase.begin],
  ["E", Phase.end],
  ["X", Phase.complete],
  ["i", Phase.instant],
  ["I", Phase.instant],
  ["n", Phase.instant],
  ["R", Phase.instant],
  ["s", Phase.start],
  ["t", Phase.step],
  ["f", Phase.next],
]);

export class ChromeEvents {
  readonly names = new Strings();
  /** Flows by their category, name and id; 0 is none. */
  readonly flows = new Strings();
  readonly rows = new Table({
    phase: new Uint8Array(0),
    thread: new Uint32Array(0),
    name: new Uint32Array(0),
    flow: new Uint32Array(0),
    time: new Float64Array(0),
    duration: new Float64Array(0),
    file: new Uint16Array(0),
    line: new Uint32Array(0),
  });
  /** Notes what events say of snapshots, by their rows. */
  readonly watch: SnapshotWatch;
  readonly #input: SpanInput;
  readonly #threads = new Map<string, number>();
  /** `pid` of each thread, by which it finds the name of its process. */
  readonly #pids: string[] = [];
  readonly #processNames = new Map<string, string>();
  readonly #threadNames = new Map<number, string>();
  /** Process and thread ids of several files are different. */
  #prefix = "";
  #files = 0;

  constructor(input: SpanInput) {
    this.#input = input;
    this.watch = input.watch;
  }

  beginFile(): void {
    this.#files++;
    this.#prefix = this.#files === 1 ? "" : `${this.#files}:`;
  }

  add(event: unknown, place: RecordPlace): void {
    if (!isJsonObject(event)) {
      // Lists of crashed programs end in a comma and nothing, or in null.
      if (event !== null) this.#input.problem(place, "error", "event-expected", "an event must be an object");
      return;
    }
    if (event.ph === "M") {
      this.#metadata(event);
      return;
    }
    const phase = PHASES.get(event.ph);
    if (phase === undefined) {
      if (typeof event.ph !== "string")
        this.#input.problem(place, "error", "event-expected", 'an event needs its phase, "ph"');
      return;
    }
    const time = numberOf(event.ts);
    if (Number.isNaN(time)) {
      this.#input.problem(
        place,
        "warning",
        "time-missing",
        "this event has no ts, so it has no place in the trace",
      );
      return;
    }
    this.#add(event, phase === Phase.next && event.bp === "e" ? Phase.finish : phase, time, place);
  }

  /** The names of the threads: `PROCESS/THREAD`, by their numbers where they have no names. */
  threadNames(): string[] {
    const taken = new Set<string>();
    return [...this.#threads.keys()].map((key, thread) => {
      const pid = this.#pids[thread];
      const process = this.#processNames.get(pid) ?? pid;
      const own = this.#threadNames.get(thread) ?? key.slice(pid.length + 1);
      const name = taken.has(`${process}/${own}`) ? `${process}/${own} (${key})` : `${process}/${own}`;
      taken.add(name);
      return name;
    });
  }

  #add(event: JsonObject, phase: number, time: number, place: RecordPlace): void {
    const duration = phase === Phase.complete ? numberOf(event.dur ?? 0) : 0;
    if (duration < 0)
      this.#input.problem(
        place,
        "warning",
        "negative-duration",
        `a slice cannot last ${duration} µs; taken as 0`,
      );
    const row = this.rows.add();
    const columns = this.rows.columns;
    columns.phase[row] = phase;
    columns.thread[row] = this.#thread(event);
    columns.name[row] = this.names.add(textIn(event, "name"));
    columns.flow[row] = phase < Phase.start ? 0 : this.flows.add(flowOf(event, this.#prefix));
    columns.time[row] = this.#input.since(time);
    columns.duration[row] = Math.max(0, duration || 0);
    columns.file[row] = this.#input.file;
    columns.line[row] = place.line;
    if (phase !== Phase.end && this.watch.watches(columns.name[row], this.names.list))
      this.watch.note(row, columns.name[row], (path) => fieldOrPath(objectIn(event, "args"), path));
  }

  #metadata(event: JsonObject): void {
    const name = textIn(objectIn(event, "args"), "name");
    if (name === "") return;
    if (event.name === "process_name") this.#processNames.set(this.#pid(event), name);
    else if (event.name === "thread_name") this.#threadNames.set(this.#thread(event), name);
  }

  #pid(event: JsonObject): string {
    return `${this.#prefix}${idText(event.pid)}`;
  }

  #thread(event: JsonObject): number {
    const pid = this.#pid(event);
    const key = `${pid}/${idText(event.tid)}`;
    let thread = this.#threads.get(key);
    if (thread === undefined) {
      thread = this.#threads.size;
      this.#threads.set(key, thread);
      this.#pids.push(pid);
    }
    return thread;
  }
}

/** Events of one flow agree in category, name and id. */
function flowOf(event: JsonObject, prefix: string): string {
  return [prefix, textIn(event, "cat"), textIn(event, "name"), idText(event.id ?? event.bind_id)].join("\0");
}

function idText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "?";
}
