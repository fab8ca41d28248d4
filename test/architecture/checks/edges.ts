// Which folder may import from which, and which packages a folder may use. The tables are the design's layers; an
// import that is not in them is a decision to take, not a line to add in passing.
import { importsOf, type Sources, type Violation } from "../sources.ts";

const CORE = [
  "trace",
  "predicate",
  "scenario",
  "formats",
  "simulation",
  "snapshot",
  "analysis",
  "session",
  "diagram",
  "exploration",
].map((name) => `src/core/${name}`);

/** Folder to the other folders of ours that it may import from. Its own files are always allowed. */
const FOLDER_EDGES: Readonly<Record<string, readonly string[]>> = {
  "src/core/trace": [],
  "src/core/predicate": ["src/core/trace"],
  "src/core/scenario": ["src/core/trace"],
  "src/core/formats": ["src/core/trace", "src/core/scenario"],
  "src/core/simulation": ["src/core/trace", "src/core/scenario"],
  "src/core/snapshot": ["src/core/trace", "src/core/scenario", "src/core/simulation"],
  "src/core/analysis": CORE.slice(0, 6),
  "src/core/exploration": CORE.slice(0, 7),
  "src/core/session": ["src/core/trace", "src/core/simulation", "src/core/analysis"],
  "src/core/diagram": ["src/core/trace"],
  "src/language": CORE,
  // The server's part of the language answers what the host asks.
  "src/language/lightcone/server": [...CORE, "src/language", "src/protocol"],
  "src/protocol": [
    "src/core/trace",
    "src/core/scenario",
    "src/core/formats",
    "src/core/analysis",
    "src/core/diagram",
  ],
  "src/node": ["src/core/formats"],
  "src/reader": [...CORE, "src/language", "src/protocol", "src/node"],
  "src/explorer": [...CORE, "src/language", "src/protocol"],
  "src/server": ["src/language", "src/language/lightcone/server", "src/protocol"],
  "src/cli": [...CORE, "src/language", "src/language/lightcone/server", "src/node"],
  "src/vscode": [...CORE, "src/language", "src/protocol"],
  webview: ["src/protocol", "src/core/trace", "src/core/diagram"],
};

/** Folder to the packages that it may import; `node:` stands for all of Node's own modules. */
const PACKAGE_EDGES: Readonly<Record<string, readonly string[]>> = {
  "src/cli": ["node:", "langium", "vscode-languageserver", "marked"],
  "src/node": ["node:"],
  "src/reader": ["node:"],
  "src/explorer": ["node:"],
  "src/server": ["langium", "vscode-languageserver"],
  // Pure: it reads numbers and texts from bytes.
  "src/core/formats": ["@bufbuild/protobuf"],
  // The authored language stands on Langium; its language server's part is never imported by the host.
  "src/language/lightcone": ["langium"],
  // Types of the protocol only; the connection is the command line's.
  "src/language/lightcone/server": ["langium", "vscode-languageserver"],
  // Seeded and pure, and its state can be saved.
  "src/core/simulation": ["pure-rand"],
  // Pure: it checks the parts of a parsed file.
  "src/core/session": ["valibot"],
  // Node only behind a port: the host is to run in a web worker too.
  "src/vscode": ["vscode", "valibot", "picomatch"],
  "src/vscode/platform/thread": ["vscode", "node:"],
  // The client of the language server, in a bundle of its own.
  "src/vscode/authored": ["vscode", "vscode-languageclient"],
  webview: ["lit", "@vscode/webview-ui-toolkit"],
  "webview/charts": ["mermaid"],
};

/** Imports that leave a folder for one it must not know, for a package not meant for it, or for nothing. */
export function checkEdges(sources: Sources): Violation[] {
  const found: Violation[] = [];
  for (const file of sources.keys()) {
    const folder = folderOf(file, FOLDER_EDGES);
    if (folder === undefined) {
      found.push({ file, line: 1, message: "lies in no folder of the design" });
      continue;
    }
    for (const each of importsOf(file, sources)) {
      const message = each.specifier.startsWith(".")
        ? faultOfTarget(folder, each.target, each.specifier)
        : faultOfPackage(file, each.specifier);
      if (message !== undefined) found.push({ file, line: each.line, message });
    }
  }
  return found;
}

function faultOfTarget(folder: string, target: string | undefined, specifier: string): string | undefined {
  if (target === undefined) return `imports ${specifier}, which is not there`;
  const other = folderOf(target, FOLDER_EDGES);
  const allowed = other === folder || (other !== undefined && FOLDER_EDGES[folder]?.includes(other));
  return allowed ? undefined : `${folder} must not import from ${other ?? target}`;
}

function faultOfPackage(file: string, specifier: string): string | undefined {
  const folder = folderOf(file, PACKAGE_EDGES);
  const allowed = (folder === undefined ? undefined : PACKAGE_EDGES[folder]) ?? [];
  const fits = allowed.some((name) =>
    name.endsWith(":") ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`),
  );
  return fits ? undefined : `must not import the package ${specifier}`;
}

/** The longest folder of the table that holds the file. */
function folderOf(file: string, table: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(table)
    .filter((folder) => file.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}
