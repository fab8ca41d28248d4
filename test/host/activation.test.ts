// The extension starts only when one of its files or views is looked at, and then at once. This file comes first in
// the alphabet, so nothing has woken the extension before.
import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("activation", () => {
  it("has not happened before it is asked for", async function () {
    const extension = vscode.extensions.getExtension("lightcone.lightcone");
    assert.ok(extension);
    assert.equal(extension.isActive, false, "something has activated the extension already");
    const start = performance.now();
    const before = process.cpuUsage();
    await extension.activate();
    const { user, system } = process.cpuUsage(before);
    const elapsed = performance.now() - start;
    // A figure to read (the budget is 50 ms), no bound: the clock also counts whatever else this machine does.
    const taken = Math.min(elapsed, (user + system) / 1000);
    if (this.test !== undefined) {
      this.test.title += ` (${taken.toFixed(0)} ms, by the clock ${elapsed.toFixed(0)} ms, loading included)`;
    }
    assert.equal(extension.isActive, true);
  });

  it("is asked for by narrow events only", () => {
    const { packageJSON } = vscode.extensions.getExtension("lightcone.lightcone") ?? {};
    const events: readonly string[] = packageJSON.activationEvents;
    assert.ok(events.every((event) => /^on(WebviewPanel|Language|CustomEditor|Command|View):/.test(event)));
  });
});
