// Learner's mode: which exercises of a scenario are still to be predicted, and what was told of those that are not. What is
// hidden is covered in the sessions (sessions/veil.ts), so that nothing that shows a session gives it away.

import * as vscode from "vscode";
import { answerWords, type Comparison, comparisonWords } from "../../../core/analysis/comparedPrediction.ts";
import type { OpenedWith } from "../../../core/analysis/openedWith.ts";
import { type Exercise, exercisesOf, type Question } from "../../../core/analysis/prediction.ts";
import { veiled } from "../../../core/analysis/veiled.ts";
import { switchSetting } from "../../platform/settings.ts";
import type { Sessions } from "../../sessions/sessions.ts";

const SECTION = "lightcone.learning";
/** A change of the text is read first; then it is known what is asked now. */
const ENDING = /\.lightcone$/i;

/** What came of a question: counts as long as the answer is the same, since the scenario may be changed meanwhile. */
interface Told {
  readonly answer: string;
  /** Absent where the learner has asked for the answer. */
  readonly comparison?: Comparison;
}

export class Learning implements vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  readonly #disposables: vscode.Disposable[];
  /** By document, then by scenario and question. */
  readonly #told = new Map<string, Map<string, Told>>();

  /** Something is hidden or shown that was not; of this document, or of all. */
  readonly onDidChange = this.#changed.event;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.#disposables = [
      this.#changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) this.#cover();
      }),
      sessions.onDidChange(({ uri }) => {
        if (ENDING.test(uri.path)) this.#changed.fire(uri);
      }),
    ];
    this.#cover();
  }

  isOn(uri: vscode.Uri): boolean {
    return ENDING.test(uri.path) && switchSetting("learning.enabled", uri);
  }

  /** All exercises of the document's scenario that is shown, once it has been read. */
  exercises(uri: vscode.Uri): readonly Exercise[] {
    const session = this.#sessions.peek(uri);
    // Whoever looks first makes the session's veil know what is open.
    void session?.opened;
    const whole = session?.veil.whole;
    return whole === undefined ? [] : exercisesOf(whole);
  }

  /** Those that are still to be predicted. */
  hidden(uri: vscode.Uri): readonly Exercise[] {
    return this.isOn(uri) ? this.#hiddenOf(uri, this.exercises(uri), this.#scenarioOf(uri)) : [];
  }

  told(uri: vscode.Uri, question: Question): Told | undefined {
    return this.#toldOf(uri, question, this.#scenarioOf(uri));
  }

  /** What the learner has predicted of a question, in words; the answer is then known to him. */
  predicted(uri: vscode.Uri, question: Question, comparison: Comparison): string {
    this.#keep(uri, [question], comparison);
    return comparisonWords(question, comparison);
  }

  /** Shows the answers of an exercise without a prediction. */
  reveal(uri: vscode.Uri, exercise: Exercise): void {
    this.#keep(
      uri,
      exercise.questions.filter((question) => this.told(uri, question) === undefined),
    );
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #keep(uri: vscode.Uri, questions: readonly Question[], comparison?: Comparison): void {
    const key = uri.toString();
    const told = this.#told.get(key) ?? new Map<string, Told>();
    this.#told.set(key, told);
    const scenario = this.#scenarioOf(uri);
    for (const question of questions)
      told.set(`${scenario}/${question.key}`, { answer: answerWords(question), comparison });
    this.#sessions.peek(uri)?.veil.cover(this.#coverOf(uri));
    this.#changed.fire(uri);
  }

  #cover(): void {
    this.#sessions.coverBy((uri) => (ENDING.test(uri.path) ? this.#coverOf(uri) : undefined));
    this.#changed.fire(undefined);
  }

  #coverOf(uri: vscode.Uri): (opened: OpenedWith) => OpenedWith {
    return (opened) => {
      if (!this.isOn(uri)) return opened;
      return veiled(opened, this.#hiddenOf(uri, exercisesOf(opened), opened.scenario?.name ?? ""));
    };
  }

  #hiddenOf(uri: vscode.Uri, exercises: readonly Exercise[], scenario: string): readonly Exercise[] {
    return exercises.filter(({ questions }) =>
      questions.some((question) => this.#toldOf(uri, question, scenario) === undefined),
    );
  }

  #toldOf(uri: vscode.Uri, question: Question, scenario: string): Told | undefined {
    const told = this.#told.get(uri.toString())?.get(`${scenario}/${question.key}`);
    return told?.answer === answerWords(question) ? told : undefined;
  }

  #scenarioOf(uri: vscode.Uri): string {
    return this.#sessions.peek(uri)?.veil.whole?.scenario?.name ?? "";
  }
}
