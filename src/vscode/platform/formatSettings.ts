// What the settings say of files that do not say it themselves: the pattern of a log, the mapping of JSON Lines, the events
// that record snapshots. Patterns and mappings are for the files that fit their glob; the first that fits counts. A wrong
// entry is told, not passed over.

import picomatch from "picomatch";
import * as v from "valibot";
import * as vscode from "vscode";
import type { ReadOptions } from "../../core/formats/format.ts";
import { listSetting } from "./settings.ts";

const files = v.pipe(v.string(), v.minLength(1));
const logPattern = v.strictObject({
  files,
  name: v.optional(v.string()),
  pattern: v.pipe(v.string(), v.minLength(1)),
  delimiter: v.optional(v.string()),
});
/** The mapping itself is checked by its format, which says at which line of the trace it fails. */
const mapping = v.strictObject({ files, mapping: v.looseObject({}) });

/** Files whose format leaves nothing to say. */
const SAYS_IT_ITSELF = /\.(top|events|snap|lctrace|lightcone)$/i;

/** What the settings say of a file. Raises an error that names the setting where an entry is wrong. */
export function readOptionsOf(uri: vscode.Uri): ReadOptions {
  const snapshots = listSetting("formats.snapshots", uri);
  const recorded = snapshots.length === 0 ? {} : { snapshots };
  if (SAYS_IT_ITSELF.test(uri.path)) return recorded;
  const log = entryFor(uri, "formats.logPatterns", listSetting("formats.logPatterns", uri), logPattern);
  const mapped = entryFor(uri, "formats.mappings", listSetting("formats.mappings", uri), mapping);
  return {
    ...recorded,
    ...(log === undefined ? {} : { log: { pattern: log.pattern, delimiter: log.delimiter } }),
    ...(mapped === undefined ? {} : { mapping: mapped.mapping }),
  };
}

function entryFor<Entry extends { readonly files: string }>(
  uri: vscode.Uri,
  name: string,
  given: readonly unknown[],
  schema: v.GenericSchema<unknown, Entry>,
): Entry | undefined {
  const entries = given.map((entry, index) => {
    const result = v.safeParse(schema, entry);
    if (result.success) return result.output;
    const [issue] = result.issues;
    const where = [`lightcone.${name}[${index}]`, v.getDotPath(issue)].filter((part) => part !== null);
    throw new Error(vscode.l10n.t("The setting {0} is wrong: {1}", where.join("."), issue.message));
  });
  return entries.find((entry) => fits(uri, entry.files));
}

/** Against the path in its workspace folder, or the whole path; a glob without a slash against the name. */
function fits(uri: vscode.Uri, glob: string): boolean {
  const matches = picomatch(glob, { basename: true, dot: true });
  return matches(vscode.workspace.asRelativePath(uri, false)) || matches(uri.path);
}
