// Small scenarios for tests: systems by their channels, scripts by their steps, and all scripts up to a size.

import { ActionBuilder } from "../../src/core/scenario/actionBuilder.ts";
import type { Scenario } from "../../src/core/scenario/scenario.ts";
import { asChannel, asProcess, type ProcessId } from "../../src/core/trace/ids.ts";
import { plainTokens } from "../../src/core/trace/localState.ts";

/** Ends of channels by the places of the processes. */
export type Ends = readonly (readonly [number, number])[];

export type Step =
  | { readonly send: number; readonly tokens: number }
  | { readonly snapshot: number; readonly by: number };

export const PAIR: Ends = [
  [0, 1],
  [1, 0],
];
export const RING: Ends = [
  [0, 1],
  [1, 2],
  [2, 0],
];
export const LINE: Ends = [
  [0, 1],
  [1, 0],
  [1, 2],
  [2, 1],
];
export const MESH: Ends = [
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 2],
  [2, 0],
  [2, 1],
];

export interface SystemOptions {
  readonly names?: readonly string[];
  /** Tokens at the start, one entry a process; 100 each where absent. */
  readonly tokens?: readonly number[];
  readonly seed?: string;
}

/** A scenario whose steps happen at the times 0, 1, 2 …, or at those given. */
export function scenarioOf(
  channels: Ends,
  steps: readonly Step[],
  times: readonly number[] = steps.map((_, i) => i),
  options: SystemOptions = {},
): Scenario {
  const count = options.names?.length ?? 1 + Math.max(0, ...channels.flat());
  const names = options.names ?? Array.from({ length: count }, (_, p) => String.fromCharCode(80 + p));
  const actions = new ActionBuilder();
  const payloads: Scenario["payloads"][number][] = [];
  steps.forEach((step, i) => {
    if ("send" in step) {
      const payload = payloads.push({ label: "", ...plainTokens(step.tokens) }) - 1;
      const from = asProcess(channels[step.send][0]);
      actions.send(times[i], from, asChannel(step.send), payload, 0, i + 1);
    } else {
      actions.snapshot(times[i], asProcess(step.by), step.snapshot, 0, i + 1);
    }
  });
  return {
    name: "small",
    timeUnit: "tick",
    files: ["small"],
    processes: names.map((name, p) => ({ name, initial: plainTokens(options.tokens?.[p] ?? 100) })),
    channels: channels.map(([from, to]) => ({ from: from as ProcessId, to: to as ProcessId })),
    payloads,
    actions: actions.build(),
    endTime: Math.max(0, ...times),
    delivery: { kind: "course", seed: options.seed ?? "1" },
  };
}

/** All scripts of exactly so many sends, each over any channel; the i-th moves 2^i tokens, so a sum tells which are in it. */
export function* sendScripts(channels: Ends, sends: number): Iterable<Step[]> {
  const script = new Array<number>(sends).fill(0);
  for (;;) {
    yield script.map((send, i) => ({ send, tokens: 2 ** i }));
    let at = sends - 1;
    while (at >= 0 && script[at] === channels.length - 1) script[at--] = 0;
    if (at < 0) return;
    script[at]++;
  }
}

/** All ways to put the starts, in their order, between the steps of a script. */
export function* withStarts(script: readonly Step[], starts: readonly Step[]): Iterable<Step[]> {
  if (starts.length === 0) {
    yield [...script];
    return;
  }
  for (let at = 0; at <= script.length; at++) {
    for (const rest of withStarts(script.slice(at), starts.slice(1))) {
      yield [...script.slice(0, at), starts[0], ...rest];
    }
  }
}
