// Puts a snapshot algorithm into the engine's socket: turns the engine's calls into the algorithm's, its actions
// into events and markers, and lets the collector gather what is recorded.

import type { ControlProtocol, ProtocolFactory, ProtocolPort } from "../simulation/controlProtocol.ts";
import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";
import type { TraceBuilder } from "../trace/traceBuilder.ts";
import { Collector } from "./collector.ts";
import type { SnapshotAlgorithm, SnapshotRun } from "./snapshotAlgorithm.ts";

/** Lets `algorithm` take the snapshots of a run. */
export function snapshotProtocol(algorithm: SnapshotAlgorithm): ProtocolFactory {
  return (port, ids) => new SnapshotProtocol(algorithm, port, ids);
}

class SnapshotProtocol implements ControlProtocol {
  readonly #algorithm: SnapshotAlgorithm;
  readonly #port: ProtocolPort;
  readonly #collector: Collector;
  readonly #run: SnapshotRun;

  constructor(algorithm: SnapshotAlgorithm, port: ProtocolPort, ids: readonly number[]) {
    this.#algorithm = algorithm;
    this.#port = port;
    this.#collector = new Collector(port.system, ids);
    this.#run = algorithm.begin(
      {
        system: port.system,
        recordProcess: (snapshot, process) => this.#recordProcess(snapshot, process),
        recordMessage: (snapshot, _channel, message) => this.#collector.messageRecorded(snapshot, message),
        finishChannel: (snapshot, channel) => this.#collector.channelFinished(snapshot, channel),
        sendMarker: (snapshot, channel) => {
          const { file, line } = this.#collector.origin(snapshot);
          port.sendMarker(channel, snapshot, file, line);
        },
      },
      ids.length,
    );
  }

  get busy(): boolean {
    return this.#collector.underWay > 0;
  }

  start(snapshot: number, process: ProcessId, file: number, line: number): void {
    this.#collector.started(snapshot, process, file, line);
    this.#run.start(snapshot, process);
  }

  received(message: MessageId, channel: ChannelId): void {
    if (this.busy) this.#run.received(message, channel);
  }

  markerReceived(snapshot: number, channel: ChannelId): void {
    this.#run.markerReceived(snapshot, channel);
  }

  finish(builder: TraceBuilder): void {
    const frontierOf = (process: ProcessId): number => builder.frontierOf(process);
    for (const snapshot of this.#collector.snapshots(this.#algorithm.id, frontierOf)) {
      builder.addSnapshot(snapshot);
    }
  }

  save(): unknown {
    return { collector: this.#collector.save(), run: this.#run.save() };
  }

  restore(saved: unknown): void {
    const state = saved as { collector: unknown; run: unknown };
    this.#collector.restore(state.collector);
    this.#run.restore(state.run);
  }

  #recordProcess(snapshot: number, process: ProcessId): void {
    const { file, line, id } = this.#collector.origin(snapshot);
    const frontier = this.#port.frontierBeforeStep(process);
    const event = this.#port.addEvent(process, `records its state for snapshot ${id}`, file, line);
    this.#collector.recorded(snapshot, process, event, frontier);
  }
}
