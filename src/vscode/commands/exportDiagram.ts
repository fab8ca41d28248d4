// "Export Diagram…": the whole trace with its selected cut as SVG, the panel's picture as PNG, or the sequence chart as
// Mermaid. Arguments: the file, and { format, target } if no question is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import { sequenceChart } from "../../core/diagram/mermaid.ts";
import { traceToSvg } from "../../core/diagram/svg.ts";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import { choiceSetting } from "../platform/settings.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, type Ready, type Services, UserError, withTrace } from "./command.ts";

const FORMATS = ["svg", "png", "mermaid"] as const;
type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<Format, string>> = { svg: "svg", png: "png", mermaid: "mmd" };

const argument = v.object({
  format: v.picklist(FORMATS),
  target: v.custom<vscode.Uri>((value) => value instanceof vscode.Uri),
});

export const exportDiagram: Command = {
  id: Commands.exportDiagram,
  run: (services, given, options) =>
    withTrace(services, given, async (ready) => {
      const parsed = v.safeParse(argument, options);
      const choice = parsed.success ? parsed.output : await ask(ready.session.uri);
      if (choice === undefined) return undefined;
      const bytes = await draw(services, ready, choice.format);
      await vscode.workspace.fs.writeFile(choice.target, bytes);
      const words = vscode.l10n.t("Diagram written to {0}", nameOf(choice.target));
      services.log.info(`${words} (${choice.target.toString()})`);
      vscode.window.setStatusBarMessage(`$(check) ${words}`, 6000);
      return choice.target;
    }),
};

async function ask(uri: vscode.Uri): Promise<{ format: Format; target: vscode.Uri } | undefined> {
  const items = [
    { label: "SVG", description: vscode.l10n.t("the whole trace, for documents"), format: "svg" as const },
    { label: "PNG", description: vscode.l10n.t("the diagram as it is shown"), format: "png" as const },
    {
      label: "Mermaid",
      description: vscode.l10n.t("a sequence chart as text, for Markdown"),
      format: "mermaid" as const,
    },
  ];
  const title = vscode.l10n.t("Export Diagram of {0}", titleOf(uri));
  const choice = await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t("Format") });
  if (choice === undefined) return undefined;
  const ending = ENDINGS[choice.format];
  const defaultUri = uri.with({
    path: uri.path.replace(/(\.[^./]*)?$/, `.${ending}`),
    query: "",
    fragment: "",
  });
  const target = await vscode.window.showSaveDialog({
    defaultUri,
    filters: { [choice.label]: [ending] },
    title,
  });
  return target === undefined ? undefined : { format: choice.format, target };
}

async function draw(services: Services, { session, trace }: Ready, format: Format): Promise<Uint8Array> {
  const cut = session.selectedCut;
  switch (format) {
    case "svg": {
      const orientation = choiceSetting("diagram.direction", ["right", "down"], session.uri);
      return new TextEncoder().encode(traceToSvg(trace, { cut, orientation }));
    }
    case "png": {
      const host = services.panels.show(session.uri);
      return fromBase64(await host.image("png"));
    }
    case "mermaid": {
      const chart = sequenceChart(trace, cut);
      if (chart.kind === "too-large") throw new UserError(chart.words);
      return new TextEncoder().encode(chart.source);
    }
  }
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text.slice(text.indexOf(",") + 1));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
