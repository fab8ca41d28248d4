// From a statement of an open text to what it did in the run: its event and its message. And from a place in the text to
// the scenario that it belongs to, with its run.

import { type AstNode, AstUtils, CstUtils, type LangiumDocument } from "langium";
import type { Opened } from "../../../core/analysis/opened.ts";
import { NONE } from "../../../core/trace/ids.ts";
import { MessageKind, type Trace } from "../../../core/trace/trace.ts";
import {
  type Crash,
  type File,
  isCrash,
  isFile,
  isLocal,
  isReceive,
  isRestart,
  isScenario,
  isSend,
  type Local,
  type Receive,
  type Restart,
  type Scenario,
  type Send,
  type Statement,
} from "../grammar/generated/ast.ts";
import type { Judgement } from "./judgements.ts";

/** What a process does, each one event of the run. */
export type Step = Send | Receive | Local | Crash | Restart;

export function isStep(node: AstNode): node is Step {
  return isSend(node) || isReceive(node) || isLocal(node) || isCrash(node) || isRestart(node);
}

/** A scenario of a document with its run. */
export interface PlacedRun {
  readonly holder: Scenario | File;
  readonly statements: readonly Statement[];
  readonly run: Opened;
}

/** The scenarios of a document, each with its run. */
export function placedRuns(document: LangiumDocument, { runs }: Judgement): PlacedRun[] {
  const file = document.parseResult.value as File;
  const holders: readonly (Scenario | File)[] = file.scenarios.length === 0 ? [file] : file.scenarios;
  return runs.flatMap((run, i) => {
    const holder = holders[i];
    return holder === undefined ? [] : [{ holder, statements: holder.statements, run }];
  });
}

/** The runs that a node takes part in: its scenario's own; of what scenarios share, all. */
export function runsOf(node: AstNode, document: LangiumDocument, judgement: Judgement): PlacedRun[] {
  const holder = AstUtils.getContainerOfType(
    node,
    (each): each is Scenario | File => isScenario(each) || isFile(each),
  );
  const all = placedRuns(document, judgement);
  const own = all.filter((each) => each.holder === holder);
  return own.length > 0 ? own : all;
}

/** The node at an offset, the leaf in it, and whether the leaf is a word. */
export function leafAt(document: LangiumDocument, offset: number) {
  const root = document.parseResult.value.$cstNode;
  return root === undefined ? undefined : CstUtils.findDeclarationNodeAtOffset(root, offset);
}

/** Which process does this, by name. */
export function actorOf(step: Step): string | undefined {
  return isSend(step) ? step.from?.$refText : step.process?.$refText;
}

export function processNamed({ processes }: Trace, called: string | undefined): number {
  const bare = called?.replaceAll('"', "");
  return processes.findIndex(({ name }) => name === called || name === bare);
}

/** The event that a step is in the run; NONE where the run has none. */
export function eventOf(trace: Trace, step: Step): number {
  if (isReceive(step)) {
    const message = step.message?.ref === undefined ? NONE : messageOf(trace, step.message.ref);
    return message === NONE ? NONE : trace.messages.receive[message];
  }
  const line = (step.$cstNode?.range.start.line ?? -1) + 1;
  const process = processNamed(trace, actorOf(step));
  if (process < 0) return NONE;
  const { events, messages, firstEvent } = trace;
  for (let event = firstEvent[process]; event < firstEvent[process + 1]; event++) {
    if (events.line[event] !== line) continue;
    const sent = events.sent[event];
    const isOwn = isSend(step)
      ? sent !== NONE && messages.kind[sent] === MessageKind.application
      : sent === NONE && events.received[event] === NONE;
    if (isOwn) return event;
  }
  return NONE;
}

/** The message that a send sends in the run, or NONE. */
export function messageOf(trace: Trace, send: Send): number {
  const event = eventOf(trace, send);
  return event === NONE ? NONE : trace.events.sent[event];
}
