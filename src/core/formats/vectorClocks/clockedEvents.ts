// Events that carry vector clocks, as columns: hosts, clocks, labels and lines in the order of the file. Of a clock only
// what differs from its host's clock before is kept, for most of it never does. From these columns alone the trace is
// made: see messagesFromClocks.ts.

import { resized, Strings, Table } from "../../trace/columns.ts";
import { NONE } from "../../trace/ids.ts";
import { textOfBytes } from "../bytes.ts";
import { parsed } from "../json/parsed.ts";
import { isJsonObject, type JsonObject } from "../json/plan.ts";
import type { RecordBytes } from "../shiviz/twoLines.ts";
import { ByteTexts } from "./byteTexts.ts";
import { ClockReader } from "./clockReader.ts";

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
  readonly #clock = new ClockReader(this.hosts);
  readonly #hostBytes = new ByteTexts();
  readonly #labelBytes = new ByteTexts();

  /** The events to come are of this file. */
  beginFile(name: string): void {
    this.files.push(name);
  }

  /** Adds an event of a named host. `clock`: components by host name; those without a name or a whole number from 1 count as absent. */
  add(host: string, clock: JsonObject, label: string, line: number, time: number): void {
    const id = this.hosts.addPart(host);
    this.#clock.readObject(clock);
    this.#add(id, this.labels.addPart(label), line, time);
  }

  /** Adds an event of a log; false where it has no host, or its clock is no JSON object. */
  addBytes(record: RecordBytes, line: number): boolean {
    const id = this.#clockOf(record);
    if (id === NONE) return false;
    this.#add(id, this.#labelOf(record), line, Number.NaN);
    return true;
  }

  /** Where an event's clock entries begin. */
  clockStart(event: number): number {
    return event === 0 ? 0 : this.events.columns.clockEnd[event - 1];
  }

  /** Reads the clock of a record; gives its host, or NONE. */
  #clockOf({ bytes, host, hostEnd, clock, clockEnd }: RecordBytes): number {
    const known = this.#hostBytes.find(bytes, host, hostEnd);
    if (known !== NONE && this.#clock.readBytes(known, bytes, clock, clockEnd)) return known;
    const name = textOfBytes(bytes, host, hostEnd);
    const value = parsed(textOfBytes(bytes, clock, clockEnd));
    if (name === "" || !isJsonObject(value)) return NONE;
    const id = this.hosts.add(name);
    this.#clock.readObject(value);
    this.#clock.learn(id, value);
    if (known === NONE) this.#hostBytes.keep(bytes, host, hostEnd, id);
    return id;
  }

  #labelOf({ bytes, event, eventEnd }: RecordBytes): number {
    const known = this.#labelBytes.find(bytes, event, eventEnd);
    if (known !== NONE) return known;
    const id = this.labels.add(textOfBytes(bytes, event, eventEnd).trim());
    this.#labelBytes.keep(bytes, event, eventEnd, id);
    return id;
  }

  #add(host: number, label: number, line: number, time: number): void {
    const event = this.events.add();
    const columns = this.events.columns;
    columns.host[event] = host;
    columns.own[event] = this.#addClock(host);
    columns.label[event] = label;
    columns.file[event] = this.files.length - 1;
    columns.line[event] = line;
    columns.time[event] = time;
    columns.clockEnd[event] = this.entries.length;
  }

  /** Adds what the clock that was read last says that its host did not know; gives the host's own component. */
  #addClock(host: number): number {
    const { hosts, values, length } = this.#clock;
    const known = this.#knownTo(host);
    const own = ownIn(this.#clock, host);
    const isInOrder = own > known[host];
    for (let i = 0; i < length; i++) {
      const component = hosts[i];
      const value = values[i];
      if ((isInOrder && value === known[component]) || component === 0 || !isCount(value)) continue;
      const entry = this.entries.add();
      this.entries.columns.host[entry] = component;
      this.entries.columns.value[entry] = value;
      if (value > known[component]) known[component] = value;
    }
    return isCount(own) ? own : 0;
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

/** The component of the clock's own host; 0 where it has none. */
function ownIn({ hosts, values, length }: ClockReader, host: number): number {
  for (let i = 0; i < length; i++) if (hosts[i] === host) return values[i];
  return 0;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 0xffffffff;
}
