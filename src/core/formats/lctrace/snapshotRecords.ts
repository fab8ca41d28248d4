// The snapshots of a .lctrace file: gathers the events that record and the lines that sum a snapshot up, in
// whatever order they come, and adds the snapshots to the trace at the end.

import { type ChannelId, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { MessageKind, type Unfinished } from "../../trace/trace.ts";
import type { EventHandle, TraceBuilder } from "../../trace/traceBuilder.ts";
import { BadRecord, isObject, type Json, listOf, propertyOf } from "./records.ts";

/** One process's recording of itself. */
export interface Recording {
  readonly process: ProcessId;
  readonly event: EventHandle;
  /** How many events of the process come before the recording one. */
  readonly frontier: number;
  /** The message that the event before receives, or NONE. */
  readonly receivedBefore: MessageId;
}

/** Finds what the names in a snapshot's line stand for. */
export interface Names {
  readonly process: (name: string) => ProcessId | undefined;
  readonly message: (name: string | number) => MessageId | undefined;
  readonly problem: (line: number, code: string, message: string) => void;
}

export class SnapshotRecords {
  readonly #ids: number[] = [];
  readonly #indexOf = new Map<number, number>();
  readonly #recordings: Recording[][] = [];
  readonly #summaries = new Map<number, { readonly record: Json; readonly line: number }>();

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
  summary(record: Json, line: number): void {
    const id = propertyOf(record, "snapshot");
    if (typeof id !== "number") throw new BadRecord("number-expected", '"snapshot" must be a number');
    this.#summaries.set(this.index(id), { record, line });
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
          builder.payloadOf(before) === index;
        recordEvents[recording.process] = recording.event;
        frontier[recording.process] = recording.frontier - (byMarker ? 1 : 0);
      }
      const { record, line } = this.#summaries.get(index) ?? { record: {}, line: 0 };
      const algorithm = propertyOf(record, "algorithm");
      builder.addSnapshot({
        id,
        algorithm: typeof algorithm === "string" ? algorithm : "unknown",
        initiators: processes(record, "initiators", line, names),
        recordEvents,
        frontier,
        channelMessages: Int32Array.from(messages(record, line, names)),
        unfinished: unfinished(record, line, names, builder),
        file: 0,
        line,
      });
    });
  }
}

function processes(record: Json, property: string, line: number, names: Names): ProcessId[] {
  const list: ProcessId[] = [];
  for (const name of listIn(record, property, line, names)) {
    const process = typeof name === "string" ? names.process(name) : undefined;
    if (process === undefined)
      names.problem(line, "unknown-process", `there is no process ${JSON.stringify(name)}`);
    else list.push(process);
  }
  return list;
}

function messages(record: Json, line: number, names: Names): MessageId[] {
  const list: MessageId[] = [];
  for (const id of listIn(record, "messages", line, names)) {
    const message = typeof id === "string" || typeof id === "number" ? names.message(id) : undefined;
    if (message === undefined)
      names.problem(line, "unknown-message", `there is no message ${JSON.stringify(id)}`);
    else list.push(message);
  }
  return list;
}

function unfinished(record: Json, line: number, names: Names, builder: TraceBuilder): Unfinished | undefined {
  const reason = propertyOf(record, "unfinished");
  if (!isObject(reason)) return undefined;
  const unreachable = processes(reason, "unreachable", line, names);
  if (unreachable.length > 0) return { kind: "unreachable", processes: unreachable };
  const channels: ChannelId[] = [];
  for (const ends of listIn(reason, "waiting", line, names)) {
    const [from, to] = Array.isArray(ends) ? ends.map((name) => names.process(String(name))) : [];
    if (from === undefined || to === undefined) {
      names.problem(line, "unknown-process", `there is no channel ${JSON.stringify(ends)}`);
    } else {
      channels.push(builder.channel(from, to));
    }
  }
  return { kind: "trace-ended", channels };
}

/** A list property; one that is no list is reported and taken for empty, for the file is read by now. */
function listIn(record: Json, property: string, line: number, names: Names): readonly unknown[] {
  try {
    return listOf(record, property);
  } catch (error) {
    if (!(error instanceof BadRecord)) throw error;
    names.problem(line, error.code, error.message);
    return [];
  }
}
