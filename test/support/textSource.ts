// Files for readers under test: texts in memory, in pieces of any size, and the fixtures and samples on the disk.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Source } from "../../src/core/formats/format.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** A file of a text, handed out in pieces of `piece` characters. */
export function textSource(name: string, text: string, piece = 4096): Source {
  async function* pieces(): AsyncIterable<string> {
    for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece);
  }
  return { name, size: text.length, text: pieces };
}

/** A file under test/fixtures. */
export function fixturePath(name: string): string {
  return path.join(ROOT, "test/fixtures", name);
}

export function fixtureText(name: string): string {
  return readFileSync(fixturePath(name), "utf8");
}

/** The names of the files in a folder under test/fixtures. */
export function fixtureNames(folder: string): string[] {
  return readdirSync(fixturePath(folder)).sort();
}

/** The folder of samples that nobody on this project wrote; undefined where it is not there. */
export function courseSamples(): string | undefined {
  const folder = path.join(ROOT, "../shared/samples/cos418");
  return existsSync(folder) ? folder : undefined;
}
