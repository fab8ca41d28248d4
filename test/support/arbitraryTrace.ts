// Random small traces for fast-check, of any shape a trace can have: several messages at one event, messages without a
// send or a receive, lost ones, receives in any order, and, if wanted, cycles. And random orders that respect them.

import fc from "fast-check";
import { NONE } from "../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../src/core/trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../src/core/trace/traceBuilder.ts";

export interface TraceLimits {
  readonly processes?: number;
  readonly events?: number;
  readonly messages?: number;
  /** Whether messages may go back in time, so that happened-before has cycles. */
  readonly cycles?: boolean;
  /** Whether a message may lack its send. */
  readonly unknownSends?: boolean;
}

interface Draft {
  readonly processes: number;
  /** The process of each event. */
  readonly events: readonly number[];
  readonly messages: readonly { readonly from: number; readonly to: number; readonly fate: number }[];
}

/** A trace that prints as what it was made from. */
export interface RandomTrace {
  readonly trace: Trace;
  toString(): string;
}

export function randomTrace(limits: TraceLimits = {}): fc.Arbitrary<RandomTrace> {
  const { processes = 4, events = 12, messages = 8 } = limits;
  const draft: fc.Arbitrary<Draft> = fc.record({
    processes: fc.integer({ min: Math.min(2, processes), max: processes }),
    events: fc.array(fc.nat({ max: processes - 1 }), { minLength: 1, maxLength: events, size: "max" }),
    messages: fc.array(
      fc.record({ from: fc.nat({ max: 99 }), to: fc.nat({ max: 99 }), fate: fc.nat({ max: 9 }) }),
      { maxLength: messages, size: "max" },
    ),
  });
  return draft.map((drawn) => {
    const trace = traceFrom(drawn, limits);
    return { trace, toString: () => JSON.stringify(drawn) };
  });
}

/** The i-th event happens at time i. A message goes from an earlier event to a later one of another process. */
function traceFrom(draft: Draft, limits: TraceLimits): Trace {
  const builder = new TraceBuilder("random", "tick");
  const ids = Array.from({ length: draft.processes }, (_, p) => builder.addProcess(`P${p}`, EMPTY_STATE));
  const processOf = draft.events.map((p) => p % draft.processes);
  const handles = processOf.map((p, i) => builder.addEvent(ids[p], i, 0, 0, i + 1));
  const payload = builder.addPayload({ label: "m", ...EMPTY_STATE });
  for (const { from, to, fate } of draft.messages) {
    let [send, receive] = [from % handles.length, to % handles.length];
    if (send > receive && !limits.cycles) [send, receive] = [receive, send];
    if (processOf[send] === processOf[receive]) continue;
    const channel = builder.channel(ids[processOf[send]], ids[processOf[receive]]);
    const isLost = fate === 0;
    const message = builder.addMessage(
      MessageKind.application,
      channel,
      payload,
      isLost ? MessageFlag.lost : 0,
    );
    if (fate !== 1 || !limits.unknownSends) builder.setSend(message, handles[send]);
    if (fate > 1 || (fate === 1 && limits.unknownSends)) builder.setReceive(message, handles[receive]);
  }
  return builder.build();
}

/** A linear order that respects happened-before, drawn by `choose`: at each step any event whose causes are all there. */
export function randomExtension(trace: Trace, choose: (options: number) => number): number[] {
  const { send, receive } = trace.messages;
  const placed = new Set<number>();
  const heads = Array.from(trace.processes, (_, p) => trace.firstEvent[p]);
  const isReady = (event: number): boolean =>
    send.every((cause, m) => receive[m] !== event || cause === NONE || placed.has(cause));
  for (;;) {
    const ready = heads.filter((event, p) => event < trace.firstEvent[p + 1] && isReady(event));
    if (ready.length === 0) return [...placed];
    const event = ready[choose(ready.length)];
    placed.add(event);
    heads[trace.events.process[event]]++;
  }
}

/** Every cut of a trace, consistent or not. */
export function* allCuts(trace: Trace): Iterable<Uint32Array> {
  const cut = new Uint32Array(trace.processes.length);
  for (;;) {
    yield cut.slice();
    let p = 0;
    while (p < cut.length && cut[p] === trace.firstEvent[p + 1] - trace.firstEvent[p]) cut[p++] = 0;
    if (p === cut.length) return;
    cut[p]++;
  }
}
