// A second explorer, from first principles: states as plain objects, compared as text, walked depth-first, with the rules of
// Chandy and Lamport written out. Slow, without reduction, and shares no code with core/exploration or the algorithms.

import type { Ends, Step } from "./smallScenarios.ts";

interface PlainState {
  /** How many of its steps each process has done. */
  readonly done: number[];
  readonly tokens: number[];
  /** What each channel holds: numbers of tokens, `m0` for a marker. */
  readonly channels: (number | string)[][];
  /** For each snapshot, each process: what it recorded. */
  readonly recorded: (number | null)[][];
  /** For each snapshot, each channel: what was recorded, and whether it is being recorded. */
  readonly contents: { messages: number[]; is: "idle" | "recording" | "finished" }[][];
}

export interface PlainExploration {
  readonly states: number;
  readonly transitions: number;
  /** Each different snapshot with its place, as text. */
  readonly snapshots: ReadonlySet<string>;
  readonly finals: number;
}

/** Goes through every order in which the steps of a small scenario can happen. */
export function explorePlainly(ends: Ends, steps: readonly Step[], tokens: number): PlainExploration {
  const processes = 1 + Math.max(...ends.flat());
  const own = Array.from({ length: processes }, (_, p) =>
    steps.filter((step) => ("send" in step ? ends[step.send][0] : step.by) === p),
  );
  const snapshots = 1 + Math.max(-1, ...steps.map((step) => ("send" in step ? -1 : step.snapshot)));
  const first: PlainState = {
    done: own.map(() => 0),
    tokens: own.map(() => tokens),
    channels: ends.map(() => []),
    recorded: Array.from({ length: snapshots }, () => own.map(() => null)),
    contents: Array.from({ length: snapshots }, () => ends.map(() => ({ messages: [], is: "idle" }))),
  };
  const seen = new Set([JSON.stringify(first)]);
  const recorded = new Set<string>();
  const pending = [first];
  let transitions = 0;
  let finals = 0;
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const following = followers(state, own, ends);
    if (following.length === 0) {
      finals++;
      state.recorded.forEach((row, s) => {
        recorded.add(
          `${s}: ${row.join(" ")} [${(state?.contents[s] ?? []).map(({ messages }) => messages.join("+"))}]`,
        );
      });
    }
    for (const next of following) {
      transitions++;
      const key = JSON.stringify(next);
      if (seen.has(key)) continue;
      seen.add(key);
      pending.push(next);
    }
  }
  return { states: seen.size, transitions, snapshots: recorded, finals };
}

function followers(state: PlainState, own: readonly (readonly Step[])[], ends: Ends): PlainState[] {
  const result: PlainState[] = [];
  own.forEach((list, p) => {
    const step = list[state.done[p]];
    if (step === undefined) return;
    const next = structuredClone(state);
    next.done[p]++;
    if ("send" in step) {
      next.tokens[p] -= step.tokens;
      next.channels[step.send].push(step.tokens);
    } else if (next.recorded[step.snapshot][p] === null) record(next, ends, step.snapshot, p);
    result.push(next);
  });
  ends.forEach(([, to], c) => {
    if (state.channels[c].length === 0) return;
    const next = structuredClone(state);
    const message = next.channels[c].shift();
    if (typeof message === "number") {
      next.tokens[to] += message;
      for (const row of next.contents) if (row[c].is === "recording") row[c].messages.push(message);
    } else {
      const s = Number(String(message).slice(1));
      if (next.recorded[s][to] === null) record(next, ends, s, to);
      next.contents[s][c].is = "finished";
    }
    result.push(next);
  });
  return result;
}

/** The process records itself, listens on its channels and sends markers. */
function record(state: PlainState, ends: Ends, snapshot: number, process: number): void {
  state.recorded[snapshot][process] = state.tokens[process];
  ends.forEach(([from, to], c) => {
    if (to === process) state.contents[snapshot][c].is = "recording";
    if (from === process) state.channels[c].push(`m${snapshot}`);
  });
}
