// "Reveal Event in Source": the line of the event that is selected in the diagram. Arguments: the file and an event, which
// is then selected in the diagram too.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import { type Command, targetOf, UserError } from "./command.ts";

export const revealEvent: Command = {
  id: Commands.revealEvent,
  run: async ({ panels, sessions, reveal, ...rest }, given, wanted) => {
    const uri = targetOf({ panels, sessions, reveal, ...rest }, given);
    if (uri === undefined)
      throw new UserError(vscode.l10n.t("Open a diagram and select an event in it first."));
    const host = panels.find(uri);
    const event = typeof wanted === "number" ? wanted : (host?.selectedEvent ?? -1);
    if (event < 0) throw new UserError(vscode.l10n.t("Select an event in the diagram first."));
    const session = await sessions.get(uri);
    const isGiven = typeof wanted === "number";
    if (isGiven) host?.selectEvent(event);
    const shown = await reveal.open(session, event, !isGiven, host?.panel.viewColumn);
    if (!shown) throw new UserError(vscode.l10n.t("This event has no line in a source file."));
  },
};
