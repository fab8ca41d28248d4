// The course's simulator once more, written as plainly as its rules are told and without the core's engine: objects,
// sorted lists, a loop over everything at each tick. Only Go's generator is shared. It answers what each snapshot records.

import { GoRandom } from "../../src/core/simulation/goRandom.ts";

interface Sent {
  readonly ready: number;
  readonly tokens: number;
  /** The snapshot of a marker, or −1. */
  readonly marker: number;
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly queue: Sent[];
}

/** One server's part in one snapshot. */
interface Part {
  readonly tokens: number;
  readonly open: Set<Link>;
  readonly messages: string[];
}

/** Runs a script over a topology, both in the course's form, and gives each snapshot's .snap text by id. */
export function plainSnapshots(topology: string, script: string, seed: bigint): string[] {
  const simulator = new PlainSimulator(seed);
  for (const words of linesOf(topology).slice(1)) simulator.declare(words[0], words[1]);
  for (const words of linesOf(script)) simulator.command(words);
  return simulator.finish();
}

function linesOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => line.trim().split(/\s+/));
}

class PlainSimulator {
  readonly #random: GoRandom;
  readonly #tokens = new Map<string, number>();
  readonly #links: Link[] = [];
  readonly #snapshots: Map<string, Part>[] = [];
  #now = 0;

  constructor(seed: bigint) {
    this.#random = new GoRandom(seed);
  }

  declare(first: string, second: string): void {
    if (/^\d+$/.test(second)) this.#tokens.set(first, Number(second));
    else this.#links.push({ from: first, to: second, queue: [] });
  }

  command([command, ...args]: readonly string[]): void {
    if (command === "tick") {
      for (let i = Number(args[0] ?? 1); i > 0; i--) this.#tick();
    } else if (command === "snapshot") {
      this.#snapshots.push(new Map());
      this.#record(this.#snapshots.length - 1, args[0]);
    } else {
      const [from, to, count] = args;
      const link = this.#links.find((each) => each.from === from && each.to === to);
      const held = this.#tokens.get(from) ?? 0;
      if (link === undefined || held < Number(count)) throw new Error(`cannot ${command} ${args.join(" ")}`);
      this.#tokens.set(from, held - Number(count));
      this.#send(link, Number(count), -1);
    }
  }

  finish(): string[] {
    for (let i = 0; i < 10_000 && this.#snapshots.some((parts) => !this.#isDone(parts)); i++) this.#tick();
    return this.#snapshots.map((parts, id) => {
      const servers = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
      const messages = servers.flatMap(([, part]) => part.messages);
      return [id, ...servers.map(([name, { tokens }]) => `${name} ${tokens}`), ...messages, ""].join("\n");
    });
  }

  #isDone(parts: ReadonlyMap<string, Part>): boolean {
    return parts.size === this.#tokens.size && [...parts.values()].every(({ open }) => open.size === 0);
  }

  #outgoing(server: string): Link[] {
    return this.#links.filter(({ from }) => from === server).sort((a, b) => (a.to < b.to ? -1 : 1));
  }

  #send(link: Link, tokens: number, marker: number): void {
    link.queue.push({ ready: this.#now + 1 + this.#random.intn(5), tokens, marker });
  }

  #tick(): void {
    this.#now++;
    for (const server of [...this.#tokens.keys()].sort()) {
      const link = this.#outgoing(server).find(
        ({ queue }) => queue.length > 0 && queue[0].ready <= this.#now,
      );
      const sent = link?.queue.shift();
      if (link !== undefined && sent !== undefined) this.#receive(link, sent);
    }
  }

  #receive(link: Link, { tokens, marker }: Sent): void {
    if (marker >= 0) {
      if (!this.#snapshots[marker].has(link.to)) this.#record(marker, link.to);
      this.#snapshots[marker].get(link.to)?.open.delete(link);
      return;
    }
    this.#tokens.set(link.to, (this.#tokens.get(link.to) ?? 0) + tokens);
    for (const parts of this.#snapshots) {
      const part = parts.get(link.to);
      if (part?.open.has(link)) part.messages.push(`${link.from} ${link.to} token(${tokens})`);
    }
  }

  #record(snapshot: number, server: string): void {
    const open = new Set(this.#links.filter(({ to }) => to === server));
    this.#snapshots[snapshot].set(server, { tokens: this.#tokens.get(server) ?? 0, open, messages: [] });
    for (const link of this.#outgoing(server)) this.#send(link, 0, snapshot);
  }
}
