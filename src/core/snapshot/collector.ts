// The collector of one run: gathers the local parts of every snapshot and knows which have ended. A snapshot ends
// when every process has recorded itself and all its incoming channels; one that can never end is told why.

import { type System, unreachableFrom } from "../simulation/system.ts";
import { asChannel, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import type { Snapshot, Unfinished } from "../trace/trace.ts";

/** The parts of one snapshot that have come in. Plain data. */
interface Parts {
  readonly id: number;
  initiators: ProcessId[];
  file: number;
  line: number;
  readonly recordEvents: Int32Array;
  readonly frontier: Uint32Array;
  readonly finished: Uint8Array;
  readonly messages: number[];
  processesLeft: number;
  channelsLeft: number;
}

export class Collector {
  readonly #system: System;
  #parts: Parts[];
  #under = 0;

  constructor(system: System, ids: readonly number[]) {
    this.#system = system;
    this.#parts = ids.map((id) => ({
      id,
      initiators: [],
      file: 0,
      line: 0,
      recordEvents: new Int32Array(system.names.length).fill(NONE),
      frontier: new Uint32Array(system.names.length),
      finished: new Uint8Array(system.channels.length),
      messages: [],
      processesLeft: system.names.length,
      channelsLeft: system.channels.length,
    }));
  }

  /** Snapshots that have started and not ended. */
  get underWay(): number {
    return this.#under;
  }

  /** A process starts a snapshot; the first to do so gives it its place in the sources. */
  started(snapshot: number, initiator: ProcessId, file: number, line: number): void {
    const parts = this.#parts[snapshot];
    if (parts.initiators.length === 0) {
      parts.file = file;
      parts.line = line;
      this.#under++;
    }
    if (!parts.initiators.includes(initiator)) parts.initiators.push(initiator);
  }

  /** Where in the sources a snapshot was asked for. */
  origin(snapshot: number): { readonly file: number; readonly line: number; readonly id: number } {
    return this.#parts[snapshot];
  }

  recorded(snapshot: number, process: ProcessId, event: number, frontier: number): void {
    const parts = this.#parts[snapshot];
    parts.recordEvents[process] = event;
    parts.frontier[process] = frontier;
    parts.processesLeft--;
    this.#checkEnd(parts);
  }

  messageRecorded(snapshot: number, message: MessageId): void {
    this.#parts[snapshot].messages.push(message);
  }

  channelFinished(snapshot: number, channel: ChannelId): void {
    const parts = this.#parts[snapshot];
    parts.finished[channel] = 1;
    parts.channelsLeft--;
    this.#checkEnd(parts);
  }

  /**
   * All snapshots that the scenario asks for, started or not. `algorithmOf`: the algorithm's id of each; `frontierOf`: how
   * many events a process has in all.
   */
  snapshots(
    algorithmOf: (snapshot: number) => string,
    frontierOf: (process: ProcessId) => number,
  ): Snapshot[] {
    return this.#parts.map((parts, index) => ({
      id: parts.id,
      algorithm: algorithmOf(index),
      initiators: parts.initiators,
      recordEvents: parts.recordEvents,
      frontier: parts.frontier.map((frontier, p) =>
        parts.recordEvents[p] === NONE ? frontierOf(p as ProcessId) : frontier,
      ),
      channelMessages: Int32Array.from(parts.messages),
      unfinished: this.#unfinished(parts),
      file: parts.file,
      line: parts.line,
    }));
  }

  save(): unknown {
    return { parts: this.#parts.map(copied), under: this.#under };
  }

  restore(saved: unknown): void {
    const { parts, under } = saved as { parts: readonly Parts[]; under: number };
    this.#parts = parts.map(copied);
    this.#under = under;
  }

  #checkEnd(parts: Parts): void {
    if (parts.processesLeft === 0 && parts.channelsLeft === 0) this.#under--;
  }

  #unfinished(parts: Parts): Unfinished | undefined {
    if (parts.processesLeft === 0 && parts.channelsLeft === 0) return undefined;
    const unreachable = unreachableFrom(this.#system, parts.initiators);
    // A run that is stopped before anybody starts the snapshot says nothing about whom its markers will reach.
    if (unreachable.length > 0 && parts.initiators.length > 0)
      return { kind: "unreachable", processes: unreachable };
    const channels = this.#system.channels.map((_, channel) => asChannel(channel));
    return { kind: "trace-ended", channels: channels.filter((channel) => parts.finished[channel] === 0) };
  }
}

function copied(parts: Parts): Parts {
  return {
    ...parts,
    initiators: [...parts.initiators],
    recordEvents: parts.recordEvents.slice(),
    frontier: parts.frontier.slice(),
    finished: parts.finished.slice(),
    messages: [...parts.messages],
  };
}
