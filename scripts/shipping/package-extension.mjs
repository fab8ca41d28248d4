// The steps of `npm run package`, in their order. The .vsix stays in the project's root even if a check fails, so
// that it can be looked into.
import { existsSync, statSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { say, step } from "../lib/log.mjs";
import { run } from "../lib/processes.mjs";
import { inRoot, ROOT, readManifest } from "../lib/project.mjs";
import { packVsix } from "../lib/vsix.mjs";
import { budgetTable, overBudget } from "./budgets.mjs";
import { makeNotices } from "./notices.mjs";
import { checkShippedFiles } from "./shipped-files.mjs";
import { listZip } from "./zip-listing.mjs";

const BUNDLES = ["dist/extension.cjs", "dist/webview.js"];

/** @returns {Promise<number>} the exit status */
export async function packageExtension() {
  const { name, version } = readManifest();
  const vsix = `${name}-${version}.vsix`;
  await step("Building for production", async () => {
    // What an earlier build left behind must not ship.
    await rm(inRoot("dist"), { recursive: true, force: true });
    await run(process.execPath, ["scripts/build.mjs", "--production"], { cwd: ROOT });
  });
  await step("Collecting the third-party notices", async () => {
    await writeFile(inRoot("dist", "ThirdPartyNotices.txt"), await makeNotices());
  });
  await step(`Packing ${vsix}`, () => packVsix(inRoot(vsix)));

  const shipped = listZip(await readFile(inRoot(vsix))).filter((file) => file.startsWith("extension/"));
  const allowed = await readFile(inRoot("scripts", "shipped-files.txt"), "utf8");
  const wrongFiles = checkShippedFiles(
    shipped.map((file) => file.slice("extension/".length)),
    allowed,
  );
  // A bundle that is missing altogether is already among the wrong files.
  const weighed = [...BUNDLES, vsix].filter((file) => existsSync(inRoot(file)));
  const sizes = weighed.map((file) => ({ file, bytes: statSync(inRoot(file)).size }));
  say(`\n${budgetTable(sizes)}\n`);
  const faults = [...wrongFiles, ...overBudget(sizes)];
  for (const fault of faults) say(`FAIL  ${fault}`);
  if (faults.length === 0) say(`${vsix} holds ${shipped.length} files, all of them meant to ship.`);
  return faults.length === 0 ? 0 : 1;
}
