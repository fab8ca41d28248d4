// "Check Predicate…": a condition, typed with its answer at the selected cut under it, or with its fault and what fits instead;
// then whether it is stable along the run, and where it first holds. Argument: { predicate } if nothing is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import { type Answered, answerAt } from "../../core/analysis/uses/questions.ts";
import { type Stability, stabilityAlongRun } from "../../core/analysis/uses/stability.ts";
import { stabilityLines } from "../../core/analysis/uses/stabilityWords.ts";
import { compilePredicate, faultWords, type Predicate } from "../../core/predicate/compile.ts";
import { vocabularyOf } from "../../core/predicate/vocabulary.ts";
import type { Cut } from "../../core/trace/cut.ts";
import { titleOf } from "../sessions/together.ts";
import { selectedState, showAnswer, showCut } from "./asked.ts";
import type { UsesHost } from "./host.ts";
import { askPredicate } from "./predicateInput.ts";

const argument = v.object({ predicate: v.string() });
/** Cuts that are asked between two looks at the clock. */
const CUTS_A_STEP = 64;

export async function checkPredicate(host: UsesHost, options: unknown): Promise<object | undefined> {
  const vocabulary = vocabularyOf(host.trace);
  const asked = selectedState(host);
  const parsed = v.safeParse(argument, options);
  const text = parsed.success ? parsed.output.predicate : await askPredicate(host, vocabulary, asked);
  if (text === undefined) return undefined;
  const compiled = compilePredicate(text, vocabulary);
  if (compiled.kind === "fault")
    throw new host.UserError(vscode.l10n.t("No predicate: {0}.", faultWords(compiled.fault)));
  const { predicate } = compiled;
  const answer = answerAt({ kind: "predicate", predicate }, asked);
  const cut = showAnswer(host, answer);
  const stability = await overRun(host, predicate);
  const lines = stabilityLines(host.trace, stability, "run");
  host.log.info(
    [`${titleOf(host.session.uri)}: ${predicate.text}`, answerWords(answer), ...lines].join("\n  "),
  );
  void tell(host, predicate, answer, stability, lines);
  const { kind, words, details } = answer;
  return { kind, words, details, cut, stability: stability.kind, first: frontier(stability.first) };
}

function frontier(cut: Cut | undefined): readonly number[] | undefined {
  return cut === undefined ? undefined : [...cut];
}

/** Asks at every cut along the run, in slices; where it takes long it shows its progress and can be cancelled. */
async function overRun({ trace, session, Slices }: UsesHost, predicate: Predicate): Promise<Stability> {
  const cancelling = new vscode.CancellationTokenSource();
  const title = vscode.l10n.t("Checking at every cut of {0}", titleOf(session.uri));
  const slices = new Slices(title, cancelling.token, true);
  try {
    const work = stabilityAlongRun(trace, predicate);
    while (!work.run(CUTS_A_STEP)) await slices.step(vscode.l10n.t("checking"), work.progress);
    return work.result();
  } finally {
    slices.dispose();
    cancelling.dispose();
  }
}

function answerWords({ asked, words, details }: Answered): string {
  return [`${words} at ${asked.title}`, ...details].join("; ");
}

async function tell(
  host: UsesHost,
  { text }: Predicate,
  answer: Answered,
  stability: Stability,
  [verdict]: readonly string[],
): Promise<void> {
  const first = vscode.l10n.t("Show First Cut Where True");
  const ceases = vscode.l10n.t("Show Where It Ceases");
  const choices = [
    ...(stability.first === undefined ? [] : [first]),
    ...(stability.ceases === undefined ? [] : [ceases]),
  ];
  const words = vscode.l10n.t("{0}: {1}. {2}.", text, answerWords(answer), verdict);
  const choice = await vscode.window.showInformationMessage(words, ...choices);
  if (choice === first && stability.first !== undefined)
    showCut(host, stability.first, vscode.l10n.t("first: {0}", text));
  if (choice === ceases && stability.ceases !== undefined) {
    showCut(host, stability.ceases.cut, vscode.l10n.t("last: {0}", text));
    host.panels.show(host.session.uri).selectEvent(stability.ceases.event);
  }
}
