// The panel in a browser as VS Code shows it: the bundle, the page's policy with a nonce, the theme's variables, and a
// stand-in for VS Code's API that records what the panel posts and keeps what it saves.

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { HostToPanel, PanelToHost } from "../../../src/protocol/diagram.ts";
import { THEME_CLASSES, THEMES, type ThemeName } from "./themes.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const NONCE = "0123456789abcdef";

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What VS Code kept from an earlier panel. */
  readonly saved?: unknown;
  readonly reducedMotion?: boolean;
  /** `charts`: the page of Mermaid's charts, which writes styles of its own. */
  readonly kind?: "panel" | "charts";
}

export interface OpenPanel {
  readonly page: Page;
  /** What the panel posted so far. */
  posted(): Promise<readonly PanelToHost[]>;
  /** What the panel saved last. */
  saved(): Promise<unknown>;
  post(message: HostToPanel): Promise<void>;
  /** What the browser complained of: errors of scripts and of the policy. */
  readonly complaints: readonly string[];
}

/** Serves the bundles; to be closed at the end. */
export async function servePanel(): Promise<Server> {
  const [webview, fixtures, charts] = await Promise.all(
    ["webview/main.ts", "test/webview/harness/fixtures.ts", "webview/charts/main.ts"].map(bundled),
  );
  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    "/webview.js": ["text/javascript", webview],
    "/fixtures.js": ["text/javascript", fixtures],
    "/charts.js": ["text/javascript", charts],
    "/panel.css": ["text/css", await readFile(`${ROOT}media/panel.css`, "utf8")],
    "/charts.css": ["text/css", await readFile(`${ROOT}media/charts.css`, "utf8")],
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const theme = (url.searchParams.get("theme") ?? "dark") as ThemeName;
    const kind = url.searchParams.get("kind") === "charts" ? "charts" : "panel";
    const [type, body] = files[url.pathname] ?? ["text/html", pageOf(theme, kind)];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ROOT + entry],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles[0].text;
}

function pageOf(theme: ThemeName, kind: "panel" | "charts"): string {
  const variables = Object.entries(THEMES[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  const styles = kind === "charts" ? "'self' 'unsafe-inline'" : `'self' 'nonce-${NONCE}'`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'`,
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
  ].join("; ");
  const [script, sheet] = kind === "charts" ? ["charts.js", "charts.css"] : ["webview.js", "panel.css"];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${NONCE}">
<title>Lightcone</title>
<style nonce="${NONCE}">:root { ${variables.join(" ")} }</style>
<link rel="stylesheet" href="/${sheet}">
</head>
<body class="${THEME_CLASSES[theme]}">
<div id="app"></div>
<script type="module" nonce="${NONCE}" src="/fixtures.js"></script>
<script type="module" nonce="${NONCE}" src="/${script}"></script>
</body>
</html>`;
}

export async function openPanel(
  browser: Browser,
  server: Server,
  options: PanelOptions = {},
): Promise<OpenPanel> {
  const { theme = "dark", width = 1280, height = 760, saved, kind = "panel" } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.addInitScript((kept) => {
    const posted: unknown[] = [];
    let state: unknown = kept;
    Object.assign(window, {
      posted,
      savedState: () => state,
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => posted.push(message),
        getState: () => state,
        setState: (next: unknown) => {
          state = next;
        },
      }),
    });
  }, saved);
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/?theme=${theme}&kind=${kind}`);
  await page.waitForFunction(() => (window as unknown as { posted: unknown[] }).posted.length > 0);
  return {
    page,
    complaints,
    posted: () => page.evaluate(() => (window as unknown as { posted: PanelToHost[] }).posted),
    saved: () => page.evaluate(() => (window as unknown as { savedState: () => unknown }).savedState()),
    post: (message) => page.evaluate((data) => window.postMessage(data, "*"), message),
  };
}
