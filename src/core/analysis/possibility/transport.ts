// Brings tokens of one kind from where they are to where they must have been, over as few channels in all as can be: the
// transportation problem, by successive shortest paths with potentials (R. Ahuja, T. Magnanti, J. Orlin: Network Flows,
// 1993, §9.7). All is in whole tokens. Where not all can be brought, a set of places shows it (D. Gale, 1957).

import type { Holdings } from "./balances.ts";

/** So many tokens go from one process to another; never to itself. */
export interface Carriage {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Transport {
  readonly carriages: readonly Carriage[];
  /** Channels that all tokens pass together. */
  readonly hops: number;
  /** A place that lacks something; absent where all that is wanted is brought. */
  readonly short?: number;
}

/** `wanted` tokens must have been at `places`, but only `there` of them start anywhere from where channels lead to any of these. */
export interface Shortage {
  readonly places: readonly number[];
  /** The places and all processes from which channels lead there. */
  readonly origins: readonly number[];
  readonly wanted: number;
  readonly there: number;
}

/**
 * `supply` and `demand`: tokens of the kind at each process, the supply at least the demand in sum. `distance(p)[q]`: the
 * fewest channels from p to q, −1 where none lead there.
 */
export function transport(
  supply: Holdings,
  demand: Holdings,
  distance: (process: number) => Int32Array,
): Transport {
  // What can stay stays: a token that leaves and one that comes instead could only go a longer way together.
  const sources = excess(supply, demand);
  const sinks = excess(demand, supply);
  if (sinks.length === 0) return { carriages: [], hops: 0 };
  const [source, sink] = [sources[0], sinks[0]];
  if (sources.length === 1 && sinks.length === 1 && distance(source.place)[sink.place] !== -1) {
    const count = sink.amount;
    const hops = count * distance(source.place)[sink.place];
    return { carriages: [{ from: source.place, to: sink.place, count }], hops };
  }
  const flow = new Flow(
    sources.map(({ amount }) => amount),
    sinks.map(({ amount }) => amount),
    sources.map(({ place }) => sinks.map((to) => distance(place)[to.place])),
  );
  while (flow.improve());
  const carriages: Carriage[] = [];
  let hops = 0;
  sources.forEach(({ place: from }, i) => {
    sinks.forEach(({ place: to }, j) => {
      const count = flow.carried(i, j);
      if (count === 0) return;
      carriages.push({ from, to, count });
      hops += count * distance(from)[to];
    });
  });
  const short = flow.shortSink();
  return short === -1 ? { carriages, hops } : { carriages, hops, short: sinks[short].place };
}

/** Where there is more than in the other, by process. */
function excess(more: Holdings, less: Holdings): { readonly place: number; readonly amount: number }[] {
  const found: { place: number; amount: number }[] = [];
  for (const [place, amount] of more) {
    const rest = amount - (less.get(place) ?? 0);
    if (rest > 0) found.push({ place, amount: rest });
  }
  return found.sort((a, b) => a.place - b.place);
}

/**
 * Why a place lacks a token although as much as could be was brought: everything that leads to it is used up, there or at
 * places that could be served from elsewhere only by taking from each other. Together they want more than starts where
 * channels lead to them. `processes`: how many there are.
 */
export function shortageAt(
  short: number,
  carriages: readonly Carriage[],
  supply: Holdings,
  demand: Holdings,
  processes: number,
  distance: (process: number) => Int32Array,
): Shortage {
  const usedAt = new Map<number, Set<number>>();
  const use = (from: number, to: number): unknown =>
    usedAt.set(from, (usedAt.get(from) ?? new Set<number>()).add(to));
  for (const place of supply.keys()) if (demand.has(place)) use(place, place);
  for (const { from, to } of carriages) use(from, to);
  const origins = new Set<number>();
  const places = new Set([short]);
  for (const place of places) {
    for (let p = 0; p < processes; p++) {
      if (origins.has(p) || distance(p)[place] === -1) continue;
      origins.add(p);
      // Whatever starts here could come to the place; where it is used instead is a place of the same want.
      for (const other of usedAt.get(p) ?? []) places.add(other);
    }
  }
  const sum = (row: Holdings, of: Iterable<number>): number =>
    [...of].reduce((all, p) => all + (row.get(p) ?? 0), 0);
  const ascending = (set: Set<number>): number[] => [...set].sort((a, b) => a - b);
  return {
    places: ascending(places),
    origins: ascending(origins),
    wanted: sum(demand, places),
    there: sum(supply, origins),
  };
}

/** A flow between sources and sinks, always of least cost for what it carries. */
class Flow {
  readonly #left: number[];
  readonly #wanted: number[];
  readonly #cost: readonly (readonly number[])[];
  readonly #carried: Float64Array;
  readonly #sources: number;
  readonly #sinks: number;
  /** Of the sources, then the sinks: no arc on which more can be carried has a cost below the difference. */
  readonly #potential: Float64Array;
  readonly #distance: Float64Array;
  readonly #done: Uint8Array;

