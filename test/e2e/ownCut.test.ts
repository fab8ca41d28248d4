// A cut of the user's own, made in the diagram: an event's causal past is consistent, the moment of an event often is
// not, and the nearest consistent cuts are one key away.
import assert from "node:assert/strict";
import { workbenchTest } from "./harness.ts";

workbenchTest(
  "a cut is made from an event by key, and mended by key",
  { folder: "samples/course", viewport: { width: 1500, height: 860 } },
  async (workbench) => {
    const { page } = workbench;
    await workbench.openFile("bank.events");
    await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
    const panel = await workbench.webviewFrame("canvas");
    const verdict = panel.locator(".toolbar .verdict");
    await verdict.first().waitFor();
    // By the keyboard alone: to the first process, to the one beside it, to its last event; then the cut.
    await panel.locator("canvas").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("c");
    await verdict.filter({ hasText: /^\s*cut .*: consistent/ }).waitFor();
    await workbench.statusBarItem(": consistent, ").waitFor();
    await workbench.screenshot("own-cut-past");

    await workbench.runCommand("Lightcone: Verify Cut…");
    const input = page.locator(".quick-input-widget");
    await input.locator("input").first().fill("Paris=1,Rome=5");
    await input.getByText("inconsistent, 1 orphan message").waitFor();
    await page.keyboard.press("Enter");
    await verdict.filter({ hasText: "inconsistent, 1 orphan message" }).waitFor();
    await panel.getByRole("button", { name: "Smallest Consistent Cut Around" }).waitFor();
    await workbench.screenshot("own-cut-orphan");
    await panel.locator("canvas").focus();
    await page.keyboard.press("[");
    await verdict.filter({ hasText: "cut Paris=1,Rome=4: consistent" }).waitFor();
    assert.match((await verdict.first().textContent()) ?? "", /: consistent, \d message/);
  },
);
