// The language server in a web worker of a browser, without Node: it is bundled for a browser, started, and asked as an editor
// asks. Skipped where there is no Chromium.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, NO_BROWSER } from "../../webview/harness/browser.ts";

const ENTRY = fileURLToPath(new URL("../../support/languageWorker.ts", import.meta.url));

interface Diagnostics {
  readonly diagnostics: readonly { readonly message: string; readonly range: { readonly start: object } }[];
}

describe("the language server in a web worker", { skip: NO_BROWSER }, () => {
  let browser: Browser;
  let page: Page;
  let close: () => void;

  before(async () => {
    // Fails at anything of Node's that the server would need.
    const options = { bundle: true, write: false, platform: "browser", format: "iife" } as const;
    const { outputFiles } = await build({ ...options, entryPoints: [ENTRY], logLevel: "error" });
    const server = createServer(({ url }, response) => {
      const isWorker = url === "/worker.js";
      response
        .writeHead(200, { "content-type": isWorker ? "text/javascript" : "text/html" })
        .end(isWorker ? outputFiles[0].text : "<!DOCTYPE html><title>worker</title>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close = () => server.close();
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  after(async () => {
    await browser?.close();
    close?.();
  });

  it("judges a scenario, offers what fits, and draws its verdict over the snapshot", async () => {
    const answers = await page.evaluate(async () => {
      const worker = new Worker("/worker.js");
      const waiting = new Map<number | string, (result: unknown) => void>();
      worker.onmessage = ({ data }) => {
        const key = data.id !== undefined && data.method === undefined ? data.id : data.method;
        if (data.id !== undefined && data.method !== undefined)
          worker.postMessage({ jsonrpc: "2.0", id: data.id, result: null });
        waiting.get(key)?.(data.error ?? data.result ?? data.params);
      };
      let last = 0;
      const ask = (method: string, params: object): Promise<unknown> => {
        const id = ++last;
        const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
        worker.postMessage({ jsonrpc: "2.0", id, method, params });
        return answer;
      };
      const tell = (method: string, params: object): void =>
        worker.postMessage({ jsonrpc: "2.0", method, params });
      await ask("initialize", { processId: null, rootUri: null, capabilities: {} });
      tell("initialized", {});
      const uri = "vscode-vfs://github/a/b/one.lightcone";
      const text =
        "process P { G, Y }\nprocess Q\nchannel P <-> Q latency 3\nP -> Q : Y at 1\nsnapshot by Q at 2\nexpect consistent\nP -> Q : B\n";
      const shown = new Promise((resolve) => waiting.set("textDocument/publishDiagnostics", resolve));
      tell("textDocument/didOpen", { textDocument: { uri, languageId: "lightcone", version: 1, text } });
      const diagnostics = await shown;
      const textDocument = { uri };
      const lenses = await ask("textDocument/codeLens", { textDocument });
      const position = { line: 6, character: 9 };
      const offered = await ask("textDocument/completion", { textDocument, position });
      worker.terminate();
      return { diagnostics, lenses, offered };
    });
    const { diagnostics } = answers.diagnostics as Diagnostics;
    assert.deepEqual(
      diagnostics.map(({ message, range: { start } }) => [message.split(":")[0], start]),
      [["P cannot send B to Q at 2", { line: 6, character: 0 }]],
    );
    const titles = (answers.lenses as readonly { command: { title: string } }[]).map(
      ({ command }) => command.title,
    );
    assert.ok(titles.includes("consistent, 1 message in transit"), titles.join());
    const { items } = answers.offered as { items: readonly { label: string }[] };
    assert.ok(
      items.some(({ label }) => label === "G"),
      items.map(({ label }) => label).join(),
    );
  });
});
