// Vector clocks that a source gives beside messages of its own: are they those that the messages imply (Fidge 1988, Mattern
// 1989)? Each event is held against its neighbours only: the event before it on its process, and the sends of what it
// receives. So a wrong clock is told where it arises, not at all that follow from it, and no whole clock is stored.

import { placeInSources, relatedEvent } from "../../trace/eventPlaces.ts";
import { type MessageId, NONE } from "../../trace/ids.ts";
import type { Report } from "../../trace/problem.ts";
import { forEachReceived, type Trace } from "../../trace/trace.ts";
import type { Json } from "../lctrace/records.ts";
import { ClockHistory } from "./clockHistory.ts";

/** Differences that are told one by one; the rest is counted. */
const TOLD_SINGLY = 20;

/** What one process claims, in its own order. */
interface Claims {
  /** Local indices of events that have a clock, and one past the entries of each. */
  readonly indices: number[];
  readonly ends: number[];
  /** Components that differ from what the process knew, with their values. */
  readonly components: number[];
  readonly values: number[];
  /** Whether events before this one are missing from the trace: then only what it forgets can be told. */
  readonly hasGap: boolean[];
  readonly known: Map<number, number>;
}

/** A component that the neighbours of an event imply otherwise. `source`: the event that knew more, or NONE. */
interface Difference {
  readonly component: number;
  readonly given: number;
  readonly implied: number;
  readonly source: number;
}

export class ClockClaims {
  readonly #processes: Claims[] = [];
  readonly #components = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#components.size === 0;
  }

  /** The clock of a process's event: counts by process; what is no whole number from 0 counts as absent. */
  add(process: number, localIndex: number, clock: Json, hasGap: boolean): void {
    this.#processes[process] ??= {
      ...{ indices: [], ends: [], components: [], values: [], hasGap: [] },
      known: new Map(),
    };
    const claims = this.#processes[process];
    for (const [name, value] of Object.entries(clock)) {
      if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) continue;
      const component = this.#component(name);
      const known = claims.known.get(component) ?? 0;
      if (value === known) continue;
      claims.components.push(component);
      claims.values.push(value);
      claims.known.set(component, Math.max(known, value));
    }
    claims.indices.push(localIndex);
    claims.hasGap.push(hasGap);
    claims.ends.push(claims.components.length);
  }

  /** Reports what differs from the clocks that the trace's messages imply. */
  check(trace: Trace, report: Report): void {
    if (this.isEmpty) return;
    for (const { name } of trace.processes) this.#component(name);
    new ClockCheck(trace, this.#processes, [...this.#components.keys()], report).run();
  }

  #component(name: string): number {
    const known = this.#components.get(name) ?? this.#components.size;
    this.#components.set(name, known);
    return known;
  }
}

class ClockCheck {
  readonly #trace: Trace;
  readonly #claims: readonly (Claims | undefined)[];
  readonly #names: readonly string[];
  readonly #report: Report;
  readonly #history: ClockHistory;
  /** The component of each process. */
  readonly #own: readonly number[];
  #count = 0;
  #last: number = NONE;

  constructor(
    trace: Trace,
    claims: readonly (Claims | undefined)[],
    names: readonly string[],
    report: Report,
  ) {
    this.#trace = trace;
    this.#claims = claims;
    this.#names = names;
    this.#report = report;
    this.#history = new ClockHistory(names.length);
    this.#own = trace.processes.map(({ name }) => names.indexOf(name));
  }

