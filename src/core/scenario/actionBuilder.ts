// Collects the actions of a scenario into columns, in any order, and sorts them by time.

import { grown } from "../trace/columns.ts";
import { type ChannelId, NONE, type ProcessId } from "../trace/ids.ts";
import { type ActionColumns, ActionKind } from "./scenario.ts";

const FIRST_CAPACITY = 64;

/** Grows action columns. Actions added at one time keep their order. */
export class ActionBuilder {
  #count = 0;
  #sorted = true;
  #kind = new Uint8Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);
  #process = new Uint32Array(FIRST_CAPACITY);
  #channel = new Int32Array(FIRST_CAPACITY);
  #argument = new Uint32Array(FIRST_CAPACITY);
  #file = new Uint16Array(FIRST_CAPACITY);
  #line = new Uint32Array(FIRST_CAPACITY);

  get count(): number {
    return this.#count;
  }

  /** `payload`: an index into the scenario's payloads. */
  send(time: number, process: ProcessId, channel: ChannelId, payload: number, file = 0, line = 0): void {
    this.#add(ActionKind.send, time, process, channel, payload, file, line);
  }

  snapshot(time: number, initiator: ProcessId, id: number, file = 0, line = 0): void {
    this.#add(ActionKind.snapshot, time, initiator, NONE, id, file, line);
  }

  build(): ActionColumns {
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i);
    if (!this.#sorted) order.sort((a, b) => this.#time[a] - this.#time[b] || a - b);
    return {
      kind: Uint8Array.from(order, (i) => this.#kind[i]),
      time: Float64Array.from(order, (i) => this.#time[i]),
      process: Uint32Array.from(order, (i) => this.#process[i]),
      channel: Int32Array.from(order, (i) => this.#channel[i]),
      argument: Uint32Array.from(order, (i) => this.#argument[i]),
      file: Uint16Array.from(order, (i) => this.#file[i]),
      line: Uint32Array.from(order, (i) => this.#line[i]),
    };
  }

  #add(
    kind: number,
    time: number,
    process: number,
    channel: number,
    argument: number,
    file: number,
    line: number,
  ): void {
    const at = this.#count++;
    if (at === this.#kind.length) this.#grow();
    if (at > 0 && time < this.#time[at - 1]) this.#sorted = false;
    this.#kind[at] = kind;
    this.#time[at] = time;
    this.#process[at] = process;
    this.#channel[at] = channel;
    this.#argument[at] = argument;
    this.#file[at] = file;
    this.#line[at] = line;
  }

  #grow(): void {
    this.#kind = grown(this.#kind);
    this.#time = grown(this.#time);
    this.#process = grown(this.#process);
    this.#channel = grown(this.#channel);
    this.#argument = grown(this.#argument);
    this.#file = grown(this.#file);
    this.#line = grown(this.#line);
  }
}
