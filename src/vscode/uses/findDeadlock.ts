// "Find Deadlock": is there one at the selected cut, and if not, at which snapshot does one show, or at the end of the run? Its
// cut is selected, with a process of the circle; where nothing tells who waits, that is said.

import * as vscode from "vscode";
import { readNames, withNames } from "../../core/analysis/uses/fieldNames.ts";
import { type Answered, answerAt, type Question } from "../../core/analysis/uses/questions.ts";
import { titleOf } from "../sessions/together.ts";
import { allStates, selectedState, showAnswer } from "./asked.ts";
import type { UsesHost } from "./host.ts";

export async function findDeadlock(host: UsesHost): Promise<object> {
  const read = readNames(host.fields.join(","));
  if ("fault" in read)
    throw new host.UserError(vscode.l10n.t("The setting lightcone.questions.fields: {0}.", read.fault));
  const question: Question = { kind: "deadlock", names: withNames(read.names), or: false };
  const here = answerAt(question, selectedState(host));
  const answer =
    here.kind === "violated"
      ? here
      : (allStates(host)
          .map((asked) => answerAt(question, asked))
          .find(({ kind }) => kind === "violated") ?? here);
  const { asked, kind, words, details } = answer;
  const told = { kind, words, details };
  host.log.info(`${titleOf(host.session.uri)}: ${asked.title}: ${[words, ...details].join("; ")}`);
  if (kind !== "violated") {
    void vscode.window.showInformationMessage(sentence(answer));
    return told;
  }
  const cut = showAnswer(host, answer);
  void vscode.window.showWarningMessage(sentence(answer));
  return { ...told, cut };
}

/** The answer in words, with its witnesses. */
function sentence({ asked: { title }, words, details }: Answered): string {
  const place = title.charAt(0).toUpperCase() + title.slice(1);
  return vscode.l10n.t("{0}: {1}.", place, [words, ...details].join(". "));
}
