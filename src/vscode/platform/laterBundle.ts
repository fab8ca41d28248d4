// Bundles of ours that are loaded when they are first needed, so that starting the extension does not wait for them.
// Only the Node host has them; one in a browser would fetch its code.

import type * as vscode from "vscode";

/** The bundle of the authored language, dist/scenarios.cjs: what its entry exports. */
export type ScenarioBundle = typeof import("../scenarios/main.ts");

/** Loads it, once. Raises an error where this host cannot. */
export function scenarioBundle(extension: vscode.Uri): ScenarioBundle {
  return require(`${extension.fsPath}/dist/scenarios.cjs`) as ScenarioBundle;
}
