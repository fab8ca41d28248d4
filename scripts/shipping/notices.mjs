// Makes ThirdPartyNotices.txt from what the bundler really put into the bundles (its metafiles): name, version,
// licence and licence text of every npm package with code in them. A licence that nobody has looked at stops it.
import { globSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Stop } from "../lib/log.mjs";
import { CACHE, inRoot } from "../lib/project.mjs";

/** @typedef {{ name: string, version: string, licence: string, text: string }} Notice */
/** @typedef {{ outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }} Metafile */

/** Licences that allow shipping inside an MIT-licensed extension, with their text beside it. */
const ALLOWED = new Set([
  "MIT",
  "ISC",
  "BlueOak-1.0.0",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "Unlicense",
  "CC0-1.0",
  "CC-BY-4.0",
  "(MPL-2.0 OR Apache-2.0)",
  "(Apache-2.0 AND BSD-3-Clause)",
]);
/** Packages whose manifest names no licence: read from their licence file. */
const READ_BY_HAND = new Map([["khroma", "MIT"]]);
/** Ships as a font or a style sheet, which no metafile lists. */
const ICONS = "node_modules/@vscode/codicons";
const RULE = "-".repeat(80);

/** @returns {Promise<string>} the whole text */
export async function makeNotices() {
  const metafiles = await Promise.all(
    globSync("meta-*.json", { cwd: CACHE }).map(async (file) => {
      return /** @type {Metafile} */ (JSON.parse(await readFile(path.join(CACHE, file), "utf8")));
    }),
  );
  const folders = bundledPackages(metafiles);
  if (globSync("{dist,media}/**/*codicon*", { cwd: inRoot() }).length > 0) folders.add(ICONS);
  return formatNotices(await Promise.all([...folders].map(readNotice)));
}

/**
 * The folders of the packages that have code in some bundle.
 * @param {readonly Metafile[]} metafiles
 * @returns {Set<string>}
 */
export function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return folders;
}

/**
 * @param {string} folder
 * @returns {Promise<Notice>}
 */
async function readNotice(folder) {
  const { name, version, ...manifest } = JSON.parse(await readFile(inRoot(folder, "package.json"), "utf8"));
  const license = manifest.license ?? READ_BY_HAND.get(name);
  if (typeof license !== "string" || !ALLOWED.has(license)) {
    throw new Stop(
      `${name} ${version} has the licence ${JSON.stringify(license)}.`,
      "Read it; if it may ship, add it to ALLOWED in scripts/shipping/notices.mjs, else leave the package out.",
    );
  }
  const files = await readdir(inRoot(folder));
  const licenceFiles = files.filter((file) => /^(licen[cs]e|notice|copying)\b/i.test(file)).sort();
  const texts = await Promise.all(licenceFiles.map((file) => readFile(inRoot(folder, file), "utf8")));
  const text = texts.join("\n\n").replaceAll("\r\n", "\n").trim();
  return {
    name,
    version,
    licence: license,
    text:
      text ||
      "The package carries no licence text of its own; those named above stand at https://spdx.org/licenses/.",
  };
}

/**
 * @param {readonly Notice[]} packages in any order
 * @returns {string}
 */
export function formatNotices(packages) {
  const notices = packages.toSorted((a, b) => {
    return a.name.localeCompare(b.name, "en") || a.version.localeCompare(b.version, "en", { numeric: true });
  });
  const head = [
    "Third-party notices of Lightcone",
    "",
    "Lightcone's own code is under the MIT licence (LICENSE). It ships code or icons of these packages:",
    "",
    ...notices.map(({ name, version, licence }) => `  ${name} ${version} (${licence})`),
  ];
  const texts = notices.map(
    ({ name, version, licence, text }) => `${RULE}\n${name} ${version} (${licence})\n\n${text}\n`,
  );
  return `${head.join("\n")}\n\n${texts.join("\n")}`;
}
