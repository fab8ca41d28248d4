// The desktop VS Code, downloaded by @vscode/test-electron: only where there is a display to show it on and its
// maker's server answers soon. Elsewhere the caller falls back to the VS Code server.
import path from "node:path";
import { say } from "./log.mjs";
import { VSCODE_HOME } from "./project.mjs";

/** The lowest version that package.json's `engines` allows. */
const VERSION = "1.139.1";
const ANSWER_LIMIT_MS = 5_000;
const RELEASES = "https://update.code.visualstudio.com/api/releases/stable";

export function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

/**
 * The executable of a downloaded desktop VS Code, or undefined, having said why.
 * @returns {Promise<string | undefined>}
 */
export async function desktopVscode() {
  if (!hasDisplay()) {
    say("  No display: VS Code runs as a server with a browser without a window.");
    return undefined;
  }
  try {
    await fetch(RELEASES, { method: "HEAD", signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    // Loaded here, not above: what runs before `npm ci` imports this module too.
    const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
    return await downloadAndUnzipVSCode({ version: VERSION, cachePath: path.join(VSCODE_HOME, "desktop") });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(
      `  The desktop VS Code cannot be downloaded (${reason}): the VS Code server from npm is used instead.`,
    );
    return undefined;
  }
}
