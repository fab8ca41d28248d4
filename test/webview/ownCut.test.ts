// A cut of one's own in the real browser: its handles are dragged and moved by keys, the verdict follows before the host
// has said a word, and what the host is asked is the frontier that was let go. Skipped where there is no Chromium.

import assert from "node:assert/strict";
import type { Server } from "node:http";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { PanelToHost } from "../../src/protocol/diagram.ts";
import { launchBrowser, NO_BROWSER } from "./harness/browser.ts";
import { type OpenPanel, openPanel, type PanelOptions, servePanel } from "./harness/panelPage.ts";
import { settle, show, text } from "./harness/steps.ts";

type SetCut = Extract<PanelToHost, { type: "setCut" }>;

describe("a cut of one's own, in a browser", { skip: NO_BROWSER }, () => {
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

  const open = async (options: PanelOptions = {}): Promise<OpenPanel> => {
    const panel = await openPanel(browser, server, options);
    await show(panel, "three", { selectCut: "snapshot:0" });
    return panel;
  };
  const verdict = (page: Page): Promise<string> => text(page, ".toolbar .verdict");
  const settings = async (panel: OpenPanel): Promise<readonly SetCut[]> =>
    (await panel.posted()).filter((message) => message.type === "setCut");

  for (const orientation of ["right", "down"] as const) {
    test(`a handle is dragged along its process (time runs ${orientation}), and the verdict follows`, async () => {
      const panel = await open();
      const { page } = panel;
      if (orientation === "down") await page.getByTitle("Time runs down").click();
      await settle(page);
      const handle = await handleOnLane(page, 0, orientation);
      await page.mouse.move(handle.x, handle.y);
      await page.mouse.down();
      const [dx, dy] = orientation === "right" ? [-6, 0] : [0, -6];
      await page.mouse.move(handle.x + dx, handle.y + dy);
      // P's frontier goes to its first events: what Q and R received of its markers is an orphan no more than what was.
      await page.mouse.move(handle.x + 60 * dx, handle.y + 60 * dy, { steps: 12 });
      assert.match(await verdict(page), /cut Q=2,R=1: inconsistent, 1 orphan message/);
      assert.deepEqual(await settings(panel), [], "nothing is asked before it is let go");
      await page.mouse.up();
      assert.deepEqual(await settings(panel), [{ type: "setCut", cut: "", frontier: [0, 2, 1] }]);
      assert.match(await verdict(page), /inconsistent, 1 orphan message/);
      assert.match(await text(page, "[aria-live]"), /Cut set: inconsistent, 1 orphan message/);
      assert.match(await text(page, ".section.cut"), /Orphan.*token\(3\) from P to Q/);
      assert.deepEqual(panel.complaints, []);
    });
  }

  test("Escape gives a drag up", async () => {
    const panel = await open();
    const { page } = panel;
    const handle = await handleOnLane(page, 1, "right");
    await page.mouse.move(handle.x, handle.y);
    await page.mouse.down();
    await page.mouse.move(handle.x + 300, handle.y, { steps: 6 });
    assert.match(await verdict(page), /^cut /);
    await page.keyboard.press("Escape");
    await page.mouse.move(handle.x + 320, handle.y);
    await page.mouse.up();
    assert.match(await verdict(page), /^Snapshot 0: consistent/);
    assert.deepEqual(await settings(panel), []);
  });

  test("the keys hold a process's frontier, move it by one event and set it", async () => {
    const panel = await open();
    const { page } = panel;
    await page.focus("#diagram");
    await page.keyboard.press("f");
    await settle(page);
    assert.match(await text(page, ".moving"), /P: 1 of 7 inside/);
    await page.keyboard.press("ArrowDown");
    for (const _ of [1, 2, 3]) await page.keyboard.press("ArrowRight");
    assert.match(await text(page, "[aria-live]"), /Q: 5 of 6 events inside\. inconsistent, 1 orphan message/);
    await page.keyboard.press("Enter");
    assert.deepEqual(await settings(panel), [{ type: "setCut", cut: "", frontier: [1, 5, 1] }]);
    await settle(page);
    assert.equal(await page.locator(".moving").count(), 0);
  });

  test("Shift and a click, or the mode of the toolbar and a click, put a frontier there", async () => {
    const panel = await open();
    const { page } = panel;
    const handle = await handleOnLane(page, 2, "right");
    await page.keyboard.down("Shift");
    await page.mouse.click(handle.x - 380, handle.y);
    await page.keyboard.up("Shift");
    await page.getByTitle("Clicks on the processes’ lines move the cut").click();
    await page.mouse.click(handle.x + 150, handle.y);
    const posts = await settings(panel);
    assert.deepEqual(
      posts.map(({ frontier }) => frontier[2]),
      [0, 5],
    );
  });

  test("a new cut begins in the middle, by button and by key", async () => {
    const panel = await open();
    const { page } = panel;
    await page.getByTitle("New Cut").click();
    await page.focus("#diagram");
    await page.keyboard.press("k");
    const posts = await settings(panel);
    assert.equal(posts.length, 2);
    assert.deepEqual(posts[0], posts[1]);
    assert.match(await verdict(page), /^cut P=/);
  });
});

/** Where a process's handle is: the pointer tells. */
async function handleOnLane(
  page: Page,
  lane: number,
  orientation: "right" | "down",
): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator("#diagram").boundingBox();
  assert.ok(box !== null);
  const [across, along] = orientation === "right" ? [box.height, box.width] : [box.width, box.height];
  // As viewport.ts lays three lanes out.
  const [first, widest] = orientation === "right" ? [30, 190] : [84, 240];
  const middle = first + Math.min(widest, (across - first) / 3) * (lane + 0.5);
  const hits: number[] = [];
  for (let at = 80; at < along - 10; at += 3) {
    const [x, y] = orientation === "right" ? [box.x + at, box.y + middle] : [box.x + middle, box.y + at];
    await page.mouse.move(x, y);
    const isOver = await page.evaluate(
      () => document.getElementById("diagram")?.classList.contains("is-over-handle") ?? false,
    );
    if (isOver) hits.push(at);
    else if (hits.length > 0) break;
  }
  assert.ok(hits.length > 0, `no handle on lane ${lane}`);
  const at = hits[hits.length >> 1];
  return orientation === "right"
    ? { x: box.x + at, y: box.y + middle }
    : { x: box.x + middle, y: box.y + at };
}
