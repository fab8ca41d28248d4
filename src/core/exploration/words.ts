// What explorations say, in words: global states in the author's own way of writing, limits, and how much was seen. The
// command line and the editor print these.

import { describeState } from "../trace/localState.ts";
import type { Payload } from "../trace/trace.ts";
import { counted } from "../trace/verdict.ts";
import type { Exploration } from "./exploration.ts";
import type { Explored } from "./explored.ts";
import type { Limit } from "./options.ts";
import type { SnapshotOutcome } from "./outcomes.ts";

/** `P { G }  Q { R }  P -> Q [ Y ]`; channels that are empty are left out. */
export function outcomeWords({ scenario }: Explored, { processes, channels }: SnapshotOutcome): string {
  const name = (process: number): string => scenario.processes[process].name;
  const states = processes.map((state, p) => {
    if (state === undefined) return `${name(p)} never records`;
    const held = state.tokens.length + state.fields.length === 0 ? "" : `${describeState(state)} `;
    return `${name(p)} { ${held}}`;
  });
  const contents = channels.flatMap((messages, c) => {
    const { from, to } = scenario.channels[c];
    const ends = `${name(from)} -> ${name(to)}`;
    if (messages === undefined) return [`${ends} unfinished`];
    return messages.length === 0 ? [] : [`${ends} [ ${messages.map(payloadWords).join(", ")} ]`];
  });
  return [...states, ...contents].join("  ");
}

function payloadWords({ label, tokens, fields }: Payload): string {
  const held = tokens.length + fields.length === 0 ? "" : describeState({ tokens, fields });
  if (label === "") return held === "" ? "message" : held;
  return held === "" ? `"${label}"` : `"${label}" { ${held} }`;
}

/** `complete: 27 states, 3 of them final` or why it is not. */
export function extentWords(exploration: Exploration): string {
  const { states, finals, limit, waiting } = exploration;
  const seen = `${counted(states, "state")}, ${finals.length} of them final`;
  if (limit === undefined) return `complete: ${seen}`;
  return `not complete: ${limitWords(limit)}; ${seen}, ${waiting} not followed`;
}

export function limitWords(limit: Limit): string {
  if (limit === "cancelled") return "it was cancelled";
  return limit === "states" ? "more states than it may look at" : "more memory than it may take";
}

/** What a scenario says that its exploration leaves out. */
export function leftOut({
  scenario,
  order,
}: {
  scenario: Explored["scenario"];
  order?: "free" | "timed";
}): string[] {
  const remarks: string[] = [];
  if (order !== "timed" && (scenario.steps ?? []).some(({ at }) => at !== undefined))
    remarks.push(
      "times are left out: what stands in a process's order is done in that order, all else in any",
    );
  if (scenario.stopTime !== undefined)
    remarks.push("runs are not stopped, but go on until everything has arrived");
  return remarks;
}
