// A page with one picture and a list of the same facts, for those who do not see it: the lattice of cuts, the rollback
// dependencies. It has no script, and what it shows does not change.

import * as vscode from "vscode";

export interface PicturePage {
  /** The panel's type. */
  readonly panel: string;
  /** A codicon. */
  readonly icon: string;
  readonly tab: string;
  readonly title: string;
  /** What is shown where there is no picture. */
  readonly words: string;
  readonly svg: string | undefined;
  readonly list: readonly string[];
}

/** Where a page goes: beside a lone editor, else into the last column, for one more would leave each too little room. */
export function pageColumn(): vscode.ViewColumn {
  const groups = vscode.window.tabGroups.all;
  return groups.length > 1 ? groups[groups.length - 1].viewColumn : vscode.ViewColumn.Beside;
}

export function showPicture({ panel: type, icon, tab, title, words, svg, list }: PicturePage): void {
  const place = { viewColumn: pageColumn(), preserveFocus: true };
  const panel = vscode.window.createWebviewPanel(type, tab, place);
  panel.iconPath = new vscode.ThemeIcon(icon);
  const items = list.map((item) => `<li>${escaped(item)}</li>`).join("\n");
  const body =
    svg === undefined
      ? `<h1>${escaped(title)}</h1><p>${escaped(words)}</p>`
      : `<div class="picture" tabindex="0" role="region" aria-label="${escaped(title)}">${svg}</div>`;
  const details =
    list.length === 0
      ? ""
      : `<details><summary>${escaped(vscode.l10n.t("The same as a list"))}</summary><ol>${items}</ol></details>`;
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
