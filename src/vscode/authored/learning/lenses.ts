// In learner's mode, over each snapshot, cut and puzzle: what there is to predict, then how it went and what is so. Without
// the mode there are none of these: the language server says the verdicts.

import * as vscode from "vscode";
import { answerWords } from "../../../core/analysis/comparedPrediction.ts";
import type { Exercise } from "../../../core/analysis/prediction.ts";
import { Commands } from "../../platform/ids.ts";
import type { Sessions } from "../../sessions/sessions.ts";
import type { Learning } from "./learning.ts";

export class LearningLenses implements vscode.CodeLensProvider {
  readonly #learning: Learning;
  readonly #sessions: Sessions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listening: vscode.Disposable;

  constructor(learning: Learning, sessions: Sessions) {
    this.#learning = learning;
    this.#sessions = sessions;
    this.#listening = learning.onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!this.#learning.isOn(uri)) return [];
    const session = await this.#sessions.get(uri);
    const file = uri.toString();
    const hidden = new Set(this.#learning.hidden(uri).map(({ group }) => group));
    const own = this.#learning.exercises(uri).filter((exercise) => exercise.file === file);
    const lenses = own.flatMap((exercise) =>
      hidden.has(exercise.group) ? this.#hidden(uri, exercise) : this.#shown(uri, exercise),
    );
    const { executions } = session;
    if (executions === undefined) return lenses;
    const choose = vscode.l10n.t("$(versions) Predict in Another Scenario…");
    return [lens(1, choose, Commands.chooseExecution, uri), ...lenses];
  }

  #hidden(uri: vscode.Uri, exercise: Exercise): vscode.CodeLens[] {
    const { group, line, questions } = exercise;
    const told = questions.filter((question) => this.#learning.told(uri, question) !== undefined).length;
    const title =
      questions.length === 1
        ? vscode.l10n.t("$(question) {0}: predict…", group)
        : vscode.l10n.t("$(question) {0}: predict… ({1} of {2} told)", group, told, questions.length);
    return [
      lens(line, title, Commands.predict, uri, group),
      lens(line, vscode.l10n.t("Show Answer"), Commands.revealAnswer, uri, group),
    ];
  }

  #shown(uri: vscode.Uri, { group, line, questions }: Exercise): vscode.CodeLens[] {
    const verdict = questions[questions.length - 1];
    const told = questions.map((question) => this.#learning.told(uri, question)?.comparison);
    const predicted = told.filter((comparison) => comparison !== undefined);
    const right = predicted.filter(({ isRight }) => isRight).length;
    const words = `${group}: ${answerWords(verdict)}`;
    if (predicted.length === 0) return [lens(line, words, Commands.openDiagram, uri)];
    const score = vscode.l10n.t("{0} of {1} predicted right", right, questions.length);
    return [
      lens(line, words, Commands.openDiagram, uri),
      lens(
        line,
        `${right === questions.length ? "$(pass)" : "$(info)"} ${score}`,
        Commands.predict,
        uri,
        group,
      ),
    ];
  }
}

function lens(line: number, title: string, command: string, ...args: readonly unknown[]): vscode.CodeLens {
  const at = Math.max(0, line - 1);
  return new vscode.CodeLens(new vscode.Range(at, 0, at, 0), { title, command, arguments: [...args] });
}
