// "Show Lattice of Cuts": how many consistent cuts the run has, and the lattice that they form, with the run's way and the
// snapshots' cuts, as a page in the theme's colours with a list of the same facts. Arguments: the file.

import * as vscode from "vscode";
import type { LatticeReport } from "../../protocol/exploring.ts";
import { Commands, LATTICE_PANEL } from "../platform/ids.ts";
import { type Command, UserError, withTrace } from "./command.ts";
import { newThread } from "./exploreRuns.ts";

/** Events of a trace that is handed to the thread: copying more would keep others waiting. */
const MOST_EVENTS = 100_000;

export const showLattice: Command = {
  id: Commands.showLattice,
  run: (services, given) =>
    withTrace(services, given, async ({ trace }) => {
      if (trace.events.process.length > MOST_EVENTS)
        throw new UserError(
          vscode.l10n.t("The trace has too many events to count its consistent cuts here."),
        );
      const thread = newThread(services);
      try {
        const { report } = await thread.ask({ type: "lattice", trace }, "lattice");
        show(report);
        return report;
      } finally {
        thread.end();
      }
    }),
};

function show({ title, words, svg, cuts }: LatticeReport): void {
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  const panel = vscode.window.createWebviewPanel(
    LATTICE_PANEL,
    vscode.l10n.t("Lattice of {0}", title),
    place,
  );
  panel.iconPath = new vscode.ThemeIcon("type-hierarchy-sub");
  const list = cuts.map((cut) => `<li>${escaped(cut)}</li>`).join("\n");
  const body =
    svg === undefined
      ? `<h1>${escaped(title)}</h1><p>${escaped(words)}</p>`
      : `<div class="picture">${svg}</div>`;
  const details =
    cuts.length === 0
      ? ""
      : `<details><summary>${escaped(vscode.l10n.t("The same as a list"))}</summary><ol>${list}</ol></details>`;
  // No script runs in this page, and its styles are these.
  panel.webview.html = `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>body { padding: 8px; } .picture { overflow: auto; } summary { cursor: pointer; padding: 8px 0; }</style></head>
<body>${body}${details}</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
