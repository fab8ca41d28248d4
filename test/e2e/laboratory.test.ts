// The snapshot laboratory by hand: another algorithm takes a snapshot, all are compared on a page, and the packets below the
// messages of an unreliable network are shown.
import { type Workbench, workbenchTest } from "./harness.ts";

const SETTLE_MS = 1000;
const files = {
  "lossy.lightcone": `process P { G, Y }
process Q { R, O }
channel P <-> Q latency 2 loss 30 % reliable

P -> Q : Y at 2
Q -> P : O at 3
snapshot by P at 4
`,
};

/** Takes a row of the quick input, once it is there. */
async function pick({ page }: Workbench, words: string): Promise<void> {
  await page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: words }).first().click();
}

workbenchTest("algorithms are chosen and compared, packets shown", { files }, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("lossy.lightcone");
  await workbench.codeLenses().filter({ hasText: "consistent" }).first().waitFor();
  await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
  const panel = await workbench.webviewFrame("canvas");
  await panel.getByLabel("Packets below the messages").first().click();
  await panel.locator("[aria-label='Packets below the messages'][aria-pressed='true']").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("laboratory-packets");

  await workbench.runCommand("Lightcone: Run Snapshot with Algorithm…");
  await pick(workbench, "Lai–Yang");
  const input = page.locator(".quick-input-widget");
  const reached = input.getByText("Markers of P reach every process.");
  await reached.waitFor();
  await page.keyboard.press("Enter");
  await input.getByText("At which tick").waitFor();
  await page.keyboard.press("Enter");
  await workbench.statusBarItem("snapshot 2:").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("laboratory-lai-yang");

  await workbench.runCommand("Lightcone: Compare Snapshot Algorithms…");
  await reached.waitFor();
  await page.keyboard.press("Enter");
  await input.getByText("At which tick").waitFor();
  await page.keyboard.press("Enter");
  const compared = await workbench.webviewFrame("table");
  await compared.getByText("Alagar–Venkatesan").first().waitFor();
  for (const theme of ["Default Light Modern", "Default High Contrast"]) {
    await workbench.configure({ "workbench.colorTheme": theme });
    await page
      .locator(theme.includes("Light") ? ".monaco-workbench.vs" : ".monaco-workbench.hc-black")
      .waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot(`laboratory-compared-${theme.split(" ")[1].toLowerCase()}`);
  }
});
