// Packets in the panel: a button and a key draw them, where the trace has any; the legend, the details and the saved state
// follow. Skipped where there is no Chromium.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser, NO_BROWSER } from "./harness/browser.ts";
import { openPanel, servePanel } from "./harness/panelPage.ts";
import { settle, show, text } from "./harness/steps.ts";

const SCENARIO = `
process P { G, Y }
process Q { R, B }
channel P <-> Q not fifo latency 2..4 loss 20 % reliable timeout 7
seed 4
P -> Q : G as g
P -> Q : Y
lose g
`;
const PICTURES = new URL("../../.cache/webview/", import.meta.url);
const BUTTON = '[aria-label="Packets below the messages"]';

describe("packets in the panel", { skip: NO_BROWSER }, () => {
  let browser: Browser;
  let server: Server;
  before(async () => {
    server = await servePanel();
    browser = await launchBrowser();
    await mkdir(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  test("a button and the key B draw them, and the legend explains them", async () => {
    const panel = await openPanel(browser, server, {});
    await panel.page.evaluate((file) => window.fixtures.showFiles({ "a.lightcone": file }), SCENARIO);
    await panel.page.waitForSelector(BUTTON);
    const pressed = () => panel.page.getAttribute(BUTTON, "aria-pressed");
    assert.equal(await pressed(), "false");
    assert.doesNotMatch(await text(panel.page, ".legend"), /acknowledgement/);
    await panel.page.click(BUTTON);
    await settle(panel.page);
    assert.equal(await pressed(), "true");
    assert.match(await text(panel.page, ".legend"), /packet sent again.*acknowledgement.*packet lost/s);
    await panel.page.locator(".row", { hasText: "sends G to Q" }).click();
    await panel.page
      .locator(".section.selection a, .section.selection button", { hasText: "G" })
      .first()
      .click();
    assert.match(await text(panel.page, ".section.selection"), /sent at tick 1, lost; sent again at tick/);
    await panel.page.screenshot({ path: new URL("packets.png", PICTURES).pathname });
    await panel.page.focus("#diagram");
    await panel.page.keyboard.press("b");
    await settle(panel.page);
    assert.equal(await pressed(), "false");
    assert.deepEqual(panel.complaints, []);
  });

  test("there is no button where there are no packets", async () => {
    const panel = await openPanel(browser, server, {});
    await show(panel, "three");
    assert.equal(await panel.page.locator(BUTTON).count(), 0);
  });
});
