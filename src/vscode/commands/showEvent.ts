// "Reveal Event in Diagram": the event of a line of a trace file, selected in the diagram, which opens if it is not open.
// Arguments: the file and an event; without them, the line that the cursor is on.

import * as vscode from "vscode";
import { asEvent, NONE } from "../../core/trace/ids.ts";
import { eventAtLine } from "../../core/trace/sourceLines.ts";
import { Commands } from "../platform/ids.ts";
import { type Command, type Ready, UserError, withTrace } from "./command.ts";

export const showEvent: Command = {
  id: Commands.showEvent,
  run: (services, given, wanted) =>
    withTrace(services, given, async ({ session, trace }) => {
      const event = typeof wanted === "number" ? wanted : atCursor(trace);
      if (!Number.isInteger(event) || event < 0 || event >= trace.events.time.length) {
        throw new UserError(vscode.l10n.t("No event of the trace stands on this line."));
      }
      services.panels.show(session.uri).selectEvent(event);
    }),
};

function atCursor(trace: Ready["trace"]): number {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return asEvent(NONE);
  return eventAtLine(trace, editor.document.uri.toString(), editor.selection.active.line + 1);
}
