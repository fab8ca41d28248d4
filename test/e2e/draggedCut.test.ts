// A cut's handle is dragged in the real VS Code: the verdict follows in the panel, and when it is let go in the Snapshots
// view and the status bar too. Then an event is found by text, and two events are compared.
import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { workbenchTest } from "./harness.ts";

const COURSE = { folder: "samples/course", viewport: { width: 1500, height: 860 } };

/** Moves the pointer along the canvas at a height, in shares of its own, until it is over a handle of the cut. */
async function findHandle(page: Page, panel: Frame): Promise<{ readonly x: number; readonly y: number }> {
  const box = await panel.locator("canvas").boundingBox();
  assert.ok(box !== null);
  for (let y = box.y + 60; y < box.y + box.height; y += 8) {
    for (let x = box.x + 90; x < box.x + box.width; x += 9) {
      await page.mouse.move(x, y);
      const isOver = await panel.locator("canvas").evaluate((canvas) => canvas.matches(".is-over-handle"));
      if (isOver) return { x, y };
    }
  }
  throw new Error("the pointer finds no handle of the cut");
}

workbenchTest("a handle of the cut is dragged, and every verdict follows", COURSE, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("bank.events");
  await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
  const panel = await workbench.webviewFrame("canvas");
  const verdict = panel.locator(".toolbar .verdict").first();
  await verdict.filter({ hasText: "snapshot 0: consistent" }).waitFor();
  const handle = await findHandle(page, panel);
  await page.mouse.move(handle.x, handle.y);
  await page.mouse.down();
  await page.mouse.move(handle.x + 40, handle.y, { steps: 4 });
  await page.mouse.move(handle.x + 900, handle.y, { steps: 20 });
  await verdict.filter({ hasText: /^\s*cut Paris=11.*: inconsistent, \d orphan message/ }).waitFor();
  await workbench.screenshot("dragged-cut");
  await page.mouse.up();
  await workbench.statusBarItem(": inconsistent, ").waitFor();
  await verdict.filter({ hasText: "inconsistent" }).waitFor();

  await page.locator(".activitybar [aria-label='Lightcone']").first().click();
  const rows = page.locator(".pane-body .monaco-list-row");
  await rows
    .filter({ hasText: /cut Paris=11.*inconsistent/ })
    .first()
    .waitFor();
  assert.equal(await rows.filter({ hasText: "snapshot 0" }).first().isVisible(), true, "the snapshot stays");
  await workbench.screenshot("dragged-cut-view");

  // The keys move the very same cut back, until it is consistent.
  await panel.locator("canvas").focus();
  await page.keyboard.press("f");
  await page.keyboard.press("Home");
  await verdict.filter({ hasText: /cut Rome=\d+,Oslo=\d+: consistent|inconsistent/ }).waitFor();
  await page.keyboard.press("Enter");
  await workbench.statusBarItem("cut Rome=").waitFor();
  assert.equal(await rows.filter({ hasText: /^cut / }).count(), 1, "one cut was moved, not two made");
});

workbenchTest("an event is found by text, and two events are compared", COURSE, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("bank.events");
  await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator(".toolbar .verdict").first().waitFor();
  await panel.locator("canvas").focus();
  await page.keyboard.press("Control+f");
  const input = panel.getByRole("textbox", { name: "Find events and messages" });
  await input.waitFor();
  await input.fill("token(25)");
  await panel.locator(".find .count", { hasText: "1 hit" }).waitFor();
  await page.keyboard.press("Enter");
  await panel.locator(".find .count", { hasText: "1 of 1" }).waitFor();
  await panel.locator(".section.selection", { hasText: "token(25)" }).waitFor();
  await panel.getByRole("button", { name: "Cut here" }).click();
  await workbench.statusBarItem(": consistent, ").filter({ hasText: "cut " }).waitFor();
  await workbench.screenshot("found");
  await input.focus();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Escape");
  for (const key of ["ArrowRight", "Home", "m", "ArrowDown", "End"]) await page.keyboard.press(key);
  const relation = panel.locator(".section.relation");
  await relation.filter({ hasText: /event 1 happened before .*, through \d messages?\./ }).waitFor();
  await relation.locator("li button").first().click();
  await relation.filter({ hasText: /happened before/ }).waitFor();
  await workbench.screenshot("compared");
});
