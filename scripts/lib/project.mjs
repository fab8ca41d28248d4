// Where things lie in the project, for every script. Built on Node's own modules only, as all of scripts/lib
// that runs before `npm ci` has to be.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Throw-away results: type information, test bundles, screenshots. */
export const CACHE = path.join(ROOT, ".cache");

/** Installed copies of VS Code and their user data. Slow to make again, so apart from CACHE. */
export const VSCODE_HOME = path.join(ROOT, ".vscode-test");

/** @typedef {{ name: string, version: string, publisher: string }} Manifest */

/** @returns {Manifest} */
export function readManifest() {
  return JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
}

/** Absolute path of a file or folder named from the project's root. @param {string[]} parts */
export function inRoot(...parts) {
  return path.join(ROOT, ...parts);
}
