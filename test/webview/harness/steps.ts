// What every test of the panel in a browser does: shows a fixture, waits for the picture, reads a text.

import type { Page } from "playwright-core";
import type { FixtureName, ShowOptions } from "./fixtures.ts";
import type { OpenPanel } from "./panelPage.ts";

export async function show(panel: OpenPanel, name: FixtureName, options: ShowOptions = {}): Promise<void> {
  await panel.page.evaluate(([fixture, shown]) => window.fixtures.show(fixture, shown), [
    name,
    options,
  ] as const);
  await panel.page.waitForSelector(".panel.has-picture");
  await settle(panel.page);
}

/** A frame later what changed is painted. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

export async function text(page: Page, selector: string): Promise<string> {
  await settle(page);
  return ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ").trim();
}
