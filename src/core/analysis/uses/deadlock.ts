// Is there a deadlock in a global state? It is a stable property: seen at a consistent cut, it is there ever after. Seen at an
// inconsistent cut it may be a phantom, since the waits that close the circle need not have been there together.

import type { World } from "../../predicate/world.ts";
import { describeMessage, processName } from "../../trace/describe.ts";
import { NONE } from "../../trace/ids.ts";
import type { Trace } from "../../trace/trace.ts";
import type { FieldNames } from "./fieldNames.ts";
import { type Finding, listed } from "./finding.ts";
import { type WaitForGraph, type Waiting, waitForGraph } from "./waitFor.ts";
import { type Stuck, stuckIn } from "./waitGraph.ts";

export interface DeadlockQuestion {
  readonly names: FieldNames;
  /** Whether a process goes on with any one of what it waits for. */
  readonly or?: boolean;
}

export function findDeadlock(world: World, { names, or }: DeadlockQuestion): Finding {
  const graph = waitForGraph(world, names, or);
  const stuck = stuckIn(graph);
  const { trace } = world;
  const nameOf = (process: number): string => processName(trace, process);
  if (stuck.deadlocked.length > 0) {
    return {
      kind: "violated",
      words: `deadlock: ${circleWords(stuck, nameOf)}`,
      details: [...detailsOf(trace, graph, stuck.deadlocked), ...helpless(stuck, nameOf)],
      processes: stuck.deadlocked,
      messages: requestsOf(graph, stuck.deadlocked),
    };
  }
  const shared = {
    details: detailsOf(
      trace,
      graph,
      graph.waiting.map(({ process }) => process),
    ),
    messages: [],
  };
  if (stuck.undecided.length > 0) {
    const words = `unknown: nobody knows whether ${listed(graph.unknown.map(nameOf))} can go on`;
    return { kind: "unknown", words, ...shared, processes: stuck.undecided };
  }
  if (!graph.isTold) {
    const words = "unknown: no field or message tells who holds or waits for what";
    return { kind: "unknown", words, ...shared, processes: [] };
  }
  const count = graph.waiting.length;
  const who = count === 0 ? "nobody waits" : `${count} of ${graph.processes} wait, and can go on`;
  return { kind: "holds", words: `no deadlock: ${who}`, ...shared, processes: [] };
}

function circleWords({ deadlocked, cycles, knots }: Stuck, nameOf: (process: number) => string): string {
  const [cycle] = cycles;
  if (cycle !== undefined && cycle.length > 0) {
    const others = [...cycle.slice(1), cycle[0]].map(nameOf);
    return `${nameOf(cycle[0])} waits for ${others.join(", which waits for ")}`;
  }
  const [knot] = knots;
  if (knot !== undefined) return `${listed(knot.map(nameOf))} wait for each other and for nobody else`;
  return `${listed(deadlocked.map(nameOf))} can never go on`;
}

/** Each waiting process with what it waits for and who has that. */
function detailsOf(trace: Trace, { waiting }: WaitForGraph, of: readonly number[]): string[] {
  const asked = new Set(of);
  return waiting.filter(({ process }) => asked.has(process)).map((each) => waitWords(trace, each));
}

function waitWords(trace: Trace, { process, isChoice, waits }: Waiting): string {
  const parts = waits.map(({ what, from, request }) => {
    const isProcess = from.length === 1 && processName(trace, from[0]) === what;
    const has = from.map((each) => processName(trace, each));
    const who = isProcess ? "" : from.length === 0 ? " (nobody holds it)" : ` (${listed(has)} has it)`;
    return `${what}${who}${request === NONE ? "" : `, as ${describeMessage(trace, request)} asks`}`;
  });
  return `${processName(trace, process)} waits for ${parts.join(isChoice ? " or " : " and ")}`;
}

/** Those who are no part of a circle but wait for one. */
function helpless({ deadlocked, cycles, knots }: Stuck, nameOf: (process: number) => string): string[] {
  const circle = new Set([...cycles.flat(), ...knots.flat()]);
  const others = deadlocked.filter((process) => !circle.has(process));
  return others.length === 0 || circle.size === 0 ? [] : [`stuck behind them: ${listed(others.map(nameOf))}`];
}

function requestsOf({ waiting }: WaitForGraph, of: readonly number[]): number[] {
  const asked = new Set(of);
  const waits = waiting.filter(({ process }) => asked.has(process)).flatMap((each) => each.waits);
  return [...new Set(waits.map(({ request }) => request).filter((request) => request !== NONE))];
}
