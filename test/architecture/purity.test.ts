// The core stays pure and no file knows the machine it was written on; both checks tried on planted violations.
// What the core's tsconfig already refuses is checked again: a tsconfig is one careless line away from allowing it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkGlobals, checkMachinePaths } from "./checks/purity.ts";
import { assertNone, messages } from "./report.ts";
import { plant, readSources } from "./sources.ts";

const core = readSources("src/core/**/*.ts");
const everything = readSources(
  ...["src/**/*.ts", "webview/**/*.ts", "test/**/*.ts", "scripts/**/*", "docs/**/*.md", "samples/**/*.md"],
  ...["*.md", "*.json", ".vscodeignore", ".ci/run"],
);
console.log(`  purity: ${core.size} files of the core, ${everything.size} texts in all`);

describe("the core", () => {
  it("asks for no time, no chance and no host", () => {
    assert.ok(core.size > 0, "no file was read");
    assertNone(checkGlobals(core));
  });
});

describe("all texts", () => {
  it("name no place on one machine", () => assertNone(checkMachinePaths(everything)));
});

describe("the check of globals", () => {
  const planted: readonly (readonly [text: string, name: string])[] = [
    ["const now = Date.now();", "Date"],
    ["const at = new Date();", "Date"],
    ["const roll = Math.random();", "Math.random"],
    ["setTimeout(f, 1);", "setTimeout"],
    ["console.log(1);", "console"],
    ["if (process.env.DEBUG) f();", "process.env"],
    ["performance.now();", "performance.now"],
    ["crypto.randomUUID();", "crypto.randomUUID"],
    ["const copy = structuredClone(a);", "structuredClone"],
    ["const text = new TextDecoder().decode(a);", "TextDecoder"],
    ["globalThis.x = 1;", "globalThis"],
    ["const f = new Function('a');", "Function"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source file
    ["const text = `now: ${Date.now()}`;", "Date"],
  ];
  for (const [text, name] of planted) {
    it(`finds ${text}`, () => {
      assert.deepEqual(messages(checkGlobals(plant({ "src/core/trace/a.ts": text }))), [
        `src/core/trace/a.ts:1: the core must not use ${name}`,
      ]);
    });
  }

  it("leaves our own words and other folders alone", () => {
    const text = [
      "// Date.now() is banned here",
      "function f(process: number, channel: { fetch: string }) { return process + channel.fetch; }",
      'const message = "console.log";',
      "const x = event.process; const upToDate = Math.max(1, 2);",
    ].join("\n");
    const sources = plant({ "src/core/trace/a.ts": text, "src/cli/b.ts": "console.log(Date.now());" });
    assert.deepEqual(checkGlobals(sources), []);
  });
});

describe("the check of machine paths", () => {
  it("finds home folders, work folders and registry hosts", () => {
    // Put together here, so that this file is not itself a finding.
    const folders = ["home", "root", "work"].map((name) => `"/${name}/me/trace.json"`);
    const host = ["registry", "npmjs", "org"].join(".");
    const text = [...folders, `https://${host}/lit`].join("\n");
    const found = checkMachinePaths(plant({ "docs/a.md": text }));
    assert.deepEqual(
      found.map(({ line }) => line),
      [1, 2, 3, 4],
    );
  });

  it("leaves paths of the project and of web addresses alone", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source file
    const text = 'import "../work/a.ts"; fetch("https://example.org/home/a"); const f = `${base}/root/a`;';
    assert.deepEqual(checkMachinePaths(plant({ "src/a.ts": text })), []);
  });
});
