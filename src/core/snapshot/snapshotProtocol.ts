// Puts a snapshot algorithm into the engine's socket: turns the engine's calls into the algorithm's, its actions
// into events and control messages, and lets the collector gather what is recorded and what it takes.

import type {
  ControlProtocol,
  Layers,
  Manner,
  ProtocolFactory,
  ProtocolPort,
} from "../simulation/controlProtocol.ts";
import { Table } from "../trace/columns.ts";
import type { ChannelId, MessageId, ProcessId } from "../trace/ids.ts";
import { MessageFlag } from "../trace/trace.ts";
import type { TraceBuilder } from "../trace/traceBuilder.ts";
import { Collector } from "./collector.ts";
import { countControl, countHold, WORD_BITS } from "./costs.ts";
import type {
  SnapshotActions,
  SnapshotAlgorithm,
  SnapshotHolds,
  SnapshotRun,
  Words,
} from "./snapshotAlgorithm.ts";

/** Lets an algorithm take the snapshots of a run, or to each, by its id, its own. `names`: of those that have one. */
export function snapshotProtocol(
  algorithm: SnapshotAlgorithm | ((id: number) => SnapshotAlgorithm),
  names: ReadonlyMap<number, string> = new Map(),
): ProtocolFactory {
  const of = typeof algorithm === "function" ? algorithm : (): SnapshotAlgorithm => algorithm;
  const make = (port: ProtocolPort, ids: readonly number[]): ControlProtocol =>
    new SnapshotProtocol(ids.map(of), port, ids, names);
  const layers = (ids: readonly number[]): Layers => {
    const algorithms = ids.map(of);
    const over = new Set(algorithms.flatMap(({ layer }) => layer ?? []));
    return { over: [...over], gate: algorithms.find(({ gate }) => gate !== undefined)?.gate };
  };
  return Object.assign(make, { layers });
}

/** A control message under way that says more than a marker. `kind`: absent of a marker. */
interface Content {
  readonly kind?: string;
  readonly words: Words;
}

/** A run whose algorithm lets application messages carry something, with what each of them carries. */
interface Carrier {
  readonly run: SnapshotRun;
  carried: Table<{ readonly value: Int32Array }>;
}

interface State {
  readonly collector: unknown;
  readonly runs: readonly unknown[];
  readonly contents: ReadonlyMap<number, Content | undefined>;
  readonly copies: ReadonlyMap<number, number>;
  readonly carried: readonly Int32Array[];
  readonly channelHolds: Uint32Array;
  readonly senderHolds: Uint32Array;
}

