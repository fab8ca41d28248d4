// Small parts of what a diagram's page is sent: notes on events, whether two lists of cuts are the same, and why what is
// shown is older than the text.

import * as vscode from "vscode";
import { notedEvent } from "../../core/session/notedEvent.ts";
import type { EventNote, SnapshotNote } from "../../core/session/savedSession.ts";
import { sameCut } from "../../core/trace/cut.ts";
import { NONE } from "../../core/trace/ids.ts";
import type { Problem } from "../../core/trace/problem.ts";
import type { Trace } from "../../core/trace/trace.ts";
import type { DiagramCut, EventRemark } from "../../protocol/diagram.ts";

/** The notes on events that the trace has. */
export function remarksOf(trace: Trace, notes: readonly (EventNote | SnapshotNote)[]): EventRemark[] {
  return notes.flatMap((note) => {
    const event = "process" in note ? notedEvent(trace, note) : NONE;
    return event === NONE ? [] : [{ event, text: note.text }];
  });
}

export function staleWords({ position, message }: Problem): string {
  return vscode.l10n.t("Older than the text, which is wrong in line {0}: {1}.", position.line, message);
}

/** Whether two lists of cuts show the same; witnesses follow from the trace and the frontier. */
export function sameCuts(a: readonly DiagramCut[], b: readonly DiagramCut[] | undefined): boolean {
  return (
    b !== undefined &&
    a.length === b.length &&
    a.every(
      (cut, i) =>
        cut.id === b[i].id &&
        cut.title === b[i].title &&
        sameCut(cut.frontier, b[i].frontier) &&
        JSON.stringify(cut.remarks) === JSON.stringify(b[i].remarks),
    )
  );
}
