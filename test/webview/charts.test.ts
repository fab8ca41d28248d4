// The page of Mermaid's charts in a real browser, under its own policy. Skipped where there is no Chromium.

import assert from "node:assert/strict";
import { test } from "node:test";
import { launchBrowser, NO_BROWSER } from "./harness/browser.ts";
import { openPanel, servePanel } from "./harness/panelPage.ts";

test("Mermaid draws the topology and the sequence chart, and says what it cannot draw", {
  skip: NO_BROWSER,
}, async () => {
  const server = await servePanel();
  const browser = await launchBrowser();
  try {
    const { page, posted, complaints } = await openPanel(browser, server, { kind: "charts" });
    assert.deepEqual(await posted(), [{ type: "ready" }]);
    await page.evaluate(() => {
      const broken = { title: "Broken", source: "flowchart LR\n  a --> --> b" };
      const charts = [...window.fixtures.charts(), broken];
      window.postMessage({ type: "charts", charts, dark: true }, "*");
    });
    await page.waitForSelector(".failure", { timeout: 20_000 });
    assert.equal(await page.locator("figure svg[role=img]").count(), 2);
    assert.match((await page.locator("figure").nth(1).textContent()) ?? "", /token\(3\)/);
    assert.match((await page.locator(".failure").textContent()) ?? "", /^Broken could not be drawn/);
    const last = (await posted()).at(-1);
    assert.equal(last?.type, "error");
    await page.evaluate(() => window.postMessage({ type: "failed", words: "Too large." }, "*"));
    await page.waitForSelector(".placeholder");
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    server.close();
  }
});
