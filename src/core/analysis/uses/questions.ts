// The questions that a snapshot is taken for, asked of a snapshot, of a cut, or of each snapshot of a series: a predicate,
// deadlock, garbage, termination, a kept sum. An answer says at which cut it was found and what that cut is worth.

import { compilePredicate, faultWords, type Predicate } from "../../predicate/compile.ts";
import { completePredicate } from "../../predicate/completion.ts";
import { describeValue } from "../../predicate/context.ts";
import { vocabularyOf } from "../../predicate/vocabulary.ts";
import { recordedWorld, type World, worldAt } from "../../predicate/world.ts";
import { type Cut, fullCut, largestConsistentBelow, smallestConsistentAbove } from "../../trace/cut.ts";
import { cutText } from "../../trace/cutText.ts";
import { snapshotTitle } from "../../trace/describeSnapshot.ts";
import type { Trace } from "../../trace/trace.ts";
import type { SnapshotVerdict, VerdictKind } from "../../trace/verdict.ts";
import { verifyCut } from "../consistency.ts";
import { type Conserved, findConserved } from "./conservedSum.ts";
import { findDeadlock } from "./deadlock.ts";
import type { FieldNames } from "./fieldNames.ts";
import { type Finding, listed } from "./finding.ts";
import { findGarbage } from "./garbage.ts";
import { findTermination } from "./termination.ts";

export type Question =
  | { readonly kind: "predicate"; readonly predicate: Predicate }
  | { readonly kind: "deadlock"; readonly names: FieldNames; readonly or: boolean }
  | { readonly kind: "garbage" | "termination"; readonly names: FieldNames }
  | { readonly kind: "conservation"; readonly what: Conserved };

/** A global state of a trace that can be asked. */
export interface Asked {
  readonly title: string;
  readonly cut: Cut;
  /** Index into the trace's snapshots, or −1. */
  readonly snapshot: number;
  /** What the cut is worth: an inconsistent one is a state of no run. */
  readonly verdict: VerdictKind;
  readonly world: World;
}

export interface Answered extends Finding {
  readonly asked: Asked;
}

/** A snapshot as it was recorded. */
export function askedSnapshot(trace: Trace, index: number, verdict: SnapshotVerdict): Asked {
  const snapshot = trace.snapshots[index];
  const world = recordedWorld(trace, snapshot);
  const title = snapshotTitle(snapshot);
  return { title, cut: snapshot.frontier, snapshot: index, verdict: verdict.kind, world };
}

export function askedCut(trace: Trace, cut: Cut, title = `cut ${cutText(trace, cut)}`): Asked {
  return { title, cut, snapshot: -1, verdict: verifyCut(trace, cut).kind, world: worldAt(trace, cut) };
}

/** The state after everything. */
export function askedEnd(trace: Trace): Asked {
  return askedCut(trace, fullCut(trace), "the end of the run");
}

/** The answer at one global state. One that an inconsistent cut gives is not to be trusted, and says so. */
export function answerAt(question: Question, asked: Asked): Answered {
  const finding = findingOf(question, asked.world);
  if (asked.verdict === "consistent") return { ...finding, asked };
  const why =
    asked.verdict === "inconsistent"
      ? "but this is a state of no run, so it proves nothing"
      : "but nobody knows whether the system ever was in this state";
  const words = finding.kind === "unknown" ? finding.words : `unknown: ${finding.words}, ${why}`;
  const details =
    asked.verdict === "inconsistent" ? [...finding.details, ...nearby(question, asked)] : finding.details;
  return { ...finding, kind: "unknown", words, details, asked };
}

/** What the nearest consistent cuts say, in which the system may have been. */
function nearby(question: Question, { cut, world: { trace } }: Asked): string[] {
  const sides = [
    ["below", largestConsistentBelow(trace, cut)],
    ["above", smallestConsistentAbove(trace, cut)],
  ] as const;
  return sides.map(([side, near]) => {
    const at = cutText(trace, near, 4);
    const { words } = findingOf(question, worldAt(trace, near));
    return `at the nearest consistent cut ${side} (${at === "" ? "before every event" : at}): ${words}`;
  });
}

function findingOf(question: Question, world: World): Finding {
  switch (question.kind) {
    case "predicate":
      return predicateFinding(question.predicate, world);
    case "deadlock":
      return findDeadlock(world, question);
    case "garbage":
      return findGarbage(world, question.names);
    case "termination":
      return findTermination(world, question.names);
    case "conservation":
      return findConserved(world, question.what);
  }
}

function predicateFinding(predicate: Predicate, world: World): Finding {
  const { kind, reason, witnesses } = predicate.ask(world);
  const { trace } = world;
  const details = [
    ...witnesses.map(({ variable, value }) => `${variable} is ${describeValue(trace, value)}`),
    ...predicate.parts(world).map(({ text, value }) => `${text} is ${describeValue(trace, value)}`),
  ];
  const processes = witnesses.flatMap(({ value }) =>
    typeof value === "object" && "kind" in value && value.kind === "process" ? [value.id] : [],
  );
  const messages = witnesses.flatMap(({ value }) =>
    typeof value === "object" && "kind" in value && value.kind === "message" ? [value.id] : [],
  );
  const shared = { details, processes, messages };
  if (kind === "unknown") return { kind, words: `unknown: ${reason}`, ...shared };
  return kind === "true"
    ? { kind: "holds", words: "true", ...shared }
    : { kind: "violated", words: "false", ...shared };
}

/** What holds of all: violated where one is, else unknown where one is. */
export function overall(answers: readonly Finding[]): Finding["kind"] {
  if (answers.some(({ kind }) => kind === "violated")) return "violated";
  return answers.some(({ kind }) => kind === "unknown") ? "unknown" : "holds";
}

/** So many names are offered where a predicate breaks off. */
const MOST_OFFERED = 12;

/** Reads a predicate over a trace; gives the fault in words where it is none, with what fits where it breaks off. */
export function predicateOf(trace: Trace, text: string): Predicate | { readonly fault: string } {
  const vocabulary = vocabularyOf(trace);
  const compiled = compilePredicate(text, vocabulary);
  if (compiled.kind === "ready") return compiled.predicate;
  const words = faultWords(compiled.fault);
  const isOpen = compiled.fault.start >= text.trimEnd().length;
  const { suggestions } = completePredicate(text, text.length, vocabulary);
  if (!isOpen || suggestions.length === 0) return { fault: words };
  const offered = suggestions.map(({ insert }) => insert.trim());
  return { fault: `${words}; here fit ${listed(offered, MOST_OFFERED)}` };
}
