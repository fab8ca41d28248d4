// A puzzle solved in the editor: the verdict stands over it, Show Witness opens the run that records it beside its diagram, and
// an impossible one says why.
import assert from "node:assert/strict";
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1500;
const files = {
  "puzzle.lightcone":
    "process P { G, Y }\nprocess Q { R, P, B, O }\nprocess T { }\nchannel mesh\n\n" +
    'possible "6" { P { G, Y }  Q { B }  T { O }  Q -> P [ P ]  Q -> T [ R ] }\n\n' +
    'possible "none" { P { G, Y }  Q { B, R }  T { O } }\n',
};

workbenchTest("a puzzle is solved and its run shown", { files }, async (workbench) => {
  const { page } = workbench;
  await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
  await workbench.openFile("puzzle.lightcone");
  const lens = (text: string) => page.locator(".codelens-decoration", { hasText: text }).first();
  await lens("possible: P or T starts it, after 3 sends").waitFor();
  await lens("impossible: the system has P, which this snapshot lacks").waitFor();
  assert.equal(await page.locator(".codelens-decoration a", { hasText: "Show Witness" }).count(), 1);
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("puzzle");

  await page.locator(".codelens-decoration a", { hasText: "Show Witness" }).first().click();
  await page
    .locator(".monaco-editor .view-line", { hasText: "A run in which Chandy–Lamport records" })
    .first()
    .waitFor();
  const panel = await workbench.webviewFrame("canvas");
  await panel.locator("canvas").first().waitFor();
  await panel.locator(".verdict", { hasText: "consistent, 2 messages in transit" }).first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("puzzle-witness");
});
