// Two events: did one happen before the other (Lamport 1978), and by which chain of messages? A chain goes from the one
// to the other along processes and messages only; of all chains, one with the fewest messages is given.

import { type Cut, causalPast } from "./cut.ts";
import { eventName } from "./describe.ts";
import { type EventId, type MessageId, NONE } from "./ids.ts";
import { forEachSent, localIndex, MessageFlag, type Trace } from "./trace.ts";
import { counted } from "./verdict.ts";

export type RelationKind =
  | "same"
  /** The first happened before the second. */
  | "before"
  | "after"
  /** Neither happened before the other. */
  | "concurrent"
  /** Each happened before the other: the messages form a cycle, so the trace contradicts itself. */
  | "contradictory";

/** How two events are related, with the messages that show it. */
export interface Relation {
  readonly kind: RelationKind;
  /** The first and the last event of the chain: of the two, the earlier one first. Both NONE without a chain. */
  readonly from: number;
  readonly to: number;
  /** The messages that lead from the one to the other, in order: as few as there can be, none along one process. */
  readonly messages: readonly MessageId[];
}

/** How `a` is related to `b`. Takes as long as the past of the later one is large. */
export function relate(trace: Trace, a: EventId, b: EventId): Relation {
  if (a === b) return { kind: "same", from: NONE, to: NONE, messages: [] };
  const pastOfB = causalPast(trace, b);
  const pastOfA = causalPast(trace, a);
  const isBefore = holds(trace, pastOfB, a);
  const isAfter = holds(trace, pastOfA, b);
  if (isBefore) {
    const kind = isAfter ? "contradictory" : "before";
    return { kind, from: a, to: b, messages: fewestMessages(trace, a, b, pastOfB) };
  }
  if (isAfter) return { kind: "after", from: b, to: a, messages: fewestMessages(trace, b, a, pastOfA) };
  return { kind: "concurrent", from: NONE, to: NONE, messages: [] };
}

/** One step of a chain: along a process from one event to a later one, or along a message. */
export type ChainStep =
  | { readonly kind: "process"; readonly from: EventId; readonly to: EventId }
  | { readonly kind: "message"; readonly message: MessageId };

/** The steps of a relation's chain, in order; none without a chain. */
export function chainOf(trace: Trace, { from, to, messages }: Relation): readonly ChainStep[] {
  if (from === NONE) return [];
  const steps: ChainStep[] = [];
  let at = from;
  const along = (event: number): void => {
    if (event !== at) steps.push({ kind: "process", from: at as EventId, to: event as EventId });
  };
  for (const message of messages) {
    along(trace.messages.send[message]);
    steps.push({ kind: "message", message });
    at = trace.messages.receive[message];
  }
  along(to);
  return steps;
}

/** A relation in one sentence without a full stop, from the first event to the second. */
export function describeRelation(trace: Trace, a: EventId, b: EventId, relation: Relation): string {
  const [first, second] = [eventName(trace, a), eventName(trace, b)];
  const through = relation.messages.length === 0 ? "on one process" : viaWords(relation.messages.length);
  switch (relation.kind) {
    case "same":
      return `${first} is both of them`;
    case "before":
      return `${first} happened before ${second}, ${through}`;
    case "after":
      return `${first} happened after ${second}, ${through}`;
    case "concurrent":
      return `${first} and ${second} are concurrent: neither happened before the other`;
    case "contradictory":
      return `${first} and ${second} happened before each other: their messages form a cycle`;
  }
}

const viaWords = (messages: number): string => `through ${counted(messages, "message")}`;

function holds(trace: Trace, past: Cut, event: number): boolean {
  return localIndex(trace, event) < past[trace.events.process[event]];
}

/** Events of one process that were reached together: from `start` to before the one reached there earlier. */
interface Reach {
  readonly start: number;
  /** Through which they were reached; NONE for those that follow the beginning on its own process. */
  readonly message: MessageId;
}

/**
 * Breadth first by messages: what is reached with k messages on a process is all from some event on, so each event is
 * looked at once, and where it is reached first it is reached with the fewest messages.
 */
function fewestMessages(trace: Trace, from: number, to: number, past: Cut): readonly MessageId[] {
  const { process } = trace.events;
  const { receive, flags } = trace.messages;
  const reached: Reach[][] = trace.processes.map(() => []);
  /** The first event reached on each process; at the beginning one past those of interest. */
  const first = past.map((inside, p) => trace.firstEvent[p] + inside);
  let fresh: (readonly [start: number, end: number])[] = [];
  const reach = (event: number, message: MessageId): void => {
    const p = process[event];
    if (event >= first[p]) return;
    reached[p].push({ start: event, message });
    fresh.push([event, first[p]]);
    first[p] = event;
  };
  reach(from, NONE as MessageId);
  while (first[process[to]] > to && fresh.length > 0) {
    const layer = fresh;
    fresh = [];
    for (const [start, end] of layer) {
      for (let event = start; event < end; event++) {
        forEachSent(trace, event, (message) => {
          const isOrdering = (flags[message] & MessageFlag.replayed) === 0 && receive[message] !== NONE;
          if (isOrdering) reach(receive[message], message);
        });
      }
    }
  }
  return chainBack(trace, reached, to);
}

/** Goes back from the end, each time through the message by which an event was reached first. */
function chainBack(trace: Trace, reached: readonly (readonly Reach[])[], to: number): MessageId[] {
  const chain: MessageId[] = [];
  let event = to;
  for (;;) {
    const reach = reached[trace.events.process[event]].find(({ start }) => start <= event);
    if (reach === undefined || reach.message === NONE) return chain.reverse();
    chain.push(reach.message);
    event = trace.messages.send[reach.message];
  }
}
