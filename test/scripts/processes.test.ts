// Child processes of the scripts: what a failed one said is shown, and nothing that was started stays behind, not
// even a child's child, as a browser and a VS Code server have.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { run, start, stop } from "../../scripts/lib/processes.mjs";

const LIB = path.resolve(import.meta.dirname, "../../scripts/lib/processes.mjs");
/** A program that starts another one, says its process id and waits with it. */
const FAMILY = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that ended and that nobody has waited for still answers: its state says so.
    return !/\) Z/.test(spawnSync("cat", [`/proc/${pid}/stat`]).stdout.toString());
  } catch {
    return false;
  }
}

/** Whether a process is gone within two seconds: one that is killed is at its end a moment later. */
async function ends(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await setTimeout(20);
  return !isAlive(pid);
}

describe("run", () => {
  it("returns what the command wrote", async () => {
    assert.equal(await run(process.execPath, ["-e", "console.log(6 * 7)"]), "42\n");
  });

  it("fails with what the command said, its beginning and its end", async () => {
    const noisy = "for (let i = 1; i <= 100; i++) console.error('line ' + i); process.exit(3)";
    await assert.rejects(run(process.execPath, ["-e", noisy]), (error: Error) => {
      assert.match(error.message, /ended with 3/);
      assert.match(error.message, /line 1\n[\s\S]*…\n[\s\S]*line 100$/);
      assert.doesNotMatch(error.message, /line 50\n/);
      return true;
    });
  });

  it("ends a command that takes too long", async () => {
    const endless = run(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { timeoutMs: 300 });
    await assert.rejects(endless, /out of time/);
  });

  it("says which command is not there", async () => {
    await assert.rejects(run("no-such-command", []), /no-such-command/);
  });
});

describe("stop", () => {
  it("ends a child and its child", { skip: process.platform === "win32" && "needs signals" }, async () => {
    const child = start(process.execPath, ["-e", FAMILY]);
    assert.ok(child.stdout && child.pid);
    const [line] = await once(child.stdout, "data");
    const grandchild = Number(String(line));
    assert.ok(isAlive(child.pid) && isAlive(grandchild));
    await stop(child);
    assert.deepEqual([await ends(child.pid), await ends(grandchild)], [true, true]);
  });
});

describe("the end of a script", () => {
  it("ends what the script started", { skip: process.platform === "win32" && "needs signals" }, async () => {
    const script = `
      import { start } from ${JSON.stringify(LIB)};
      const child = start(process.execPath, ["-e", ${JSON.stringify(FAMILY)}]);
      child.stdout.once("data", (line) => { console.log(child.pid + " " + String(line).trim()); process.exit(0); });
    `;
    const ended = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
    const pids = String(ended.stdout).trim().split(" ").map(Number);
    assert.equal(pids.length, 2, String(ended.stderr));
    assert.deepEqual(await Promise.all(pids.map(ends)), [true, true]);
  });
});
