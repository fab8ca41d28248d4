// The custom editor for recorded traces (.lctrace): the diagram in the file's own tab. The file is read by the session, as a
// stream, because VS Code hands no text above 50 MB to an extension; it is never written.

import * as vscode from "vscode";
import type { DiagramPanels } from "../panel/diagramPanels.ts";
import { TRACE_EDITOR, TRACE_EDITOR_BY_CHOICE } from "../platform/ids.ts";

class TraceEditorProvider implements vscode.CustomReadonlyEditorProvider {
  readonly #panels: DiagramPanels;

  constructor(panels: DiagramPanels) {
    this.#panels = panels;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    this.#panels.host(panel, uri);
  }
}

/** Registers the editor for our ending, and for other endings when the user chooses it. */
export function registerTraceEditors(panels: DiagramPanels): vscode.Disposable {
  const provider = new TraceEditorProvider(panels);
  const options = { supportsMultipleEditorsPerDocument: true };
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(TRACE_EDITOR, provider, options),
    vscode.window.registerCustomEditorProvider(TRACE_EDITOR_BY_CHOICE, provider, options),
  );
}