class SnapshotProtocol implements ControlProtocol {
  /** One for each snapshot. */
  readonly #algorithms: readonly SnapshotAlgorithm[];
  readonly #names: ReadonlyMap<number, string>;
  readonly #port: ProtocolPort;
  readonly #collector: Collector;
  /** One for each algorithm; it is asked about its own snapshots only. */
  readonly #runs: ReadonlyMap<SnapshotAlgorithm, SnapshotRun>;
  readonly #carriers: readonly Carrier[];
  /** Snapshots for which application messages carry something, or control messages a layer's stamps. */
  readonly #counted: readonly number[];
  /** What control messages say that are more than plain markers; undefined once it has been heard. */
  #contents = new Map<number, Content | undefined>();
  /** Of each copy that the network made of a control message, whose copy it is. */
  #copies = new Map<number, number>();
  /** Whether a marker is being received. */
  #atMarker = false;
  /** How many snapshots hold each channel, and each process's sends. */
  readonly #channelHolds: Uint32Array;
  readonly #senderHolds: Uint32Array;

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
    this.#channelHolds = new Uint32Array(port.system.channels.length);
    this.#senderHolds = new Uint32Array(port.system.names.length);
    const actions = this.#actions();
    this.#runs = new Map(
      [...new Set(algorithms)].map((algorithm) => [algorithm, algorithm.begin(actions, ids.length)]),
    );
    this.#carriers = [...this.#runs.values()]
      .filter((run) => run.sending !== undefined || run.arriving !== undefined)
      .map((run) => ({ run, carried: new Table({ value: new Int32Array(0) }) }));
    this.#counted = algorithms.flatMap((_, snapshot) => (this.#bitsOf(snapshot) > 0 ? [snapshot] : []));
  }

  get busy(): boolean {
    return this.#collector.underWay > 0;
  }

  start(snapshot: number, process: ProcessId, file: number, line: number): void {
    this.#collector.started(snapshot, process, file, line, this.#port.now());
    this.#run(snapshot)?.start(snapshot, process);
  }

  sent(message: MessageId, channel: ChannelId): void {
    for (const { run, carried } of this.#carriers) {
      while (carried.length <= message) carried.add();
      carried.columns.value[message] = run.sending?.(message, channel) ?? 0;
    }
    if (!this.busy) return;
    for (const snapshot of this.#counted) {
      if (!this.#collector.isUnderWay(snapshot)) continue;
      this.#collector.costs(snapshot).piggybackBits += this.#bitsOf(snapshot);
    }
  }

  arriving(message: MessageId, channel: ChannelId): void {
    for (const { run, carried } of this.#carriers) {
      run.arriving?.(message, channel, message < carried.length ? carried.columns.value[message] : 0);
    }
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

  markerReceived(snapshot: number, channel: ChannelId, message: MessageId): void {
    const original = this.#copies.get(message) ?? message;
    const content = this.#contents.get(original);
    // What a control message says is taken once; a second copy of it says nothing.
    if (this.#collector.isBroken(snapshot) || (content === undefined && this.#contents.has(original))) return;
    const { kind, words } = content ?? { words: [] };
    if (content !== undefined) this.#contents.set(original, undefined);
    this.#atMarker = kind === undefined;
    if (kind === undefined) this.#run(snapshot)?.markerReceived(snapshot, channel, words);
    else this.#run(snapshot)?.controlReceived?.(snapshot, channel, kind, words);
    this.#atMarker = false;
  }

  copied(message: MessageId, copy: MessageId, isControl: boolean): void {
    if (isControl) {
      // It may be made before it is known what the message says.
      this.#copies.set(copy, this.#copies.get(message) ?? message);
      return;
    }
    for (const { carried } of this.#carriers) {
      while (carried.length <= copy) carried.add();
      carried.columns.value[copy] = carried.columns.value[message];
    }
  }

  finish(builder: TraceBuilder): void {
    const snapshots = this.#collector.snapshots(
      (index) => this.#algorithms[index].id,
      (process) => builder.frontierOf(process),
      (message) => builder.receiptOf(message),
    );
    for (const snapshot of snapshots) {
      const name = this.#names.get(snapshot.id);
      builder.addSnapshot(name === undefined ? snapshot : { ...snapshot, name });
    }
  }

  save(): State {
    return {
      collector: this.#collector.save(),
      runs: [...this.#runs.values()].map((run) => run.save()),
      contents: new Map(this.#contents),
      copies: new Map(this.#copies),
      carried: this.#carriers.map(({ carried }) => carried.trimmed().value),
      channelHolds: this.#channelHolds.slice(),
      senderHolds: this.#senderHolds.slice(),
    };
  }

  restore(saved: unknown): void {
    const state = saved as State;
    this.#collector.restore(state.collector);
    [...this.#runs.values()].forEach((run, i) => {
      run.restore(state.runs[i]);
    });
    this.#contents = new Map(state.contents);
    this.#copies = new Map(state.copies);
    this.#carriers.forEach((carrier, i) => {
      const value = state.carried[i].slice();
      carrier.carried = new Table({ value }, value.length);
    });
    this.#channelHolds.set(state.channelHolds);
    this.#senderHolds.set(state.senderHolds);
  }

  #run(snapshot: number): SnapshotRun | undefined {
    return this.#runs.get(this.#algorithms[snapshot]);
  }

  /** Bits that every message carries for a snapshot: its algorithm's, and a count for each channel under causal delivery. */
  #bitsOf(snapshot: number): number {
    const { carriedBits = 0 } = this.#algorithms[snapshot];
    return carriedBits + this.#stampBits(snapshot);
  }

  #stampBits(snapshot: number): number {
    return this.#algorithms[snapshot].assumes.causal === true
      ? WORD_BITS * this.#port.system.channels.length
      : 0;
  }

  #actions(): SnapshotActions {
    const collector = this.#collector;
    const now = (): number => this.#port.now();
    return {
      system: this.#port.system,
      recordProcess: (snapshot, process) => this.#recordProcess(snapshot, process),
      recordMessage: (snapshot, _channel, message) => collector.messageRecorded(snapshot, message),
      finishChannel: (snapshot, channel) => collector.channelFinished(snapshot, channel, now()),
      sendMarker: (snapshot, channel, words = []) => this.#sendMarker(snapshot, channel, words),
      sendControl: (snapshot, channel, kind, words, manner = {}) =>
        this.#sendControl(snapshot, channel, { kind, words }, manner),
      awaitEnd: (snapshot) => collector.awaitEnd(snapshot),
      end: (snapshot) => collector.ended(snapshot, now()),
      holds: this.#holds(),
    };
  }

  #recordProcess(snapshot: number, process: ProcessId): void {
    const { file, line, id } = this.#collector.origin(snapshot);
    const port = this.#port;
    const frontier = this.#atMarker ? port.frontierBeforeStep(process) : port.frontierOf(process);
    const event = port.addEvent(process, `records its state for snapshot ${id}`, file, line);
    this.#collector.recorded(snapshot, process, event, frontier, port.now());
  }

  #sendMarker(snapshot: number, channel: ChannelId, words: Words): void {
    const { file, line } = this.#collector.origin(snapshot);
    const message = this.#port.sendMarker(channel, snapshot, file, line);
    if (words.length > 0) this.#contents.set(message, { words });
    countControl(this.#collector.costs(snapshot), words.length, this.#stampBits(snapshot));
  }

  #sendControl(
    snapshot: number,
    channel: ChannelId,
    content: Content & { readonly kind: string },
    manner: Manner,
  ): void {
    const { file, line } = this.#collector.origin(snapshot);
    const asControl = { ...manner, label: content.kind, flags: MessageFlag.control };
    this.#contents.set(this.#port.sendMarker(channel, snapshot, file, line, asControl), content);
    countControl(this.#collector.costs(snapshot), content.words.length, this.#stampBits(snapshot));
  }

  #holds(): SnapshotHolds {
    const { holds, system } = this.#port;
    const count = (snapshot: number, process: ProcessId, held: boolean): void =>
      countHold(this.#collector.costs(snapshot), process, held, this.#port.now());
    return {
      deliveries: (snapshot, channel, held) => {
        this.#channelHolds[channel] += held ? 1 : -1;
        holds?.deliveries(channel, this.#channelHolds[channel] > 0);
        count(snapshot, system.channels[channel].to, held);
      },
      sends: (snapshot, process, held) => {
        this.#senderHolds[process] += held ? 1 : -1;
        holds?.sends(process, this.#senderHolds[process] > 0);
        count(snapshot, process, held);
      },
    };
  }
}
