// The pages of our webviews: one script of ours, nothing remote, and only what carries this page's nonce runs.
// Both the diagram's page and the charts' are made here.

import * as vscode from "vscode";

export interface Page {
  /** File name of the script in dist/ and of the style sheet in media/. */
  readonly script: string;
  readonly style: string;
  readonly title: string;
  /** Attributes of the body that the script reads. */
  readonly data?: Readonly<Record<string, string>>;
  /** Whether the page's library writes styles of its own that carry no nonce. */
  readonly freeStyles?: boolean;
}

/** What a webview may do and load; to be set before its page. */
export function webviewOptions(extension: vscode.Uri): vscode.WebviewOptions {
  const localResourceRoots = ["dist", "media"].map((name) => vscode.Uri.joinPath(extension, name));
  return { enableScripts: true, localResourceRoots };
}

/** The page's HTML, with a nonce of its own. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, page: Page): string {
  const nonce = makeNonce();
  const source = webview.cspSource;
  const address = (folder: string, file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, folder, file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} ${page.freeStyles === true ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `img-src ${source} blob: data:`,
    `font-src ${source}`,
  ].join("; ");
  const data = Object.entries(page.data ?? {}).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="${address("media", page.style)}">
<title>${escaped(page.title)}</title>
</head>
<body${data.join("")}>
<div id="app"></div>
<script type="module" nonce="${nonce}" src="${address("dist", page.script)}"></script>
</body>
</html>`;
}

function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
