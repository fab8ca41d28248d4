// Compares the files of the package with the list of what is meant to ship (scripts/shipped-files.txt), both ways:
// a secret or a test that slips in is found, and so is a bundle that was not built.
import { matchesGlob } from "node:path/posix";

/**
 * @param {readonly string[]} files names as in the package
 * @param {string} allowed the list's text
 * @returns {string[]} a line for each fault
 */
export function checkShippedFiles(files, allowed) {
  const rules = allowed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ optional: line.startsWith("?"), glob: line.replace(/^\?\s*/, "") }));
  const unknown = files.filter((file) => !rules.some(({ glob }) => matchesGlob(file, glob)));
  const missing = rules.filter(
    ({ optional, glob }) => !optional && !files.some((file) => matchesGlob(file, glob)),
  );
  return [
    ...unknown.map((file) => `the package holds ${file}, which scripts/shipped-files.txt does not name`),
    ...missing.map(({ glob }) => `the package lacks ${glob}, which scripts/shipped-files.txt names`),
  ];
}
