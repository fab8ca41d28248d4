// "Choose Execution…": which of the executions that a log holds is shown. Arguments: the file, and the name of one if no
// question is to be asked.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, UserError, withTrace } from "./command.ts";

export const chooseExecution: Command = {
  id: Commands.chooseExecution,
  run: (services, given, wanted) =>
    withTrace(services, given, async ({ session }) => {
      const { executions } = session;
      if (executions === undefined) {
        throw new UserError(vscode.l10n.t("{0} holds one execution only.", titleOf(session.uri)));
      }
      const name = typeof wanted === "string" ? wanted : await ask(executions, titleOf(session.uri));
      if (name === undefined) return undefined;
      if (!executions.names.includes(name)) {
        throw new UserError(vscode.l10n.t("There is no execution {0}.", name));
      }
      await session.chooseExecution(name);
      services.panels.show(session.uri);
      return name;
    }),
};

async function ask(
  { names, chosen }: { readonly names: readonly string[]; readonly chosen: string },
  title: string,
): Promise<string | undefined> {
  const shown = vscode.l10n.t("shown now");
  const items = names.map((label) => ({
    label,
    description: label === chosen ? shown : "",
    iconPath: new vscode.ThemeIcon(label === chosen ? "circle-filled" : "circle-outline"),
  }));
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Executions in {0}", title),
    placeHolder: vscode.l10n.t("Which one is to be shown?"),
    ignoreFocusOut: true,
  });
  return choice?.label;
}
