// `npm test`: from a fresh clone to one line of counts. Installs what is missing, builds, checks the types and
// runs the suites; `--only SUITE` (repeatable) runs some of them, further words choose test files by part of
// their name. Node's own modules only up to the hand-over: nothing may be installed yet.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { onProjectNode } from "./lib/install.mjs";
import { runMain, Stop } from "./lib/log.mjs";

const SUITES = ["unit", "architecture", "host", "e2e"];

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: "string", multiple: true } },
  });
  const only = values.only ?? [];
  const unknown = only.find((name) => !SUITES.includes(name));
  if (unknown !== undefined)
    throw new Stop(`There is no suite "${unknown}".`, `Choose from ${SUITES.join(", ")}.`);
  return {
    suites: only.length > 0 ? SUITES.filter((name) => only.includes(name)) : SUITES,
    filters: positionals,
  };
}

await runMain(async () => {
  const options = readArguments();
  const status = await onProjectNode(fileURLToPath(import.meta.url));
  if (status !== undefined) return status;
  const { runSuites } = await import("./suites/run-suites.mjs");
  return runSuites({ ...options, all: options.suites.length === SUITES.length });
});
