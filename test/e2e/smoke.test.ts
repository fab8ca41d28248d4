// A user's first minute: VS Code opens with our packaged extension installed, and a file of the folder opens. If
// this fails, look here before looking at any other end-to-end test.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { workbenchTest } from "./harness.ts";

const manifest = JSON.parse(await readFile(path.join(import.meta.dirname, "../../package.json"), "utf8")) as {
  displayName: string;
  version: string;
};

workbenchTest("the packaged extension is installed", {}, async (workbench) => {
  await workbench.runCommand("Extensions: Show Installed Extensions");
  const row = workbench.page
    .locator(".extensions-list .extension-list-item")
    .filter({ hasText: manifest.displayName });
  await row.first().waitFor();
  assert.equal(await row.locator(".name").first().textContent(), manifest.displayName);
  await workbench.screenshot("installed-extension");
});

workbenchTest(
  "a file of the folder opens as text",
  { files: { "notes.txt": "one\ntwo  words\n" } },
  async (workbench) => {
    await workbench.openFile("notes.txt");
    assert.equal(await workbench.editorText(), "one\ntwo  words\n");
    await workbench.screenshot("text-file");
  },
);
