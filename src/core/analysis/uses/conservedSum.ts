// Is a sum kept: of a field over all processes and the messages in channels, or of all tokens? Compared with the sum before
// the run's first event. Not counting the channels loses what is under way, the mistake that snapshots were made against.

import type { World } from "../../predicate/world.ts";
import { worldAt } from "../../predicate/world.ts";
import { emptyCut } from "../../trace/cut.ts";
import { describeMessage, processName } from "../../trace/describe.ts";
import { contentOf, tokensOf } from "../../trace/globalState.ts";
import { countTokens, type Field, type LocalState, tokenList } from "../../trace/localState.ts";
import { describeTokenDifference, isConserved } from "../../trace/verdict.ts";
import { compareTokens } from "../conservation.ts";
import { type Finding, listed } from "./finding.ts";

/** What is added up. `tokens`: every kind by itself. */
export type Conserved =
  | { readonly kind: "tokens" }
  /** Names of fields: of processes, and of messages. */
  | { readonly kind: "field"; readonly process: string; readonly message: string };

/** `balance`, `balance+amount` (processes and messages name it differently) or `tokens`. */
export function readConserved(text: string): Conserved {
  if (text === "tokens") return { kind: "tokens" };
  const [process, message = process] = text.split("+").map((part) => part.trim());
  return { kind: "field", process, message };
}

export function findConserved(world: World, what: Conserved): Finding {
  return what.kind === "tokens" ? tokensKept(world) : fieldKept(world, what.process, what.message);
}

function tokensKept(world: World): Finding {
  const { trace } = world;
  const counts = new Map<string, number>();
  const { unknown } = eachPart(world, (state) => countTokens(counts, state));
  const before = tokensOf(trace, { processes: startStates(world), channels: [] });
  const difference = compareTokens(before, tokenList(counts));
  const shared = { details: [], processes: [], messages: [] };
  if (unknown.length > 0) return { kind: "unknown", words: unknownWords(unknown), ...shared };
  if (before.length === 0 && counts.size === 0)
    return { kind: "unknown", words: "unknown: this trace holds no tokens", ...shared };
  return {
    kind: isConserved(difference) ? "holds" : "violated",
    words: describeTokenDifference(difference),
    ...shared,
  };
}

function fieldKept(world: World, process: string, message: string): Finding {
  const start = sumOf(worldAt(world.trace, emptyCut(world.trace)), process, message);
  const here = sumOf(world, process, message);
  const details = [
    `in processes: ${here.inProcesses}`,
    `in channels: ${here.inChannels}`,
    ...(here.messages.length === 0
      ? []
      : [`without the channels ${here.inProcesses} would be found, ${here.inChannels} too few`]),
  ];
  const shared = { details, processes: [], messages: here.messages };
  const sum = here.inProcesses + here.inChannels;
  const before = start.inProcesses + start.inChannels;
  if (start.unknown.length > 0 || here.unknown.length > 0)
    return {
      kind: "unknown",
      words: unknownWords([...new Set([...start.unknown, ...here.unknown])]),
      ...shared,
    };
  if (start.counted + here.counted === 0)
    return { kind: "unknown", words: `unknown: nobody has a field ${process}`, ...shared };
  // Sums of fractions differ in their last digits by the order of adding.
  const isKept = Math.abs(sum - before) <= 1e-9 * Math.max(1, Math.abs(sum), Math.abs(before));
  const words = isKept ? `the sum is kept: ${sum}` : `the sum is ${sum}, and was ${before} at the beginning`;
  return { kind: isKept ? "holds" : "violated", words, ...shared };
}

interface Sum {
  readonly inProcesses: number;
  readonly inChannels: number;
  /** How many states and messages have the field. */
  readonly counted: number;
  /** Messages that carry any of it. */
  readonly messages: readonly number[];
  /** Of whom or what nobody knows it. */
  readonly unknown: readonly string[];
}

function sumOf(world: World, process: string, message: string): Sum {
  const { trace } = world;
  let inProcesses = 0;
  let inChannels = 0;
  let counted = 0;
  const messages: number[] = [];
  const odd: string[] = [];
  const fieldValue = (fields: readonly Field[], name: string, where: () => string): number => {
    const value = fields.find((field) => field.name === name)?.value;
    if (value === undefined) return 0;
    counted++;
    if (typeof value === "number") return value;
    odd.push(where());
    return 0;
  };
  const { unknown } = eachPart(world, ({ fields }, of, id) => {
    if (of === "process") {
      inProcesses += fieldValue(fields, process, () => processName(trace, id));
      return;
    }
    const amount = fieldValue(fields, message, () => describeMessage(trace, id));
    inChannels += amount;
    if (amount !== 0) messages.push(id);
  });
  return { inProcesses, inChannels, counted, messages, unknown: [...unknown, ...odd] };
}

/** Visits the state of each process and the content of each message in a channel. Gives of whom or what nobody knows it. */
function eachPart(
  world: World,
  visit: (state: LocalState, of: "process" | "message", id: number) => void,
): { readonly unknown: readonly string[] } {
  const { trace } = world;
  const unknown: string[] = [];
  trace.processes.forEach(({ name }, p) => {
    const state = world.state(p);
    if (state === undefined) unknown.push(name);
    else visit(state, "process", p);
  });
  const { from, to } = trace.channels;
  for (let channel = 0; channel < from.length; channel++) {
    const messages = world.messagesOn(channel);
    if (messages === undefined)
      unknown.push(`${processName(trace, from[channel])} -> ${processName(trace, to[channel])}`);
    for (const message of messages ?? []) visit(contentOf(trace, message), "message", message);
  }
  return { unknown };
}

function startStates(world: World): readonly LocalState[] {
  const start = worldAt(world.trace, emptyCut(world.trace));
  const states: LocalState[] = [];
  eachPart(start, (state) => states.push(state));
  return states;
}

function unknownWords(unknown: readonly string[]): string {
  return `unknown: nobody knows what ${listed(unknown)} ${unknown.length === 1 ? "has" : "have"} of it`;
}
