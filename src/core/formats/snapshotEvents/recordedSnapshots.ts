// Makes snapshots of what events of a trace say of them: which process recorded itself where, which messages were
// markers, what was recorded of the channels. The one place where all formats' notes become snapshots.

import { smallestConsistentAbove } from "../../trace/cut.ts";
import { placeInSources } from "../../trace/eventPlaces.ts";
import { asChannel, asProcess, type ChannelId, NONE, type ProcessId } from "../../trace/ids.ts";
import type { Report, Severity } from "../../trace/problem.ts";
import { isOfComputation, MessageKind, type Snapshot, type Trace } from "../../trace/trace.ts";
import { counted } from "../../trace/verdict.ts";
import { channelContents, type MessageNamed, MessagesByChannel } from "./channelContents.ts";
import { type Located, type NotedSnapshot, notedSnapshots } from "./locatedNotes.ts";
import { withMarkers } from "./markerMessages.ts";
import { Neighbourhood } from "./neighbourhood.ts";
import type { SnapshotWatch } from "./snapshotWatch.ts";

/** What a reader knows of its notes. */
export interface NoteContext {
  /** The event that a note's key stands for, or NONE. */
  readonly eventOf: (key: number) => number;
  readonly messageNamed?: MessageNamed;
  readonly report: Report;
}

/** Problems of one kind that are told one by one. */
const TOLD_SINGLY = 20;

/** The trace with the snapshots that a reader's notes speak of; the same trace where there are none. */
export function withRecordedSnapshots(trace: Trace, watch: SnapshotWatch, context: NoteContext): Trace {
  if (watch.notes.length === 0) return trace;
  const { snapshots, more } = notedSnapshots(trace, watch.notes, context.eventOf);
  if (snapshots.length === 0) return trace;
  return new RecordedSnapshots(trace, snapshots, context).make(more, watch.isFull);
}

class RecordedSnapshots {
  readonly #snapshots: readonly NotedSnapshot[];
  readonly #context: NoteContext;
  readonly #processes: ReadonlyMap<string, ProcessId>;
  readonly #told = new Map<string, number>();
  readonly #neighbours: Neighbourhood;
  #trace: Trace;

  constructor(trace: Trace, snapshots: readonly NotedSnapshot[], context: NoteContext) {
    this.#trace = trace;
    this.#snapshots = snapshots;
    this.#context = context;
    this.#processes = new Map(trace.processes.map(({ name }, p) => [name, asProcess(p)]));
    this.#neighbours = new Neighbourhood(trace);
  }

