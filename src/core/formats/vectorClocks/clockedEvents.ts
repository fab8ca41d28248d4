// Events that carry vector clocks, as columns: hosts, clocks, labels and lines in the order of the file. From these
// alone the trace is made: see messagesFromClocks.ts.

import { Strings, Table } from "../../trace/columns.ts";

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
  readonly entries = new Table({ host: new Uint32Array(0), value: new Uint32Array(0) });

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
    for (const [name, value] of Object.entries(clock)) {
      if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > 0xffffffff) continue;
      if (name === "") continue;
      const component = this.hosts.add(name);
      if (component === id) columns.own[event] = value;
      const entry = this.entries.add();
      this.entries.columns.host[entry] = component;
      this.entries.columns.value[entry] = value;
    }
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

  /** A component of an event's clock; 0 where it has none. */
  component(event: number, host: number): number {
    const { host: hosts, value } = this.entries.columns;
    for (let entry = this.clockStart(event); entry < this.events.columns.clockEnd[event]; entry++) {
      if (hosts[entry] === host) return value[entry];
    }
    return 0;
  }
}
