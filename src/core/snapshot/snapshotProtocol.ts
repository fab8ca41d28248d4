// Puts a snapshot algorithm into the engine's socket: turns the engine's calls into the algorithm's, its actions
// into events and markers, and lets the collector gather what is recorded.

import type { ControlProtocol, ProtocolFactory, ProtocolPort } from "../simulation/controlProtocol.ts";
import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";
import type { TraceBuilder } from "../trace/traceBuilder.ts";
import { Collector } from "./collector.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun } from "./snapshotAlgorithm.ts";

/** Lets an algorithm take the snapshots of a run, or to each, by its id, its own. `names`: of those that have one. */
export function snapshotProtocol(
  algorithm: SnapshotAlgorithm | ((id: number) => SnapshotAlgorithm),
  names: ReadonlyMap<number, string> = new Map(),
): ProtocolFactory {
  const of = typeof algorithm === "function" ? algorithm : (): SnapshotAlgorithm => algorithm;
  return (port, ids) => new SnapshotProtocol(ids.map(of), port, ids, names);
}

class SnapshotProtocol implements ControlProtocol {
  /** One for each snapshot. */
  readonly #algorithms: readonly SnapshotAlgorithm[];
  readonly #names: ReadonlyMap<number, string>;
  readonly #port: ProtocolPort;
  readonly #collector: Collector;
  /** One for each algorithm; it is asked about its own snapshots only. */
  readonly #runs: ReadonlyMap<SnapshotAlgorithm, SnapshotRun>;

  constructor(
    algorithms: readonly SnapshotAlgorithm[],
    port: ProtocolPort,
    ids: readonly number[],
    names: ReadonlyMap<number, string>,
  ) {
    this.#algorithms = algorithms;
    this.#names = names;
    this.#port = port;
    this.#collector = new Collector(port.system, ids);
    const actions: SnapshotActions = {
      system: port.system,
      recordProcess: (snapshot, process) => this.#recordProcess(snapshot, process),
      recordMessage: (snapshot, _channel, message) => this.#collector.messageRecorded(snapshot, message),
      finishChannel: (snapshot, channel) => this.#collector.channelFinished(snapshot, channel),
      sendMarker: (snapshot, channel) => {
        const { file, line } = this.#collector.origin(snapshot);
        port.sendMarker(channel, snapshot, file, line);
      },
    };
    this.#runs = new Map(
      [...new Set(algorithms)].map((algorithm) => [algorithm, algorithm.begin(actions, ids.length)]),
    );
  }

  get busy(): boolean {
    return this.#collector.underWay > 0;
  }

  start(snapshot: number, process: ProcessId, file: number, line: number): void {
    this.#collector.started(snapshot, process, file, line);
    this.#runs.get(this.#algorithms[snapshot])?.start(snapshot, process);
  }

  received(message: MessageId, channel: ChannelId): void {
    if (this.busy) for (const run of this.#runs.values()) run.received(message, channel);
  }

  crashed(process: ProcessId): void {
    this.#collector.crashed(process);
  }

  restarted(process: ProcessId): void {
    this.#collector.restarted(process);
  }

  markerReceived(snapshot: number, channel: ChannelId): void {
    if (!this.#collector.isBroken(snapshot))
      this.#runs.get(this.#algorithms[snapshot])?.markerReceived(snapshot, channel);
  }

  finish(builder: TraceBuilder): void {
    const frontierOf = (process: ProcessId): number => builder.frontierOf(process);
    for (const snapshot of this.#collector.snapshots((index) => this.#algorithms[index].id, frontierOf)) {
      const name = this.#names.get(snapshot.id);
      builder.addSnapshot(name === undefined ? snapshot : { ...snapshot, name });
    }
  }

  save(): unknown {
    return { collector: this.#collector.save(), runs: [...this.#runs.values()].map((run) => run.save()) };
  }

  restore(saved: unknown): void {
    const state = saved as { collector: unknown; runs: readonly unknown[] };
    this.#collector.restore(state.collector);
    [...this.#runs.values()].forEach((run, i) => {
      run.restore(state.runs[i]);
    });
  }

  #recordProcess(snapshot: number, process: ProcessId): void {
    const { file, line, id } = this.#collector.origin(snapshot);
    const frontier = this.#port.frontierBeforeStep(process);
    const event = this.#port.addEvent(process, `records its state for snapshot ${id}`, file, line);
    this.#collector.recorded(snapshot, process, event, frontier);
  }
}
