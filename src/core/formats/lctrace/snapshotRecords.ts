// The snapshots of a .lctrace file: gathers the events that record and the lines that sum a snapshot up, in
// whatever order they come, and adds the snapshots to the trace at the end.

import { type ChannelId, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { MessageFlag, MessageKind, type Snapshot, type Unfinished } from "../../trace/trace.ts";
import type { EventHandle, TraceBuilder } from "../../trace/traceBuilder.ts";
import { BadRecord, isObject, type Json, listOf, propertyOf, shown, snapshotIdOf } from "./records.ts";

const NO_SUMMARY = { record: {}, place: { file: "", fileIndex: 0, line: 0 } } as const;

/** One process's recording of itself. */
export interface Recording {
  readonly process: ProcessId;
  readonly event: EventHandle;
  /** How many events of the process come before the recording one. */
  readonly frontier: number;
  /** The message that the event before receives, or NONE. */
  readonly receivedBefore: MessageId;
}

/** Where a snapshot's summary stands. `fileIndex`: the trace's index of the file. */
export interface SummaryPlace {
  readonly file: string;
  readonly fileIndex: number;
  readonly line: number;
}

/** Finds what the names in a snapshot's line stand for. */
export interface Names {
  readonly process: (name: string) => ProcessId | undefined;
  readonly message: (name: string | number) => MessageId | undefined;
  readonly problem: (place: SummaryPlace, code: string, message: string) => void;
}

export class SnapshotRecords {
  readonly #ids: number[] = [];
  readonly #indexOf = new Map<number, number>();
  readonly #recordings: Recording[][] = [];
  readonly #summaries = new Map<number, { readonly record: Json; readonly place: SummaryPlace }>();

  /** The index of the snapshot with an id: its place in the header, or in the order in which the file speaks of it. */
  index(id: number): number {
    let index = this.#indexOf.get(id);
    if (index === undefined) {
      index = this.#ids.push(id) - 1;
      this.#indexOf.set(id, index);
      this.#recordings.push([]);
    }
    return index;
  }

  record(id: number, recording: Recording): void {
    this.#recordings[this.index(id)].push(recording);
  }

  /** Takes a line `{"snapshot": ID, …}`. Of several for one snapshot the last counts. */
  summary(record: Json, place: SummaryPlace): void {
    const id = snapshotIdOf(record, "snapshot");
    if (id !== undefined) this.#summaries.set(this.index(id), { record, place });
  }

  finish(builder: TraceBuilder, names: Names): void {
    this.#ids.forEach((id, index) => {
      const recordEvents = new Int32Array(builder.processCount).fill(NONE);
      const frontier = Uint32Array.from(recordEvents, (_, p) => builder.frontierOf(p as ProcessId));
      for (const recording of this.#recordings[index]) {
        const before = recording.receivedBefore;
        const byMarker =
          before !== NONE &&
          builder.kindOf(before) === MessageKind.marker &&
          (builder.flagsOf(before) & MessageFlag.control) === 0 &&
          builder.payloadOf(before) === index;
        recordEvents[recording.process] = recording.event;
        frontier[recording.process] = recording.frontier - (byMarker ? 1 : 0);
      }
      const { record, place } = this.#summaries.get(index) ?? NO_SUMMARY;
      const algorithm = propertyOf(record, "algorithm");
      takeCut(record, place, names, builder, frontier);
      builder.addSnapshot({
        id,
        algorithm: typeof algorithm === "string" ? algorithm : "unknown",
        initiators: processes(record, "initiators", place, names),
        recordEvents,
        frontier,
        channelMessages: Int32Array.from(messages(record, place, names)),
        ...told(record, place, names, builder),
        unfinished: unfinished(record, place, names, builder),
        ...costIn(record, place, names),
        file: place.fileIndex,
        line: place.line,
      });
    });
  }
}

function processes(record: Json, property: string, place: SummaryPlace, names: Names): ProcessId[] {
  const list: ProcessId[] = [];
  for (const name of listIn(record, property, place, names)) {
    const process = typeof name === "string" ? names.process(name) : undefined;
    if (process === undefined) names.problem(place, "unknown-process", `there is no process ${shown(name)}`);
    else list.push(process);
  }
  return list;
}

function messages(record: Json, place: SummaryPlace, names: Names): MessageId[] {
  const list: MessageId[] = [];
  for (const id of listIn(record, "messages", place, names)) {
    const message = typeof id === "string" || typeof id === "number" ? names.message(id) : undefined;
    if (message === undefined) names.problem(place, "unknown-message", `there is no message ${shown(id)}`);
    else list.push(message);
  }
  return list;
}

