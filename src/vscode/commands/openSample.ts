// "Open Sample…": a copy of our samples that the user may change freely, opened as text. Arguments: a sample's name if no
// question is to be asked.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import type { Command, Services } from "./command.ts";

export const openSample: Command = {
  id: Commands.openSample,
  run: async (services, given) => {
    const folder = await copySamples(services);
    const names = await namesIn(folder);
    const wanted = names.find((name) => name === given) ?? (await ask(folder, names));
    if (wanted === undefined) return undefined;
    const uri = vscode.Uri.joinPath(folder, wanted);
    await vscode.window.showTextDocument(uri, { preview: false });
    return uri;
  },
};

/** Copies what is not there yet: what the user has changed in the copies stays. */
async function copySamples({ extension, storage }: Services): Promise<vscode.Uri> {
  const from = vscode.Uri.joinPath(extension, "samples", "course");
  const to = vscode.Uri.joinPath(storage, "samples");
  await vscode.workspace.fs.createDirectory(to);
  const there = new Set((await vscode.workspace.fs.readDirectory(to)).map(([name]) => name));
  for (const [name] of await vscode.workspace.fs.readDirectory(from)) {
    if (there.has(name)) continue;
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(from, name), vscode.Uri.joinPath(to, name));
  }
  return to;
}

async function namesIn(folder: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  return entries.map(([name]) => name).filter((name) => name.endsWith(".events"));
}

/** The first line of each script is a comment that says what it shows. */
async function ask(folder: vscode.Uri, names: readonly string[]): Promise<string | undefined> {
  const items = names.map(async (label) => {
    const text = new TextDecoder().decode(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, label)),
    );
    return { label, detail: /^#\s*(.*)/.exec(text)?.[1] };
  });
  const title = vscode.l10n.t("Open Sample");
  return (await vscode.window.showQuickPick(Promise.all(items), { title, matchOnDetail: true }))?.label;
}
