// The system that a scenario speaks of: its processes, their channels and clocks. A channel declared by its ends goes
// before one of a shape, in whatever order they stand.

import type { Reference } from "langium";
import type { ScenarioChannel, ScenarioProcess } from "../../../core/scenario/scenario.ts";
import type { Transport } from "../../../core/scenario/transport.ts";
import { asProcess, type ChannelId, type ProcessId } from "../../../core/trace/ids.ts";
import type { SourcePosition } from "../../../core/trace/problem.ts";
import {
  type Channels,
  type Clock,
  isGrid,
  isMesh,
  isRing,
  isStar,
  type Link,
  type Process,
  type Shape,
} from "../grammar/generated/ast.ts";
import type { ContentReader } from "./content.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";
import { pairsOf, type ShapeKind } from "./shapes.ts";
import { readTransport, shareOf } from "./transports.ts";

/** More than this are no system that somebody draws; a mesh of thousands would have millions of channels. */
const MOST_PROCESSES = 10_000;
const MOST_CHANNELS = 100_000;

/** Reads the declarations of one scenario; then others ask it for processes and channels by their names. */
export class SystemReader {
  readonly processes: ScenarioProcess[] = [];
  readonly channels: ScenarioChannel[] = [];
  readonly #byName = new Map<string, ProcessId>();
  readonly #byEnds = new Map<string, ChannelId>();
  readonly #reporter: Reporter;
  readonly #seed: string;

  /** `seed`: of shapes that are drawn at random. */
  constructor(reporter: Reporter, seed: string) {
    this.#reporter = reporter;
    this.#seed = seed;
  }

  get names(): Iterable<string> {
    return this.#byName.keys();
  }

  /** The process that a name means. One that there is not is reported. */
  process(reference: Reference | undefined, at: SourcePosition): ProcessId | undefined {
    const name = reference?.$refText;
    if (name === undefined || name === "") return undefined;
    const process = this.#byName.get(name);
    if (process === undefined) this.#reporter.unknown(at, "process", name, this.#byName.keys());
    return process;
  }

  channel(from: ProcessId, to: ProcessId): ChannelId | undefined {
    return this.#byEnds.get(`${from} ${to}`);
  }

  addProcess(node: Process, places: Places, content: ContentReader): void {
    const position = places.property(node, "name");
    for (const name of this.#namesOf(node, position)) {
      const known = this.#byName.get(name);
      if (known !== undefined) {
        const first = this.processes[known].position ?? position;
        this.#reporter.twice(position, "process", name, first);
      } else if (this.processes.length === MOST_PROCESSES) {
        const message = `a scenario has at most ${MOST_PROCESSES} processes`;
        this.#reporter.error(position, "too-many-processes", message);
        return;
      } else {
        this.#byName.set(name, asProcess(this.processes.length));
        this.processes.push({ name, initial: content.state(node.state), position });
      }
    }
  }

