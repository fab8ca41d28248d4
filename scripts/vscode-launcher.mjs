#!/usr/bin/env node
// Stands in for the desktop VS Code's executable: takes its --extensionDevelopmentPath and --extensionTestsPath,
// runs them in the VS Code server with a browser without a window, and exits with the tests' status. So one
// host suite, started by @vscode/test-electron, runs with and without a downloadable desktop VS Code.
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, ensureChromium } from "./lib/chromium.mjs";
import { runMain, Stop } from "./lib/log.mjs";
import { CACHE } from "./lib/project.mjs";
import { startServer, workbenchUrl } from "./lib/vscode-server.mjs";

const RESULTS = path.join(CACHE, "host");
const TEST_LIMIT_MS = 8 * 60_000;

/** The desktop has many more options; those that only matter there are ignored. */
function readArguments() {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: { extensionDevelopmentPath: { type: "string" }, extensionTestsPath: { type: "string" } },
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests } = values;
  const folder = positionals.at(-1);
  if (typeof extension !== "string" || typeof tests !== "string" || folder === undefined) {
    throw new Stop(
      "vscode-launcher:",
      "give --extensionDevelopmentPath=, --extensionTestsPath= and a folder.",
    );
  }
  return { extension, tests, folder: path.resolve(folder) };
}

/**
 * Opens the workbench and waits for the tests' end.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @returns {Promise<number>} the status with which the tests ended
 */
async function runInPage(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  /** @type {PromiseWithResolvers<number>} */
  const ended = Promise.withResolvers();
  await page.exposeFunction("codeAutomationExit", (/** @type {number} */ code) => ended.resolve(code));
  // VS Code's own log, hundreds of lines about parts that were not compiled: kept for a failure's reader.
  const log = createWriteStream(path.join(RESULTS, "vscode.log"));
  await page.exposeFunction(
    "codeAutomationLog",
    (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      log.write(`${type}: ${args.map(String).join(" ")}\n`);
    },
  );
  page.on("crash", () =>
    ended.reject(new Stop("The browser page of the host tests crashed.", "Run them again.")),
  );
  const timer = setTimeout(async () => {
    const picture = path.join(RESULTS, "out-of-time.png");
    await page.screenshot({ path: picture }).catch(() => undefined);
    ended.reject(
      new Stop(`The host tests did not end in ${TEST_LIMIT_MS / 60_000} minutes.`, `See ${picture}.`),
    );
  }, TEST_LIMIT_MS);
  try {
    await page.goto(url);
    return await ended.promise;
  } finally {
    clearTimeout(timer);
    log.end();
  }
}

await runMain(async () => {
  const { extension, tests, folder } = readArguments();
  await mkdir(RESULTS, { recursive: true });
  const dataFolder = await mkdtemp(path.join(tmpdir(), "lightcone-host-"));
  const executablePath = await ensureChromium();
  const server = await startServer({ dataFolder, obeyPayload: true });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    return await runInPage(browser, workbenchUrl(server, folder, { extension, tests }));
  } finally {
    await browser.close();
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
});