  make(more: number, isFull: boolean): Trace {
    const first = this.#trace.snapshots.length;
    const marked = withMarkers(this.#trace, this.#snapshots, first, (note, name) =>
      this.#process(note, name),
    );
    this.#trace = marked.trace;
    for (const { event, note } of marked.unsent) {
      const words = `a marker of snapshot ${note.id} from ${note.from} is received here, but nothing says where it was sent`;
      this.#problem(event, "warning", "marker-without-send", words);
    }
    if (marked.cyclic > 0) {
      const words = `${counted(marked.cyclic, "marker")} would precede their own causes, by the times of these events; they are left out`;
      this.#problem(NONE, "warning", "causal-cycle", words);
    }
    if (more > 0 || isFull) {
      const words = isFull
        ? "more events speak of snapshots than are kept"
        : `${counted(more, "more snapshot")} are left out`;
      this.#problem(NONE, "warning", "snapshots-too-many", `${words}; read are the first`);
    }
    const everRecorded = new Set<number>();
    for (const { notes } of this.#snapshots)
      for (const { note, process } of notes) if (note.role === "record") everRecorded.add(process);
    const all = new MessagesByChannel(this.#trace);
    const markers = markersBySnapshot(this.#trace);
    const made = this.#snapshots.map((noted, i) =>
      this.#snapshot(noted, markers.get(first + i) ?? [], everRecorded, all),
    );
    return { ...this.#trace, snapshots: [...this.#trace.snapshots, ...made] };
  }

  #snapshot(
    { id, name, notes }: NotedSnapshot,
    markerMessages: readonly number[],
    everRecorded: ReadonlySet<number>,
    all: MessagesByChannel,
  ): Snapshot {
    const trace = this.#trace;
    const markers = receivedMarkers(trace, notes, markerMessages);
    const recordEvents = this.#recordings(id, notes);
    const first = firstOfProcesses(trace, markers);
    const frontier = Uint32Array.from(recordEvents, (event, p) =>
      event === NONE
        ? trace.firstEvent[p + 1] - trace.firstEvent[p]
        : this.#frontier(event, p, markers, first.get(p)),
    );
    const outside = this.#outside(notes, recordEvents, everRecorded);
    if (outside.length > 0) this.#closeOutside(frontier, outside);
    const contents = channelContents(trace, notes, frontier, all, this.#context.messageNamed, (note, of) =>
      this.#process(note, of),
    );
    for (const { at, count, name: message } of contents.foreign) {
      const what = message === "" ? counted(count, "message") : `message ${message}`;
      const words = `${what} recorded here as a channel's content is not in the trace, or not in transit there`;
      this.#problem(at.event, "warning", "channel-message-unknown", words);
    }
    const foreign = contents.foreign.reduce((sum, { count }) => sum + count, 0);
    const waiting = this.#waiting(recordEvents, markerMessages);
    return {
      id,
      ...(name === undefined ? {} : { name }),
      algorithm: "recorded",
      initiators: initiators(trace, notes, recordEvents, markers),
      recordEvents,
      frontier,
      channelMessages: Int32Array.from(contents.messages),
      ...(contents.told.length === trace.channels.from.length ? {} : { toldChannels: contents.told }),
      ...(foreign === 0 ? {} : { foreignMessages: foreign }),
      ...(outside.length === 0 ? {} : { outside }),
      ...(waiting.length === 0 ? {} : { unfinished: { kind: "trace-ended", channels: waiting } }),
      ...this.#placeOf(notes),
    };
  }

  /** The first event with which each process records itself; it should do so once. */
  #recordings(id: number, notes: readonly Located[]): Int32Array {
    const recordEvents = new Int32Array(this.#trace.processes.length).fill(NONE);
    const records = notes.filter(({ note }) => note.role === "record");
    for (const { event, process } of [...records].sort((a, b) => a.event - b.event)) {
      if (recordEvents[process] === NONE) {
        recordEvents[process] = event;
        continue;
      }
      if (recordEvents[process] === event) continue;
      const name = this.#trace.processes[process].name;
      const words = `${name} records itself for snapshot ${id} a second time; the first counts`;
      this.#problem(event, "warning", "recorded-twice", words, [
        recordEvents[process],
        "recorded first here",
      ]);
    }
    return recordEvents;
  }

