// Runs test/e2e: one VS Code server with the packaged extension and one browser for the whole run, handed to the
// test files by an environment variable that test/e2e/harness.ts reads. Two files at a time: a test waits for most of its time.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, ensureChromium } from "../lib/chromium.mjs";
import { step } from "../lib/log.mjs";
import { ensureServer, startServer } from "../lib/vscode-server.mjs";
import { packVsix } from "../lib/vsix.mjs";
import { E2E_TESTS, findTestFiles, runNodeSuite } from "./node-suite.mjs";
import { emptyResult } from "./results.mjs";

/**
 * @param {readonly string[]} filters parts of test file names; all files when empty
 * @returns {Promise<import("./results.mjs").SuiteResult>}
 */
export async function runE2eSuite(filters) {
  if (findTestFiles(E2E_TESTS, filters).length === 0) return emptyResult("e2e");
  const executablePath = await ensureChromium();
  await ensureServer();
  const folder = await mkdtemp(path.join(tmpdir(), "lightcone-e2e-"));
  const server = await step("Installing the packaged extension into a fresh VS Code", () =>
    startServer({ dataFolder: folder, extension: () => packVsix(path.join(folder, "lightcone.vsix")) }),
  );
  const browser = await chromium.launchServer({ executablePath, args: CHROMIUM_FLAGS });
  try {
    process.env["LIGHTCONE_E2E"] = JSON.stringify({ server: server.url, browser: browser.wsEndpoint() });
    return await runNodeSuite({ suite: "e2e", tests: E2E_TESTS, filters, concurrency: 2, everyTest: true });
  } finally {
    delete process.env["LIGHTCONE_E2E"];
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
