// A newcomer's way: the lecture's walkthrough, a step's sample beside its diagram, one line changed, and the verdict changes.
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1500;
const viewport = { width: 1600, height: 900 };
const settings = { "workbench.colorTheme": "Default Dark Modern" };

workbenchTest(
  "the lecture's walkthrough leads to a verdict that changes",
  { settings, viewport },
  async (workbench) => {
    const { page } = workbench;
    await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
    await workbench.runCommand("Welcome: Open Walkthrough...");
    const input = page.locator(".quick-input-widget");
    await input.locator("input").first().fill("Step by Step");
    await input.getByText("Distributed Snapshots, Step by Step").first().click();
    const walkthrough = page.locator(".gettingStartedContainer");
    await walkthrough.getByText("What a global state is").first().waitFor();
    const step = walkthrough.locator("button.getting-started-step", {
      hasText: "A token that is there twice",
    });
    await step.click();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("walkthrough");
    await step.getByText("Open the Scenario").click();

    await workbench.tab("04-duplicated-token.lightcone").waitFor();
    const panel = await workbench.webviewFrame("canvas");
    await panel.locator(".verdict", { hasText: "inconsistent, 1 orphan message" }).first().waitFor();
    await page.locator(".monaco-editor .view-line", { hasText: "snapshot by P at 1" }).first().click();
    await page.keyboard.press("Home");
    for (let i = 0; i < "snapshot by P at ".length; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Delete");
    await page.keyboard.type("3");
    await panel.locator(".verdict", { hasText: "consistent, no message in transit" }).first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("walkthrough-changed");

    // The step is done, since its sample was opened; the others are not.
    await workbench.tab("Welcome").click();
    await walkthrough.locator("button.getting-started-step .codicon.complete").first().waitFor();
    const done = await walkthrough.locator("button.getting-started-step .codicon.complete").count();
    if (done !== 1) throw new Error(`${done} steps are done`);
  },
);
