// "Hide Process" and "Show All Processes": from the menu over a process's name in the diagram. Argument: what the page told
// the menu of the place, its file and the process; see webview/canvas/contextMenu.ts.

import * as v from "valibot";
import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import type { Command, Services } from "./command.ts";

const place = v.object({ document: v.string(), process: v.string() });

export const hideProcess: Command = {
  id: Commands.hideProcess,
  run: (services, given) =>
    changeHidden(services, given, (hidden, process, all) => {
      const next = [...new Set([...hidden, process])];
      // A picture without any process tells nothing.
      return all.every((name) => next.includes(name)) ? hidden : next;
    }),
};

export const showProcesses: Command = {
  id: Commands.showProcesses,
  run: (services, given) => changeHidden(services, given, () => []),
};

function changeHidden(
  { sessions }: Services,
  given: unknown,
  change: (hidden: readonly string[], process: string, all: readonly string[]) => readonly string[],
): void {
  if (!v.is(place, given)) return;
  const session = sessions.peek(vscode.Uri.parse(given.document));
  const all = session?.opened?.trace?.processes.map(({ name }) => name) ?? [];
  session?.change((additions) => {
    additions.hidden = [...change(additions.hidden, given.process, all)].sort();
  });
}