  addLinks(node: Channels, places: Places): void {
    // What stands behind the last of several channels goes for those before it: `P -> Q, Q -> P latency 2`.
    let { options } = node;
    const links = [...node.links].reverse().map((link) => {
      if (link.options.length > 0) options = link.options;
      return { link, transport: readTransport(options, places, this.#reporter) };
    });
    for (const { link, transport } of links.reverse()) this.#addLink(link, places, transport);
  }

  addShape(node: Channels, places: Places): void {
    const { shape } = node;
    if (shape === undefined) return;
    const transport = readTransport(node.options, places, this.#reporter);
    const position = places.of(shape);
    const members = this.#members(shape, places);
    const kind = this.#shapeKind(shape, members, places);
    if (kind === undefined) return;
    for (const [a, b] of pairsOf(kind, members.length)) {
      if (this.channel(members[a], members[b]) !== undefined) continue;
      if (!this.#addChannel(members[a], members[b], position, transport)) return;
    }
  }

  addClock(node: Clock, places: Places): void {
    const process = this.process(node.process, places.reference(node.process, node));
    const { skew = 0, drift = 0 } = node;
    if (process === undefined) return;
    if (drift <= -1) {
      this.#reporter.error(
        places.property(node, "drift"),
        "clock-stands",
        "a clock runs forwards: its drift is above -1",
      );
    } else if (this.processes[process].clock !== undefined) {
      this.#reporter.error(
        places.of(node),
        "clock-twice",
        `the clock of ${this.processes[process].name} stands here twice`,
      );
    } else {
      this.processes[process] = { ...this.processes[process], clock: { skew, drift } };
    }
  }

  /** One name, or all from `N1` to `N16`. */
  #namesOf(node: Process, position: SourcePosition): readonly string[] {
    const { name, last } = node;
    if (name === undefined) return [];
    const range = rangeNames(node);
    if (range !== undefined) return range;
    const message = `a range of processes goes from one number to a larger one, as in N1..N16; this is ${name}..${last}`;
    this.#reporter.error(position, "process-range", message);
    return [name];
  }

  #addLink(link: Link, places: Places, transport: Transport): void {
    const from = this.process(link.from, places.reference(link.from, link));
    const to = this.process(link.to, places.reference(link.to, link));
    if (from === undefined || to === undefined) return;
    const position = places.of(link);
    const name = this.processes[from].name;
    if (from === to) {
      this.#reporter.error(
        position,
        "channel-to-itself",
        `${name} needs no channel to itself: a local step is \`${name} does …\``,
      );
      return;
    }
    this.#addDeclared(from, to, position, transport);
    if (link.arrow === "<->") this.#addDeclared(to, from, position, transport);
  }

  #addDeclared(from: ProcessId, to: ProcessId, position: SourcePosition, transport: Transport): void {
    const known = this.channel(from, to);
    if (known === undefined) {
      this.#addChannel(from, to, position, transport);
      return;
    }
    const ends = `${this.processes[from].name} -> ${this.processes[to].name}`;
    const first = this.channels[known].position ?? position;
    this.#reporter.error(position, "duplicate-channel", `the channel ${ends} is declared twice`, { ends }, [
      { position: first, message: "the first declaration, which counts" },
    ]);
  }

  #addChannel(from: ProcessId, to: ProcessId, position: SourcePosition, transport: Transport): boolean {
    if (this.channels.length === MOST_CHANNELS) {
      this.#reporter.error(position, "too-many-channels", `a scenario has at most ${MOST_CHANNELS} channels`);
      return false;
    }
    this.#byEnds.set(`${from} ${to}`, this.channels.length as ChannelId);
    this.channels.push({ from, to, position, transport });
    return true;
  }

  /** The processes that a shape joins: those it names, else all that are declared. */
  #members(shape: Shape, places: Places): ProcessId[] {
    if (shape.members.length === 0) return this.processes.map((_, p) => asProcess(p));
    const members = shape.members.map((member) => this.process(member, places.reference(member, shape)));
    return [...new Set(members.filter((member) => member !== undefined))];
  }

  #shapeKind(shape: Shape, members: readonly ProcessId[], places: Places): ShapeKind | undefined {
    if (isMesh(shape)) return { kind: "mesh" };
    if (isRing(shape)) return { kind: "ring", bothWays: shape.bothWays };
    if (isStar(shape)) {
      if (shape.center === undefined) return { kind: "star", center: 0 };
      const center = this.process(shape.center, places.reference(shape.center, shape));
      const place = center === undefined ? -1 : members.indexOf(center);
      if (place >= 0) return { kind: "star", center: place };
      if (center !== undefined) {
        const message = `${this.processes[center].name} is not among the processes of this star`;
        this.#reporter.error(places.reference(shape.center, shape), "star-center", message);
      }
      return undefined;
    }
    if (isGrid(shape)) {
      const { rows = 0, columns = 0 } = shape;
      if (rows * columns === members.length) return { kind: "grid", rows, columns };
      const message = `a grid of ${rows} by ${columns} has ${rows * columns} places, but there are ${members.length} processes`;
      this.#reporter.error(places.of(shape), "grid-size", message);
      return undefined;
    }
    return { kind: "random", share: shareOf(shape.share, places, this.#reporter), seed: this.#seed };
  }
}

/** The names of a process node: its own, or all from `N1` to `N16`; undefined where that is no range. */
export function rangeNames({ name, last }: Process): readonly string[] | undefined {
  if (last === undefined) return name === undefined ? [] : [name];
  const [start, end] = [/^(.*?)(\d{1,9})$/su.exec(name ?? ""), /^(.*?)(\d{1,9})$/su.exec(last)];
  const count = Number(end?.[2]) - Number(start?.[2]) + 1;
  if (start === null || end === null || start[1] !== end[1] || !(count >= 1 && count <= MOST_PROCESSES))
    return undefined;
  return Array.from({ length: count }, (_, i) => `${start[1]}${Number(start[2]) + i}`);
}
