// The settings, each with its default; package.json declares the same, and a test compares them both ways.
// Those of the diagram say how a new panel begins; the inlay hints follow a change at once (the language server reads the
// last three of them itself).

import * as vscode from "vscode";

const SETTINGS = {
  "diagram.axis": "time",
  "diagram.direction": "right",
  "inlayHints.enabled": true,
  "inlayHints.state": true,
  "inlayHints.vectorClock": false,
  "inlayHints.arrival": true,
  "files.askAboveMegabytes": 256,
  "formats.logPatterns": [],
  "formats.mappings": [],
  "formats.snapshots": [],
  "questions.fields": [],
  "learning.enabled": false,
} as const;

type Settings = typeof SETTINGS;
/** The settings that have values of this type. */
type NamesOf<Value> = {
  [Name in keyof Settings]: Settings[Name] extends Value ? Name : never;
}[keyof Settings];

/** A setting's value for a file; a value that is none of the allowed ones is taken as the default. */
export function choiceSetting<Choice extends string>(
  name: NamesOf<string>,
  choices: readonly Choice[],
  scope: vscode.Uri,
): Choice {
  const value = vscode.workspace.getConfiguration("lightcone", scope).get<string>(name, SETTINGS[name]);
  return choices.find((choice) => choice === value) ?? choices[0];
}

/** Whether a setting is on for a file. */
export function switchSetting(name: NamesOf<boolean>, scope: vscode.Uri): boolean {
  const value = vscode.workspace.getConfiguration("lightcone", scope).get<unknown>(name);
  return typeof value === "boolean" ? value : SETTINGS[name];
}

/** A setting's number for a file; anything but a number from 0 on is taken as the default. */
export function numberSetting(name: NamesOf<number>, scope: vscode.Uri): number {
  const value = vscode.workspace.getConfiguration("lightcone", scope).get<unknown>(name);
  return typeof value === "number" && value >= 0 ? value : SETTINGS[name];
}

/** A setting's list for a file, whatever is in it: who asks checks each entry. */
export function listSetting(name: NamesOf<readonly unknown[]>, scope: vscode.Uri): readonly unknown[] {
  const value = vscode.workspace.getConfiguration("lightcone", scope).get<unknown>(name);
  return Array.isArray(value) ? value : SETTINGS[name];
}