  constructor(supply: readonly number[], demand: readonly number[], cost: readonly (readonly number[])[]) {
    this.#left = [...supply];
    this.#wanted = [...demand];
    this.#cost = cost;
    this.#sources = supply.length;
    this.#sinks = demand.length;
    const nodes = this.#sources + this.#sinks;
    this.#carried = new Float64Array(this.#sources * this.#sinks);
    this.#potential = new Float64Array(nodes);
    this.#distance = new Float64Array(nodes);
    this.#done = new Uint8Array(nodes);
  }

  carried(source: number, sink: number): number {
    return this.#carried[source * this.#sinks + sink];
  }

  /** A sink that lacks something, or −1. */
  shortSink(): number {
    return this.#wanted.findIndex((wanted) => wanted > 0);
  }

  /** Carries more along cheapest paths, as long as it finds some of the same cost. Gives false where there is none. */
  improve(): boolean {
    if (!this.#findCheapest()) return false;
    for (let source = 0; source < this.#sources; source++) {
      while (this.#left[source] > 0) {
        this.#done.fill(0);
        const amount = this.#push(source, this.#left[source]);
        if (amount === 0) break;
        this.#left[source] -= amount;
      }
    }
    return true;
  }

  /** Carries up to so much from a source over arcs without reduced cost; what other sources carried may take another way. */
  #push(source: number, most: number): number {
    this.#done[source] = 1;
    for (let sink = 0; sink < this.#sinks; sink++) {
      const node = this.#sources + sink;
      const cost = this.#cost[source][sink];
      if (this.#done[node] === 1 || cost === -1) continue;
      if (cost + this.#potential[source] - this.#potential[node] !== 0) continue;
      this.#done[node] = 1;
      const amount = this.#absorb(sink, most);
      if (amount === 0) continue;
      this.#carried[source * this.#sinks + sink] += amount;
      return amount;
    }
    return 0;
  }

  /** Takes up to so much in at a sink: it wants it itself, or another source carries what it brought here elsewhere. */
  #absorb(sink: number, most: number): number {
    if (this.#wanted[sink] > 0) {
      const amount = Math.min(most, this.#wanted[sink]);
      this.#wanted[sink] -= amount;
      return amount;
    }
    for (let source = 0; source < this.#sources; source++) {
      const carried = this.carried(source, sink);
      if (this.#done[source] === 1 || carried === 0) continue;
      const amount = this.#push(source, Math.min(most, carried));
      if (amount === 0) continue;
      this.#carried[source * this.#sinks + sink] -= amount;
      return amount;
    }
    return 0;
  }

  /**
   * Dijkstra's search over reduced costs, from all sources with something left to the nearest sink that wants something; the
   * potentials then make the cheapest paths free. Gives false where no path leads to such a sink.
   */
  #findCheapest(): boolean {
    const nodes = this.#sources + this.#sinks;
    this.#distance.fill(Number.POSITIVE_INFINITY);
    this.#done.fill(0);
    for (let i = 0; i < this.#sources; i++) if (this.#left[i] > 0) this.#distance[i] = 0;
    for (;;) {
      let node = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < nodes; i++) {
        if (this.#done[i] === 1 || this.#distance[i] >= least) continue;
        least = this.#distance[i];
        node = i;
      }
      if (node === -1) return false;
      this.#done[node] = 1;
      if (node >= this.#sources && this.#wanted[node - this.#sources] > 0) {
        for (let i = 0; i < nodes; i++) this.#potential[i] += Math.min(this.#distance[i], least);
        return true;
      }
      if (node < this.#sources) this.#relaxSource(node);
      else this.#relaxSink(node - this.#sources);
    }
  }

  #relaxSource(source: number): void {
    const base = this.#distance[source] + this.#potential[source];
    const costs = this.#cost[source];
    for (let sink = 0; sink < this.#sinks; sink++) {
      if (costs[sink] === -1) continue;
      this.#reach(this.#sources + sink, base + costs[sink] - this.#potential[this.#sources + sink]);
    }
  }

  /** What is carried to a sink may be taken back. */
  #relaxSink(sink: number): void {
    const node = this.#sources + sink;
    const base = this.#distance[node] + this.#potential[node];
    for (let source = 0; source < this.#sources; source++) {
      if (this.carried(source, sink) === 0) continue;
      this.#reach(source, base - this.#cost[source][sink] - this.#potential[source]);
    }
  }

  #reach(node: number, distance: number): void {
    if (this.#done[node] === 0 && distance < this.#distance[node]) this.#distance[node] = distance;
  }
}