function unfinished(
  record: Json,
  place: SummaryPlace,
  names: Names,
  builder: TraceBuilder,
): Unfinished | undefined {
  const reason = propertyOf(record, "unfinished");
  if (!isObject(reason)) return undefined;
  const unreachable = processes(reason, "unreachable", place, names);
  if (unreachable.length > 0) return { kind: "unreachable", processes: unreachable };
  const crashed = processes(reason, "crashed", place, names);
  if (crashed.length > 0) return { kind: "crashed", processes: crashed };
  const away = processes(reason, "noWayBack", place, names);
  if (away.length > 0) return { kind: "no-way-back", processes: away };
  return { kind: "trace-ended", channels: channelsIn(reason, "waiting", place, names, builder) };
}

const COSTS = ["controlMessages", "controlBits", "piggybackBits", "blockedSum", "blockedMost"] as const;

/** What the snapshot took; one that does not tell all of it as numbers is reported and left out. */
function costIn(record: Json, place: SummaryPlace, names: Names): Pick<Snapshot, "cost"> {
  const cost = propertyOf(record, "cost");
  if (cost === undefined) return {};
  const isAmount = (value: unknown): value is number =>
    typeof value === "number" && Number.isFinite(value) && value >= 0;
  const read = (key: string): unknown => (isObject(cost) ? propertyOf(cost, key) : undefined);
  const bad = COSTS.find((key) => !isAmount(read(key)));
  const duration = read("duration");
  if (bad !== undefined || !(duration === undefined || isAmount(duration))) {
    names.problem(place, "number-expected", `\`${bad ?? "duration"}\` of a cost must be a number, 0 or more`);
    return {};
  }
  const amount = (key: (typeof COSTS)[number]): number => read(key) as number;
  return {
    cost: {
      controlMessages: amount("controlMessages"),
      controlBits: amount("controlBits"),
      piggybackBits: amount("piggybackBits"),
      ...(isAmount(duration) ? { duration } : {}),
      blockedSum: amount("blockedSum"),
      blockedMost: amount("blockedMost"),
    },
  };
}

/** What the summary of a snapshot that somebody else recorded says besides. */
function told(
  record: Json,
  place: SummaryPlace,
  names: Names,
  builder: TraceBuilder,
): Pick<Snapshot, "name" | "outside" | "toldChannels" | "foreignMessages"> {
  const name = propertyOf(record, "name");
  const outside = processes(record, "outside", place, names);
  const foreign = propertyOf(record, "foreign");
  return {
    ...(typeof name === "string" && name !== "" ? { name } : {}),
    ...(outside.length === 0 ? {} : { outside }),
    ...(propertyOf(record, "told") === undefined
      ? {}
      : { toldChannels: channelsIn(record, "told", place, names, builder) }),
    ...(Number.isInteger(foreign) && (foreign as number) > 0 ? { foreignMessages: foreign as number } : {}),
  };
}

/** The cut that a summary tells, in place of the one that the recording events draw. */
function takeCut(
  record: Json,
  place: SummaryPlace,
  names: Names,
  builder: TraceBuilder,
  frontier: Uint32Array,
): void {
  const cut = propertyOf(record, "cut");
  if (!isObject(cut)) return;
  for (const [name, events] of Object.entries(cut)) {
    const process = names.process(name);
    if (process === undefined) names.problem(place, "unknown-process", `there is no process ${shown(name)}`);
    else if (Number.isInteger(events) && (events as number) >= 0)
      frontier[process] = Math.min(events as number, builder.frontierOf(process));
    else names.problem(place, "number-expected", `the cut of ${shown(name)} must be a number of events`);
  }
}

function channelsIn(
  record: Json,
  property: string,
  place: SummaryPlace,
  names: Names,
  builder: TraceBuilder,
): ChannelId[] {
  const channels: ChannelId[] = [];
  for (const ends of listIn(record, property, place, names)) {
    const [from, to] = Array.isArray(ends)
      ? ends.map((name) => (typeof name === "string" ? names.process(name) : undefined))
      : [];
    if (from === undefined || to === undefined) {
      names.problem(
        place,
        "unknown-process",
        `there is no channel ${Array.isArray(ends) ? ends.map(shown).join(", ") : shown(ends)}`,
      );
    } else {
      channels.push(builder.channel(from, to));
    }
  }
  return channels;
}

/** A list property; one that is no list is reported and taken for empty, for the file is read by now. */
function listIn(record: Json, property: string, place: SummaryPlace, names: Names): readonly unknown[] {
  try {
    return listOf(record, property);
  } catch (error) {
    if (!(error instanceof BadRecord)) throw error;
    names.problem(place, error.code, error.message);
    return [];
  }
}
