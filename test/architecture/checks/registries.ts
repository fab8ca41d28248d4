// A plug-in is one file in a folder and one line in a registry. A file that was written and never registered would
// be dead without a word.
import { maskNonCode } from "../mask.ts";
import { importsOf, lineAt, type Sources, type Violation } from "../sources.ts";

export interface Registry {
  /** The plug-ins lie in this folder or in folders of it. */
  readonly folder: string;
  /** A plug-in is what exports a constant of this type; other files there are what plug-ins share. */
  readonly type: string;
  /** The file that must import each of them. */
  readonly registry: string;
}

/** Plug-ins that their registry does not import, and registries that are gone or know no plug-in. */
export function checkRegistries(sources: Sources, registries: readonly Registry[]): Violation[] {
  return registries.flatMap(({ folder, type, registry }) => {
    if (!sources.has(registry)) return [{ file: registry, line: 1, message: "the registry is not there" }];
    const registered = new Set(importsOf(registry, sources).map(({ target }) => target));
    const plugIns = [...sources.keys()]
      .filter((file) => file.startsWith(`${folder}/`))
      .flatMap((file) => plugInsOf(file, sources, type));
    if (plugIns.length === 0) return [{ file: registry, line: 1, message: `${folder} exports no ${type}` }];
    return plugIns
      .filter(({ file }) => !registered.has(file))
      .map((plugIn) => ({ ...plugIn, message: `exports a ${type} that ${registry} does not import` }));
  });
}

function plugInsOf(file: string, sources: Sources, type: string): { file: string; line: number }[] {
  const code = maskNonCode(sources.get(file) ?? "");
  const declaration = new RegExp(`\\bexport\\s+const\\s+\\w+\\s*:\\s*${type}\\s*=`, "g");
  return [...code.matchAll(declaration)].map((match) => ({ file, line: lineAt(code, match.index) }));
}
