// Code actions that need no problem: a cut that is moved to the nearest consistent one, on either side, and what a snapshot
// recorded (or a cut goes through) written down as what is expected of it.

import { AstUtils, type LangiumDocument } from "langium";
import type { CodeAction, TextEdit } from "vscode-languageserver";
import {
  type Cut as CoreCut,
  largestConsistentBelow,
  sameCut,
  smallestConsistentAbove,
} from "../../../core/trace/cut.ts";
import { cutText } from "../../../core/trace/cutText.ts";
import {
  contentOf,
  type GlobalState,
  globalStateAt,
  recordedState,
} from "../../../core/trace/globalState.ts";
import type { Trace } from "../../../core/trace/trace.ts";
import {
  type Cut,
  type Expectation,
  isCut,
  isExpectation,
  isSnapshot,
  isStateClaim,
  type Snapshot,
} from "../grammar/generated/ast.ts";
import { nameWords, payloadWords, stateWords } from "../printing/words.ts";
import type { Judgement } from "./judgements.ts";
import { leafAt, type PlacedRun, runsOf } from "./runPlaces.ts";

type Statement = Cut | Snapshot | Expectation;

/** What can be rewritten at an offset of a document. */
export function rewritesAt(document: LangiumDocument, offset: number, judgement: Judgement): CodeAction[] {
  const leaf = leafAt(document, offset);
  const node = AstUtils.getContainerOfType(
    leaf?.astNode,
    (each): each is Statement => isCut(each) || isSnapshot(each) || isExpectation(each),
  );
  const placed = node === undefined ? undefined : runsOf(node, document, judgement)[0];
  if (node === undefined || placed === undefined) return [];
  const uri = document.uri.toString();
  const action = (title: string, edit: TextEdit | undefined): CodeAction[] =>
    edit === undefined ? [] : [{ title, kind: "refactor.rewrite", edit: { changes: { [uri]: [edit] } } }];
  if (isCut(node)) return movedCuts(node, placed, action);
  return isSnapshot(node) ? accepted(node, placed, action) : corrected(node, placed, action);
}

type Action = (title: string, edit: TextEdit | undefined) => CodeAction[];

function movedCuts(node: Cut, { run: { trace, cuts } }: PlacedRun, action: Action): CodeAction[] {
  const range = node.$cstNode?.range;
  const drawn = cuts.find(
    ({ planned }) => planned.name === node.name && planned.position.line === (range?.start.line ?? -1) + 1,
  );
  if (trace === undefined || range === undefined || drawn === undefined) return [];
  if (drawn.verdict.kind !== "inconsistent") return [];
  const to = (cut: CoreCut): TextEdit => {
    const points = trace.processes.flatMap(({ name }, p) =>
      cut[p] > 0 ? [`${nameWords(name)} after ${cut[p]}`] : [],
    );
    return {
      range,
      newText: `cut ${nameWords(node.name)} ${points.length === 0 ? "{ }" : `{ ${points.join(", ")} }`}`,
    };
  };
  const below = largestConsistentBelow(trace, drawn.cut);
  const above = smallestConsistentAbove(trace, drawn.cut);
  const words = (way: string, cut: CoreCut): string =>
    `Move the cut ${way} to the nearest consistent one (${cutText(trace, cut)})`;
  const actions = action(words("back", below), to(below));
  return sameCut(below, above) ? actions : [...actions, ...action(words("forward", above), to(above))];
}

/** `Accept recorded snapshot as expectation`: a line behind the snapshot that says what it has recorded. */
function accepted(node: Snapshot, { run: { trace } }: PlacedRun, action: Action): CodeAction[] {
  const range = node.$cstNode?.range;
  const snapshot = trace?.snapshots.find(({ line }) => line === (range?.start.line ?? -1) + 1);
  if (
    trace === undefined ||
    snapshot === undefined ||
    range === undefined ||
    snapshot.unfinished !== undefined
  )
    return [];
  const subject = node.name === undefined ? String(snapshot.id) : nameWords(node.name);
  const indent = " ".repeat(range.start.character);
  const state = stateText(trace, recordedState(trace, snapshot), indent);
  const newText = `\n${indent}expect snapshot ${subject} ${state}`;
  return action("Accept recorded snapshot as expectation", {
    range: { start: range.end, end: range.end },
    newText,
  });
}

/** The same where a state is expected already, and it is another. */
function corrected(node: Expectation, { run }: PlacedRun, action: Action): CodeAction[] {
  const { trace, expectations, cuts, scenario } = run;
  const range = node.claim?.$cstNode?.range;
  if (!isStateClaim(node.claim) || range === undefined || trace === undefined) return [];
  const line = (node.$cstNode?.range.start.line ?? -1) + 1;
  const result = expectations.find(({ expectation }) => expectation.position.line === line);
  if (result?.kind !== "fails") return [];
  const { subject } = result.expectation;
  const indent = " ".repeat(node.$cstNode?.range.start.character ?? 0);
  const edit = (state: GlobalState) => ({ range, newText: stateText(trace, state, indent) });
  if (subject.kind === "snapshot") {
    const snapshot = trace.snapshots.find(({ id }) => id === subject.id);
    return snapshot === undefined
      ? []
      : action("Accept recorded snapshot as expectation", edit(recordedState(trace, snapshot)));
  }
  if (subject.kind !== "cut") return [];
  const name = scenario?.cuts?.[subject.index]?.name;
  const drawn = cuts.find(({ planned }) => planned.name === name);
  return drawn === undefined
    ? []
    : action("Accept the state at this cut as expectation", edit(globalStateAt(trace, drawn.cut)));
}

/** A global state as one expects it: what is empty is left out, for it counts as empty. */
function stateText(trace: Trace, { processes, channels }: GlobalState, indent: string): string {
  const name = (process: number): string => nameWords(trace.processes[process].name);
  const parts = processes.flatMap((state, p) => {
    const words = stateWords(state);
    return words === "{ }" ? [] : [`${name(p)} ${words}`];
  });
  for (const { from, to, messages } of channels) {
    if (messages.length === 0) continue;
    const listed = messages.map((message) => messageText(trace, message));
    parts.push(`${name(from)} -> ${name(to)} [ ${listed.join(", ")} ]`);
  }
  const oneLine = `{ ${parts.join("  ")} }`;
  if (parts.length === 0 || oneLine.length <= 80) return parts.length === 0 ? "{ }" : oneLine;
  return `{\n${parts.map((part) => `${indent}    ${part}\n`).join("")}${indent}}`;
}

function messageText(trace: Trace, message: number): string {
  const payload = { label: labelOf(trace, message), ...contentOf(trace, message) };
  const isOneToken = payload.label === "" && payload.fields.length === 0 && payload.tokens.length === 1;
  return isOneToken || payload.label !== "" ? payloadWords(payload) : stateWords(payload);
}

function labelOf(trace: Trace, message: number): string {
  return trace.payloads[trace.messages.payload[message]]?.label ?? "";
}
