// "Choose Topology…": which .top a script runs on, or which script recorded a snapshot, where the names do not tell.
// The choice is remembered in the workspace. Arguments: the file, and the companion if no question is to be asked.

import * as vscode from "vscode";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import type { Missing } from "../sessions/companions.ts";
import { type Command, targetOf, UserError } from "./command.ts";

export const chooseTopology: Command = {
  id: Commands.chooseCompanion,
  /** Gives whether something was chosen. */
  run: async (services, given, companion) => {
    const uri = targetOf(services, given);
    if (uri === undefined) throw new UserError(vscode.l10n.t("Open a script (.events) first."));
    const { companions } = services.sessions;
    const session = await services.sessions.get(uri);
    const question = session.missing ?? (await companions.questionOf(uri));
    if (question === undefined) {
      throw new UserError(vscode.l10n.t("{0} needs no other file to be read.", nameOf(uri)));
    }
    const chosen = companion instanceof vscode.Uri ? companion : await ask(question);
    if (chosen === undefined) return false;
    await companions.choose(question.uri, chosen);
    const concerned = question.uri.toString();
    const others = services.sessions.all.filter(({ files }) =>
      files.some((file) => file.toString() === concerned),
    );
    await Promise.all([...new Set([session, ...others])].map((each) => each.reread()));
    return true;
  },
};

async function ask({ uri, kind, candidates }: Missing): Promise<vscode.Uri | undefined> {
  const ending = kind === "topology" ? "top" : "events";
  const browse = vscode.l10n.t("Browse…");
  const items = candidates.map((candidate) => ({
    label: nameOf(candidate),
    iconPath: vscode.ThemeIcon.File,
    candidate,
  }));
  const choice = await vscode.window.showQuickPick(
    [...items, { label: browse, iconPath: new vscode.ThemeIcon("folder-opened"), candidate: undefined }],
    {
      title: kind === "topology" ? vscode.l10n.t("Choose Topology") : vscode.l10n.t("Choose Script"),
      placeHolder:
        kind === "topology"
          ? vscode.l10n.t("The topology (.top) that {0} runs on", nameOf(uri))
          : vscode.l10n.t("The script (.events) that recorded {0}", nameOf(uri)),
    },
  );
  if (choice === undefined || choice.candidate !== undefined) return choice?.candidate;
  const [file] =
    (await vscode.window.showOpenDialog({ filters: { [ending]: [ending] }, canSelectMany: false })) ?? [];
  return file;
}
