// A smallest counter-example as a user meets it: the questions, the scenario beside its diagram with the wrong snapshot, and
// that there is none where nothing is broken.
import { type Workbench, workbenchTest } from "./harness.ts";

const SETTLE_MS = 1200;
const COMMAND = "Lightcone: Find Smallest Counter-Example…";

/** Takes a row of the quick input, once it is there. */
async function pick({ page }: Workbench, words: string): Promise<void> {
  await page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: words }).first().click();
}

workbenchTest(
  "the smallest run in which Chandy–Lamport goes wrong without FIFO channels is found and shown",
  { files: { "README.md": "# Notes" } },
  async (workbench) => {
    const { page } = workbench;
    const input = page.locator(".quick-input-widget");
    await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
    await workbench.runCommand(COMMAND);
    await input.getByText("barriers-aligned").first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("counter-example-algorithms");
    await pick(workbench, "chandy-lamport");
    await input.getByText("Nothing: check the algorithm").waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("counter-example-assumptions");
    await pick(workbench, "FIFO channels");
    const panel = await workbench.webviewFrame("canvas");
    await panel.locator("canvas").first().waitFor();
    await workbench.tab("chandy-lamport-without-fifo.lightcone").first().waitFor();
    await workbench.codeLenses().filter({ hasText: "1 message in transit not recorded" }).first().waitFor();
    await workbench.notifications().filter({ hasText: "scenarios gone through: 2" }).first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("counter-example");

    await workbench.runCommand(COMMAND);
    await pick(workbench, "chandy-lamport");
    await pick(workbench, "Nothing: check the algorithm");
    await input.getByText("Up to which size?").first().waitFor();
    await workbench.screenshot("counter-example-size");
    await page.keyboard.press("Enter");
    await workbench.notifications().filter({ hasText: "nothing goes wrong up to size 8" }).first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("counter-example-none");
  },
);
