// Random traces by seed, of any size: processes that send, receive and work, with ties in time, lost and in-flight
// messages, and on request clocks that are wrong. The same options give the same trace.

import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { asProcess, type MessageId, type ProcessId } from "../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../src/core/trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../src/core/trace/traceBuilder.ts";

export interface RandomTraceOptions {
  readonly seed: number;
  readonly processes: number;
  readonly events: number;
  /** Longest delay of a message, in steps of the run. */
  readonly delay?: number;
  /** Clocks of processes differ by up to so much. */
  readonly skew?: number;
  /** Events that share one tick, on average. */
  readonly ties?: number;
}

interface Pending {
  readonly message: MessageId;
  readonly due: number;
}

export function randomTrace(options: RandomTraceOptions): Trace {
  const { seed, processes, events, delay = 12, skew = 0, ties = 3 } = options;
  const generator = xoroshiro128plus(seed);
  const below = (limit: number): number => ((generator.next() >>> 0) / 2 ** 32) * limit;
  const builder = new TraceBuilder(`random ${seed}`, "tick");
  const ids = Array.from({ length: processes }, (_, p) => builder.addProcess(`P${p}`, EMPTY_STATE));
  const offset = ids.map(() => Math.floor(below(skew + 1)));
  const inbox: Pending[][] = ids.map(() => []);
  for (let step = 0; step < events; step++) {
    const time = Math.floor(step / ties);
    const p = asProcess(Math.floor(below(processes)));
    const event = builder.addEvent(p, time + offset[p], 0, 0, 0);
    const due = inbox[p].findIndex((pending) => pending.due <= step);
    const choice = below(1);
    if (due >= 0 && choice < 0.6) {
      const [{ message }] = inbox[p].splice(due, 1);
      builder.setReceive(message, event);
    } else if (choice < 0.9 && processes > 1) {
      const to = otherProcess(p, processes, below);
      const isLost = below(1) < 0.03;
      const flags = isLost ? MessageFlag.lost : 0;
      const message = builder.addMessage(MessageKind.application, builder.channel(p, to), -1, flags);
      builder.setSend(message, event);
      if (!isLost) inbox[to].push({ message, due: step + 1 + Math.floor(below(delay * ties)) });
    }
  }
  return builder.build();
}

function otherProcess(p: ProcessId, processes: number, below: (limit: number) => number): ProcessId {
  const other = Math.floor(below(processes - 1));
  return asProcess(other >= p ? other + 1 : other);
}
