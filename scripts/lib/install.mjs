// Makes the project's own dependencies stand on a fresh clone, and hands the script over to the project's Node.
// Runs on the oldest Node that is likely on a PATH (20), before anything is installed: Node's own modules only.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Stop, say, step } from "./log.mjs";
import { handOver, run } from "./processes.mjs";
import { inRoot, ROOT } from "./project.mjs";

/** The Node that VS Code itself runs extensions on; tests and tools run on the same one. */
const NODE_MAJOR = 24;

/** The project's own Node, from the npm package `node`. */
export const PROJECT_NODE = inRoot(
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lockfile */

function dependenciesStand() {
  const installed = inRoot("node_modules", ".package-lock.json");
  return existsSync(installed) && holdsAll(readLock(inRoot("package-lock.json")), readLock(installed));
}

/** @param {string} file @returns {Lockfile} */
function readLock(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Whether everything that a lockfile names is installed. Versions are compared, not times: a checkout or an
 * `npm install` touches files without changing what is installed. A package for other systems may be missing.
 * @param {Lockfile} wanted
 * @param {Lockfile} installed
 */
export function holdsAll(wanted, installed) {
  return Object.entries(wanted.packages).every(([folder, { version, optional }]) => {
    if (folder === "") return true;
    const found = installed.packages[folder];
    return found ? found.version === version : optional === true;
  });
}

/**
 * Runs npm, the very one that started this script where there is one.
 * @param {readonly string[]} args
 * @param {import("./processes.mjs").RunOptions} [options]
 */
export function npm(args, options = {}) {
  const started = process.env["npm_execpath"];
  if (started && existsSync(started)) return run(process.execPath, [started, ...args], options);
  return run("npm", args, options);
}

async function installDependencies() {
  if (!dependenciesStand()) {
    await step("Installing the npm packages of package-lock.json (npm ci)", () =>
      npm(["ci", "--loglevel=error"], { cwd: ROOT }),
    );
  }
  if (existsSync(PROJECT_NODE)) return;
  await step(`Fetching Node ${NODE_MAJOR} (npm rebuild node)`, () => npm(["rebuild", "node"], { cwd: ROOT }));
  if (!existsSync(PROJECT_NODE)) {
    throw new Stop(
      "The npm package `node` has no binary.",
      "Allow its install script (npm config get ignore-scripts) and run `npm rebuild node`, or put Node 24 first on the PATH.",
    );
  }
}

/**
 * Installs what is missing; then, if this script runs on an older Node, runs it again on the project's.
 * @param {string} script the calling script's file name
 * @returns {Promise<number | undefined>} the exit status of the second run, or undefined: go on here
 */
export async function onProjectNode(script) {
  await installDependencies();
  const bins = [path.dirname(PROJECT_NODE), inRoot("node_modules", ".bin"), process.env["PATH"] ?? ""];
  process.env["PATH"] = bins.join(path.delimiter);
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return undefined;
  say(`  (Node ${process.versions.node} hands over to the project's own Node ${NODE_MAJOR})`);
  return handOver(PROJECT_NODE, [script, ...process.argv.slice(2)]);
}
