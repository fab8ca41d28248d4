// Bundles of ours that are loaded when they are first needed, so that starting the extension does not wait for them.
// Only the Node host has them; one in a browser would fetch its code.

import type * as vscode from "vscode";

type Bundle = typeof import("../scenarios/main.ts");

/** What dist/scenarios.cjs gives, the bundle of the authored language; loaded once. Raises an error where this host cannot. */
export function scenarioBundle(extension: vscode.Uri): Bundle["scenarios"] {
  return (require(`${extension.fsPath}/dist/scenarios.cjs`) as Bundle).scenarios;
}
