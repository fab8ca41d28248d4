// A recorded trace (.lctrace) opens as a diagram by a double click in the explorer, and as text when asked; a snapshot runs
// on it by replay; what is broken is said in the panel; what has nothing to show says what to do.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { openSources } from "../../src/core/analysis/opened.ts";
import { lctrace } from "../../src/core/formats/lctrace.ts";
import { textSource } from "../support/textSource.ts";
import { workbenchTest } from "./harness.ts";

const SAMPLES = path.join(import.meta.dirname, "../../samples/course");
const SETTLE_MS = 600;

async function recorded(): Promise<string> {
  const names = ["bank.events", "bank.top"];
  const sources = names.map(async (name) =>
    textSource(name, await readFile(path.join(SAMPLES, name), "utf8")),
  );
  const { trace } = await openSources(await Promise.all(sources));
  assert.ok(trace && lctrace.write);
  return [...lctrace.write(trace)].join("");
}

const files = {
  "bank.lctrace": await recorded(),
  "broken.lctrace": '{"lctrace":1}\nno line of it\n',
  "alone.events": "send A B 1\ntick\n",
};

workbenchTest("a recorded trace opens by a double click", { files }, async (workbench) => {
  const { page } = workbench;
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "bank.lctrace" }).dblclick();
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator(".verdict").first().waitFor();
  await workbench.statusBarItem("snapshot 0: consistent").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("lctrace");

  await workbench.runCommand("Lightcone: Run Snapshot…");
  const input = page.locator(".quick-input-widget");
  await input.getByText("Markers of Paris reach every process.").waitFor();
  await page.keyboard.press("Enter");
  await input.getByText("At which tick").waitFor();
  await page.keyboard.press("Enter");
  await workbench.statusBarItem("snapshot 1:").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("lctrace-replayed");

  await workbench.runCommand("Lightcone: Open Sequence Chart and Topology");
  const charts = await workbench.webviewFrame("svg[id^='chart'], svg.flowchart, #app svg");
  await charts.locator("svg").first().waitFor();
  await page.waitForTimeout(3 * SETTLE_MS);
  await workbench.screenshot("charts");
});

workbenchTest("what cannot be shown says why and what to do", { files }, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("broken.lctrace");
  await page.waitForTimeout(3 * SETTLE_MS);
  await workbench.screenshot("broken");
  await workbench.runCommand("View: Close All Editors");
  await workbench.runCommand("Lightcone: Focus on Snapshots and Cuts View");
  await page.locator(".part.sidebar").getByText("Open Sample…").first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("welcome");

  await workbench.openFile("alone.events");
  await workbench.statusBarItem("Choose Topology…").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("no-topology");

  await page.locator(".part.sidebar").getByText("Get Started with Lightcone").first().click();
  await page.getByText("From a scenario to its space-time diagram").first().waitFor();
  await page.waitForTimeout(2 * SETTLE_MS);
  await workbench.screenshot("walkthrough");
});
