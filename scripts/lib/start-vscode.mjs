// The second half of `npm start`, once everything is installed: builds, then opens whichever VS Code there is, the
// desktop's own first, and stays until it ends.
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { onPath } from "./chromium.mjs";
import { desktopVscode, hasDisplay } from "./desktop-vscode.mjs";
import { say, step } from "./log.mjs";
import { handOver, run } from "./processes.mjs";
import { inRoot, ROOT, VSCODE_HOME } from "./project.mjs";
import { ensureServer, startServer, workbenchUrl } from "./vscode-server.mjs";
import { packVsix } from "./vsix.mjs";

const SAMPLES = inRoot("samples");
const HOME = path.join(VSCODE_HOME, "start");
const OPENERS = { darwin: "open", win32: "explorer", linux: "xdg-open" };

/**
 * @param {{ server: boolean, open: boolean, port: number }} options
 * @returns {Promise<number>} the exit status, once VS Code has ended
 */
export async function startVscode(options) {
  await step("Building the extension", () => run(process.execPath, ["scripts/build.mjs"], { cwd: ROOT }));
  if (!options.server && (await openDesktop())) return 0;
  return serve(options);
}

/** @returns {Promise<boolean>} whether a desktop VS Code took it */
async function openDesktop() {
  const development = ["--new-window", `--extensionDevelopmentPath=${ROOT}`, SAMPLES];
  const code = onPath("code");
  if (code) {
    say(`> Opening the samples in ${code} …`);
    if ((await handOver(code, development)) === 0) return true;
    say("  It refused: another VS Code is tried.");
  }
  const downloaded = await desktopVscode();
  if (!downloaded) return false;
  say("> Opening the samples in the downloaded VS Code; close its window to end …");
  return (
    (await handOver(downloaded, [...development, `--user-data-dir=${path.join(HOME, "desktop")}`])) === 0
  );
}

/**
 * Serves VS Code until the process is interrupted. The extension is installed as a user would install it, so that
 * the plain address works in any browser.
 * @param {{ open: boolean, port: number }} options
 * @returns {Promise<number>}
 */
async function serve({ open, port }) {
  await ensureServer();
  const vsix = path.join(HOME, "lightcone.vsix");
  const server = await step("Starting the VS Code server with the extension installed", async () => {
    await rm(path.join(HOME, "extensions"), { recursive: true, force: true });
    // Without a README in the folder, "readme" would show VS Code's own welcome page.
    const settings = existsSync(path.join(SAMPLES, "README.md"))
      ? { "workbench.startupEditor": "readme" }
      : {};
    return startServer({ dataFolder: HOME, port, settings, extension: () => packVsix(vsix) });
  });
  const url = workbenchUrl(server, SAMPLES);
  say(`\nVS Code with Lightcone and its samples: ${url}\nIt serves until you press Ctrl+C.`);
  if (open) await openInBrowser(url);
  const code = await server.ended;
  say("The VS Code server ended.");
  return code;
}

/** @param {string} url */
async function openInBrowser(url) {
  const opener = OPENERS[/** @type {keyof typeof OPENERS} */ (process.platform)];
  const file = opener && hasDisplay() ? onPath(opener) : undefined;
  if (!file) return say("No browser was found to open it: open the address yourself.");
  await handOver(file, [url]).catch(() =>
    say("The browser could not be started: open the address yourself."),
  );
}
