// The nearest consistent cut inside or around another: shown in the diagram with its verdict. Quick fixes and the diagram
// call it; it is in no palette. Arguments: the file, the id of a cut, and `below` or `above`.

import * as vscode from "vscode";
import { largestConsistentBelow, smallestConsistentAbove } from "../../core/trace/cut.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { Commands } from "../platform/ids.ts";
import { type Command, UserError, withTrace } from "./command.ts";

export const nearestCut: Command = {
  id: Commands.nearestCut,
  run: (services, given, id, side) =>
    withTrace(services, given, async ({ session, trace }) => {
      const cut = session.cuts.find((each) => each.id === id);
      if (cut === undefined) throw new UserError(vscode.l10n.t("The file has changed meanwhile; try again."));
      const nearest = side === "above" ? smallestConsistentAbove : largestConsistentBelow;
      const text = cutText(trace, nearest(trace, cut.frontier)) || `${trace.processes[0].name}=0`;
      // As if the user had typed it: it gets its verdict, and everybody shows it.
      return vscode.commands.executeCommand(Commands.verifyCut, session.uri, { cut: text });
    }),
};
