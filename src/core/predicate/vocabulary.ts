// The names that a trace offers to predicates: its processes, the fields and tokens of their states, what its messages
// carry. Checking and completion go by it; it is gathered once a trace.

import type { Payload, Trace } from "../trace/trace.ts";
import { setItems } from "./setText.ts";

export interface Vocabulary {
  /** In the trace's order. */
  readonly processes: readonly string[];
  readonly processByName: ReadonlyMap<string, number>;
  /** From `FROM * processes + TO` to the channel. */
  readonly channelByEnds: ReadonlyMap<number, number>;
  /** Names of the fields of processes, sorted. */
  readonly fields: readonly string[];
  /** Names of the fields of messages, sorted. */
  readonly messageFields: readonly string[];
  /** Kinds of tokens, of processes and messages, sorted. */
  readonly tokens: readonly string[];
  /** Texts that fields ever have, and the members of those that are sets; then the labels of messages. Sorted. */
  readonly words: readonly string[];
}

/** More words than this are not offered; they may be used all the same. */
const MOST_WORDS = 2000;

/** Visits each change of a state once. */
export function vocabularyOf(trace: Trace): Vocabulary {
  const { keys } = trace.states;
  const fields = keys.flatMap(({ name, kind }) => (kind === "token" ? [] : [name]));
  const carried = trace.payloads.flatMap((payload) => payload.fields.map(({ name }) => name));
  const tokens = [
    ...keys.flatMap(({ name, kind }) => (kind === "token" ? [name] : [])),
    ...trace.payloads.flatMap((payload) => payload.tokens.map(({ token }) => token)),
  ];
  const { from, to } = trace.channels;
  const processes = trace.processes.map(({ name }) => name);
  return {
    processes,
    processByName: new Map(processes.map((name, p) => [name, p])),
    channelByEnds: new Map(Array.from(from, (p, channel) => [p * processes.length + to[channel], channel])),
    fields: sorted(fields),
    messageFields: sorted(carried),
    tokens: sorted(tokens),
    words: sorted([...fieldTexts(trace), ...trace.payloads.flatMap(payloadTexts)]).slice(0, MOST_WORDS),
  };
}

function fieldTexts(trace: Trace): Set<string> {
  const { keys, changeKey, changeValue, checkpointKey, checkpointValue } = trace.states;
  const indices = new Set<number>();
  const look = (key: Uint32Array, value: Float64Array): void => {
    for (let i = 0; i < key.length; i++) {
      if (keys[key[i]].kind === "text" && !Number.isNaN(value[i])) indices.add(value[i]);
    }
  };
  look(changeKey, changeValue);
  look(checkpointKey, checkpointValue);
  const texts = new Set<string>();
  for (const index of indices) for (const text of partsOf(trace.strings[index])) texts.add(text);
  return texts;
}

function payloadTexts({ label, fields }: Payload): string[] {
  const values = fields.flatMap(({ value }) => (typeof value === "string" ? partsOf(value) : []));
  return label === "" ? values : [label, ...values];
}

function partsOf(text: string): readonly string[] {
  return setItems(text) ?? [text];
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].filter((name) => name !== "").sort();
}
