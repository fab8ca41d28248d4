// Asks a learner what he predicts, one question after the other, by VS Code's own quick input, and tells him after each what
// is right, missing and too much, with the rule that explains it.

import * as vscode from "vscode";
import { answerWords, comparePrediction, readList } from "../../../core/analysis/comparedPrediction.ts";
import type { Exercise, Question } from "../../../core/analysis/prediction.ts";
import type { Learning } from "./learning.ts";

interface QuestionItem extends vscode.QuickPickItem {
  readonly question?: Question;
}

/** Asks about an exercise by its group, or about one that the learner chooses, until all is told or he stops. */
export async function predict(learning: Learning, uri: vscode.Uri, group: unknown): Promise<void> {
  const exercise = await chosen(learning, uri, group);
  if (exercise === undefined) return;
  let isFirst = true;
  for (;;) {
    const open = exercise.questions.filter((question) => learning.told(uri, question) === undefined);
    if (open.length === 0 && !isFirst) return;
    const question =
      exercise.questions.length === 1 && open.length === 1
        ? open[0]
        : await pickQuestion(learning, uri, exercise);
    isFirst = false;
    if (question === undefined) return;
    if (learning.told(uri, question) !== undefined) {
      await tell(
        vscode.l10n.t("{0}, {1}: {2}.", question.group, question.title, answerWords(question)),
        question.rule,
      );
      continue;
    }
    const predicted = await ask(question);
    if (predicted === undefined) {
      if (exercise.questions.length === 1) return;
      continue;
    }
    const words = learning.predicted(uri, question, comparePrediction(question, predicted));
    await tell(words, question.rule);
  }
}

async function chosen(learning: Learning, uri: vscode.Uri, group: unknown): Promise<Exercise | undefined> {
  const all = learning.exercises(uri);
  const wanted = all.find((exercise) => exercise.group === group);
  if (wanted !== undefined) return wanted;
  const items = learning.hidden(uri).map((exercise) => ({ label: exercise.group, exercise }));
  if (items.length <= 1) return items[0]?.exercise;
  const title = vscode.l10n.t("Predict");
  return (await vscode.window.showQuickPick(items, { title }))?.exercise;
}

async function pickQuestion(
  learning: Learning,
  uri: vscode.Uri,
  exercise: Exercise,
): Promise<Question | undefined> {
  const items = exercise.questions.map((question): QuestionItem => {
    const told = learning.told(uri, question);
    const label = titleOf(question, exercise);
    if (told === undefined) return { label: `$(circle-large-outline) ${label}`, question };
    const icon = told.comparison?.isRight === true ? "$(pass)" : told.comparison ? "$(error)" : "$(eye)";
    return { label: `${icon} ${label}`, description: answerWords(question), question };
  });
  const left = items.filter((_, i) => learning.told(uri, exercise.questions[i]) === undefined).length;
  const title = vscode.l10n.t("Predict {0}: {1} left", exercise.group, left);
  const placeHolder = vscode.l10n.t("What do you want to predict next?");
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.question;
}

function titleOf(question: Question, { kind }: Exercise): string {
  if (question.kind === "tokens") return vscode.l10n.t("What {0} records of itself", question.title);
  if (question.kind === "messages")
    return vscode.l10n.t("What is recorded of the channel {0}", question.title);
  return kind === "puzzle" ? vscode.l10n.t("Possible or impossible") : vscode.l10n.t("The verdict");
}

/** What the learner predicts: a choice's id, or a list; undefined where he gives up. */
async function ask(question: Question): Promise<string | readonly string[] | undefined> {
  const { group, kind } = question;
  if (kind === "choice") {
    const items = question.choices.map(({ id, words }) => ({ label: words, id }));
    const title = vscode.l10n.t("{0}: what is your answer?", group);
    return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.id;
  }
  const title =
    kind === "tokens"
      ? vscode.l10n.t("{0}: what does {1} record of itself?", group, question.title)
      : vscode.l10n.t("{0}: what is recorded of the channel {1}?", group, question.title);
  const prompt =
    kind === "tokens"
      ? vscode.l10n.t("Tokens and fields, such as G, 2 Y, balance = 30. Empty for nothing.")
      : vscode.l10n.t("Messages in the order of their receipt, such as B, O. Empty for nothing.");
  const validateInput = (text: string): string | undefined => {
    const read = readList(text);
    return read.kind === "list" ? undefined : vscode.l10n.t("“{0}” is not understood", read.part);
  };
  const text = await vscode.window.showInputBox({ title, prompt, validateInput, ignoreFocusOut: true });
  if (text === undefined) return undefined;
  const read = readList(text);
  return read.kind === "list" ? read.items : undefined;
}

async function tell(words: string, detail: string): Promise<void> {
  await vscode.window.showInformationMessage(words, { modal: true, detail });
}
