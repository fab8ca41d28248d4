// The extension starts when one of its files or views is looked at, or where a workspace has scenarios to list, as that of these
// tests has; and then at once. Loading it is measured, in a second copy of its bundle.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import * as vscode from "vscode";
import { eventually } from "./support.ts";

describe("activation", () => {
  it("comes by itself in a workspace with scenarios, and takes little", async function () {
    const extension = vscode.extensions.getExtension("lightcone.lightcone");
    assert.ok(extension);
    await eventually("the extension is active", () => extension.isActive);
    const load = createRequire(path.join(extension.extensionPath, "package.json"));
    const bundle = load.resolve("./dist/extension.cjs");
    const known = load.cache[bundle];
    delete load.cache[bundle];
    const start = performance.now();
    const before = process.cpuUsage();
    const loaded = load(bundle) as { readonly activate?: unknown };
    const { user, system } = process.cpuUsage(before);
    const elapsed = performance.now() - start;
    load.cache[bundle] = known;
    // A figure to read (the budget is 50 ms), no bound: the clock also counts whatever else this machine does.
    const taken = Math.min(elapsed, (user + system) / 1000);
    if (this.test !== undefined)
      this.test.title += ` (loading: ${taken.toFixed(0)} ms, by the clock ${elapsed.toFixed(0)} ms)`;
    assert.equal(typeof loaded.activate, "function");
  });

  it("is asked for by narrow events only", () => {
    const { packageJSON } = vscode.extensions.getExtension("lightcone.lightcone") ?? {};
    const events: readonly string[] = packageJSON.activationEvents;
    const narrow =
      /^on(WebviewPanel|Language|CustomEditor|Command|View):|^workspaceContains:\*\*\/\*\.lightcone$/;
    assert.ok(events.every((event) => narrow.test(event)));
  });
});
