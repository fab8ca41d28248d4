// A student in learner's mode: the run without its snapshot, a prediction by quick input, the difference told, and then the
// snapshot in the diagram. In light and dark.
import assert from "node:assert/strict";
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1200;
const LESSON = `process P { G, Y }
process Q { R, P, B, O }
channel P <-> Q latency 3

Q -> P : B at 1
Q -> P : O at 2
snapshot by P at 2
expect consistent
expect snapshot 1 { P { G, Y }  Q { R, P }  Q -> P [ B, O ] }
`;
const settings = { "workbench.colorTheme": "Default Light Modern", "lightcone.learning.enabled": true };

workbenchTest(
  "a student predicts what a snapshot records",
  { files: { "lesson.lightcone": LESSON }, settings },
  async (workbench) => {
    const { page } = workbench;
    await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
    await workbench.openFile("lesson.lightcone");
    await workbench.codeLenses().filter({ hasText: "snapshot 1: predict… (0 of 5 told)" }).first().waitFor();
    await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
    const panel = await workbench.webviewFrame("canvas");
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("learning-hidden");
    assert.equal(await panel.getByText("consistent").count(), 0);
    assert.equal(await workbench.statusBarItem("consistent").count(), 0);

    await workbench.codeLenses().filter({ hasText: "predict…" }).first().click();
    const input = page.locator(".quick-input-widget");
    await input.getByText("What is recorded of the channel Q → P").click();
    await input.getByText("Messages in the order of their receipt").waitFor();
    await input.locator("input").first().fill("B");
    await page.keyboard.press("Enter");
    const told = page.locator(".monaco-dialog-box");
    await told.getByText("Not so. Right: B. Missing: O. The answer: B, O.").waitFor();
    await told.getByText("already recorded").waitFor();
    await workbench.screenshot("learning-told");
    await page.keyboard.press("Enter");
    await input.getByText("Predict snapshot 1: 4 left").waitFor();
    await workbench.screenshot("learning-left");
    await page.keyboard.press("Escape");

    await workbench.codeLenses().filter({ hasText: "Show Answer" }).first().click();
    await panel.locator(".verdict", { hasText: "consistent, 2 messages in transit" }).first().waitFor();
    await workbench.codeLenses().filter({ hasText: "snapshot 1: consistent" }).first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("learning-shown");
  },
);
