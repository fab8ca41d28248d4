// The wait-for graph of a global state (E. Knapp, "Deadlock Detection in Distributed Databases", ACM Computing Surveys 19(4),
// 1987): who waits for what, and who has it. What is under way in a channel counts: a resource in a message belongs to
// its receiver, and a request in a message shows that its sender waits. Forgetting either gives false deadlocks.

import type { World } from "../../predicate/world.ts";
import { contentOf } from "../../trace/globalState.ts";
import { NONE } from "../../trace/ids.ts";
import { receiverOf, senderOf } from "../../trace/trace.ts";
import { type FieldNames, isNamed, wordsOf } from "./fieldNames.ts";

/** One thing that a process waits for. */
export interface Wait {
  /** The resource or process, as the trace names it. */
  readonly what: string;
  /** The processes that have it or will have it: any of them can give it. Empty: it is free, or on its way to who waits. */
  readonly from: readonly number[];
  /** The request in a channel that shows it, or NONE where the process's own state does. */
  readonly request: number;
}

export interface Waiting {
  readonly process: number;
  /** Whether it goes on with any one of them (OR model); else it needs all (AND model). */
  readonly isChoice: boolean;
  readonly waits: readonly Wait[];
}

export interface WaitForGraph {
  readonly processes: number;
  /** The processes that wait for anything, ascending. */
  readonly waiting: readonly Waiting[];
  /** Processes of whose state nobody knows: they may wait, or not. */
  readonly unknown: readonly number[];
  /** Whether any field or message of the state speaks of holding or waiting. */
  readonly isTold: boolean;
}

/** `or`: whether what a process waits for are choices. A field for choices (`waits-any`) is one in both models. */
export function waitForGraph(world: World, names: FieldNames, or = false): WaitForGraph {
  const facts = factsOf(world, names);
  const waiting: Waiting[] = [];
  const unknown: number[] = [];
  let isTold = facts.isTold;
  world.trace.processes.forEach((_, p) => {
    const state = world.state(p);
    if (state === undefined) {
      unknown.push(p);
      return;
    }
    const all = wordsOf(state, names.waits);
    const any = wordsOf(state, names.waitsAny) ?? [];
    isTold ||= all !== undefined || any.length > 0;
    // A state that tells of waiting is believed; where it does not, requests under way tell.
    const asked = all === undefined && any.length === 0 ? (facts.requests.get(p) ?? []) : [];
    const own = [...(all ?? []), ...any].map((what) => ({ what, request: NONE }));
    const waits = [...own, ...asked].flatMap((each) => facts.wait(p, each) ?? []);
    if (own.length + asked.length > 0 && waits.length > 0)
      waiting.push({ process: p, isChoice: or || any.length > 0, waits });
  });
  return { processes: world.trace.processes.length, waiting, unknown, isTold };
}

interface Asked {
  readonly what: string;
  readonly request: number;
}

interface Facts {
  readonly isTold: boolean;
  /** By the process that asks. */
  readonly requests: ReadonlyMap<number, readonly Asked[]>;
  /** What a process waits for with who has it; undefined where it has it already. */
  readonly wait: (process: number, asked: Asked) => Wait | undefined;
}

function factsOf(world: World, names: FieldNames): Facts {
  const { trace } = world;
  const holders = new Map<string, Set<number>>();
  const requests = new Map<number, Asked[]>();
  /** Answers under way, from whom to whom: `FROM TO`. */
  const answers = new Set<string>();
  let isTold = false;
  const hold = (what: string, process: number): void => {
    const known = holders.get(what);
    if (known === undefined) holders.set(what, new Set([process]));
    else known.add(process);
  };
  trace.processes.forEach((_, p) => {
    const state = world.state(p);
    const held = state === undefined ? undefined : wordsOf(state, names.holds);
    isTold ||= held !== undefined;
    for (const what of held ?? []) hold(what, p);
    for (const { token } of state?.tokens ?? []) hold(token, p);
  });
  const see = (message: number): void => {
    const from = senderOf(trace, message);
    const to = receiverOf(trace, message);
    if (to === NONE || from === NONE) return;
    const content = contentOf(trace, message);
    const label = labelOf(world, message);
    const about = wordsOf(content, names.resource) ?? [];
    for (const { token } of content.tokens) hold(token, to);
    if (isNamed(label, names.grants)) {
      for (const what of about) hold(what, to);
      if (about.length === 0) answers.add(`${from} ${to}`);
    } else if (isNamed(label, names.requests)) {
      const asked = about.length > 0 ? about : [trace.processes[to].name];
      requests.set(from, [
        ...(requests.get(from) ?? []),
        ...asked.map((what) => ({ what, request: message })),
      ]);
    }
  };
  for (let channel = 0; channel < trace.channels.from.length; channel++) {
    for (const message of world.messagesOn(channel) ?? []) see(message);
  }
  const byName = new Map(trace.processes.map(({ name }, p) => [name, p]));
  return {
    isTold: isTold || requests.size > 0,
    requests,
    wait: (process, { what, request }) => {
      const other = byName.get(what);
      if (other !== undefined) {
        const isAnswered = answers.has(`${other} ${process}`);
        return { what, request, from: isAnswered || other === process ? [] : [other] };
      }
      const from = holders.get(what) ?? new Set();
      return from.has(process) ? undefined : { what, request, from: [...from].sort((a, b) => a - b) };
    },
  };
}

function labelOf({ trace }: World, message: number): string {
  const payload = trace.messages.payload[message];
  return payload === NONE ? "" : (trace.payloads[payload]?.label ?? "");
}
