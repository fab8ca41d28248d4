// The README's tour, on a screen of its size, with its pictures: `UPDATE_DOCS=1` before the test command takes them anew
// into docs/images.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { workbenchTest } from "./harness.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const IMAGES = path.join(ROOT, "docs/images");

/** Where a picture goes: into the docs when they are being updated, else among the run's pictures. */
async function pictureFile(name: string): Promise<string> {
  const folder = process.env["UPDATE_DOCS"] === "1" ? IMAGES : path.join(ROOT, ".cache/e2e");
  await mkdir(folder, { recursive: true });
  return path.join(folder, name);
}

workbenchTest(
  "the tour: a script with its verdict, the diagram beside it, a cut that is inconsistent",
  {
    folder: "samples/course",
    settings: { "workbench.colorTheme": "Default Dark Modern", "editor.minimap.enabled": false },
    viewport: { width: 1400, height: 800 },
  },
  async (workbench) => {
    const { page } = workbench;
    await workbench.openFile("bank.events");
    await page.getByText("Snapshot 0: consistent, 3 messages in transit").first().waitFor();
    await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
    const panel = await workbench.webviewFrame("canvas");
    await panel.locator(".verdict", { hasText: "consistent, 3 messages in transit" }).first().waitFor();
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    await page.mouse.move(600, 600);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: await pictureFile("editor.png") });

    await workbench.runCommand("Lightcone: Verify Cut…");
    const input = page.locator(".quick-input-widget");
    await input.locator("input").first().fill("Paris=1,Rome=5");
    await input.getByText("inconsistent, 1 orphan message").waitFor();
    await page.keyboard.press("Enter");
    await workbench.statusBarItem("inconsistent, 1 orphan message").waitFor();
  },
);

workbenchTest(
  "the picture that lightcone render draws",
  { viewport: { width: 1500, height: 420 } },
  async (workbench) => {
    const svg = path.join(workbench.folder, "bank.svg");
    const { status, stderr } = spawnSync(
      process.execPath,
      [path.join(ROOT, "dist/cli.js"), "render", "samples/course/bank.events", "-o", svg, "--width", "1180"],
      { cwd: ROOT, encoding: "utf8" },
    );
    assert.deepEqual([status, stderr], [0, ""]);
    await workbench.page.setContent(await readFile(svg, "utf8"));
    const picture = workbench.page.locator("svg").first();
    assert.ok((await picture.boundingBox())?.width === 1180);
    await picture.screenshot({ path: await pictureFile("bank.png") });
  },
);
