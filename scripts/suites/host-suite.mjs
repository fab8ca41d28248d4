// Runs test/host inside a real VS Code, through @vscode/test-electron: in a downloaded desktop VS Code where one
// can be had, else in the VS Code server by scripts/vscode-launcher.mjs. Mocha writes its results to a file,
// because the console of the server's extension host goes nowhere.
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { ensureChromium } from "../lib/chromium.mjs";
import { desktopVscode } from "../lib/desktop-vscode.mjs";
import { say } from "../lib/log.mjs";
import { CACHE, inRoot, ROOT } from "../lib/project.mjs";
import { ensureServer } from "../lib/vscode-server.mjs";
import { findTestFiles, HOST_TESTS } from "./node-suite.mjs";
import { emptyResult } from "./results.mjs";

/** @typedef {{ title: string, state: "passed" | "failed" | "skipped", ms: number, error?: string }} HostTest */

const BUNDLES = path.join(CACHE, "host-tests");
const RESULTS = path.join(CACHE, "host", "results.json");

/**
 * @param {readonly string[]} filters parts of test file names; all files when empty
 * @returns {Promise<import("./results.mjs").SuiteResult>}
 */
export async function runHostSuite(filters) {
  const result = emptyResult("host");
  const files = findTestFiles(HOST_TESTS, filters);
  if (files.length === 0) return result;
  await bundleTests(files);
  await rm(RESULTS, { force: true });
  const vscodeExecutablePath = (await desktopVscode()) ?? (await serverLauncher());
  const workspace = await mkdtemp(path.join(tmpdir(), "lightcone-workspace-"));
  await cp(inRoot("samples"), workspace, { recursive: true });
  let ended = "";
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: path.join(BUNDLES, "index.cjs"),
      launchArgs: [workspace],
    });
  } catch (error) {
    ended = error instanceof Error ? error.message : String(error);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
  return countResults(result, ended);
}

/** One CommonJS file for each test file: VS Code's extension host loads no TypeScript. @param {string[]} files */
async function bundleTests(files) {
  await rm(BUNDLES, { recursive: true, force: true });
  await build({
    entryPoints: ["test/host/index.ts", ...files],
    absWorkingDir: ROOT,
    outbase: "test/host",
    outdir: BUNDLES,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}

async function serverLauncher() {
  await ensureChromium();
  await ensureServer();
  return inRoot("scripts", "vscode-launcher.mjs");
}

/**
 * @param {import("./results.mjs").SuiteResult} result
 * @param {string} ended how VS Code ended, if not well
 */
async function countResults(result, ended) {
  if (!existsSync(RESULTS)) {
    result.failed += 1;
    say(
      `  FAIL  VS Code ended without results (${ended || "status 0"}); its log is ${path.join(".cache", "host", "vscode.log")}`,
    );
    return result;
  }
  /** @type {HostTest[]} */
  const tests = JSON.parse(await readFile(RESULTS, "utf8"));
  for (const test of tests) {
    if (test.state === "skipped")
      result.skipped.push({ test: test.title, reason: test.error ?? "no reason given" });
    else result[test.state] += 1;
    say(`  ${test.state === "failed" ? "FAIL" : "ok  "}  ${test.title}  ${test.ms} ms`);
    if (test.state === "failed") say(`        ${test.error?.replaceAll("\n", "\n        ")}`);
  }
  if (ended && result.failed === 0) {
    result.failed += 1;
    say(`  FAIL  VS Code: ${ended}`);
  }
  return result;
}
