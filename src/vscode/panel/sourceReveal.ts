// From an event to its source line: marks the line in the editors that show the file, without taking the focus, or
// opens the file there when the user asks for it.

import * as vscode from "vscode";
import { sourceOf } from "../../core/trace/sourceLines.ts";
import { folderOf } from "../platform/files.ts";
import type { Session } from "../sessions/session.ts";

/** A line marked in an editor. */
interface Mark {
  readonly editor: vscode.TextEditor;
  readonly range: vscode.Range;
}

interface Place {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

export class SourceReveal implements vscode.Disposable {
  readonly #mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    borderWidth: "0 0 0 3px",
    borderStyle: "solid",
    borderColor: new vscode.ThemeColor("focusBorder"),
    overviewRulerColor: new vscode.ThemeColor("focusBorder"),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });

  /** Marks an event's line in every visible editor of its file and scrolls to it; −1 takes the mark away. */
  show(session: Session, event: number): void {
    for (const { editor, range } of this.mark(session, event)) {
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  /** Marks an event's line without scrolling; gives where. */
  mark(session: Session, event: number): Mark[] {
    const marks: Mark[] = [];
    const place = placeOf(session, event);
    const marked = place?.uri.toString();
    const files = new Set(session.files.map((file) => file.toString()));
    for (const editor of vscode.window.visibleTextEditors) {
      const uri = editor.document.uri.toString();
      if (place !== undefined && uri === marked) {
        editor.setDecorations(this.#mark, [place.range]);
        marks.push({ editor, range: place.range });
      } else if (files.has(uri)) {
        editor.setDecorations(this.#mark, []);
      }
    }
    return marks;
  }

  /** Shows the line, in a new editor beside `column` where none shows its file. Gives false where the event has no line. */
  async open(session: Session, event: number, focus: boolean, column?: vscode.ViewColumn): Promise<boolean> {
    const place = placeOf(session, event);
    if (place === undefined) return false;
    const wanted = place.uri.toString();
    const visible = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === wanted,
    );
    const editor = await vscode.window.showTextDocument(place.uri, {
      viewColumn: visible?.viewColumn ?? besideOf(column),
      preserveFocus: !focus,
      preview: visible === undefined,
    });
    if (focus) editor.selection = new vscode.Selection(place.range.start, place.range.start);
    editor.setDecorations(this.#mark, [place.range]);
    editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  }

  dispose(): void {
    this.#mark.dispose();
  }
}

/** Where an event stands in the sources; undefined where it has no line. */
function placeOf(session: Session, event: number): Place | undefined {
  const trace = session.opened?.trace;
  if (trace === undefined || event < 0 || event >= trace.events.process.length) return undefined;
  const source = sourceOf(trace, event);
  if (source === undefined) return undefined;
  const line = source.line - 1;
  return { uri: fileUri(source.file, session.uri), range: new vscode.Range(line, 0, line, 0) };
}

/** A trace names its files by URI, or as its recorder knew them: then they are looked for beside the trace. */
function fileUri(name: string, traceUri: vscode.Uri): vscode.Uri {
  return /^[a-z][a-z0-9+.-]+:/i.test(name)
    ? vscode.Uri.parse(name)
    : vscode.Uri.joinPath(folderOf(traceUri), name.replaceAll("\\", "/"));
}

/** A file goes to the first column if the diagram is beside it, else beside the diagram. */
function besideOf(column: vscode.ViewColumn | undefined): vscode.ViewColumn {
  return column !== undefined && column > vscode.ViewColumn.One
    ? vscode.ViewColumn.One
    : vscode.ViewColumn.Beside;
}
