// A cut over half a million messages: its verification from nothing, and one step of a drag.

import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { verifyCut } from "../../src/core/analysis/consistency.ts";
import { NONE, type ProcessId } from "../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../src/core/trace/localState.ts";
import { MovingCut } from "../../src/core/trace/movingCut.ts";
import { eventCountOf, MessageKind, type Trace } from "../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../src/core/trace/traceBuilder.ts";
import { heading, measured, median, row } from "./measure.ts";

const PROCESSES = 50;
const MESSAGES = 500_000;
/** A drag over the whole trace, so many steps: the columns of pixels of a wide diagram. */
const STEPS = 1_000;

export function cutFigures(): void {
  const trace = randomTrace(MESSAGES, 1);
  const middle = Uint32Array.from(trace.processes, (_, p) => eventCountOf(trace, p) >> 1);
  const { inTransit, orphans } = verifyCut(trace, middle);
  heading(`Cuts over ${MESSAGES} messages of ${PROCESSES} processes`);
  const found = `${orphans.length} orphans, ${inTransit.length} in transit`;
  row("verification", `${measured(() => verifyCut(trace, middle)).toFixed(2)} ms (${found})`);
  const times = dragTimes(trace, middle);
  row("a step of a drag", `${median(times).toFixed(3)} ms, the longest ${Math.max(...times).toFixed(2)} ms`);
}

/** One process's frontier from its first event to its last, with the verdict in words after each step. */
function dragTimes(trace: Trace, cut: Uint32Array): number[] {
  const moving = new MovingCut(trace, cut);
  const events = eventCountOf(trace, 0);
  moving.moveTo(0, 0);
  return Array.from({ length: STEPS }, (_, step) => {
    const start = performance.now();
    moving.moveTo(0, Math.round((events * step) / STEPS));
    if (moving.words === "") throw new Error("a verdict has words");
    return performance.now() - start;
  });
}

/** Processes that send to each other at random; messages take some time and are received in order. */
function randomTrace(messages: number, seed: number): Trace {
  const generator = xoroshiro128plus(seed);
  const below = (n: number): number => uniformInt(generator, 0, n - 1);
  const builder = new TraceBuilder("random", "none");
  const file = builder.addFile("random");
  for (let p = 0; p < PROCESSES; p++) builder.addProcess(`P${p}`, EMPTY_STATE);
  const event = (p: number): number => builder.addEvent(p as ProcessId, Number.NaN, 0, file, 0);
  const travelling: { readonly message: ReturnType<TraceBuilder["addMessage"]>; readonly to: number }[] = [];
  for (let m = 0; m < messages; m++) {
    const from = below(PROCESSES);
    const to = (from + 1 + below(PROCESSES - 1)) % PROCESSES;
    const channel = builder.channel(from as ProcessId, to as ProcessId);
    const message = builder.addMessage(MessageKind.application, channel, NONE);
    builder.setSend(message, event(from));
    travelling.push({ message, to });
    const arrived = m < 500 ? undefined : travelling[m - 500];
    if (arrived !== undefined) builder.setReceive(arrived.message, event(arrived.to));
  }
  return builder.build();
}
