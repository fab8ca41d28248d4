// A Chromium for the browser side of the VS Code server: whichever is on the machine, or Debian's own where it
// may be installed. Playwright's download is never used, so a package registry is all that is needed.
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { Stop, step } from "./log.mjs";
import { run } from "./processes.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const FIXED_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Works as root in a container, says nothing to the network, draws without a graphics card. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The file that a command name stands for, or undefined.
 * @param {string} name
 */
export function onPath(name) {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of (process.env["PATH"] ?? "").split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/** @returns {string | undefined} */
function findChromium() {
  const asked = process.env["CHROME_PATH"];
  if (asked && existsSync(asked)) return asked;
  for (const name of NAMES) {
    const found = onPath(name);
    if (found) return found;
  }
  return FIXED_PLACES.find((file) => existsSync(file));
}

/**
 * A Chromium's file name; installs Debian's package where that is possible.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const mayInstall = process.getuid?.() === 0 && onPath("apt-get") !== undefined;
  if (mayInstall) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await step("Installing Chromium (apt-get install chromium)", async () => {
      await run("apt-get", ["update"], { env });
      await run("apt-get", ["install", "-y", "chromium"], { env });
    });
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Stop(
    "No Chromium or Chrome was found.",
    "Install one (Debian: `apt-get install chromium`) or name its file in CHROME_PATH.",
  );
}
