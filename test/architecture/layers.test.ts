// The project's layers hold: folders import only what the design allows, no file reaches itself, every file is
// reached and every plug-in registered. Each check is also tried on a made-up project with a violation in it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkEdges } from "./checks/edges.ts";
import { checkCycles, checkReached } from "./checks/graph.ts";
import { checkRegistries, type Registry } from "./checks/registries.ts";
import { assertNone, messages } from "./report.ts";
import { existsInProject, importsOf, plant, readSources } from "./sources.ts";

const ENTRIES = [
  "src/vscode/extension.ts",
  "src/reader/main.ts",
  "src/explorer/main.ts",
  "src/server/main.ts",
  "src/vscode/scenarios/main.ts",
  "src/cli/main.ts",
  "webview/main.ts",
  "webview/charts/main.ts",
];

/** Folders of plug-ins and the file that must import each file in them. */
const REGISTRIES: readonly Registry[] = [
  { folder: "src/core/formats", type: "Format", registry: "src/core/formats/registry.ts" },
  { folder: "src/language", type: "Format", registry: "src/language/formats.ts" },
  { folder: "src/core/snapshot", type: "SnapshotAlgorithm", registry: "src/core/snapshot/registry.ts" },
  { folder: "src/cli/commands", type: "Command", registry: "src/cli/main.ts" },
  { folder: "src/vscode/commands", type: "Command", registry: "src/vscode/commands/registry.ts" },
];

const sources = readSources("src/**/*.ts", "webview/**/*.ts");
const imports = [...sources.keys()].reduce((sum, file) => sum + importsOf(file, sources).length, 0);
console.log(`  layers: ${sources.size} files, ${imports} imports, ${REGISTRIES.length} registries`);

describe("the project", () => {
  it("imports only along the edges of the design", () => assertNone(checkEdges(sources)));
  it("has no import cycle", () => assertNone(checkCycles(sources)));
  it("has its entries", () =>
    assert.deepEqual(
      ENTRIES.filter((entry) => !existsInProject(entry)),
      [],
    ));
  it("has no file that no entry reaches", () => assertNone(checkReached(sources, ENTRIES)));
  it("registers every plug-in", () => assertNone(checkRegistries(sources, REGISTRIES)));
});

describe("the check of folder edges", () => {
  it("accepts what the design allows", () => {
    const planted = plant({
      "src/core/trace/a.ts": 'import { b } from "./b.ts";',
      "src/core/trace/b.ts": "",
      "src/core/diagram/c.ts": 'import type { a } from "../trace/a.ts";',
      "webview/main.ts": 'import { html } from "lit";\nimport "../src/core/diagram/c.ts";',
      "src/vscode/extension.ts":
        'import * as vscode from "vscode";\nimport { c } from "../core/diagram/c.ts";',
      "src/cli/main.ts": 'import { readFile } from "node:fs/promises";',
    });
    assert.deepEqual(checkEdges(planted), []);
  });

  it("finds an import of a folder that must not be known", () => {
    const planted = plant({
      "src/core/trace/a.ts": '// first line\nimport { b } from "../formats/b.ts";',
      "src/core/formats/b.ts": 'export type { View } from "../../../webview/view.ts";',
      "webview/view.ts": 'const later = import("../src/vscode/extension.ts");',
      "src/vscode/extension.ts": "",
    });
    assert.deepEqual(messages(checkEdges(planted)), [
      "src/core/trace/a.ts:2: src/core/trace must not import from src/core/formats",
      "src/core/formats/b.ts:1: src/core/formats must not import from webview",
      "webview/view.ts:1: webview must not import from src/vscode",
    ]);
  });

  it("finds vscode and node outside their folders", () => {
    const planted = plant({
      "src/core/analysis/a.ts": 'import fs from "node:fs";\nimport type { Uri } from "vscode";',
      "src/protocol/b.ts": 'import "vscode";',
      "src/vscode/views/c.ts": 'import path from "node:path";',
    });
    assert.deepEqual(messages(checkEdges(planted)), [
      "src/core/analysis/a.ts:1: must not import the package node:fs",
      "src/core/analysis/a.ts:2: must not import the package vscode",
      "src/protocol/b.ts:1: must not import the package vscode",
      "src/vscode/views/c.ts:1: must not import the package node:path",
    ]);
  });

  it("finds an import of nothing and a file outside the design's folders", () => {
    const planted = plant({ "src/core/trace/a.ts": 'import { b } from "./gone.ts";', "src/loose.ts": "" });
    assert.deepEqual(messages(checkEdges(planted)), [
      "src/core/trace/a.ts:1: imports ./gone.ts, which is not there",
      "src/loose.ts:1: lies in no folder of the design",
    ]);
  });

  it("takes no import from a comment or a string", () => {
    const text = '// import "vscode";\nconst text = \'import "vscode"\';';
    assert.deepEqual(checkEdges(plant({ "src/core/trace/a.ts": text })), []);
  });
});

