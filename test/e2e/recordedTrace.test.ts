// A recorded trace (.lctrace) opens as a diagram by a double click in the explorer, and as text when asked; a snapshot runs
// on it by replay; what is broken is said in the panel; what has nothing to show says what to do.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { lctrace } from "../../src/core/formats/lctrace.ts";
import { openSources } from "../support/openSources.ts";
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
  const panel = await workbench.doubleClick("bank.lctrace", "canvas");
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
  await input.getByText("As each channel's own messages").waitFor();
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

/** A short script that takes many seconds to run: each snapshot sends a marker on each of some thousand channels. */
function longRun(): Record<"long.top" | "long.events", string> {
  const names = Array.from({ length: 60 }, (_, i) => `S${i}`);
  const links = names.flatMap((from) => names.filter((to) => to !== from).map((to) => `${from} ${to}`));
  const topology = [names.length, ...names.map((name) => `${name} 1`), ...links].join("\n");
  const snapshots = Array.from({ length: 2000 }, (_, i) => `snapshot ${names[i % names.length]}\ntick 20\n`);
  return { "long.top": `${topology}\n`, "long.events": snapshots.join("") };
}

workbenchTest(
  "work that takes long shows its progress and can be cancelled",
  { files: longRun() },
  async (workbench) => {
    const { page } = workbench;
    await workbench.openFile("long.events");
    const progress = page.locator(".notifications-toasts .notification-list-item", {
      hasText: "long.events",
    });
    await progress.waitFor();
    await workbench.screenshot("progress");
    await page.locator(".editor-actions [aria-label*='Open Space-Time Diagram']").first().click();
    const panel = await workbench.webviewFrame("#app");
    await progress.getByText("Cancel").click();
    await workbench.statusBarItem("No trace").waitFor();
    await panel.getByText("was cancelled").first().waitFor();
    await workbench.screenshot("cancelled");
  },
);

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
