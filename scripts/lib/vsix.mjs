// Packs the extension as it ships. `npm start` and the end-to-end tests install this very file, so that what
// .vscodeignore leaves out is missing there too.
import { run } from "./processes.mjs";
import { ROOT } from "./project.mjs";

/**
 * Everything at run time is bundled, so no dependency is looked at.
 * @param {string} file where the .vsix goes
 */
export async function packVsix(file) {
  await run("vsce", ["package", "--no-dependencies", "--out", file], { cwd: ROOT });
}
