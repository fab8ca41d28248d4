// The panel in a real browser, under its own content security policy: that it draws, answers, keeps its state, can be
// used without a mouse and by those who do not see it. Skipped where there is no Chromium.

import assert from "node:assert/strict";
import type { Server } from "node:http";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, NO_BROWSER } from "./harness/browser.ts";
import { type OpenPanel, openPanel, type PanelOptions, servePanel } from "./harness/panelPage.ts";
import { settle, show, text } from "./harness/steps.ts";
import type { ThemeName } from "./harness/themes.ts";

const SNAPSHOT = { selectCut: "snapshot:0" };

describe("the panel in a browser", { skip: NO_BROWSER }, () => {
  let browser: Browser;
  let server: Server;
  before(async () => {
    server = await servePanel();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  const open = (options: PanelOptions = {}): Promise<OpenPanel> => openPanel(browser, server, options);

  test("it says ready, draws what it is shown, and breaks no rule of its policy", async () => {
    const panel = await open();
    assert.deepEqual(await panel.posted(), [{ type: "ready" }]);
    await show(panel, "three", SNAPSHOT);
    assert.match(
      await text(panel.page, ".toolbar .verdict"),
      /Snapshot 0: consistent, 2 messages in transit/,
    );
    assert.ok((await coloursOf(panel.page)) > 6, "the canvas has more than a background");
    assert.deepEqual(panel.complaints, []);
  });

  test("a click selects, shows the details, and reveals the source line; Escape clears", async () => {
    const panel = await open();
    await show(panel, "three", SNAPSHOT);
    await panel.page.locator(".row", { hasText: "sends token(3) to Q" }).click();
    assert.match(await text(panel.page, ".section.selection"), /10 tokens → 7 tokens/);
    const types = (await panel.posted()).map(({ type }) => type);
    assert.deepEqual(types, ["ready", "eventSelected", "revealEvent"]);
    assert.equal(await text(panel.page, "[aria-live]"), "P, event 1 at tick 1: sends token(3) to Q");
    await panel.page.focus("#diagram");
    await panel.page.keyboard.press("Escape");
    assert.match(await text(panel.page, ".section.selection"), /Click an event/);
  });

  test("the pointer finds on the canvas what the details then show", async () => {
    const panel = await open();
    await show(panel, "orphan", { selectCut: "cut:orphan" });
    const box = await panel.page.locator("#diagram").boundingBox();
    assert.ok(box !== null);
    // P's first event: the first position of the axis after the names, on the first lane.
    const found = await findOnCanvas(panel.page, box, /P, event 1/);
    assert.ok(found, "hovering finds P's first event");
    await panel.page.mouse.click(found.x, found.y);
    assert.match(await text(panel.page, ".section.selection"), /sends a to Q/);
  });

  test("the keys go from event to event, step through the snapshot, and open the help", async () => {
    const panel = await open();
    await show(panel, "three", SNAPSHOT);
    const { page } = panel;
    await page.focus("#diagram");
    for (const key of ["ArrowRight", "Home", "ArrowRight", "o"]) await page.keyboard.press(key);
    assert.notEqual(await text(page, "[aria-live]"), "");
    await page.keyboard.press("n");
    assert.match(await text(page, ".steps"), /1 \/ 4\s+Marker sending rule\s+P starts the snapshot/);
    await page.keyboard.press("n");
    assert.match(await text(page, ".steps"), /Marker receiving rule: not yet recorded/);
    await page.keyboard.press("?");
    await settle(page);
    assert.ok(await page.locator(".help").isVisible());
    await page.keyboard.press("Escape");
    await settle(page);
    assert.equal(await page.locator(".help").count(), 0);
  });

  test("playing goes on by itself and stops at the end", async () => {
    const panel = await open({ reducedMotion: true });
    await show(panel, "three", SNAPSHOT);
    await panel.page.getByTitle("Play the snapshot step by step").click();
    assert.match(await text(panel.page, ".steps"), /1 \/ 4/);
    await panel.page.waitForFunction(() => document.querySelector(".steps .count")?.textContent === "2 / 4");
    await panel.page.getByTitle("Pause").click();
  });

  test("after a reload it shows what it showed", async () => {
    const panel = await open();
    await show(panel, "three", SNAPSHOT);
    await panel.page.focus("#diagram");
    for (const key of ["n", "n", "d", "+", "+"]) await panel.page.keyboard.press(key);
    await panel.page.waitForTimeout(400);
    const saved = await panel.saved();
    const again = await open({ saved });
    await show(again, "three");
    assert.match(await text(again.page, ".steps"), /2 \/ 4/);
    assert.equal(await again.page.getByTitle("Time runs down").getAttribute("aria-pressed"), "true");
    await again.page.waitForTimeout(400);
    assert.deepEqual(await again.saved(), saved);
  });

  test("loading, failed and empty panels say so", async () => {
    const panel = await open();
    await panel.post({ type: "progress", words: "Reading the trace", fraction: 0.25 });
    await panel.page.waitForSelector(".progress progress");
    assert.match(await text(panel.page, ".progress"), /Reading the trace 25 %/);
    await panel.post({ type: "failed", words: "a.top:3:1: a link needs two names." });
    await panel.page.waitForSelector(".placeholder");
    assert.match(await text(panel.page, ".placeholder"), /a link needs two names/);
    await show(panel, "empty");
    assert.match(await text(panel.page, ".placeholder"), /The trace has no events/);
  });

  test("it gives its picture as SVG and as PNG", async () => {
    const panel = await open();
    await show(panel, "three", SNAPSHOT);
    await panel.post({ type: "image", request: 1, format: "svg" });
    await panel.post({ type: "image", request: 2, format: "png" });
    await panel.page.waitForFunction(() => (window as unknown as { posted: unknown[] }).posted.length >= 3);
    const images = (await panel.posted()).filter((message) => message.type === "image");
    const byRequest = new Map(images.map(({ request, data }) => [request, data]));
    assert.match(byRequest.get(1) ?? "", /^<svg xmlns/);
    assert.equal(
      Buffer.from(byRequest.get(2) ?? "", "base64")
        .subarray(1, 4)
        .toString(),
      "PNG",
    );
  });

  test("another theme repaints the picture in its colours", async () => {
    const panel = await open({ theme: "dark" });
    await show(panel, "three", SNAPSHOT);
    const before = await cornerOf(panel.page);
    await panel.page.evaluate(() => {
      document.documentElement.style.setProperty("--vscode-editor-background", "#fdf6e3");
      document.body.className = "vscode-light";
    });
    await panel.page.waitForTimeout(100);
    assert.equal(before, "31,31,31");
    assert.equal(await cornerOf(panel.page), "253,246,227");
  });

  test("nothing runs while nothing happens", async () => {
    const panel = await open();
    await show(panel, "three", SNAPSHOT);
    await panel.page.waitForTimeout(400);
    const frames = await panel.page.evaluate(async () => {
      let count = 0;
      const request = window.requestAnimationFrame;
      window.requestAnimationFrame = (callback) => {
        count++;
        return request(callback);
      };
      await new Promise((resolve) => setTimeout(resolve, 600));
      return count;
    });
    assert.equal(frames, 0);
  });

  test("a message that is not of the protocol is refused in words", async () => {
    const panel = await open();
    await panel.page.evaluate(() => window.postMessage({ type: "eval", code: "alert(1)" }, "*"));
    await panel.page.waitForFunction(() => (window as unknown as { posted: unknown[] }).posted.length > 1);
    const [, refusal] = await panel.posted();
    assert.equal(refusal.type, "error");
  });

  for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const satisfies readonly ThemeName[]) {
    test(`no serious barrier (axe) in the theme ${theme}`, async () => {
      const panel = await open({ theme });
      await show(panel, "three", SNAPSHOT);
      await panel.page.focus("#diagram");
      for (const key of ["ArrowRight", "n"]) await panel.page.keyboard.press(key);
      await panel.page.waitForTimeout(200);
      assert.deepEqual(await barriers(panel.page), []);
    });
  }

  test("400,000 events are shown, and every key moves them", async (t) => {
    const panel = await open();
    const options = { seed: 1, processes: 20, events: 400_000 };
    await panel.page.evaluate((random) => window.fixtures.showRandom(random), options);
    await panel.page.waitForSelector(".panel.has-picture", { timeout: 20_000 });
    await panel.page.waitForTimeout(300);
    await panel.page.focus("#diagram");
    const times: number[] = [];
    for (let i = 0; i < 12; i++) {
      times.push(
        await panel.page.evaluate(async () => {
          const start = performance.now();
          document.getElementById("diagram")?.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }));
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          return performance.now() - start;
        }),
      );
    }
    times.sort((a, b) => a - b);
    t.diagnostic(`the median frame takes ${times[6].toFixed(0)} ms`);
    // No figure, but a sign that a frame draws a bounded scene: drawing all of it would take seconds.
    assert.ok(times[6] < 2000, `the median frame takes ${times[6]} ms`);
  });
});

