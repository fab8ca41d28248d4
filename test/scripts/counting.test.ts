// The runner's counts, which everybody relies on: planted files that pass, fail, skip, declare nothing or do not load
// are run for real, and the closing line and the exit status are compared.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";

const ROOT = path.resolve(import.meta.dirname, "../..");
const CACHE = path.join(ROOT, ".cache");
mkdirSync(CACHE, { recursive: true });
const folder = mkdtempSync(path.join(CACHE, "counting-"));
after(() => rmSync(folder, { recursive: true }));

const HEAD = 'import test from "node:test"; import assert from "node:assert/strict";\n';

/** Runs one suite over planted test files. */
function countsOf(files: Readonly<Record<string, string>>) {
  const planted = mkdtempSync(path.join(folder, "suite-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(planted, name), text);
  const script = `
    import { runNodeSuite } from "${ROOT}/scripts/suites/node-suite.mjs";
    import { report } from "${ROOT}/scripts/suites/results.mjs";
    const tests = { pattern: "${path.relative(ROOT, planted)}/*.test.ts" };
    process.exitCode = report([await runNodeSuite({ suite: "planted", tests, filters: [] })]);
  `;
  // Without this variable node:test takes the inner run for one of its own files and skips it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const runner = path.join(planted, "run.mjs");
  writeFileSync(runner, script);
  const ran = spawnSync(process.execPath, [runner], { cwd: ROOT, env });
  const output = String(ran.stdout);
  return { status: ran.status, last: output.trimEnd().split("\n").at(-1), output };
}

describe("the closing line", () => {
  it("counts tests, not files or describe blocks", () => {
    const text = `${HEAD}import { describe, it } from "node:test";
      describe("a", () => { it("b", () => {}); it("c", () => {}); });
      test("d", async (t) => { await t.test("e", () => {}); });`;
    const { status, last } = countsOf({ "a.test.ts": text, "b.test.ts": `${HEAD}test("x", () => {});` });
    assert.equal(last, "5 passed, 0 failed, 0 skipped");
    assert.equal(status, 0);
  });

  it("fails on a failing test and shows its error with its file", () => {
    const text = `${HEAD}test("sum", () => assert.equal(1 + 1, 3)); test("ok", () => {});`;
    const { status, last, output } = countsOf({ "sum.test.ts": text });
    assert.equal(last, "1 passed, 1 failed, 0 skipped");
    assert.equal(status, 1);
    assert.match(output, /FAIL {2}.*sum\.test\.ts: sum\n.*Expected values to be strictly equal/);
  });

  it("gives the reason of what is skipped", () => {
    const text = `${HEAD}test("s", { skip: "no samples here" }, () => {}); test("t", (t) => t.skip("later")); test("u", () => {});`;
    const { status, last, output } = countsOf({ "a.test.ts": text });
    assert.equal(last, "1 passed, 0 failed, 2 skipped");
    assert.equal(status, 0);
    assert.match(output, /skipped: .*a\.test\.ts: s: no samples here/);
    assert.match(output, /skipped: .*a\.test\.ts: t: later/);
  });

  it("takes a file that declares no test for a failure", () => {
    const { status, last } = countsOf({
      "a.test.ts": "export {};",
      "b.test.ts": `${HEAD}test("x", () => {});`,
    });
    assert.equal(last, "1 passed, 1 failed, 0 skipped");
    assert.equal(status, 1);
  });

  it("takes a file that does not load for a failure and shows why", () => {
    const { status, last, output } = countsOf({ "a.test.ts": 'import "./missing.ts";' });
    assert.equal(last, "0 passed, 1 failed, 0 skipped");
    assert.equal(status, 1);
    assert.match(output, /Cannot find module .*missing\.ts/);
  });

  it("takes a suite without any test for a failure", () => {
    const { status, last, output } = countsOf({});
    assert.equal(last, "0 passed, 1 failed, 0 skipped");
    assert.equal(status, 1);
    assert.match(output, /no test ran/);
  });
});
