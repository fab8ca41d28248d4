// "Show Lattice of Cuts": how many consistent cuts the run has, and the lattice that they form, with the run's way and the
// snapshots' cuts, as a page in the theme's colours with a list of the same facts. Arguments: the file.

import * as vscode from "vscode";
import { showPicture } from "../panel/picturePage.ts";
import { Commands, LATTICE_PANEL } from "../platform/ids.ts";
import { type Command, UserError, withTrace } from "./command.ts";
import { newThread } from "./explorerThreads.ts";

/** Events of a trace that is handed to the thread: copying more would keep others waiting. */
const MOST_EVENTS = 100_000;

export const showLattice: Command = {
  id: Commands.showLattice,
  run: (services, given) =>
    withTrace(services, given, async ({ trace }) => {
      if (trace.events.process.length > MOST_EVENTS)
        throw new UserError(
          vscode.l10n.t("The trace has too many events to count its consistent cuts here."),
        );
      const thread = newThread(services);
      try {
        const { report } = await thread.ask({ type: "lattice", trace }, "lattice");
        const { title, words, svg, cuts } = report;
        showPicture({
          ...{ panel: LATTICE_PANEL, icon: "type-hierarchy-sub", words, svg, list: cuts, title },
          tab: vscode.l10n.t("Lattice of {0}", title),
        });
        return report;
      } finally {
        thread.end();
      }
    }),
};
