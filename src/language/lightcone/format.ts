// The authored language as a file format: each file that no other imports is read, and all its scenarios are given.
// The parser is made when the first file is read.

import {
  baseName,
  type Detection,
  type Format,
  type ReadContext,
  type Reading,
  type Source,
  wholeText,
} from "../../core/formats/format.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import { importedPath, importsIn, normalised } from "./imports.ts";
import { compile, type SourceFile } from "./meaning/compile.ts";
import { LightconeParser } from "./parsing/parse.ts";

/** The format with a parser of its own. */
function lightconeFormat(): Format {
  let parser: LightconeParser | undefined;
  return {
    id: "lightcone",
    name: "Lightcone scenario",
    extensions: [".lightcone"],
    detect,
    read: (sources, context) => {
      parser ??= new LightconeParser();
      return read(sources, context, parser);
    },
  };
}

export const lightcone: Format = lightconeFormat();

function detect(head: string, fileName: string): Detection {
  if (/\.lightcone$/i.test(fileName)) return "yes";
  const code = head.replaceAll(/\/\*[\s\S]*?(\*\/|$)|\/\/.*/g, " ").trimStart();
  if (/^lightcone\s+\d/.test(code)) return "yes";
  return /^(process\s+[\p{L}_"][^{,\n]*[{,\n]|scenario\s+("[^"\n]*"|[\p{L}_][\w-]*)\s*\{)/u.test(code)
    ? "maybe"
    : "no";
}

async function read(
  sources: readonly Source[],
  context: ReadContext,
  parser: LightconeParser,
): Promise<Reading | undefined> {
  const files = new Map<string, SourceFile>();
  const imported = new Set<string>();
  for (const source of sources) {
    const text = await wholeText(source, context.progress);
    const name = source.name;
    const { file, problems } = parser.parse(text, name);
    for (const problem of problems) context.report(problem);
    files.set(normalised(name), { file, name });
    for (const path of importsIn(text)) imported.add(importedPath(path, name));
  }
  const findImport = (path: string, from: string): SourceFile | undefined =>
    files.get(importedPath(path, from));
  const own = [...files].filter(([name], i) => i === 0 || !imported.has(name));
  const scenarios: Scenario[] = [];
  for (const [, file] of own) {
    const compiled = compile(file, findImport);
    for (const problem of compiled.problems) context.report(problem);
    const prefix = own.length > 1 ? `${baseName(file.name)}: ` : "";
    scenarios.push(...compiled.scenarios.map((scenario) => ({ ...scenario, name: prefix + scenario.name })));
  }
  return chosen(scenarios, context);
}

/** The scenario that is asked for by its name, or else by its place, or the first. */
function chosen(scenarios: readonly Scenario[], { options, report }: ReadContext): Reading | undefined {
  const executions = scenarios.map(({ name }) => name);
  const wanted = options?.execution;
  const named = wanted === undefined ? scenarios[0] : scenarios.find(({ name }) => name === wanted);
  const scenario = named ?? scenarios[options?.executionPlace ?? -1];
  if (scenario === undefined) {
    const position = { file: scenarios[0]?.files[0] ?? "", line: 1, column: 1 };
    const message = `there is no scenario ${wanted}; there are: ${executions.join(", ")}`;
    report({ position, severity: "error", code: "unknown-execution", message });
    return undefined;
  }
  return { scenario, claims: [], ...(scenarios.length > 1 ? { executions, scenarios } : {}) };
}
