// "Open Space-Time Diagram to the Side": the panel of a file, beside it. Arguments: the file, and the id
// of the cut to select. From the explorer comes the whole selection as well: one file of it is meant.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import type { Session } from "../sessions/session.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, targetOf, UserError } from "./command.ts";

export const openDiagram: Command = {
  id: Commands.openDiagram,
  run: async (services, given, cut) => {
    const uri = targetOf(services, given);
    if (uri === undefined) throw new UserError(vscode.l10n.t("Open a trace or a scenario first."));
    const isNew = services.panels.find(uri) === undefined;
    // The panel shows progress and failure itself, so it comes up at once.
    const { session } = services.panels.open(uri);
    const hadFailed = session.state === "failed";
    await session.settled();
    // Asked for again, what could not be read, or was cancelled, is tried again.
    if (hadFailed && session.missing === undefined) await session.reread();
    if (typeof cut === "string") session.selectCut(cut);
    if (isNew) void offerExecutions(session);
    if (session.missing !== undefined) await vscode.commands.executeCommand(Commands.chooseCompanion, uri);
  },
};

/** A log of several executions shows one: says so, and offers the others. */
async function offerExecutions({ uri, executions, isAuthored }: Session): Promise<void> {
  // Which scenario of a text is shown the diagram tells by itself.
  if (executions === undefined || isAuthored) return;
  const { names, chosen } = executions;
  const another = vscode.l10n.t("Choose Another…");
  const words = vscode.l10n.t(
    "{0} holds {1} executions; shown is “{2}”.",
    titleOf(uri),
    names.length,
    chosen,
  );
  const choice = await vscode.window.showInformationMessage(words, another);
  if (choice === another) await vscode.commands.executeCommand(Commands.chooseExecution, uri);
}
