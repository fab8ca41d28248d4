// A scenario edited from its diagram in the real VS Code: a receipt is dragged and its line changes, which undo takes back; zoom
// and selection stay while one types; the cursor is followed, also into another scenario of the file; a step is added by keys.
import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { type Workbench, workbenchTest } from "./harness.ts";

const TOLD = `process P { G, Y }
process Q { R }
channel P <-> Q

P -> Q : Y at 2..6
Q -> P : R at 4
snapshot by P at 8
cut early at 3
expect consistent
`;
const SEVERAL = `process P { G, Y }
process Q { R }
channel P <-> Q

scenario one {
    P -> Q : G at 1
}

scenario two {
    Q -> P : R at 3
    P -> Q : Y at 7
}
`;
const OPTIONS = {
  files: { "told.lightcone": TOLD, "several.lightcone": SEVERAL },
  settings: { "files.autoSave": "off" },
  viewport: { width: 1500, height: 860 },
};
const STEP = 4;
const SOON_MS = 1500;

/** Opens a file with its diagram beside it. */
async function open(workbench: Workbench, file: string): Promise<Frame> {
  const { page } = workbench;
  await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
  await workbench.openFile(file);
  await page.waitForTimeout(SOON_MS);
  await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator(".panel.has-picture").waitFor();
  return panel;
}

/** Moves the pointer along a process's line until the tooltip says these words. */
async function find(page: Page, panel: Frame, lane: number, words: string) {
  const box = await panel.locator("canvas").boundingBox();
  assert.ok(box !== null);
  const y = box.y + 30 + Math.min(190, (box.height - 30) / 2) * (lane + 0.5);
  const hits: number[] = [];
  for (let x = box.x + 80; x < box.x + box.width - 8; x += STEP) {
    await page.mouse.move(x, y);
    const told = await panel.locator(".tooltip:not([hidden])").allTextContents();
    if (told.join(" ").includes(words)) hits.push(x);
    else if (hits.length > 0) break;
  }
  assert.ok(hits.length > 0, `${words} is not in the picture`);
  return { x: hits[hits.length >> 1], y };
}

const line = (page: Page, text: string) =>
  page
    .locator(".monaco-editor .view-line")
    .filter({ hasText: text.replaceAll(" ", "\u00a0") })
    .first();

workbenchTest(
  "a receipt is dragged, its line changes, and undo takes it back",
  OPTIONS,
  async (workbench) => {
    const { page } = workbench;
    const panel = await open(workbench, "told.lightcone");
    const receipt = await find(page, panel, 1, "receives Y");
    const sending = await find(page, panel, 1, "sends R");
    const tick = (receipt.x - sending.x) / 2;
    await page.mouse.move(receipt.x, receipt.y);
    await page.mouse.down();
    await page.mouse.move(receipt.x - 5 * tick, receipt.y, { steps: 6 });
    await panel.locator(".moving.refused", { hasText: "a message is received after it is sent" }).waitFor();
    await workbench.screenshot("edited-refused");
    await page.mouse.move(receipt.x + tick, receipt.y, { steps: 6 });
    await panel.locator(".moving:not(.refused)", { hasText: "received at tick 7" }).waitFor();
    await workbench.screenshot("edited-dragged");
    await page.mouse.up();
    await line(page, "P -> Q : Y at 2..7").waitFor();
    await panel.locator(".section.selection", { hasText: /tick 7/ }).waitFor();
    await panel.locator(".section.selection", { hasText: "receives Y from P" }).waitFor();
    await workbench.screenshot("edited-set");
    assert.match((await workbench.tab("told.lightcone").first().getAttribute("class")) ?? "", /dirty/);
    await line(page, "cut early at 3").click();
    await page.keyboard.press("Control+z");
    await line(page, "P -> Q : Y at 2..6").waitFor();
    await panel.locator(".section.events", { hasText: "tick 6" }).waitFor();

    // The menu over a process's name.
    const box = await panel.locator("canvas").boundingBox();
    assert.ok(box !== null);
    await page.mouse.click(box.x + 60, receipt.y, { button: "right" });
    const menu = page.locator(".monaco-menu");
    await menu.getByText("Hide Process", { exact: true }).waitFor();
    await workbench.screenshot("edited-menu");
    await menu.getByText("Hide Process", { exact: true }).click();
    await panel.getByText("1 process hidden").first().waitFor();
    await workbench.screenshot("edited-hidden");
  },
);

