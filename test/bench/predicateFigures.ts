// Predicates asked at every cut along the run of the large course scenario, as `--stable run` does; beside it, what a cut
// costs where every answer is found from nothing, over the first cuts of the same run.

import { stabilityAlongRun } from "../../src/core/analysis/uses/stability.ts";
import { compilePredicate, faultWords, type Predicate } from "../../src/core/predicate/compile.ts";
import { vocabularyOf } from "../../src/core/predicate/vocabulary.ts";
import { WalkingWorld } from "../../src/core/predicate/walk.ts";
import { linearOrder } from "../../src/core/trace/clocks.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import { generatedScenario, LARGE } from "./generatedScenario.ts";
import { eventsOf, heading, median, row, seconds } from "./measure.ts";
import { simulated } from "./scenarioFigures.ts";

const PREDICATES = [
  "any p: tokens(p) = 0",
  "all c in channels: messages(c) < 50",
  "all m in messages: tokens(m) < 10",
  "(sum p: tokens(p)) + tokens(channels) = tokens()",
  "(count p: tokens(p) > 2000000) > 60",
  "tokens(N0) = 0",
  "messages(N0 -> N1) > 3 and tokens(N0) > tokens(N1)",
];

/** A whole run takes long, so it is measured less often than other things are. */
const ROUNDS = 3;
/** Cuts at which predicates are asked anew. */
const FIRST = 4_000;

export function predicateFigures(): void {
  const trace = simulated(generatedScenario(LARGE, 1));
  heading(`Predicates at each of the ${eventsOf(trace) + 1} cuts along a run`);
  const vocabulary = vocabularyOf(trace);
  for (const text of PREDICATES) {
    const compiled = compilePredicate(text, vocabulary);
    if (compiled.kind === "fault") throw new Error(`${text}: ${faultWords(compiled.fault)}`);
    const whole = median(Array.from({ length: ROUNDS }, () => alongTime(trace, compiled.predicate)));
    const each = (whole * 1000) / (eventsOf(trace) + 1);
    const anew = median(Array.from({ length: ROUNDS }, () => anewTime(trace, compiled.predicate)));
    const words = `${seconds(whole)}, ${each.toFixed(2)} µs a cut; asked anew ${anew.toFixed(2)} µs a cut`;
    row(text.padEnd(52), words);
  }
}

function alongTime(trace: Trace, predicate: Predicate): number {
  const start = performance.now();
  stabilityAlongRun(trace, predicate).run(Number.POSITIVE_INFINITY);
  return performance.now() - start;
}

/** Microseconds a cut. */
function anewTime(trace: Trace, predicate: Predicate): number {
  const world = new WalkingWorld(trace);
  const order = linearOrder(trace).order.subarray(0, FIRST);
  const start = performance.now();
  for (const event of order) {
    world.step(event);
    predicate.ask(world);
  }
  return ((performance.now() - start) * 1000) / order.length;
}
