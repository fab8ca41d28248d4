// Bundles the entries: the extension host, its part for authored texts, its language server and reader thread (CommonJS), the
// panel, the charts and the command line (ESM).
// `node scripts/build.mjs [--watch] [--production]`; the metafile goes to .cache/meta-*.json for the notices and the size check.

import { mkdir, writeFile } from "node:fs/promises";
import { build, context } from "esbuild";

const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");

/** @typedef {import("esbuild").BuildOptions & { name: string, entry: string, outfile: string }} Bundle */

/**
 * Options every bundle shares. Minified always: the budgets are meant for what ships.
 * @type {import("esbuild").BuildOptions}
 */
const common = {
  bundle: true,
  minify: true,
  keepNames: false,
  sourcemap: production ? false : "linked",
  target: "es2022",
  metafile: true,
  logLevel: "warning",
  legalComments: "none",
};

/**
 * Leaves Mermaid's ELK layout out of the charts: 1.5 MB under the EPL that only a chart saying `layout: elk` asks
 * for, and ours never do.
 * @type {import("esbuild").Plugin}
 */
const withoutElk = {
  name: "without-elk",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^elkjs\b/ }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({
      contents: 'throw new Error("The ELK layout is not part of Lightcone.");',
    }));
  },
};

/**
 * Leaves parts of the host out of the extension that are loaded, from beside it, when first needed: what is imported by
 * `import("../PART/main.ts")` is dist/PART.cjs.
 * @type {import("esbuild").Plugin}
 */
const partsApart = {
  name: "parts-apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/main\.ts$/ }, ({ kind, path }) => {
      if (kind !== "dynamic-import") return undefined;
      return { path: `./${path.split("/").at(-2)}.cjs`, external: true };
    });
  },
};

/** @type {Bundle[]} */
const bundles = [
  {
    name: "extension",
    entry: "src/vscode/extension.ts",
    outfile: "dist/extension.cjs",
    format: "cjs",
    platform: "node",
    external: ["vscode"],
    plugins: [partsApart],
  },
  {
    name: "authored",
    entry: "src/vscode/authored/main.ts",
    outfile: "dist/authored.cjs",
    format: "cjs",
    platform: "node",
    external: ["vscode"],
  },
  {
    name: "uses",
    entry: "src/vscode/uses/main.ts",
    outfile: "dist/uses.cjs",
    format: "cjs",
    platform: "node",
    external: ["vscode"],
  },
  {
    name: "opening",
    entry: "src/vscode/opening/main.ts",
    outfile: "dist/opening.cjs",
    format: "cjs",
    platform: "node",
    external: ["vscode"],
  },
  {
    name: "languageServer",
    entry: "src/server/main.ts",
    outfile: "dist/languageServer.cjs",
    format: "cjs",
    platform: "node",
  },
  {
    name: "reader",
    entry: "src/reader/main.ts",
    outfile: "dist/reader.cjs",
    format: "cjs",
    platform: "node",
  },
  {
    name: "explorer",
    entry: "src/explorer/main.ts",
    outfile: "dist/explorer.cjs",
    format: "cjs",
    platform: "node",
  },
  {
    name: "scenarios",
    entry: "src/vscode/scenarios/main.ts",
    outfile: "dist/scenarios.cjs",
    format: "cjs",
    platform: "node",
    external: ["vscode"],
  },
  {
    name: "webview",
    entry: "webview/main.ts",
    outfile: "dist/webview.js",
    format: "esm",
    platform: "browser",
  },
  {
    name: "charts",
    entry: "webview/charts/main.ts",
    outfile: "dist/charts.js",
    format: "esm",
    platform: "browser",
    plugins: [withoutElk],
  },
  {
    name: "cli",
    entry: "src/cli/main.ts",
    outfile: "dist/cli.js",
    format: "esm",
    platform: "node",
    // The language server's packages are CommonJS and require Node's own modules.
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
    },
  },
];

await mkdir(".cache", { recursive: true });
if (watch) {
  for (const { name, entry, ...options } of bundles) {
    const running = await context({ ...common, ...options, entryPoints: [entry], logLevel: "info" });
    await running.watch();
    console.log(`watching ${name}`);
  }
} else {
  for (const { name, entry, ...options } of bundles) {
    const result = await build({ ...common, ...options, entryPoints: [entry] });
    await writeFile(`.cache/meta-${name}.json`, JSON.stringify(result.metafile));
  }
  console.log(`built ${bundles.map((bundle) => bundle.outfile).join(", ")}`);
}
