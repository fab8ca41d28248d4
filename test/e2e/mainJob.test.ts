// The main job as a user does it: open a scenario, run a snapshot from the palette, see the diagram and the verdict, go
// from an event to its line and back, step through the markers, export, come back after a reload.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Frame } from "playwright-core";
import { type Workbench, workbenchTest } from "./harness.ts";
import { coloursOf, firstDot, horizontalLines, pictureOf } from "./pixels.ts";

const FOLDER = "samples/course";
const OPEN_DIAGRAM = "Lightcone: Open Space-Time Diagram to the Side";
const SETTLE_MS = 600;

/** Opens a scenario with its diagram beside it. */
async function openDiagram(workbench: Workbench, file: string): Promise<Frame> {
  await workbench.openFile(file);
  await workbench.runCommand(OPEN_DIAGRAM);
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator(".verdict").first().waitFor();
  await workbench.page.waitForTimeout(SETTLE_MS);
  return panel;
}

workbenchTest(
  "a snapshot is run from the palette, shown and judged",
  { folder: FOLDER },
  async (workbench) => {
    const { page } = workbench;
    const panel = await openDiagram(workbench, "transfer.events");
    await workbench.statusBarItem("snapshot 0: consistent").waitFor();

    await workbench.runCommand("Lightcone: Run Snapshot…");
    const input = page.locator(".quick-input-widget");
    await input.getByText("Markers of P reach every process.").waitFor();
    await workbench.screenshot("run-snapshot-initiators");
    await page.keyboard.press("Enter");
    await input.getByText("At which tick").waitFor();
    await page.keyboard.type("soon");
    await input.getByText("Type a whole number").waitFor();
    await workbench.screenshot("run-snapshot-time");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("1");
    await page.keyboard.press("Enter");

    await workbench.statusBarItem("snapshot 1: consistent").waitFor();
    await panel.locator(".verdict", { hasText: "snapshot 1" }).first().waitFor();
    await workbench.notifications().filter({ hasText: "Snapshot by P at tick 1" }).waitFor();
    await workbench.screenshot("run-snapshot-done");
    await page.getByText("Write into transfer.events").click();
    await page.waitForTimeout(SETTLE_MS);
    assert.match(await workbench.editorText(), /send Q P 1.*\nsnapshot P\s*\ntick 2/);
    await workbench.statusBarItem("snapshot 1: consistent").waitFor();
  },
);

workbenchTest(
  "the diagram has a line for each process, in a dark theme too",
  { folder: FOLDER, settings: { "workbench.colorTheme": "Default Dark Modern" } },
  async (workbench) => {
    for (const [file, processes] of [
      ["transfer.events", 2],
      ["bank.events", 3],
      ["ring.events", 5],
    ] as const) {
      const panel = await openDiagram(workbench, file);
      const picture = await pictureOf(workbench.page, panel.locator("canvas"));
      await workbench.screenshot(`diagram-${file}`);
      assert.ok(coloursOf(picture) > 20, `${file}: the canvas is blank`);
      assert.equal(horizontalLines(picture).length, processes, `${file}: process lines`);
      await workbench.runCommand("View: Close All Editors");
    }
  },
);

workbenchTest("an event leads to its line and a line to its event", { folder: FOLDER }, async (workbench) => {
  const panel = await openDiagram(workbench, "bank.events");
  const canvas = panel.locator("canvas");
  const picture = await pictureOf(workbench.page, canvas);
  const [row] = horizontalLines(picture);
  const dot = firstDot(picture, row);
  assert.ok(dot !== undefined, "no event is drawn on the first process line");
  await canvas.click({ position: { x: dot, y: row } });
  const marked = workbench.page.locator(".view-overlays [class*='ced-']").first();
  await marked.waitFor();
  const line = workbench.page.locator(".view-line", { hasText: "send Paris Rome 30" });
  const [markedBox, lineBox] = [await marked.boundingBox(), await line.boundingBox()];
  assert.ok(Math.abs((markedBox?.y ?? 0) - (lineBox?.y ?? 100)) < 3, "another line is marked");
  await workbench.screenshot("event-to-line");

  await workbench.page.locator(".view-line", { hasText: "send Oslo Rome" }).click();
  await panel
    .getByText(/Oslo.*sends token\(25\) to Rome|token\(25\)/)
    .first()
    .waitFor();
  await workbench.page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("line-to-event");
});

