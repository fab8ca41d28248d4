// The functions of the predicate language, with what they take and give in words: the checker goes by this table, and
// completion and docs/predicates.md show it.

import type { Type } from "./types.ts";

export interface FunctionShape {
  readonly name: string;
  /** How many arguments it takes. */
  readonly arity: readonly number[];
  readonly gives: Type;
  /** How it is written. */
  readonly usage: string;
  readonly words: string;
}

export const FUNCTIONS: readonly FunctionShape[] = [
  {
    name: "tokens",
    arity: [0, 1, 2],
    gives: "number",
    usage: "tokens(P, Y)",
    words: "how many tokens a process or channel holds, of all kinds or of one; without a place, everywhere",
  },
  {
    name: "messages",
    arity: [0, 1],
    gives: "number",
    usage: "messages(P -> Q)",
    words: "how many messages a channel holds; without a channel, all of them",
  },
  {
    name: "empty",
    arity: [1],
    gives: "boolean",
    usage: "empty(P -> Q)",
    words: "whether a channel (or `channels`, all of them) holds no message, or a set no member",
  },
  {
    name: "size",
    arity: [1],
    gives: "number",
    usage: "size(P.holds)",
    words: "how many members a set has",
  },
  {
    name: "known",
    arity: [1],
    gives: "boolean",
    usage: "known(P.x)",
    words: "whether the trace tells a value here",
  },
  {
    name: "name",
    arity: [1],
    gives: "text",
    usage: "name(p)",
    words: "the name of a process",
  },
  {
    name: "label",
    arity: [1],
    gives: "text",
    usage: "label(m)",
    words: "the text of a message",
  },
  {
    name: "from",
    arity: [1],
    gives: "process",
    usage: "from(m)",
    words: "the process that a message or channel comes from",
  },
  {
    name: "to",
    arity: [1],
    gives: "process",
    usage: "to(m)",
    words: "the process that a message or channel goes to",
  },
];
