// The collector of one run: gathers the local parts of every snapshot, counts what it costs (costs.ts), and knows which have
// ended. A snapshot ends when every process has recorded itself and all its incoming channels, and, where its algorithm
// waits for more, when that has come; one that can never end is told why.

import { type System, unreachableFrom, withoutWayTo } from "../simulation/system.ts";
import { asChannel, type ChannelId, type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import type { Snapshot, Unfinished } from "../trace/trace.ts";
import { type Costs, copiedCosts, costOf, newCosts } from "./costs.ts";

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
  /** Processes that were down while it was under way. */
  crashed: ProcessId[];
  /** A process that had not recorded all of its part crashed: the snapshot never ends, and nobody goes on with it. */
  broken: boolean;
  /** Whether its algorithm says itself when it is over, and has not yet. */
  awaitsEnd: boolean;
  readonly costs: Costs;
}

export class Collector {
  readonly #system: System;
  #parts: Parts[];
  #under = 0;
  /** Who is down now. */
  #down: ProcessId[] = [];

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
      crashed: [],
      broken: false,
      awaitsEnd: false,
      costs: newCosts(system.names.length),
    }));
  }

  /** Snapshots that have started and not ended. */
  get underWay(): number {
    return this.#under;
  }

  /** A process starts a snapshot; the first to do so gives it its place in the sources. */
  started(snapshot: number, initiator: ProcessId, file: number, line: number, now: number): void {
    const parts = this.#parts[snapshot];
    if (parts.initiators.length === 0) {
      parts.file = file;
      parts.line = line;
      parts.crashed = [...this.#down];
      parts.costs.start = now;
      this.#under++;
    }
    if (!parts.initiators.includes(initiator)) parts.initiators.push(initiator);
  }

  /** Where in the sources a snapshot was asked for. */
  origin(snapshot: number): { readonly file: number; readonly line: number; readonly id: number } {
    return this.#parts[snapshot];
  }

  isBroken(snapshot: number): boolean {
    return this.#parts[snapshot].broken;
  }

  /** A process crashes. What it had recorded of itself and its channels, and not completed, is lost with it. */
  crashed(process: ProcessId): void {
    this.#down.push(process);
    for (const parts of this.#parts) {
      if (parts.initiators.length === 0 || parts.broken || isOver(parts)) continue;
      if (!parts.crashed.includes(process)) parts.crashed.push(process);
      const waits = this.#system.incoming[process].some((channel) => parts.finished[channel] === 0);
      if (parts.recordEvents[process] === NONE || !waits) continue;
      parts.broken = true;
      this.#under--;
    }
  }

  restarted(process: ProcessId): void {
    this.#down = this.#down.filter((each) => each !== process);
  }

  /** What a snapshot has taken so far, to be added to. */
  costs(snapshot: number): Costs {
    return this.#parts[snapshot].costs;
  }

  /** Whether a snapshot has started and not ended. */
  isUnderWay(snapshot: number): boolean {
    const parts = this.#parts[snapshot];
    return parts.initiators.length > 0 && !parts.broken && !isOver(parts);
  }

  recorded(snapshot: number, process: ProcessId, event: number, frontier: number, now: number): void {
    const parts = this.#parts[snapshot];
    parts.recordEvents[process] = event;
    parts.frontier[process] = frontier;
    parts.processesLeft--;
    this.#checkEnd(parts, now);
  }

  messageRecorded(snapshot: number, message: MessageId): void {
    this.#parts[snapshot].messages.push(message);
  }

  channelFinished(snapshot: number, channel: ChannelId, now: number): void {
    const parts = this.#parts[snapshot];
    parts.finished[channel] = 1;
    parts.channelsLeft--;
    this.#checkEnd(parts, now);
  }

  /** A snapshot does not end before `ended` says so. */
  awaitEnd(snapshot: number): void {
    this.#parts[snapshot].awaitsEnd = true;
  }

  ended(snapshot: number, now: number): void {
    const parts = this.#parts[snapshot];
    if (!parts.awaitsEnd) return;
    parts.awaitsEnd = false;
    this.#checkEnd(parts, now);
  }

  /**
   * All snapshots that the scenario asks for, started or not. `algorithmOf`: the algorithm's id of each; `frontierOf`: how
   * many events a process has in all; `receiptOf`: the event that received a message, in the order of the run, or NONE.
   */
  snapshots(
    algorithmOf: (snapshot: number) => string,
    frontierOf: (process: ProcessId) => number,
    receiptOf: (message: number) => number,
  ): Snapshot[] {
    const place = (message: number): number => {
      const receipt = receiptOf(message);
      return receipt === NONE ? Number.POSITIVE_INFINITY : receipt;
    };
    return this.#parts.map((parts, index) => ({
      id: parts.id,
      algorithm: algorithmOf(index),
      initiators: parts.initiators,
      recordEvents: parts.recordEvents,
      frontier: parts.frontier.map((frontier, p) =>
        parts.recordEvents[p] === NONE ? frontierOf(p as ProcessId) : frontier,
      ),
      channelMessages: Int32Array.from(inOrder(parts.messages, place)),
      unfinished: this.#unfinished(parts),
      cost: costOf(parts.costs),
      file: parts.file,
      line: parts.line,
    }));
  }

  save(): unknown {
    return { parts: this.#parts.map(copied), under: this.#under, down: [...this.#down] };
  }

  restore(saved: unknown): void {
    const { parts, under, down } = saved as { parts: readonly Parts[]; under: number; down: ProcessId[] };
    this.#parts = parts.map(copied);
    this.#under = under;
    this.#down = [...down];
  }

  #checkEnd(parts: Parts, now: number): void {
    if (!isOver(parts)) return;
    this.#under--;
    parts.costs.end = now;
  }

  #unfinished(parts: Parts): Unfinished | undefined {
    if (isOver(parts)) return undefined;
    const channels = this.#system.channels
      .map((_, channel) => asChannel(channel))
      .filter((channel) => parts.finished[channel] === 0);
    // A run that is stopped before anybody starts the snapshot says nothing about whom its markers will reach.
    if (parts.initiators.length === 0) return { kind: "trace-ended", channels };
    const unreachable = unreachableFrom(this.#system, parts.initiators);
    if (unreachable.length > 0) return { kind: "unreachable", processes: unreachable };
    if (parts.crashed.length > 0) return { kind: "crashed", processes: parts.crashed };
    const away = parts.awaitsEnd ? withoutWayTo(this.#system, parts.initiators[0]) : [];
    if (away.length > 0) return { kind: "no-way-back", processes: away };
    return { kind: "trace-ended", channels };
  }
}

function isOver(parts: Parts): boolean {
  return parts.processesLeft === 0 && parts.channelsLeft === 0 && !parts.awaitsEnd;
}

/** By place; what is recorded before it is received can come in any order. Sorted already in most cases, which is seen in one pass. */
function inOrder(messages: readonly number[], place: (message: number) => number): readonly number[] {
  const isSorted = messages.every((message, i) => i === 0 || place(messages[i - 1]) <= place(message));
  return isSorted ? messages : [...messages].sort((a, b) => compare(place(a), place(b)) || a - b);
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function copied(parts: Parts): Parts {
  return {
    ...parts,
    crashed: [...parts.crashed],
    initiators: [...parts.initiators],
    recordEvents: parts.recordEvents.slice(),
    frontier: parts.frontier.slice(),
    finished: parts.finished.slice(),
    messages: [...parts.messages],
    costs: copiedCosts(parts.costs),
  };
}
