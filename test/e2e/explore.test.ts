// All runs of a scenario as a user meets them: the questions, the list of what snapshots can record, the run that is chosen
// beside its diagram, and the lattice of cuts.
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1200;
const files = {
  "told.lightcone":
    "process P { G, Y }\nprocess Q { R, B }\nchannel P <-> Q\n\nP -> Q : Y\nQ -> P : R\nP -> Q : G\nsnapshot by Q\nQ -> P : B\nexpect consistent\nexpect snapshot 1 { P { G, Y }  Q { B }  Q -> P [ R ] }\n",
};

workbenchTest(
  "all runs of a scenario are listed, and one opens beside its diagram",
  { files },
  async (workbench) => {
    const { page } = workbench;
    await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
    await workbench.openFile("told.lightcone");
    await page.waitForTimeout(SETTLE_MS);
    await workbench.runCommand("Lightcone: Show Lattice of Cuts");
    await page.waitForTimeout(3 * SETTLE_MS);
    await workbench.screenshot("lattice");
    await workbench.openFile("told.lightcone");
    await page.waitForTimeout(SETTLE_MS);
    await workbench.runCommand("Lightcone: Explore All Runs…");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Any order" }).first().click();
    const failing = page
      .locator(".quick-input-list .monaco-list-row", { hasText: "Show Shortest Failing Run" })
      .first();
    await failing.waitFor();
    await workbench.screenshot("explored");
    await failing.click();
    const panel = await workbench.webviewFrame("canvas");
    await panel.locator("canvas").first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("explored-run");
  },
);
