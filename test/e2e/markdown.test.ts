// Lecture notes in VS Code's Markdown preview: the diagram with its verdict, which follows the typing, in light and dark.
import assert from "node:assert/strict";
import { workbenchTest } from "./harness.ts";

const SETTLE_MS = 1500;
const FENCE = "```";
const NOTES = `# Snapshots

Two processes pass tokens to each other.

${FENCE}lightcone
process P { G, Y }
process Q { R, P, B, O }
channel P <-> Q latency 3

P -> Q : Y at 1
Q -> P : O at 2
snapshot by P at 2
expect consistent
${FENCE}

This one cannot be:

${FENCE}lightcone
process P { G }
process Q
channel P -> Q
Q -> P : G
${FENCE}
`;

const THEMES = ["Default Dark Modern", "Default High Contrast"];
const settings = { "workbench.colorTheme": "Default Light Modern" };

workbenchTest(
  "Markdown shows scenarios drawn",
  { files: { "notes.md": NOTES }, settings },
  async (workbench) => {
    const { page } = workbench;
    await page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
    await workbench.openFile("notes.md");
    await workbench.runCommand("Markdown: Open Preview to the Side");
    const preview = await workbench.webviewFrame(".lightcone-fence");
    const picture = preview.locator(".lightcone-fence svg").first();
    const verdict = preview.locator(".lightcone-verdicts li").first();
    await picture.waitFor();
    assert.match((await verdict.textContent()) ?? "", /snapshot 1: consistent, 1 message in transit/);
    const problems = preview.locator(".lightcone-problems").first();
    assert.match((await problems.textContent()) ?? "", /line 22, column 1/);
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("markdown-light");

    await page.locator(".monaco-editor .view-line", { hasText: "snapshot by P at 2" }).first().click();
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("6");
    // VS Code may load the preview anew meanwhile, so its document is looked for each time.
    await eventually(async () => {
      const again = await workbench.webviewFrame(".lightcone-fence");
      const words = await again
        .locator(".lightcone-verdicts li")
        .first()
        .textContent()
        .catch(() => "");
      return (words ?? "").includes("snapshot 1: consistent, no message in transit");
    });

    for (const theme of THEMES) {
      const before = await ink();
      await workbench.configure({ "workbench.colorTheme": theme });
      await eventually(async () => (await ink()) !== before);
      await page.waitForTimeout(SETTLE_MS);
      await workbench.screenshot(`markdown-${theme.split(" ")[1].toLowerCase()}`);
    }

    // A learner sees the run alone, until he asks.
    await workbench.configure({ ...settings, "lightcone.learning.enabled": true });
    await eventually(async () => {
      const again = await workbench.webviewFrame(".lightcone-fence");
      return (
        (await again
          .locator(".lightcone-answer")
          .count()
          .catch(() => 0)) > 0
      );
    });
    const veiled = await workbench.webviewFrame(".lightcone-answer > summary");
    assert.equal(await veiled.getByText("snapshot 1: consistent").first().isVisible(), false);
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("markdown-learning");

    /** The colour of the axis's name, for tokens have colours of their own; VS Code may load the preview anew for a theme. */
    async function ink(): Promise<string> {
      const again = await workbench.webviewFrame(".lightcone-fence");
      const shown = again.locator("svg text", { hasText: /^ticks$/ }).first();
      return shown.evaluate((text) => getComputedStyle(text).fill).catch(() => ink());
    }

    async function eventually(holds: () => Promise<boolean>): Promise<void> {
      for (let tries = 0; !(await holds()); tries++) {
        assert.ok(tries < 300, "the preview did not follow");
        await page.waitForTimeout(100);
      }
    }
  },
);
