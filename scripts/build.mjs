// Bundles the three entries: the extension host (CommonJS), the webview pages and the command line (ESM).
// `node scripts/build.mjs [--watch] [--production]`; the metafile goes to .cache/meta-*.json for the notices and the size check.
import { mkdir, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { context, build } from "esbuild";

const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");

/** Options every bundle shares. Minified always: the budgets are meant for what ships. */
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

const bundles = [
  {
    name: "extension",
    entryPoints: ["src/vscode/extension.ts"],
    outfile: "dist/extension.cjs",
    format: "cjs",
    platform: "node",
    external: ["vscode"],
  },
  {
    name: "webview",
    entryPoints: ["webview/main.ts"],
    outfile: "dist/webview.js",
    format: "esm",
    platform: "browser",
  },
  {
    name: "charts",
    entryPoints: ["webview/charts/main.ts"],
    outfile: "dist/charts.js",
    format: "esm",
    platform: "browser",
  },
  {
    name: "cli",
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/cli.js",
    format: "esm",
    platform: "node",
    banner: { js: "#!/usr/bin/env node" },
  },
].filter((bundle) => existsSync(bundle.entryPoints[0]));

await mkdir(".cache", { recursive: true });
if (watch) {
  for (const { name, ...options } of bundles) {
    const running = await context({ ...common, ...options, logLevel: "info" });
    await running.watch();
    console.log(`watching ${name}`);
  }
} else {
  for (const { name, ...options } of bundles) {
    const result = await build({ ...common, ...options });
    await writeFile(`.cache/meta-${name}.json`, JSON.stringify(result.metafile));
  }
  console.log(`built ${bundles.map((bundle) => bundle.outfile).join(", ")}`);
}
