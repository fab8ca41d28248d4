// What a suite reports, whatever ran it: counts, what was skipped and why. And how the counts of all suites are
// shown at the end, on one line that a script can read.
import { say } from "../lib/log.mjs";

/**
 * @typedef {object} SuiteResult
 * @property {string} suite
 * @property {number} passed
 * @property {number} failed
 * @property {{ test: string, reason: string }[]} skipped
 */

/** @param {string} suite @returns {SuiteResult} */
export function emptyResult(suite) {
  return { suite, passed: 0, failed: 0, skipped: [] };
}

/** How many tests a suite has looked at. @param {SuiteResult} result */
export function ran(result) {
  return result.passed + result.failed + result.skipped.length;
}

/**
 * The counts of each suite, the reasons of what was skipped, then the one closing line.
 * @param {readonly SuiteResult[]} results
 * @returns {number} the exit status
 */
export function report(results) {
  say("");
  let failed = 0;
  for (const result of results) {
    const empty = ran(result) === 0;
    if (empty) result.failed = 1;
    failed += result.failed;
    const note = empty ? "  (no test ran: that counts as a failure)" : "";
    say(`${result.suite.padEnd(13)}${counts(result.passed, result.failed, result.skipped.length)}${note}`);
    for (const { test, reason } of result.skipped) say(`  skipped: ${test}: ${reason}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped.length, 0);
  say(counts(passed, failed, skipped));
  return failed === 0 ? 0 : 1;
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
function counts(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
