// The sources as the checks see them: a map from path to text, read from the disk or made up by a test that plants a
// violation; and the imports that stand in them.
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { maskNonCode } from "./mask.ts";

/** Paths from the project's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/** What a check found, with the place to look at. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface Import {
  readonly specifier: string;
  /** The file of ours that it names; undefined for a package or a file that is not there. */
  readonly target: string | undefined;
  readonly line: number;
}

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Reads the files that match the globs. */
export function readSources(...globs: readonly string[]): Sources {
  const files = globs.flatMap((glob) => globSync(glob, { cwd: ROOT }));
  const ours = files
    .filter((file) => statSync(path.join(ROOT, file)).isFile())
    .map((file) => file.replaceAll(path.sep, "/"))
    .sort();
  return new Map(ours.map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));
}

/** A made-up project for a planted violation. */
export function plant(files: Readonly<Record<string, string>>): Sources {
  return new Map(Object.entries(files));
}

export function existsInProject(file: string): boolean {
  return existsSync(path.join(ROOT, file));
}

/** Every static and dynamic import, re-export and require of a file. */
export function importsOf(file: string, sources: Sources): readonly Import[] {
  const text = sources.get(file) ?? "";
  const code = maskNonCode(text);
  const found: Import[] = [];
  for (const match of code.matchAll(/\b(?:from|import|import\s*\(|require\s*\()\s*(["'])/g)) {
    const start = match.index + match[0].length;
    const specifier = text.slice(start, code.indexOf(match[1] ?? '"', start));
    found.push({ specifier, target: resolve(file, specifier, sources), line: lineAt(text, match.index) });
  }
  return found;
}

function resolve(file: string, specifier: string, sources: Sources): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  return sources.has(target) ? target : undefined;
}

/** Line number, from 1, of a place in a text. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** A violation at each place where a pattern matches; the pattern needs the flag g. */
export function matchesIn(
  file: string,
  code: string,
  pattern: RegExp,
  message: (match: RegExpExecArray) => string,
): Violation[] {
  return [...code.matchAll(pattern)].map((match) => ({
    file,
    line: lineAt(code, match.index),
    message: message(match),
  }));
}