  /** What comes before a recording. Markers received just before it, with nothing of the computation between, are outside. */
  #frontier(
    record: number,
    process: number,
    markers: ReadonlySet<number>,
    firstMarker: number | undefined,
  ): number {
    let outside = record;
    if (firstMarker !== undefined) {
      for (let event = record - 1; event >= firstMarker && !isOfComputation(this.#trace, event); event--) {
        if (markers.has(event)) outside = event;
      }
    }
    return outside - this.#trace.firstEvent[process];
  }

  /** Processes that need not record: mere coordinators, and those that no chain of messages joins to any that recorded. */
  #outside(
    notes: readonly Located[],
    recordEvents: Int32Array,
    everRecorded: ReadonlySet<number>,
  ): ProcessId[] {
    if (!recordEvents.includes(NONE)) return [];
    const partakers = new Set<number>(everRecorded);
    const coordinators = new Set<number>();
    for (const each of notes) {
      if (each.note.role === "coordinate") coordinators.add(each.process);
      else if (each.note.role !== "note") partakers.add(each.process);
      for (const name of [each.note.from, each.note.to]) {
        if (name !== undefined) partakers.add(this.#process(each, name));
      }
    }
    const joined = this.#neighbours.of([...recordEvents.keys()].filter((p) => recordEvents[p] !== NONE));
    return [...recordEvents.keys()]
      .filter((p) => recordEvents[p] === NONE && !partakers.has(p) && (coordinators.has(p) || !joined(p)))
      .map(asProcess);
  }

  /** Takes into the cut what the recorded states imply of processes outside. */
  #closeOutside(frontier: Uint32Array, outside: readonly ProcessId[]): void {
    for (const p of outside) frontier[p] = 0;
    const closed = smallestConsistentAbove(this.#trace, frontier);
    for (const p of outside) frontier[p] = closed[p];
  }

  /** Where the trace tells of a snapshot's markers: channels between processes that recorded on which none arrived. */
  #waiting(recordEvents: Int32Array, markers: readonly number[]): ChannelId[] {
    if (markers.length === 0 || recordEvents.includes(NONE)) return [];
    const { channel, receive } = this.#trace.messages;
    const arrived = new Set(markers.filter((m) => receive[m] !== NONE).map((m) => channel[m]));
    const { from } = this.#trace.channels;
    return Array.from(from, (_, c) => asChannel(c)).filter((c) => !arrived.has(c));
  }

  /** The line that speaks of the snapshot first: where it is started, else where it is recorded first. */
  #placeOf(notes: readonly Located[]): { readonly file: number; readonly line: number } {
    const { time, file, line } = this.#trace.events;
    const rank = ({ note }: Located): number =>
      note.role === "coordinate" ? 0 : note.role === "record" ? 1 : 2;
    const best = [...notes].sort((a, b) => {
      const difference = time[a.event] - time[b.event];
      return rank(a) - rank(b) || (Number.isNaN(difference) ? line[a.event] - line[b.event] : difference);
    })[0];
    return { file: file[best.event], line: line[best.event] };
  }

  #process(at: Located, name: string | undefined): ProcessId | typeof NONE {
    if (name === undefined) return NONE;
    const process = this.#processes.get(name);
    if (process !== undefined) return process;
    this.#problem(
      at.event,
      "warning",
      "unknown-process",
      `there is no process ${JSON.stringify(name)} in this trace`,
    );
    return NONE;
  }

  /** Each place and kind once, and of a kind only the first. */
  #problem(
    event: number,
    severity: Severity,
    code: string,
    message: string,
    related?: readonly [event: number, words: string],
  ): void {
    const key = `${code} ${event} ${message}`;
    const count = (this.#told.get(code) ?? 0) + 1;
    if (this.#told.has(key) || count > TOLD_SINGLY) return;
    this.#told.set(key, 1).set(code, count);
    const position = placeInSources(this.#trace, event);
    const beside =
      related === undefined
        ? undefined
        : [{ position: placeInSources(this.#trace, related[0]), message: related[1] }];
    this.#context.report({ position, severity, code, message, related: beside });
  }
}

function markersBySnapshot(trace: Trace): ReadonlyMap<number, readonly number[]> {
  const { kind, payload } = trace.messages;
  const lists = new Map<number, number[]>();
  for (let m = 0; m < kind.length; m++) {
    if (kind[m] !== MessageKind.marker) continue;
    const list = lists.get(payload[m]);
    if (list === undefined) lists.set(payload[m], [m]);
    else list.push(m);
  }
  return lists;
}

/** The events with which markers of a snapshot are received. */
function receivedMarkers(
  trace: Trace,
  notes: readonly Located[],
  messages: readonly number[],
): ReadonlySet<number> {
  const { receive } = trace.messages;
  const events = new Set<number>();
  for (const { direction, event } of notes) if (direction === "receive") events.add(event);
  for (const message of messages) if (receive[message] !== NONE) events.add(receive[message]);
  return events;
}

/** The first of some events on each process that has any. */
function firstOfProcesses(trace: Trace, events: Iterable<number>): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const event of events) {
    const process = trace.events.process[event];
    first.set(process, Math.min(first.get(process) ?? event, event));
  }
  return first;
}

/** Who recorded without a marker, where the trace tells of markers; else who started the snapshot and recorded. */
function initiators(
  trace: Trace,
  notes: readonly Located[],
  recordEvents: Int32Array,
  markers: ReadonlySet<number>,
): ProcessId[] {
  const started = new Set<number>();
  for (const { note, process } of notes) if (note.role === "coordinate") started.add(process);
  const reached = new Set<number>();
  for (const event of markers) {
    const process = trace.events.process[event];
    if (event <= recordEvents[process]) reached.add(process);
  }
  return [...recordEvents.keys()]
    .filter((p) => recordEvents[p] !== NONE && (started.has(p) || (markers.size > 0 && !reached.has(p))))
    .map(asProcess);
}
