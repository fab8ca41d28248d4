// `npm start`: from a fresh clone to VS Code with the extension and the samples open. The desktop VS Code if there
// is one or it can be downloaded, else the VS Code server in a browser (`--server` chooses it at once, and so do
// `--port N` and `--no-open`). Node's own modules only up to the hand-over: nothing may be installed yet.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { onProjectNode } from "./lib/install.mjs";
import { runMain, Stop } from "./lib/log.mjs";

const LAST_PORT = 65_535;

/** @typedef {{ server: boolean, open: boolean, port: number }} StartOptions */

/** @returns {StartOptions} */
function readArguments() {
  const { values } = parseArgs({
    options: { server: { type: "boolean" }, port: { type: "string" }, "no-open": { type: "boolean" } },
  });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) {
    throw new Stop(`"${values.port}" is not a port.`, `Give --port a number up to ${LAST_PORT}.`);
  }
  const open = !values["no-open"];
  return { server: Boolean(values.server) || values.port !== undefined || !open, open, port };
}

await runMain(async () => {
  const options = readArguments();
  const status = await onProjectNode(fileURLToPath(import.meta.url));
  if (status !== undefined) return status;
  const { startVscode } = await import("./lib/start-vscode.mjs");
  return startVscode(options);
});
