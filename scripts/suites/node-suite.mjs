// Runs test files with node:test and counts from its events. Used for all suites but the one inside VS Code:
// TypeScript files run as they are (Node strips the types), each file in a process of its own.
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { run } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { say } from "../lib/log.mjs";
import { ROOT } from "../lib/project.mjs";
import { emptyResult } from "./results.mjs";

/** @typedef {import("./results.mjs").SuiteResult} SuiteResult */
/** @typedef {{ name: string, file?: string, entryFile?: string, skip?: string | boolean, todo?: string | boolean, nesting: number }} TestData */
/** @typedef {{ duration_ms: number, type?: string, error?: Error }} Details */

/** @typedef {{ pattern: string, without?: readonly string[], first?: string }} TestFiles globs from the project's root; `first`: what starts before the others */

/**
 * @typedef {object} NodeSuiteOptions
 * @property {string} suite
 * @property {TestFiles} tests
 * @property {readonly string[]} filters only files whose name holds one of these; all files when empty
 * @property {number} [concurrency] how many files at a time; as many as there are cores when left out
 * @property {boolean} [everyTest] a line a test, not only a line a file: for slow suites
 */

/** @satisfies {TestFiles} */
export const HOST_TESTS = { pattern: "test/host/**/*.test.ts" };
/** @satisfies {TestFiles} */
export const E2E_TESTS = { pattern: "test/e2e/**/*.test.ts" };

/**
 * Test files by pattern, never by a list kept by hand.
 * @param {TestFiles} tests
 * @param {readonly string[]} filters
 */
export function findTestFiles({ pattern, without = [], first }, filters) {
  const early = new Set(first === undefined ? [] : globSync(first, { cwd: ROOT }));
  const found = globSync(pattern, { cwd: ROOT, exclude: without }).sort();
  const files = [...found.filter((file) => early.has(file)), ...found.filter((file) => !early.has(file))];
  return filters.length === 0 ? files : files.filter((file) => filters.some((part) => file.includes(part)));
}

/**
 * @param {NodeSuiteOptions} options
 * @returns {Promise<SuiteResult>}
 */
export async function runNodeSuite(options) {
  const result = emptyResult(options.suite);
  const files = findTestFiles(options.tests, options.filters);
  if (files.length === 0) return result;
  // Each file is a process that loads the same sources: their types are stripped and their code compiled once.
  process.env["NODE_COMPILE_CACHE"] ??= path.join(ROOT, ".cache", "compiled");
  const events = run({
    files: files.map((file) => path.join(ROOT, file)),
    cwd: ROOT,
    concurrency: options.concurrency ?? availableParallelism(),
  });
  for await (const event of events) {
    if (event.type === "test:pass" || event.type === "test:fail") {
      countTest(result, event.data, event.type === "test:pass", options.everyTest ?? false);
    } else if (event.type === "test:summary" && event.data.file !== undefined) {
      const { counts, duration_ms: ms, file } = event.data;
      say(
        `  ${counts.failed + counts.cancelled > 0 ? "FAIL" : "ok"}  ${inProject(file)}  ${counts.tests} tests, ${Math.round(ms)} ms`,
      );
    } else if (event.type === "test:stdout" || event.type === "test:stderr") {
      process.stdout.write(event.data.message);
    }
  }
  return result;
}

/**
 * @param {SuiteResult} result
 * @param {TestData & { details: Details }} data
 * @param {boolean} passed
 * @param {boolean} tell
 */
function countTest(result, data, passed, tell) {
  if (data.details.type === "suite") return;
  // The entry, not the file that calls test(): that may be a helper.
  const where = inProject(data.entryFile ?? data.file ?? "");
  // node:test reports a file that declares no test, or that ended early, as one test named like the file.
  const isFile = data.nesting === 0 && data.file === data.name;
  const unrun = data.skip ?? data.todo;
  if (unrun !== undefined && unrun !== false) {
    const reason =
      typeof unrun === "string" && unrun !== "" ? unrun : data.todo ? "to do" : "no reason given";
    result.skipped.push({ test: `${where}: ${data.name}`, reason });
  } else if (isFile && passed) {
    result.failed += 1;
    say(`  FAIL  ${where}  declares no test`);
  } else if (passed) {
    result.passed += 1;
    if (tell) say(`  ok    ${data.name}  ${Math.round(data.details.duration_ms)} ms`);
  } else {
    result.failed += 1;
    const name = isFile ? "ended before its tests did (see above)" : data.name;
    say(`  FAIL  ${where}: ${name}\n${isFile ? "" : describeError(data.details.error)}`);
  }
}

/**
 * The assertion's own error with its stack, without the lines of Node's internals.
 * @param {Error | undefined} error
 */
function describeError(error) {
  const cause = error?.cause instanceof Error ? error.cause : error;
  const text = stripVTControlCharacters(cause?.stack ?? String(error?.cause ?? error));
  const lines = text.split("\n").filter((line) => !/^\s+at .*node:internal/.test(line));
  return `${lines.map((line) => `        ${line}`).join("\n")}\n`;
}

/** @param {string} file */
function inProject(file) {
  return path.relative(ROOT, file);
}