describe("the check of cycles", () => {
  it("finds one and shows the way around", () => {
    const planted = plant({
      "src/a.ts": 'import "./b.ts";',
      "src/b.ts": 'import type { C } from "./c.ts";',
      "src/c.ts": 'export { a } from "./a.ts";',
      "src/d.ts": 'import "./b.ts";',
    });
    assert.deepEqual(messages(checkCycles(planted)), [
      "src/c.ts:1: import cycle: src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts",
    ]);
  });

  it("accepts two ways to one file", () => {
    const planted = plant({
      "src/a.ts": 'import "./b.ts"; import "./c.ts";',
      "src/b.ts": 'import "./c.ts";',
      "src/c.ts": "",
    });
    assert.deepEqual(checkCycles(planted), []);
  });
});

describe("the check of unreached files", () => {
  it("finds files that only reach each other", () => {
    const planted = plant({
      "src/main.ts": 'import "./used.ts";',
      "src/used.ts": "",
      "src/lost.ts": 'import "./lostToo.ts";',
      "src/lostToo.ts": "",
    });
    assert.deepEqual(messages(checkReached(planted, ["src/main.ts"])), [
      "src/lost.ts:1: is reached from no entry",
      "src/lostToo.ts:1: is reached from no entry",
    ]);
  });
});

describe("the check of registries", () => {
  const registry = { folder: "src/formats", type: "Format", registry: "src/formats/registry.ts" };

  it("finds plug-ins that are not registered, and leaves what they share alone", () => {
    const planted = plant({
      "src/formats/registry.ts":
        'import { jaeger } from "./jaeger.ts";\nexport const FORMATS: readonly Format[] = [jaeger];',
      "src/formats/jaeger.ts": "export const jaeger: Format = {};",
      "src/formats/zipkin.ts": "// Zipkin\nexport const zipkin: Format = {};",
      "src/formats/deeper/otlp.ts": "export const otlp: Format = {};",
      "src/formats/format.ts": "export interface Format {}",
    });
    assert.deepEqual(messages(checkRegistries(planted, [registry])), [
      "src/formats/zipkin.ts:2: exports a Format that src/formats/registry.ts does not import",
      "src/formats/deeper/otlp.ts:1: exports a Format that src/formats/registry.ts does not import",
    ]);
  });

  it("finds a registry that is gone, and one whose plug-ins it does not recognise", () => {
    const gone = { folder: "src/commands", type: "Command", registry: "src/commands/all.ts" };
    const planted = plant({
      "src/formats/registry.ts": "",
      "src/formats/jaeger.ts": "export const jaeger = {};",
    });
    assert.deepEqual(messages(checkRegistries(planted, [registry, gone])), [
      "src/formats/registry.ts:1: src/formats exports no Format",
      "src/commands/all.ts:1: the registry is not there",
    ]);
  });
});
