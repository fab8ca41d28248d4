// The order of a test run: build, types, then the suites one after the other (they share two cores and one
// VS Code server). A step that fails does not stop the next: one run shows all there is to mend.

import { npm } from "../lib/install.mjs";
import { say, step } from "../lib/log.mjs";
import { run } from "../lib/processes.mjs";
import { ROOT } from "../lib/project.mjs";
import { E2E_TESTS, HOST_TESTS, runNodeSuite } from "./node-suite.mjs";
import { emptyResult, ran, report } from "./results.mjs";

/** @typedef {import("./results.mjs").SuiteResult} SuiteResult */
/** @typedef {(filters: readonly string[]) => Promise<SuiteResult>} Suite */

const ARCHITECTURE = "test/architecture/**/*.test.ts";
/**
 * Whatever no other suite runs, so that no test file falls between two of them. Those in a browser take longest: begun
 * last, they would go on alone at the end.
 */
const UNIT = {
  pattern: "test/**/*.test.ts",
  without: [ARCHITECTURE, HOST_TESTS.pattern, E2E_TESTS.pattern],
  first: "test/webview/*.test.ts",
};

/** @type {Record<string, Suite>} */
const suites = {
  unit: (filters) => runNodeSuite({ suite: "unit", tests: UNIT, filters }),
  architecture: (filters) =>
    runNodeSuite({ suite: "architecture", tests: { pattern: ARCHITECTURE }, filters }),
  // Loaded when they run: the fast suites should not wait for VS Code's tools.
  host: async (filters) => (await import("./host-suite.mjs")).runHostSuite(filters),
  e2e: async (filters) => (await import("./e2e-suite.mjs")).runE2eSuite(filters),
};

/**
 * @param {{ suites: readonly string[], filters: readonly string[], all: boolean }} options
 * @returns {Promise<number>} the exit status
 */
export async function runSuites(options) {
  /** @type {SuiteResult[]} */
  const results = [];
  const built = await check("Building", () => run(process.execPath, ["scripts/build.mjs"], { cwd: ROOT }));
  const types = options.all
    ? await check("Checking the types (tsc -b)", () => npm(["run", "--silent", "check"], { cwd: ROOT }))
    : true;
  if (!built || !types) results.push({ ...emptyResult("build"), failed: Number(!built) + Number(!types) });
  for (const name of options.suites) {
    say(`\n${name}`);
    results.push(await runSuite(name, options.filters));
  }
  return report(results.filter((result) => !isFilteredOut(result, options.filters)));
}

/**
 * A suite that cannot run is a suite that fails; the others still run.
 * @param {string} name
 * @param {readonly string[]} filters
 * @returns {Promise<SuiteResult>}
 */
async function runSuite(name, filters) {
  try {
    return await /** @type {Suite} */ (suites[name])(filters);
  } catch (error) {
    say(`  FAIL  ${error instanceof Error ? error.message : String(error)}`);
    return { ...emptyResult(name), failed: 1 };
  }
}

/**
 * @param {string} label
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>}
 */
async function check(label, work) {
  try {
    await step(label, work);
    return true;
  } catch (error) {
    say(`  FAIL  ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/**
 * With file filters, a suite without a matching file was not asked for. Without, it is a fault.
 * @param {SuiteResult} result
 * @param {readonly string[]} filters
 */
function isFilteredOut(result, filters) {
  return filters.length > 0 && ran(result) === 0;
}
