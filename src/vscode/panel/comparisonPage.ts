// The page that compares the snapshot algorithms: a table, the same as bars, and below it what is wrong with whom. It has no
// script: what it shows does not change. Made anew by each "Compare Snapshot Algorithms".

import * as vscode from "vscode";
import type { ComparedRow, compareHere } from "../opening/main.ts";

type Comparison = Awaited<ReturnType<typeof compareHere>>;

const BAR_HEIGHT = 16;
const ROW_HEIGHT = 24;
const NAME_WIDTH = 240;
const BAR_WIDTH = 300;

export function comparisonHtml(
  webview: vscode.Webview,
  extension: vscode.Uri,
  title: string,
  { who, at, rows }: Comparison,
): string {
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, "media", "comparison.css")).toString();
  const t = vscode.l10n.t;
  const caption = t("A snapshot started by {0} at {1}, with every algorithm", who, at);
  return `<!DOCTYPE html>
<html lang="${text(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>${text(title)}</title>
</head>
<body>
<h1>${text(title)}</h1>
<div class="scroll" tabindex="0" role="region" aria-label="${text(caption)}">
<table>
<caption>${text(caption)}</caption>
<thead><tr>${headings()
    .map((heading) => `<th scope="col">${text(heading)}</th>`)
    .join("")}</tr></thead>
<tbody>
${rows.map(tableRow).join("\n")}
</tbody>
</table>
</div>
<h2>${text(t("Bits: control messages, and carried by application messages"))}</h2>
<p class="legend" aria-hidden="true">${key(0, t("control messages"))}${key(1, t("carried"))}</p>
${bars(rows, (row) => [row.cost?.controlBits ?? 0, row.cost?.piggybackBits ?? 0])}
<h2>${text(t("Time from start to end"))}</h2>
${bars(rows, (row) => [row.cost?.duration ?? 0])}
<h2>${text(t("Time for which processes were kept waiting, in all"))}</h2>
${bars(rows, (row) => [row.cost?.blockedSum ?? 0])}
${notes(rows)}
</body>
</html>`;
}

function headings(): string[] {
  const t = vscode.l10n.t;
  return [
    ...[t("Algorithm"), t("Result"), t("Messages in channels"), t("Control messages"), t("Their bits")],
    ...[t("Bits carried"), t("Time"), t("Waiting, in all"), t("Waiting, at most"), t("Assumes")],
  ];
}

function tableRow({ name, assumes, result, isBroken, inChannels, cost }: ComparedRow): string {
  const numbers = [
    inChannels,
    cost?.controlMessages,
    cost?.controlBits,
    cost?.piggybackBits,
    cost?.duration,
    cost?.blockedSum,
    cost?.blockedMost,
  ];
  const broken = isBroken ? ` <span class="broken">${text(vscode.l10n.t("not met here"))}</span>` : "";
  const kind = result === "consistent" ? "right" : result === "inconsistent" ? "wrong" : "open";
  return (
    `<tr><th scope="row">${text(name)}</th><td class="${kind}">${text(result)}</td>` +
    `${numbers.map((value) => `<td class="number">${value === undefined ? "–" : short(value)}</td>`).join("")}` +
    `<td>${text(assumes)}${broken}</td></tr>`
  );
}

/** One bar an algorithm, of one or two parts. The table says the same to who does not see it. */
function bars(rows: readonly ComparedRow[], partsOf: (row: ComparedRow) => readonly number[]): string {
  const values = rows.map(partsOf);
  const most = Math.max(1, ...values.map((parts) => parts.reduce((sum, part) => sum + part, 0)));
  const lines = rows.map(({ name }, i) => {
    const y = i * ROW_HEIGHT;
    let x = NAME_WIDTH;
    const parts = values[i].map((part, kind) => {
      const width = (part / most) * BAR_WIDTH;
      const rect = `<rect class="part${kind}" x="${x}" y="${y + 4}" width="${width}" height="${BAR_HEIGHT}"/>`;
      x += width;
      return rect;
    });
    const total = values[i].reduce((sum, part) => sum + part, 0);
    return `<text x="${NAME_WIDTH - 8}" y="${y + 16}" class="name">${text(name)}</text>${parts.join("")}<text x="${x + 6}" y="${y + 16}">${short(total)}</text>`;
  });
  const [width, height] = [NAME_WIDTH + BAR_WIDTH + 90, rows.length * ROW_HEIGHT + 4];
  return `<svg aria-hidden="true" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${lines.join("")}</svg>`;
}

function key(kind: number, words: string): string {
  return `<svg width="12" height="12"><rect class="part${kind}" width="12" height="12"/></svg><span>${text(words)}</span>`;
}

function notes(rows: readonly ComparedRow[]): string {
  const told = rows.filter((row) => row.notes.length > 0);
  if (told.length === 0) return "";
  const items = told.map(
    (row) => `<dt>${text(row.name)}</dt>${row.notes.map((note) => `<dd>${text(note)}</dd>`).join("")}`,
  );
  return `<h2>${text(vscode.l10n.t("What is wrong and why, and how those recorded whom nobody coordinates"))}</h2><dl>${items.join("")}</dl>`;
}

function short(value: number): string {
  return text(Number.isInteger(value) ? String(value) : value.toPrecision(4));
}

function text(words: string): string {
  return words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
