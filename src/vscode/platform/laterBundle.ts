// Bundles of ours that are loaded when they are first needed, so that starting the extension does not wait for them.
// Only the Node host has them; one in a browser would fetch its code.

import type * as vscode from "vscode";

/** A bundle of `dist/`, with what its entry exports. Raises an error where this host cannot load it, such as in a browser. */
export function laterBundle<Exports>(extension: vscode.Uri, name: string): Exports {
  return require(`${extension.fsPath}/dist/${name}`) as Exports;
}
