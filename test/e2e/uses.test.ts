// What snapshots are for, by hand: the deadlock is found and shown in the diagram, a predicate is answered while it is typed and
// completed by a choice, a scenario is restarted from its snapshot beside its diagram, the recovery line is drawn.
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1000;
const files = {
  "locks.lightcone": `process A { holds = { lock1 } }
process B { holds = { lock2 } }
channel A <-> B latency 2
A does "asks for lock2" { waits = { lock2 } } at 2
B does "asks for lock1" { waits = { lock1 } } at 3
snapshot early by A at 1
snapshot late by A at 6
`,
  "bank.lightcone": `process P { 9 coin }
process Q
channel P <-> Q latency 3
P -> Q : 4 coin at 1
snapshot first by Q at 2
P -> Q : 2 coin at 8
`,
  "domino.lightcone": `process P, Q
channel P <-> Q
P -> Q : "a" at 2..3
Q does "checkpoint q1" at 4
P does "checkpoint p1" at 5
P -> Q : "b" at 6..7
Q does "checkpoint q2" at 8
`,
};

workbenchTest("what snapshots are for", { files }, async (workbench) => {
  const { page } = workbench;
  await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
  await workbench.openFile("locks.lightcone");
  await page.waitForTimeout(SETTLE_MS);
  await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
  await workbench.webviewFrame("canvas");

  await workbench.runCommand("Lightcone: Find Deadlock");
  const notification = page.locator(".notification-list-item-message");
  await notification.filter({ hasText: "deadlock: A waits for B, which waits for A" }).first().waitFor();
  await workbench.statusBarItem("snapshot late: consistent, no message in transit").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("uses-deadlock");

  await workbench.runCommand("Lightcone: Check Predicate…");
  const input = page.locator(".quick-input-widget input").first();
  await input.fill("lock2 in A.wa");
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "column 12: no process ever has a field wa" }).first().waitFor();
  await rows.filter({ hasText: "waits" }).first().click();
  await rows.filter({ hasText: "true" }).first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("uses-predicate");
  await page.keyboard.press("Enter");
  await notification.filter({ hasText: "lock2 in A.waits: true at snapshot late" }).first().waitFor();

  await workbench.openFile("bank.lightcone");
  await page.waitForTimeout(SETTLE_MS);
  await workbench.runCommand("Lightcone: Check Kept Sum…");
  await rows.filter({ hasText: "tokens" }).first().click();
  await notification.filter({ hasText: "tokens conserved" }).first().waitFor();
  await page.locator(".activitybar [aria-label='Lightcone']").first().click();
  const snapshot = page
    .locator(".pane", { hasText: "Snapshots" })
    .locator(".monaco-list-row", { hasText: "snapshot first" });
  await snapshot.first().click({ button: "right" });
  const menu = page.locator(".monaco-menu");
  await menu.getByText("Find Garbage", { exact: true }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("uses-menu");
  await menu.getByText("Could Chandy–Lamport Have Recorded This?", { exact: true }).click();
  await notification
    .filter({ hasText: "Chandy–Lamport could have recorded this. Q starts it" })
    .first()
    .waitFor();
  await page.getByText("Show the Run", { exact: true }).first().click();
  await workbench.tab("Diagram bank-recorded.lctrace").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("uses-recorded");
  await workbench.openFile("bank.lightcone");
  await workbench.runCommand("Lightcone: Restart from Snapshot…");
  await rows.filter({ hasText: "snapshot first" }).first().waitFor();
  await page.keyboard.press("Enter");
  await notification.filter({ hasText: "the same tokens as without the crash" }).first().waitFor();
  await page.locator(".monaco-editor .view-line", { hasText: "underway" }).first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("uses-restart");

  await workbench.openFile("domino.lightcone");
  await page.waitForTimeout(SETTLE_MS);
  await workbench.runCommand("Lightcone: Show Recovery Line");
  await notification.filter({ hasText: "Recovery line: consistent" }).first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("uses-recovery");
  await page.getByText("Show Dependencies", { exact: true }).first().click();
  const graph = await workbench.webviewFrame(".picture svg polygon");
  await graph.locator("svg text", { hasText: "◆ checkpoint q1" }).first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("uses-dependencies");
});
