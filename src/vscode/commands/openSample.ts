// "Open Sample…": a copy of our samples that the user may change freely, opened as text. Arguments: a sample's name, such as
// `lecture/05-marker.lightcone`, if no question is to be asked; an authored one then stands beside its diagram.

import * as vscode from "vscode";
import { Commands, SAMPLE_KEY } from "../platform/ids.ts";
import type { Command, Services } from "./command.ts";

/** Folders of samples, and where their copies go; the endings of what can be opened. */
const FOLDERS: readonly { readonly from: string; readonly to: readonly string[]; readonly ending: string }[] =
  [
    { from: "course", to: [], ending: ".events" },
    { from: "lecture", to: ["lecture"], ending: ".lightcone" },
  ];

interface Sample {
  readonly name: string;
  readonly uri: vscode.Uri;
}

export const openSample: Command = {
  id: Commands.openSample,
  run: async (services, given) => {
    const samples = await copySamples(services);
    const wanted = samples.find(({ name }) => name === given) ?? (await ask(samples));
    if (wanted === undefined) return undefined;
    await vscode.window.showTextDocument(wanted.uri, { preview: false });
    // The step of a walkthrough that opens this sample is then done.
    await vscode.commands.executeCommand("setContext", SAMPLE_KEY, wanted.name);
    if (wanted.name === given && wanted.name.endsWith(".lightcone"))
      await vscode.commands.executeCommand(Commands.openDiagram, wanted.uri);
    return wanted.uri;
  },
};

/** Copies what is not there yet: what the user has changed in the copies stays. */
async function copySamples({ extension, storage }: Services): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { from, to, ending } of FOLDERS) {
    const source = vscode.Uri.joinPath(extension, "samples", from);
    const folder = vscode.Uri.joinPath(storage, "samples", ...to);
    await vscode.workspace.fs.createDirectory(folder);
    const there = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
    for (const [name] of await vscode.workspace.fs.readDirectory(source)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (!there.has(name)) await vscode.workspace.fs.copy(vscode.Uri.joinPath(source, name), uri);
      if (name.endsWith(ending)) samples.push({ name: [...to, name].join("/"), uri });
    }
  }
  return samples;
}

/** The first line of each sample is a comment that says what it shows. */
async function ask(samples: readonly Sample[]): Promise<Sample | undefined> {
  const items = samples.map(async (sample) => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(sample.uri));
    return { label: sample.name, detail: /^(?:#|\/\/)\s*(.*)/.exec(text)?.[1], sample };
  });
  const title = vscode.l10n.t("Open Sample");
  const chosen = await vscode.window.showQuickPick(Promise.all(items), { title, matchOnDetail: true });
  return chosen?.sample;
}
