// Learner's mode: its switch, the question what one predicts, and the answer for who gives up. The mode itself stands with the
// authored language (authored/learning), which is loaded when it is needed. Arguments: the document, and what is asked about.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import { switchSetting } from "../platform/settings.ts";
import { type Command, type Services, targetOf, UserError } from "./command.ts";

export const toggleLearning: Command = {
  id: Commands.toggleLearning,
  run: async (services) => {
    const uri = vscode.window.activeTextEditor?.document.uri ?? vscode.Uri.file("/");
    const isOn = !switchSetting("learning.enabled", uri);
    const { ConfigurationTarget, workspace } = vscode;
    const target =
      workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
    await workspace.getConfiguration("lightcone").update("learning.enabled", isOn, target);
    if (isOn) await services.authored.get();
    const words = isOn
      ? vscode.l10n.t("Learner's mode is on: predict, then see.")
      : vscode.l10n.t("Learner's mode is off: all answers are shown.");
    vscode.window.setStatusBarMessage(words, 5000);
  },
};

export const predictCommand: Command = {
  id: Commands.predict,
  run: async (services, given, group) => {
    const { uri, authored } = await lesson(services, given);
    if (authored.learning.exercises(uri).length === 0)
      throw new UserError(vscode.l10n.t("There is no snapshot, cut or decided puzzle here to predict."));
    await authored.predict(uri, group);
  },
};

export const revealAnswer: Command = {
  id: Commands.revealAnswer,
  run: async (services, given, group) => {
    const { uri, authored } = await lesson(services, given);
    for (const exercise of authored.learning.hidden(uri))
      if (group === undefined || exercise.group === group) authored.learning.reveal(uri, exercise);
  },
};

async function lesson(services: Services, given: unknown) {
  const uri = targetOf(services, given);
  if (uri === undefined) throw new UserError(vscode.l10n.t("Open a scenario (.lightcone) first."));
  const authored = await services.authored.get();
  await services.sessions.get(uri);
  return { uri, authored };
}
