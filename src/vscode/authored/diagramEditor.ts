// What is dragged, added or taken out in a diagram, done to the text of its scenario: the language server says which changes
// make it so, or why it cannot be, and they are made as one ordinary edit that can be undone.

import * as vscode from "vscode";
import type { DiagramEdit, EditAnswer } from "../../core/analysis/scenarioEdit.ts";
import { type StepEvents, stepEvents } from "../../core/analysis/stepEvents.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import type { Trace } from "../../core/trace/trace.ts";
import type { PanelEdit } from "../../protocol/diagram.ts";
import type { ScenarioEditor } from "../panel/diagramHost.ts";
import type { Session } from "../sessions/session.ts";
import type { LanguageServer } from "./languageServer.ts";
import { chooseStep } from "./newStep.ts";

type Answer = Awaited<ReturnType<ScenarioEditor["answer"]>>;

export class DiagramEditor implements ScenarioEditor {
  readonly #server: Pick<LanguageServer, "request">;
  /** Of the trace that was asked about last: a drag asks many times. */
  #known: { readonly trace: Trace; readonly events: StepEvents } | undefined;

  constructor(server: Pick<LanguageServer, "request">) {
    this.#server = server;
  }

  async answer(session: Session, edit: PanelEdit, makesIt: boolean): Promise<Answer> {
    const { trace, scenario } = session.opened ?? {};
    if (trace === undefined || scenario === undefined)
      return refusal(vscode.l10n.t("there is no scenario to edit"));
    const document = await vscode.workspace.openTextDocument(session.uri);
    const { version } = document;
    const asked = await this.#asked(trace, scenario, edit);
    if (asked === undefined) return refusal("");
    if (typeof asked === "string") return refusal(asked);
    await session.settled();
    if (session.opened?.trace !== trace || document.version !== version)
      return refusal(vscode.l10n.t("the text has changed meanwhile: try again"));
    const request = {
      uri: session.uri.toString(),
      version,
      scenario: session.executions?.chosen,
      edit: asked,
    };
    const answer = await this.#server.request("lightcone/editScenario", request);
    if (answer === undefined) return refusal(vscode.l10n.t("the language server does not know the text"));
    if (answer.kind === "refused") return refusal(answer.words);
    const isMade = !makesIt || (await change(document, version, answer));
    return isMade
      ? { isPossible: true, words: answer.words }
      : refusal(vscode.l10n.t("the text could not be changed"));
  }

  /** The edit by the statement that it is about; in words, why there is none; undefined: the user gave up. */
  async #asked(trace: Trace, scenario: Scenario, edit: PanelEdit): Promise<DiagramEdit | string | undefined> {
    if (edit.kind === "add") return chooseStep(trace, scenario, edit.process, edit.time);
    const event = edit.kind === "receive" ? trace.messages.send[edit.message] : edit.event;
    if (event === undefined || event < 0 || event >= trace.events.time.length)
      return vscode.l10n.t("there is no such event");
    if (this.#known?.trace !== trace) this.#known = { trace, events: stepEvents(scenario, trace) };
    const step = scenario.steps?.[this.#known.events.stepOf(event)];
    if (step === undefined)
      return vscode.l10n.t(
        "the text has no line for this step alone: it was drawn at random, or follows from others",
      );
    if (step.line === 0 || step.column === undefined)
      return vscode.l10n.t("this snapshot does not stand in the text: it was run in the diagram");
    const statement = { line: step.line, column: step.column };
    const { process } = trace.events;
    switch (edit.kind) {
      case "receive":
        return { kind: "receive", statement, time: edit.time };
      case "time":
        return { kind: "time", statement, process: trace.processes[process[event]].name, time: edit.time };
      case "remove":
        return { kind: "remove", statement };
    }
  }
}

function refusal(words: string): Answer {
  return { isPossible: false, words };
}

/** As one edit that the editor's undo takes back. Not made where the text has changed since. */
async function change(
  document: vscode.TextDocument,
  version: number,
  { changes }: Extract<EditAnswer, { kind: "changes" }>,
): Promise<boolean> {
  if (document.version !== version) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of changes) {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, text);
  }
  return vscode.workspace.applyEdit(edit);
}
