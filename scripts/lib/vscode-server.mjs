// A real VS Code without a download from its maker: the server and web workbench inside the npm package
// code-server (only its lib/vscode; its own wrapper is not used). Tests, and `npm start` where there is no
// desktop VS Code, open it in a browser.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { npm, PROJECT_NODE } from "./install.mjs";
import { Stop, step } from "./log.mjs";
import { run, start, stop } from "./processes.mjs";
import { VSCODE_HOME } from "./project.mjs";

/** code-server 4.139.1 holds VS Code 1.139.1, the lowest version that package.json's `engines` allows. */
const PACKAGE = "code-server";
const VERSION = "4.139.1";
const HOST = "127.0.0.1";
const START_LIMIT_MS = 60_000;
const INSTALL_LIMIT_MS = 600_000;

/** A first start without a trust question, a telemetry notice or panels of VS Code's own. */
const QUIET_SETTINGS = {
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "git.openRepositoryInParentFolders": "never",
};

/**
 * @typedef {object} VscodeServer
 * @property {string} authority host and port
 * @property {string} url
 * @property {Promise<number>} ended the exit status, once it has ended by itself
 * @property {() => Promise<void>} stop
 */
/**
 * @typedef {object} ServerOptions
 * @property {string} dataFolder where the server keeps its state; kept if there, made if not
 * @property {number} [port] a free one when left out
 * @property {() => Promise<string>} [extension] makes the .vsix to install before the start
 * @property {boolean} [obeyPayload] lets the page's address name an extension under development and its tests
 * @property {Record<string, unknown>} [settings] user settings over the quiet ones
 */

/** Installs the server if it is not there. @returns {Promise<string>} the folder of VS Code's server */
export async function ensureServer() {
  const home = path.join(VSCODE_HOME, `server-${VERSION}`);
  const vscode = path.join(home, "node_modules", PACKAGE, "lib", "vscode");
  if (!existsSync(home)) {
    await step(`Installing the VS Code server from npm (${PACKAGE}@${VERSION}, about 600 MB)`, () =>
      install(home),
    );
  }
  return vscode;
}

/**
 * Installs beside its final place and moves it there at the end, so that an interrupted or a simultaneous
 * install never leaves half a server behind.
 * @param {string} home
 */
async function install(home) {
  await mkdir(VSCODE_HOME, { recursive: true });
  const draft = await mkdtemp(path.join(VSCODE_HOME, "install-"));
  try {
    await writeFile(path.join(draft, "package.json"), '{ "private": true }\n');
    // Without install scripts: they compile parts (Kerberos, file watching) that need system libraries and
    // that nothing here uses.
    const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const limit = { timeoutMs: INSTALL_LIMIT_MS };
    await npm(["install", "--no-save", ...quietly, `${PACKAGE}@${VERSION}`], { cwd: draft, ...limit });
    const vscode = path.join(draft, "node_modules", PACKAGE, "lib", "vscode");
    await npm(["install", "--omit=dev", ...quietly], { cwd: vscode, ...limit });
    if (!existsSync(home)) await rename(draft, home);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Stop(
      "The VS Code server could not be installed from npm.",
      `Check the registry and try again.\n${reason}`,
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Starts a server and waits until it listens.
 * @param {ServerOptions} options
 * @returns {Promise<VscodeServer>}
 */
export async function startServer(options) {
  const main = path.join(await ensureServer(), "out", "server-main.js");
  const folders = ["server", "user", "extensions"].map((name) => path.join(options.dataFolder, name));
  const [server = "", user = "", extensions = ""] = folders;
  const settings = { ...QUIET_SETTINGS, ...options.settings };
  await mkdir(path.join(user, "User"), { recursive: true });
  await writeIfMissing(path.join(user, "User", "settings.json"), JSON.stringify(settings, undefined, 2));

  const places = ["--server-data-dir", server, "--user-data-dir", user, "--extensions-dir", extensions];
  if (options.extension) await installExtension(main, await options.extension(), places);
  const child = start(PROJECT_NODE, [
    main,
    ...places,
    ...["--host", HOST, "--port", String(options.port ?? 0)],
    ...["--without-connection-token", "--accept-server-license-terms", "--telemetry-level", "off"],
    ...(options.obeyPayload ? ["--enable-smoke-test-driver"] : []),
  ]);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const authority = `${HOST}:${await listeningPort(child)}`;
  return { authority, url: `http://${authority}`, ended, stop: () => stop(child) };
}

/**
 * What the user has changed since an earlier start stays.
 * @param {string} file
 * @param {string} content
 */
async function writeIfMissing(file, content) {
  if (!existsSync(file)) await writeFile(file, content);
}

/**
 * Installs a packaged extension as a user would.
 * @param {string} main
 * @param {string} vsix
 * @param {readonly string[]} places
 */
async function installExtension(main, vsix, places) {
  const output = await run(PROJECT_NODE, [main, "--install-extension", vsix, "--force", ...places]);
  if (!/was successfully installed/.test(output)) {
    throw new Stop(
      `VS Code refused to install ${path.basename(vsix)}.`,
      output.trim().split("\n").at(-1) ?? "",
    );
  }
}

/**
 * Reads the port from the server's own words. Its long complaint about a logger that was not compiled is
 * expected and kept back; its output is shown only if it does not start.
 * @param {import("./processes.mjs").ChildProcess} child
 * @returns {Promise<number>}
 */
function listeningPort(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    const giveUp = (/** @type {string} */ problem, next = `It said:\n${output.slice(-3000)}`) => {
      clearTimeout(timer);
      reject(new Stop(problem, next));
      void stop(child);
    };
    const timer = setTimeout(() => giveUp("The VS Code server did not listen in time."), START_LIMIT_MS);
    const endedEarly = () => giveUp("The VS Code server ended at its start.");
    child.once("exit", endedEarly);
    child.once("error", (error) => giveUp(`The VS Code server could not be started (${error.message}).`));
    /** @param {Buffer} data */
    const read = (data) => {
      output += data.toString();
      // It complains and then waits, without a port.
      if (/EADDRINUSE/.test(output)) giveUp("The port is taken.", "Choose another with --port, or none.");
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      child.off("exit", endedEarly);
      // Keep the pipes flowing without keeping the text.
      for (const stream of [child.stdout, child.stderr]) stream?.removeAllListeners("data").resume();
      resolve(Number(port));
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
  });
}

/**
 * The address of a workbench with a folder open.
 * @param {VscodeServer} server
 * @param {string} folder
 * @param {{ extension?: string, tests?: string }} [development] honoured if the server was started with `obeyPayload`
 */
export function workbenchUrl(server, folder, development = {}) {
  /** A path as it stands in a URI: with forward slashes, on Windows too. @param {string} file */
  const uriPath = (file) => decodeURIComponent(pathToFileURL(file).pathname);
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${server.authority}${uriPath(file)}`;
  const payload = [];
  if (development.extension) payload.push(["extensionDevelopmentPath", remote(development.extension)]);
  if (development.tests) payload.push(["extensionTestsPath", remote(development.tests)]);
  const query = new URLSearchParams({ folder: uriPath(folder) });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `${server.url}/?${query}`;
}
