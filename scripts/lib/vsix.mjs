// Packs the extension as it ships. `npm start` and the end-to-end tests install this very file, so that what
// .vscodeignore leaves out is missing there too.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./processes.mjs";
import { ROOT } from "./project.mjs";

const VSCE = fileURLToPath(import.meta.resolve("@vscode/vsce/vsce"));

/**
 * Everything at run time is bundled, so no dependency is looked at.
 * @param {string} file where the .vsix goes
 * @returns {Promise<string>} that file
 */
export async function packVsix(file) {
  await mkdir(path.dirname(file), { recursive: true });
  await run(process.execPath, [VSCE, "package", "--no-dependencies", "--out", file], { cwd: ROOT });
  return file;
}
