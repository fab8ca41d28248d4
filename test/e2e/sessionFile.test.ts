// What a user does with a recorded trace of their own: takes a snapshot right after an event, with markers of a chosen latency,
// writes notes, saves the session, closes everything, and finds it all again. And what a channel that was not FIFO did is told.
import assert from "node:assert/strict";
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 600;

const lines = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

const files = {
  "orders.lctrace": lines(
    { lctrace: 1, timeUnit: "ms", processes: ["web", "orders", "stock"] },
    { p: "web", t: 1, label: "order", send: { id: 1, to: "orders", label: "order" } },
    { p: "orders", t: 3, receive: 1 },
    { p: "orders", t: 4, label: "reserve", send: { id: 2, to: "stock", label: "reserve" } },
    { p: "stock", t: 9, receive: 2 },
    { p: "stock", t: 10, send: { id: 3, to: "orders", label: "reserved" } },
    { p: "orders", t: 12, receive: 3 },
    { p: "orders", t: 13, send: { id: 4, to: "web", label: "done" } },
    { p: "web", t: 16, receive: 4 },
  ),
  "overtaken.lctrace": lines(
    { lctrace: 1, timeUnit: "ms", processes: ["P", "Q"], channels: [["Q", "P"]] },
    { p: "P", t: 1, send: { id: 1, to: "Q", label: "first" } },
    { p: "P", t: 4, send: { id: 2, to: "Q", label: "second" } },
    { p: "Q", t: 6, receive: 2 },
    { p: "Q", t: 8, receive: 1 },
    { p: "Q", t: 9, send: { id: 3, to: "P", label: "answer" } },
    { p: "P", t: 12, receive: 3 },
  ),
};

workbenchTest("a session is saved beside its trace and found again", { files }, async (workbench) => {
  const { page } = workbench;
  await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
  // A fresh VS Code learns a moment after its start which editors there are.
  await page.waitForTimeout(4 * SETTLE_MS);
  await workbench.openFile("orders.lctrace");
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator(".row", { hasText: "sends order to orders" }).first().click();
  await panel.getByText("Add Note…").first().waitFor();
  await workbench.screenshot("session-event");

  await workbench.runCommand("Lightcone: Run Snapshot…");
  const input = page.locator(".quick-input-widget");
  await input.getByText("Markers of web").waitFor();
  await page.keyboard.press("Enter");
  await input.getByText("Right after the selected event").waitFor();
  await workbench.screenshot("session-start");
  await page.keyboard.press("Enter");
  await input.getByText("As each channel's own messages").waitFor();
  await page.keyboard.type("2.5");
  await input.getByText("Always 2.5").waitFor();
  await workbench.screenshot("session-latency");
  await page.keyboard.press("Enter");
  await workbench.statusBarItem("snapshot 0:").waitFor();

  await panel.getByText("Add Note…").first().click();
  await input.getByText("On:").waitFor();
  await page.keyboard.type("the order that was slow");
  await page.keyboard.press("Enter");
  await panel.locator(".section.selection", { hasText: "the order that was slow" }).waitFor();

  await workbench.runCommand("Lightcone: Focus on Snapshots and Cuts View");
  const sidebar = page.locator(".part.sidebar");
  await sidebar.getByText("the order that was slow").first().waitFor();
  await sidebar.getByText("Unsaved changes").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("session-unsaved");
  await workbench.runCommand("Lightcone: Save Session");
  await page.locator(".statusbar", { hasText: "Session saved" }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  assert.equal(await sidebar.getByText("Unsaved changes").count(), 0);

  await workbench.runCommand("View: Close All Editors");
  await page.waitForTimeout(4 * SETTLE_MS);
  await workbench.openFile("orders.lctrace");
  await workbench.statusBarItem("snapshot 0:").waitFor();
  const again = await workbench.webviewFrame("canvas");
  await sidebar.getByText("the order that was slow").first().click();
  await again.locator(".section.selection", { hasText: "the order that was slow" }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("session-again");

  await workbench.runCommand("View: Close All Editors");
  await workbench.openFile("orders.lctrace.lightcone.json");
  await page.waitForTimeout(2 * SETTLE_MS);
  await workbench.screenshot("session-file");
});

workbenchTest("what a channel that was not FIFO did to a snapshot is told", { files }, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("overtaken.lctrace");
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator(".row", { hasText: "sends first to Q" }).first().click();
  await panel.getByText("Run Snapshot from Here").first().click();
  await workbench.statusBarItem("snapshot 0:").waitFor();
  await panel.locator(".section.cut", { hasText: "Not FIFO" }).waitFor();
  await workbench.runCommand("Lightcone: Focus on Snapshots and Cuts View");
  await page.locator(".part.sidebar").getByText("Not FIFO").first().waitFor();
  await workbench.runCommand("Problems: Focus on Problems View");
  await page.locator(".markers-panel", { hasText: "snapshot-not-fifo" }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("session-not-fifo");
});
