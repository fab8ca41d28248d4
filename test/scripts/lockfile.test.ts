// `npm ci` refuses a lockfile that lacks any dependency of a dependency, those for other systems too. npm leaves such
// entries out when it writes the file against a registry that does not carry them; then no fresh clone installs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";

interface Entry {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = path.resolve(import.meta.dirname, "../../package-lock.json");
const { packages } = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Entry> };

/** Whether Node would find a package from a folder, were all installed. */
function isLocked(name: string, folder: string): boolean {
  for (let from = folder; ; from = from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/")))) {
    const entry = packages[`${from === "" ? "" : `${from}/`}node_modules/${name}`];
    if (entry !== undefined) return entry.version !== undefined;
    if (from === "") return false;
  }
}

it("package-lock.json names every dependency of every package", () => {
  const missing = Object.entries(packages).flatMap(([folder, { dependencies, optionalDependencies }]) => {
    const names = Object.keys({ ...dependencies, ...optionalDependencies });
    return names.filter((name) => !isLocked(name, folder)).map((name) => `${folder} needs ${name}`);
  });
  assert.deepEqual(missing, []);
});
