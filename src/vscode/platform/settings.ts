// The settings, each with its default; package.json declares the same (a test compares them).

import * as vscode from "vscode";

export const SETTINGS = {
  "diagram.axis": "time",
  "diagram.direction": "right",
} as const;

export type SettingName = keyof typeof SETTINGS;

/** A setting's value for a file; a value that is none of the allowed ones is taken as the default. */
export function choiceSetting<Choice extends string>(
  name: SettingName,
  choices: readonly Choice[],
  scope: vscode.Uri,
): Choice {
  const value = vscode.workspace.getConfiguration("lightcone", scope).get<string>(name, SETTINGS[name]);
  return choices.find((choice) => choice === value) ?? choices[0];
}
