// Compares a global state of a run with one that an author expects, and writes either as he would: `P { G }`,
// `Q -> P [ B, O ]`, so that the two can be laid side by side.

import type { ExpectedState } from "../scenario/expectation.ts";
import { contentOf, type GlobalState } from "../trace/globalState.ts";
import {
  describeState,
  describeTokens,
  EMPTY_STATE,
  type LocalState,
  sameState,
} from "../trace/localState.ts";
import type { SourcePosition } from "../trace/problem.ts";
import { MessageKind, type Payload, type Trace } from "../trace/trace.ts";

/** One way in which a state is not as expected. */
export interface StateDifference {
  readonly words: string;
  /** Where the expectation names it; absent where it does not. */
  readonly position?: SourcePosition;
}

export function compareState(trace: Trace, expected: ExpectedState, actual: GlobalState): StateDifference[] {
  const differences: StateDifference[] = [];
  const name = (process: number): string => trace.processes[process].name;
  trace.processes.forEach((_, p) => {
    const wanted = expected.processes.find(({ process }) => process === p);
    if (fits(wanted?.state ?? EMPTY_STATE, actual.processes[p])) return;
    const words = `${name(p)} holds ${describeState(actual.processes[p])}, not ${describeState(wanted?.state ?? EMPTY_STATE)}`;
    differences.push({ words, position: wanted?.position });
  });
  const seen = new Set<string>();
  const compare = (from: number, to: number): void => {
    if (seen.has(`${from} ${to}`)) return;
    seen.add(`${from} ${to}`);
    const wanted = expected.channels.find((channel) => channel.from === from && channel.to === to);
    const messages = contentsOf(trace, actual, from, to);
    const same = samePayloads(wanted?.messages ?? [], messages);
    if (same) return;
    const words = `${name(from)} → ${name(to)} holds ${listed(messages)}, not ${listed(wanted?.messages ?? [])}`;
    differences.push({ words, position: wanted?.position });
  };
  for (const { from, to } of expected.channels) compare(from, to);
  for (const { from, to } of actual.channels) compare(from, to);
  return differences;
}

/** A state in the author's own words, a process or channel a line. */
export function stateLines(trace: Trace, state: GlobalState): string {
  const name = (process: number): string => trace.processes[process].name;
  return [
    ...trace.processes.map((_, p) => `${name(p)} { ${content(state.processes[p])} }`),
    ...state.channels.map(
      ({ from, to }) =>
        `${name(from)} -> ${name(to)} [ ${contentsOf(trace, state, from, to).map(payloadWords).join(", ")} ]`,
    ),
  ].join("\n");
}

export function expectedLines(trace: Trace, state: ExpectedState): string {
  const name = (process: number): string => trace.processes[process].name;
  return [
    ...trace.processes.map((_, p) => {
      const wanted = state.processes.find(({ process }) => process === p);
      return `${name(p)} { ${content(wanted?.state ?? EMPTY_STATE)} }`;
    }),
    ...state.channels
      .filter(({ messages }) => messages.length > 0)
      .map(
        ({ from, to, messages }) =>
          `${name(from)} -> ${name(to)} [ ${messages.map(payloadWords).join(", ")} ]`,
      ),
  ].join("\n");
}

/** Whether a state is as expected: all tokens, and the fields that are named. */
function fits(expected: LocalState, actual: LocalState): boolean {
  const named = new Set(expected.fields.map(({ name }) => name));
  const fields = actual.fields.filter(({ name }) => named.has(name));
  return sameState(expected, { tokens: actual.tokens, fields });
}

function contentsOf(trace: Trace, state: GlobalState, from: number, to: number): Payload[] {
  const channel = state.channels.find((each) => each.from === from && each.to === to);
  return (channel?.messages ?? []).map((message) => {
    const payload = trace.messages.payload[message];
    const label =
      trace.messages.kind[message] === MessageKind.application ? (trace.payloads[payload]?.label ?? "") : "";
    return { label, ...contentOf(trace, message) };
  });
}

function samePayloads(a: readonly Payload[], b: readonly Payload[]): boolean {
  return (
    a.length === b.length && a.every((payload, i) => payload.label === b[i].label && sameState(payload, b[i]))
  );
}

function listed(messages: readonly Payload[]): string {
  return messages.length === 0 ? "nothing" : `[${messages.map(payloadWords).join(", ")}]`;
}

function payloadWords(payload: Payload): string {
  const held = payload.tokens.length + payload.fields.length === 0 ? "" : describeState(payload);
  if (payload.label === "") return held === "" ? "message" : held;
  return held === "" ? payload.label : `${payload.label} { ${held} }`;
}

function content(state: LocalState): string {
  return state.tokens.length + state.fields.length === 0 ? "" : describeState(state);
}

/** Tokens as an expectation writes them. */
export function tokenWords(tokens: Parameters<typeof describeTokens>[0]): string {
  return `{ ${tokens.length === 0 ? "" : describeTokens(tokens)} }`;
}
