// A browser for the panel's tests: whichever Chromium is on the machine. A test without one is skipped, with this
// module's reason.

import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

/** The file of a Chromium, or undefined. */
function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const candidates = [
    process.env["CHROME_PATH"] ?? "",
    ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))),
  ];
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return file !== "";
    } catch {
      return false;
    }
  });
}

/** Why tests in a browser are skipped, or false where they run. */
export const NO_BROWSER: string | false =
  findChromium() === undefined ? "no Chromium on this machine (or name its file in CHROME_PATH)" : false;

export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium was found.");
  return chromium.launch({ executablePath, args: FLAGS });
}
