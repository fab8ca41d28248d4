// A plug-in is one file in a folder and one line in a registry. A file that was written and never registered would
// be dead without a word.
import path from "node:path";
import { importsOf, type Sources, type Violation } from "../sources.ts";

export interface Registry {
  /** The plug-ins lie right in this folder. */
  readonly folder: string;
  /** The file that must import each of them. */
  readonly registry: string;
  /** Files in the folder that are no plug-ins: what the plug-ins share. */
  readonly shared?: readonly string[];
}

/** Plug-ins that their registry does not import, and registries that are gone. */
export function checkRegistries(sources: Sources, registries: readonly Registry[]): Violation[] {
  return registries.flatMap(({ folder, registry, shared = [] }) => {
    if (!sources.has(registry)) return [{ file: registry, line: 1, message: "the registry is not there" }];
    const registered = new Set(importsOf(registry, sources).map(({ target }) => target));
    return [...sources.keys()]
      .filter((file) => path.posix.dirname(file) === folder && file !== registry)
      .filter((file) => !shared.includes(path.posix.basename(file)) && !registered.has(file))
      .map((file) => ({ file, line: 1, message: `is not registered in ${registry}` }));
  });
}
