// An authored scenario in the editor: coloured, beside its diagram, which follows the typing; what it imports is read too.
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1000;
const files = {
  "system.lightcone": "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q latency 3\n",
  "told.lightcone": 'import "system.lightcone"\n\nQ -> P : R at 1\n',
};

workbenchTest("an authored scenario stands beside its diagram", { files }, async (workbench) => {
  const { page } = workbench;
  await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
  await workbench.openFile("told.lightcone");
  await page.waitForTimeout(SETTLE_MS);
  await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator("canvas").first().waitFor();

  await page.locator(".monaco-editor .view-line", { hasText: "import" }).first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("snapshot by P at 2\nexpect consistent\n");
  await panel.locator(".verdict", { hasText: "consistent, 1 message in transit" }).first().waitFor();
  await workbench.statusBarItem("snapshot 1: consistent, 1 message in transit").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("authored");
  // Over the snapshot stands its verdict.
  const lens = page.locator(".codelens-decoration", { hasText: "consistent, 1 message in transit" }).first();
  await lens.waitFor();
  await workbench.screenshot("authored-verdicts");
  // The theme colours what the grammar marks: a line of a keyword, a name and a number is several spans.
  const spans = page
    .locator(".monaco-editor .view-line", { hasText: "snapshot by P" })
    .first()
    .locator("span span");
  await spans.nth(2).waitFor();
});
