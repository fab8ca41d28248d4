// `npm start` as a newcomer uses it, up to the page: the printed address opens VS Code with the extension installed
// and the samples listed, and an interrupt ends everything that was started.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { test } from "node:test";
import { openPage } from "./harness.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const LIMIT_MS = 180_000;

test("npm start serves the extension with the samples and ends on an interrupt", {
  timeout: LIMIT_MS,
}, async () => {
  const script = spawn(process.execPath, ["scripts/start.mjs", "--no-open"], { cwd: ROOT });
  const ended = once(script, "exit");
  try {
    const address = await printedAddress(script.stdout);
    const workbench = await openPage(address, path.join(ROOT, "samples"));
    try {
      const folder = workbench.page.locator(".explorer-folders-view .monaco-list-row").first();
      await folder.waitFor();
      await workbench.runCommand("Extensions: Show Installed Extensions");
      await workbench.page.locator(".extension-list-item").filter({ hasText: "Lightcone" }).first().waitFor();
      await workbench.screenshot("npm-start");
    } finally {
      await workbench.close();
    }
    script.kill("SIGINT");
    await ended;
    await assert.rejects(fetch(address), "the server still answers after the interrupt");
  } finally {
    script.kill("SIGKILL");
  }
});

/** Reads what the script says up to the address it prints. */
async function printedAddress(output: NodeJS.ReadableStream): Promise<string> {
  let said = "";
  for await (const data of output) {
    said += String(data);
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said)?.[0];
    if (address !== undefined) {
      output.resume();
      return address;
    }
  }
  throw new Error(`npm start ended without an address. It said:\n${said}`);
}
