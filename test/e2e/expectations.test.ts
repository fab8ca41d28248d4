// A failing expectation in the Testing view: found there before any scenario is open, run, with both sides of the difference.
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1500;
const TEXT = `process P { G, Y }
process Q { R }
channel P <-> Q

P -> Q : Y as y at 2
snapshot by P at 1, Q at 4 using independent
expect inconsistent
expect snapshot 1 { P { G }  Q { R, Y } }
`;
// The difference opens at its line: expected on one side, actual on the other.
const settings = {
  "workbench.colorTheme": "Default Dark Modern",
  "testing.automaticallyOpenPeekView": "failureInVisibleDocument",
};

workbenchTest(
  "expectations run in the Testing view",
  { files: { "wrong.lightcone": TEXT }, settings },
  async (workbench) => {
    const { page } = workbench;
    await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
    await workbench.runCommand("Testing: Focus on Test Explorer View");
    const view = page.locator(".test-explorer");
    await view.getByText("wrong.lightcone").first().waitFor();
    await workbench.screenshot("expectations-found");
    await workbench.openFile("wrong.lightcone");
    await view.getByText("wrong.lightcone").first().click();
    await page.keyboard.press("ArrowRight");
    await view.getByText("inconsistent", { exact: true }).first().waitFor();
    await workbench.runCommand("Test: Run All Tests");
    await view
      .locator(".monaco-list-row", { hasText: "snapshot 1 {" })
      .locator('[class*="testing-failed"]')
      .first()
      .waitFor();
    await view
      .locator(".monaco-list-row", { hasText: "inconsistent" })
      .locator('[class*="testing-passed"]')
      .first()
      .waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("expectations-run");
  },
);