workbenchTest(
  "zoom and selection stay while one types; the cursor is followed",
  OPTIONS,
  async (workbench) => {
    const { page } = workbench;
    const panel = await open(workbench, "told.lightcone");
    await line(page, "Q -> P : R at 4").click();
    await panel.locator(".section.selection", { hasText: "sends R to P" }).waitFor();
    await line(page, "cut early at 3").click();
    await panel.locator(".toolbar .verdict", { hasText: "early: consistent" }).waitFor();
    await line(page, "snapshot by P at 8").click();
    await panel.locator(".toolbar .verdict", { hasText: /snapshot 1: consistent/ }).waitFor();
    await panel.locator(".section.selection", { hasText: "records its state for snapshot 1" }).waitFor();

    await line(page, "Q -> P : R at 4").click();
    await panel.locator(".section.selection", { hasText: "sends R to P" }).waitFor();
    await panel.locator("canvas").focus();
    for (const key of ["+", "+"]) await page.keyboard.press(key);
    const before = await find(page, panel, 1, "sends R");
    await line(page, "channel P <-> Q").click();
    await page.keyboard.press("End");
    await page.keyboard.type('\nP does "new" at 1');
    await panel
      .locator(".section.events", { hasText: /new/ })
      .or(panel.locator(".section.selection"))
      .first()
      .waitFor();
    await page.waitForTimeout(SOON_MS);
    const after = await find(page, panel, 1, "sends R");
    assert.ok(Math.abs(after.x - before.x) <= 2 * STEP, `${before.x} and then ${after.x}`);
    await panel.locator(".section.selection", { hasText: "sends R to P" }).waitFor();
    await page.keyboard.type("\nP does does");
    await panel.locator(".stale", { hasText: "Older than the text" }).waitFor();
    await panel.locator(".section.selection", { hasText: "sends R to P" }).waitFor();
    await workbench.screenshot("edited-stale");
    for (let i = 0; i < 12; i++) await page.keyboard.press("Backspace");
    await panel.locator(".stale").waitFor({ state: "detached" });
  },
);

workbenchTest(
  "of several scenarios the one with the cursor is shown, and a step added to it",
  OPTIONS,
  async (workbench) => {
    const { page } = workbench;
    const panel = await open(workbench, "several.lightcone");
    await panel.locator(".section.events", { hasText: "sends G to Q" }).waitFor();
    await line(page, "Q -> P : R at 3").click();
    await panel.locator(".section.selection", { hasText: "sends R to P" }).waitFor();
    await panel.locator("vscode-dropdown.executions", { hasText: "two" }).waitFor();
    await panel.locator("canvas").focus();
    for (const key of ["i", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    const rows = page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "Local Step" }).waitFor();
    await workbench.screenshot("edited-adding");
    await rows.filter({ hasText: "Local Step" }).click();
    await page.locator(".quick-input-widget input").first().fill("thinks");
    await page.keyboard.press("Enter");
    await line(page, 'Q does "thinks" at 4').waitFor();
    await panel.locator(".section.events", { hasText: "thinks" }).waitFor();
    const text = await page.locator(".monaco-editor .view-line").allTextContents();
    const plain = text.map((each) => each.replaceAll("\u00a0", " "));
    // Behind the line stands what VS Code draws into it.
    assert.ok(
      plain.some((each) => each.startsWith('    Q does "thinks" at 4')),
      plain.join("\n"),
    );
    await workbench.screenshot("edited-added");
  },
);