  run(): void {
    for (let p = 0; p < this.#trace.processes.length; p++) this.#note(p);
    for (let p = 0; p < this.#trace.processes.length; p++) this.#checkProcess(p);
    if (this.#count <= TOLD_SINGLY) return;
    const message = `${this.#count - TOLD_SINGLY} more events have clocks that differ, the last one here`;
    const position = placeInSources(this.#trace, this.#last);
    this.#report({ position, severity: "warning", code: "clock-differs", message });
  }

  #note(p: number): void {
    const claims = this.#claims[p];
    const known = new Map<number, number>();
    claims?.indices.forEach((index, i) => {
      for (let entry = i === 0 ? 0 : claims.ends[i - 1]; entry < claims.ends[i]; entry++) {
        const [component, value] = [claims.components[entry], claims.values[entry]];
        if (value <= (known.get(component) ?? 0)) continue;
        known.set(component, value);
        this.#history.note(p, component, this.#trace.firstEvent[p] + index, value);
      }
    });
  }

  #checkProcess(p: number): void {
    const claims = this.#claims[p];
    const known = new Map<number, number>();
    claims?.indices.forEach((index, i) => {
      const event = this.#trace.firstEvent[p] + index;
      const given = new Map<number, number>();
      for (let entry = i === 0 ? 0 : claims.ends[i - 1]; entry < claims.ends[i]; entry++) {
        given.set(claims.components[entry], claims.values[entry]);
      }
      const steps = i === 0 ? index + 1 : index - claims.indices[i - 1];
      const difference = this.#differenceAt(p, event, steps, given, known, i === 0 || claims.hasGap[i]);
      if (difference !== undefined) this.#tell(event, difference);
      for (const [component, value] of given)
        known.set(component, Math.max(value, known.get(component) ?? 0));
    });
  }

  /** The first component that differs. `steps`: how many events of the process came since its last clock, this one included. */
  #differenceAt(
    p: number,
    event: number,
    steps: number,
    given: ReadonlyMap<number, number>,
    known: ReadonlyMap<number, number>,
    mayBeLate: boolean,
  ): Difference | undefined {
    const own = this.#own[p];
    const now = given.get(own) ?? known.get(own) ?? 0;
    const before = known.get(own) ?? 0;
    // A trace may begin late, or have holes: its processes go on with what they knew by then.
    const isLate = mayBeLate && now > before + steps;
    if (!isLate && now !== before + steps)
      return { component: own, given: now, implied: before + steps, source: NONE };
    const senders: number[] = [];
    let isAllKnown = steps === 1 && !isLate;
    forEachReceived(this.#trace, event, (message: MessageId) => {
      const send = this.#trace.messages.send[message];
      if (send === NONE || !this.#isClaimed(send)) isAllKnown = false;
      if (send !== NONE) senders.push(send);
    });
    return (
      this.#forgotten(own, senders, given, known) ??
      (isAllKnown ? this.#invented(own, senders, given, known) : undefined)
    );
  }

  /** What the process or a sender knew, and this clock does not. */
  #forgotten(
    own: number,
    senders: readonly number[],
    given: ReadonlyMap<number, number>,
    known: ReadonlyMap<number, number>,
  ): Difference | undefined {
    for (const [component, value] of given) {
      const before = known.get(component) ?? 0;
      if (component !== own && value < before)
        return { component, given: value, implied: before, source: NONE };
    }
    for (const send of senders) {
      for (let component = 0; component < this.#names.length; component++) {
        const implied = this.#known(send, component);
        const value = given.get(component) ?? known.get(component) ?? 0;
        if (value < implied) return { component, given: value, implied, source: send };
      }
    }
    return undefined;
  }

  /** What this clock knows, and nobody told it. */
  #invented(
    own: number,
    senders: readonly number[],
    given: ReadonlyMap<number, number>,
    known: ReadonlyMap<number, number>,
  ): Difference | undefined {
    for (const [component, value] of given) {
      if (component === own) continue;
      const implied = senders.reduce(
        (most, send) => Math.max(most, this.#known(send, component)),
        known.get(component) ?? 0,
      );
      if (value > implied) return { component, given: value, implied, source: NONE };
    }
    return undefined;
  }

  /** What an event's clock says of a component. */
  #known(event: number, component: number): number {
    return this.#history.at(this.#trace.events.process[event], component, event);
  }

  #isClaimed(event: number): boolean {
    const p = this.#trace.events.process[event];
    const indices = this.#claims[p]?.indices ?? [];
    const wanted = event - this.#trace.firstEvent[p];
    let low = 0;
    let high = indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (indices[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return indices[low] === wanted;
  }

  #tell(event: number, { component, given, implied, source }: Difference): void {
    this.#last = event;
    if (++this.#count > TOLD_SINGLY) return;
    this.#report({
      position: placeInSources(this.#trace, event),
      severity: "warning",
      code: "clock-differs",
      message: clockDiffersWords(this.#names[component], given, implied),
      args: { process: this.#names[component], given, implied },
      related: relatedEvent(this.#trace, source, `the message is sent here, with ${implied} already`),
    });
  }
}

/** What is said of a clock that differs. */
export function clockDiffersWords(process: string, given: number, implied: number): string {
  return `this event's clock says ${given} for ${process}, but the events and messages before it imply ${implied}`;
}
