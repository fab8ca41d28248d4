// Which tokens there are at a place of the text: those that a process holds right before its step is done, by the run of the
// text as it stands; else all that the scenario knows.

import { type AstNode, AstUtils } from "langium";
import { stateAt } from "../../../core/trace/checkpoints.ts";
import { NONE } from "../../../core/trace/ids.ts";
import { PLAIN_TOKEN, type TokenCount } from "../../../core/trace/localState.ts";
import { eventCountOf, localIndex, type Trace } from "../../../core/trace/trace.ts";
import { isLocal, isSend, type Local, type Send } from "../grammar/generated/ast.ts";
import { tokenName } from "../meaning/content.ts";
import { actorOf, eventOf, isStep, type PlacedRun, processNamed } from "./runPlaces.ts";

interface Place {
  readonly offset: number;
  readonly textDocument: { getText(): string };
}

/** Undefined where any token may stand: in a state, or behind a plus. */
export function heldTokens(node: AstNode, place: Place, placed: PlacedRun): TokenCount[] | undefined {
  const step = AstUtils.getContainerOfType(
    node,
    (each): each is Send | Local => isSend(each) || isLocal(each),
  );
  const { trace } = placed.run;
  if (step === undefined || trace === undefined) return undefined;
  const start = step.$cstNode?.offset ?? 0;
  const typed = place.textDocument.getText().slice(start, place.offset);
  if (isLocal(step) && !/-\s*(\d+\s+)?[^\s,+-]*$/.test(typed)) return undefined;
  const process = processNamed(trace, actorOf(step));
  if (process < 0) return undefined;
  const held = stateAt(trace, process, frontierBefore(trace, process, step, placed)).tokens;
  return named(isSend(step) ? withoutListed(held, step, place.offset) : held);
}

/** All tokens that processes begin with or that somebody makes. */
export function allTokens({ run: { scenario } }: PlacedRun): TokenCount[] {
  const found = new Set<string>();
  for (const { initial } of scenario?.processes ?? [])
    for (const { token } of initial.tokens) found.add(token);
  for (const step of scenario?.steps ?? []) {
    if (step.kind !== "local") continue;
    for (const change of step.changes) if (change.kind === "token") found.add(change.token);
  }
  return named([...found].sort().map((token) => ({ token, count: 1 })));
}

function named(tokens: readonly TokenCount[]): TokenCount[] {
  return tokens.map(({ token, count }) => ({ token: token === PLAIN_TOKEN ? "tokens" : token, count }));
}

/** How many events of the process come before the step: it may be a step already, or the one before it is the last known. */
function frontierBefore(
  trace: Trace,
  process: number,
  step: Send | Local,
  { statements }: PlacedRun,
): number {
  const own = eventOf(trace, step);
  if (own !== NONE && trace.events.process[own] === process) return localIndex(trace, own);
  const before = statements.slice(0, statements.indexOf(step)).filter(isStep).reverse();
  const last = before
    .map((each) => eventOf(trace, each))
    .find((event) => event !== NONE && trace.events.process[event] === process);
  let frontier = last === undefined ? 0 : localIndex(trace, last) + 1;
  // A step comes one unit after the one before it, and what has arrived by then is there.
  const { time } = trace.events;
  const now = (last === undefined ? 0 : time[last]) + 1;
  const first = trace.firstEvent[process];
  while (
    frontier < eventCountOf(trace, process) &&
    time[first + frontier] <= now &&
    trace.events.sent[first + frontier] === NONE
  )
    frontier++;
  return frontier;
}

/** Without what the message carries already before the cursor. */
function withoutListed(held: readonly TokenCount[], { content }: Send, offset: number): TokenCount[] {
  const listed = new Map<string, number>();
  for (const each of content?.tokens ?? []) {
    const token = tokenName(each);
    if (token === undefined || (each.$cstNode?.end ?? offset) >= offset) continue;
    listed.set(token, (listed.get(token) ?? 0) + (each.count ?? 1));
  }
  return held.flatMap(({ token, count }) => {
    const left = count - (listed.get(token) ?? 0);
    return left > 0 ? [{ token, count: left }] : [];
  });
}
