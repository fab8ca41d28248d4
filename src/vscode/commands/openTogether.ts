// "Open Together as One Space-Time Diagram": the files that are selected in the explorer, or chosen, are one trace, such as
// the logs of the processes of one run; so are the files of a folder. Arguments: a file or folder, and the selection.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import { togetherUri } from "../sessions/together.ts";
import type { Command } from "./command.ts";

export const openTogether: Command = {
  id: Commands.openTogether,
  run: async (_services, given, selection) => {
    const selected = Array.isArray(selection) ? selection.filter((each) => each instanceof vscode.Uri) : [];
    const files =
      selected.length > 1 ? selected : await ask(vscode.l10n.t("Choose the files of one trace"), false);
    const first = given instanceof vscode.Uri && selected.length === 0 ? [given] : [];
    const all = [...first, ...files];
    if (files.length > 0) await vscode.commands.executeCommand(Commands.openDiagram, togetherUri(all));
  },
};

export const openFolder: Command = {
  id: Commands.openFolder,
  run: async (_services, given) => {
    const [folder] =
      given instanceof vscode.Uri
        ? [given]
        : await ask(vscode.l10n.t("Choose the folder that holds the files of one trace"), true);
    if (folder !== undefined) await vscode.commands.executeCommand(Commands.openDiagram, folder);
  },
};

async function ask(title: string, folder: boolean): Promise<readonly vscode.Uri[]> {
  const options = { title, canSelectMany: !folder, canSelectFolders: folder, canSelectFiles: !folder };
  return (await vscode.window.showOpenDialog(options)) ?? [];
}