workbenchTest("a cut is typed, judged as it is typed, and mended", { folder: FOLDER }, async (workbench) => {
  const { page } = workbench;
  await openDiagram(workbench, "transfer.events");
  await workbench.runCommand("Lightcone: Verify Cut…");
  const input = page.locator(".quick-input-widget");
  await input.locator("input").first().fill("P=1,Nobody=2");
  await input.getByText("There is no process Nobody.").waitFor();
  await input.locator("input").first().fill("P=5");
  await input.getByText(/inconsistent, \d orphan/).waitFor();
  await workbench.screenshot("verify-cut");
  await page.keyboard.press("Enter");
  await workbench.statusBarItem(/cut P=5: inconsistent/ as unknown as string).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("verify-cut-inconsistent");
  await page.getByText("Show Largest Consistent Cut Below").click();
  await workbench.statusBarItem("consistent,").waitFor();
});

workbenchTest("the views follow the selected cut", { folder: FOLDER }, async (workbench) => {
  const { page } = workbench;
  const panel = await openDiagram(workbench, "ring.events");
  await workbench.runCommand("Lightcone: Focus on Snapshots and Cuts View");
  const rows = page.locator(".part.sidebar .monaco-list-row");
  await rows.filter({ hasText: "snapshot 1" }).first().click();
  await workbench.statusBarItem("snapshot 1:").waitFor();
  await panel.locator(".verdict", { hasText: "snapshot 1" }).first().waitFor();
  await page.locator(".part.sidebar").getByText("at snapshot 1").first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("views");
});

workbenchTest(
  "the markers are stepped through with the rule of each step",
  { folder: FOLDER },
  async (workbench) => {
    const panel = await openDiagram(workbench, "transfer.events");
    const steps = panel.getByRole("group", { name: "Steps of the snapshot" });
    await steps.locator("[title*='ext']").first().click();
    await steps.getByText(/rule/i).first().waitFor();
    await workbench.screenshot("steps");
  },
);

workbenchTest("the diagram is exported as SVG by the save dialog", { folder: FOLDER }, async (workbench) => {
  const { page, folder } = workbench;
  await openDiagram(workbench, "transfer.events");
  await workbench.runCommand("Lightcone: Export Diagram…");
  const rows = page.locator(".quick-input-widget .monaco-list-row");
  await rows.filter({ hasText: "SVG" }).first().click();
  await page.locator(".quick-input-widget input").first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("export-dialog");
  await page.keyboard.press("Enter");
  await workbench.statusBarItem("Diagram written to transfer.svg").waitFor();
  const svg = await readFile(path.join(folder, "transfer.svg"), "utf8");
  assert.match(svg, /^<(\?xml|svg)/);
  assert.match(svg, /snapshot 0/);

  await workbench.runCommand("Lightcone: Export Diagram…");
  await rows.filter({ hasText: "PNG" }).first().click();
  await page.waitForTimeout(SETTLE_MS);
  await page.keyboard.press("Enter");
  await workbench.statusBarItem("Diagram written to transfer.png").waitFor();
  const png = await readFile(path.join(folder, "transfer.png"));
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.length > 5000, `${png.length} bytes`);
});

workbenchTest("the diagram is there again after a reload", { folder: FOLDER }, async (workbench) => {
  await openDiagram(workbench, "transfer.events");
  await workbench.runCommand("Developer: Reload Window");
  await workbench.page.locator("iframe.webview").first().waitFor({ state: "detached" });
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator(".verdict", { hasText: "snapshot 0" }).first().waitFor();
  await workbench.screenshot("reloaded");
});
