// The extension starts only when one of its files or views is looked at, and then at once. This file comes first in
// the alphabet, so nothing has woken the extension before.
import assert from "node:assert/strict";
import * as vscode from "vscode";

const BUDGET_MS = 50;

describe("activation", () => {
  it(`has not happened before it is asked for, and takes less than ${BUDGET_MS} ms`, async function () {
    const extension = vscode.extensions.getExtension("lightcone.lightcone");
    assert.ok(extension);
    assert.equal(extension.isActive, false, "something has activated the extension already");
    const start = performance.now();
    await extension.activate();
    const taken = performance.now() - start;
    if (this.test !== undefined) this.test.title += ` (${taken.toFixed(1)} ms with loading)`;
    assert.ok(taken < BUDGET_MS, `${taken} ms`);
  });

  it("is asked for by narrow events only", () => {
    const { packageJSON } = vscode.extensions.getExtension("lightcone.lightcone") ?? {};
    const events: readonly string[] = packageJSON.activationEvents;
    assert.ok(events.every((event) => /^on(WebviewPanel|Language|CustomEditor|Command|View):/.test(event)));
  });
});
