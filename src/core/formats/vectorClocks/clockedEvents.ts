// Events that carry vector clocks, as columns: hosts, clocks, labels and lines in the order of the file. Of a clock only
// what differs from its host's clock before is kept, for most of it never does. From these columns alone the trace is
// made: see messagesFromClocks.ts.

import { resized, Strings, Table } from "../../trace/columns.ts";

/** Collects events with vector clocks. */
export class ClockedEvents {
  /** Names of hosts; a host's index is its place here, less one (index 0 is the empty text). */
  readonly hosts = new Strings();
  readonly labels = new Strings();
  readonly files: string[] = [];
  readonly events = new Table({
    host: new Uint32Array(0),
    /** The host's own component: which of its events this is, from 1. 0 where the clock lacks it. */
    own: new Uint32Array(0),
    label: new Uint32Array(0),
    /** Index into `files`: the one that was named last when the event was added. */
    file: new Uint16Array(0),
    line: new Uint32Array(0),
    time: new Float64Array(0),
    /** One past the event's last clock entry; its first is where the event before it ends. */
    clockEnd: new Uint32Array(0),
  });
  /** Components that differ from what the host knew, by the lines before; all of them where an event comes out of order. */
  readonly entries = new Table({ host: new Uint32Array(0), value: new Uint32Array(0) });
  /** What each host knows by the lines so far: a component by host. */
  readonly #known: Uint32Array[] = [];
  /** The names of the clock before in their order, with their indices: the next clock mostly has the same. */
  readonly #names: string[] = [];
  readonly #ids: number[] = [];

  /** The events to come are of this file. */
  beginFile(name: string): void {
    this.files.push(name);
  }

  /** Adds an event of a named host. `clock`: components by host name; those without a name or a whole number from 1 count as absent. */
  add(host: string, clock: object, label: string, line: number, time: number): void {
    const event = this.events.add();
    const columns = this.events.columns;
    const id = this.hosts.add(host);
    columns.host[event] = id;
    columns.own[event] = 0;
    this.#addClock(event, id, clock as Readonly<Record<string, unknown>>);
    columns.label[event] = this.labels.add(label);
    columns.file[event] = this.files.length - 1;
    columns.line[event] = line;
    columns.time[event] = time;
    columns.clockEnd[event] = this.entries.length;
  }

  /** Where an event's clock entries begin. */
  clockStart(event: number): number {
    return event === 0 ? 0 : this.events.columns.clockEnd[event - 1];
  }

  #addClock(event: number, host: number, clock: Readonly<Record<string, unknown>>): void {
    const own = this.events.columns.own;
    const known = this.#knownTo(host);
    const self = clock[this.hosts.list[host]];
    const isInOrder = typeof self === "number" && self > known[host];
    let place = 0;
    for (const name in clock) {
      const value = clock[name];
      const component = this.#component(name, place++);
      if (!isCount(value) || component === 0) continue;
      if (component === host) own[event] = value;
      const before = component < known.length ? known[component] : 0;
      if (isInOrder && value === before) continue;
      const entry = this.entries.add();
      this.entries.columns.host[entry] = component;
      this.entries.columns.value[entry] = value;
      if (value > before) this.#knownTo(host)[component] = value;
    }
  }

  /** The index of a component, by its name and its place in the clock. */
  #component(name: string, place: number): number {
    if (this.#names[place] === name) return this.#ids[place];
    this.#names[place] = name;
    this.#ids[place] = this.hosts.add(name);
    return this.#ids[place];
  }

  /** What a host knows, with room for every component so far. */
  #knownTo(host: number): Uint32Array {
    const known = this.#known[host] ?? new Uint32Array(16);
    const size = this.hosts.list.length;
    const roomy = known.length < size ? resized(known, 2 * size) : known;
    this.#known[host] = roomy;
    return roomy;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 0xffffffff;
}