/** The colour of the canvas's first pixel: the background. */
function cornerOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const canvas = document.getElementById("diagram") as HTMLCanvasElement;
    return canvas.getContext("2d")!.getImageData(0, 0, 1, 1).data.slice(0, 3).join();
  });
}

/** How many different colours the canvas shows, counted on a coarse grid. */
function coloursOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.getElementById("diagram") as HTMLCanvasElement;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set<string>();
    for (let i = 0; i < data.length; i += 4 * 3) colours.add(data.slice(i, i + 3).join());
    return colours.size;
  });
}

/** Moves the pointer over the canvas until the hover says what is looked for. */
async function findOnCanvas(
  page: Page,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  words: RegExp,
): Promise<{ readonly x: number; readonly y: number } | undefined> {
  for (let y = box.y + 40; y < box.y + box.height / 2; y += 12) {
    for (let x = box.x + 60; x < box.x + box.width / 2; x += 12) {
      await page.mouse.move(x, y);
      if (words.test((await page.locator(".tooltip").textContent()) ?? "")) return { x, y };
    }
  }
  return undefined;
}

/** What axe finds, of serious and critical impact. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    interface Found {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }
    const page = window as unknown as { axe: { run: () => Promise<{ violations: readonly Found[] }> } };
    const { violations } = await page.axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`,
      );
  });
}
