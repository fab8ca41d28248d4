// "Save Session": what the user has added to the trace (snapshots, cuts, notes and so on) goes into the session file beside
// it. Argument: the file. Gives where it was saved.

import * as vscode from "vscode";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, UserError, withTrace } from "./command.ts";

export const saveSession: Command = {
  id: Commands.saveSession,
  run: (services, given) =>
    withTrace(services, given, async ({ session }) => {
      const { uri, exists } = session.file;
      if (uri === undefined) {
        throw new UserError(
          vscode.l10n.t("Beside {0} no file can be written: save it first.", titleOf(session.uri)),
        );
      }
      if (!exists && !session.additions.isUnsaved) {
        throw new UserError(
          vscode.l10n.t("There is nothing to save yet: add a snapshot, a cut or a note first."),
        );
      }
      if (!(await session.save())) return undefined;
      const words = vscode.l10n.t("Session saved in {0}", nameOf(uri));
      services.log.info(`${words} (${uri.toString()})`);
      vscode.window.setStatusBarMessage(`$(check) ${words}`, 6000);
      return uri;
    }),
};
