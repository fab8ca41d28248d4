// Drives a real VS Code with our packaged extension in a browser, as a user would: with keys and clicks.
// scripts/suites/e2e-suite.mjs starts the server and the browser; each test gets a page and a folder of its own.
// A test that fails leaves a picture in .cache/e2e/ and is tried once more from the start, which is told: a busy machine
// lets a real VS Code drop a click now and then.
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { chromium, type Frame, type Locator, type Page } from "playwright-core";

export interface WorkbenchOptions {
  /** Files of the workspace: path to text or bytes. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** A folder, from the project's root, whose content is copied into the workspace. */
  readonly folder?: string;
  /** Settings of the workspace. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

const ROOT = path.resolve(import.meta.dirname, "../..");
const PICTURES = path.join(ROOT, ".cache", "e2e");
const WAIT_MS = 20_000;
const SOON_MS = 3_000;
const TRY_LIMIT_MS = 120_000;
const TRIES = 2;
const VIEWPORT = { width: 1280, height: 800 };
/** VS Code puts a webview's document into a frame of this name, inside a frame of its own. */
const WEBVIEW_DOCUMENT = "/webview/browser/pre/fake.html";
const POLL_MS = 100;
const MENU_MS = 300;

type Body = (workbench: Workbench) => Promise<void>;

/** A node:test test with a workbench open, closed at its end, photographed when it fails and then tried once more. */
export function workbenchTest(name: string, options: WorkbenchOptions, body: Body): void {
  void test(name, { timeout: TRIES * TRY_LIMIT_MS }, async (t) => {
    for (let tries = 1; ; tries++) {
      const failure = await attempt(name, options, body, t.signal);
      if (failure === undefined) return;
      if (tries === TRIES) throw failure.error;
      const reason = failure.error instanceof Error ? failure.error.message : String(failure.error);
      process.stdout.write(`  again ${name}: ${reason.split("\n").slice(0, 3).join(" ")}\n`);
    }
  });
}

/** One try in a window and a folder of its own. Gives what went wrong. */
async function attempt(
  name: string,
  options: WorkbenchOptions,
  body: Body,
  signal: AbortSignal,
): Promise<{ readonly error: unknown } | undefined> {
  const workbench = await openWorkbench(options);
  signal.addEventListener("abort", () => workbench.close(), { once: true });
  const limit = AbortSignal.timeout(TRY_LIMIT_MS);
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener("abort", () => reject(new Error(`not done after ${TRY_LIMIT_MS / 1000} s`)));
  });
  try {
    await Promise.race([body(workbench), late]);
    return undefined;
  } catch (error) {
    await workbench.screenshot(`FAILED-${name.replaceAll(/\W+/g, "-")}`).catch(() => undefined);
    return { error };
  } finally {
    await workbench.close();
  }
}

/** Opens VS Code in a fresh page on a fresh temporary folder. The caller closes it. */
async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const temporary = await mkdtemp(path.join(tmpdir(), "lightcone-folder-"));
  const folder = path.join(temporary, "workspace");
  await fillFolder(folder, options);
  const remove = () => rm(temporary, { recursive: true, force: true });
  return openPage(`${running().server}/?${new URLSearchParams({ folder })}`, folder, options, remove);
}

/** Opens any VS Code server's page: for a test that starts a server of its own. The caller closes it. */
export async function openPage(
  address: string,
  folder: string,
  options: WorkbenchOptions = {},
  cleanUp: () => Promise<void> = async () => {},
): Promise<Workbench> {
  const browser = await chromium.connect(running().browser);
  const context = await browser.newContext({ viewport: options.viewport ?? VIEWPORT });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(".monaco-workbench .part.statusbar").waitFor();
  // The explorer lists the folder once the server's file system answers; keys typed before that get lost.
  await page.locator(".explorer-folders-view").waitFor();
  return new Workbench(page, folder, async () => {
    await browser.close();
    await cleanUp();
  });
}

/** Where the run's VS Code server and browser listen. */
function running(): { readonly server: string; readonly browser: string } {
  const started = process.env["LIGHTCONE_E2E"];
  if (started === undefined) {
    throw new Error("No VS Code server: run this with `npm run test:e2e -- PART-OF-THE-FILE-NAME`.");
  }
  return JSON.parse(started) as { server: string; browser: string };
}

async function fillFolder(folder: string, options: WorkbenchOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (options.folder !== undefined) await cp(path.resolve(ROOT, options.folder), folder, { recursive: true });
  const files = { ...options.files };
  if (options.settings !== undefined) files[".vscode/settings.json"] = JSON.stringify(options.settings);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

/** Whether an element shows soon. */
async function appears(element: Locator): Promise<boolean> {
  return element.waitFor({ timeout: SOON_MS }).then(
    () => true,
    () => false,
  );
}

/** Clicks an element that may go meanwhile; gives whether it could. */
async function clicked(element: Locator): Promise<boolean> {
  return element.click({ timeout: SOON_MS }).then(
    () => true,
    () => false,
  );
}

/** One open VS Code window. `page` is there for whatever the methods do not offer. */
export class Workbench {
  readonly page: Page;
  /** The workspace on disk. */
  readonly folder: string;
  readonly #end: () => Promise<void>;

  constructor(page: Page, folder: string, end: () => Promise<void>) {
    this.page = page;
    this.folder = folder;
    this.#end = end;
  }

  /** Opens a file of the workspace by quick open, in its default editor. */
  async openFile(name: string): Promise<void> {
    const label = path.basename(name);
    await this.#pick("Control+P", name, (rows) => rows.filter({ hasText: label }));
    // A page about the file has its name in its title too.
    await this.tab(label).first().waitFor();
  }

  /** Runs a command by its full title in the palette, such as "View: Toggle Terminal". */
  async runCommand(title: string): Promise<void> {
    const label = this.page.getByText(title, { exact: true });
    await this.#pick("F1", `>${title}`, (rows) => rows.filter({ has: label }));
  }

  /**
   * Opens the quick input with a key, types and takes the row that `choose` selects. Tries again until the time is
   * up: the list does not take up what VS Code registers while it is open, as at its start.
   */
  async #pick(key: string, text: string, choose: (rows: Locator) => Locator): Promise<void> {
    const widget = this.page.locator(".quick-input-widget");
    const rows = widget.locator(".monaco-list-row");
    const row = choose(rows).first();
    const limit = Date.now() + WAIT_MS;
    for (;;) {
      await this.page.keyboard.press(key);
      // A webview that takes the keyboard meanwhile closes the input: it is then opened again.
      const filled = await widget
        .locator("input")
        .first()
        .fill(text, { timeout: SOON_MS })
        .then(
          () => true,
          () => false,
        );
      if (filled && (await appears(row)) && (await clicked(row))) return;
      if (Date.now() > limit) break;
      await this.page.keyboard.press("Escape");
    }
    const offered = (await rows.allInnerTexts()).slice(0, 8).map((each) => each.replaceAll("\n", " "));
    throw new Error(`Quick input offers no "${text}". It offers: ${offered.join(" | ")}`);
  }

  /** A file's or folder's row in the explorer, by its name. */
  explorerRow(name: string): Locator {
    const label = this.page.getByText(name, { exact: true });
    return this.page.locator(".explorer-folders-view .monaco-list-row").filter({ has: label });
  }

  /**
   * Opens a file by a double click in the explorer and gives the document of its own editor, which holds `selector`.
   * A fresh VS Code learns a moment after its start which editors there are, and opens the file as text until then:
   * the text is closed and the file opened again, as a user would.
   */
  async doubleClick(name: string, selector: string): Promise<Frame> {
    const limit = Date.now() + WAIT_MS;
    for (;;) {
      await this.explorerRow(name).dblclick();
      await this.tab(name).first().waitFor();
      const asText = this.page.locator(".editor-group-container.active .monaco-editor .view-lines");
      await asText.or(this.page.locator("iframe.webview")).first().waitFor();
      if (!(await asText.isVisible())) break;
      if (Date.now() > limit) throw new Error(`${name} opens as text only.`);
      await this.runCommand("View: Close Editor");
    }
    return this.webviewFrame(selector);
  }

  /** Chooses from the menu that a click with the right button opens in the explorer. Waits for the extension's menus first. */
  async chooseInExplorer(name: string, words: string): Promise<void> {
    // A fresh VS Code learns a moment after its start which menus there are.
    await this.page.locator(".activitybar [aria-label='Lightcone']").first().waitFor();
    await this.explorerRow(name).click({ button: "right" });
    const item = this.page.locator(".monaco-menu").getByText(words, { exact: true });
    // A menu that has only just opened takes no click.
    for (await item.waitFor(); await item.isVisible(); await this.page.waitForTimeout(MENU_MS)) {
      await item.click({ timeout: MENU_MS }).catch(() => undefined);
    }
  }

  /**
   * Opens the quick fixes at the cursor and takes the one with this title. Asks again until it is offered: problems that
   * reach the editor meanwhile close the list.
   */
  async applyFix(title: string): Promise<void> {
    const row = this.page.locator(".action-widget .monaco-list-row").filter({ hasText: title }).first();
    const limit = Date.now() + WAIT_MS;
    while (Date.now() < limit) {
      await this.page.keyboard.press("Control+.");
      if ((await appears(row)) && (await clicked(row))) return;
      await this.page.keyboard.press("Escape");
    }
    throw new Error(`No quick fix "${title}" after ${WAIT_MS / 1000} s.`);
  }

  /** Puts the cursor into a line of the active editor: at its end, or before a column, both counted from 1. */
  async goTo(line: number, column?: number): Promise<void> {
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await input.fill(column === undefined ? `:${line}` : `:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
    if (column === undefined) await this.page.keyboard.press("End");
  }

  /** Changes the settings of the workspace, as a user does in its settings file. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await mkdir(path.join(this.folder, ".vscode"), { recursive: true });
    await writeFile(path.join(this.folder, ".vscode/settings.json"), JSON.stringify(settings));
  }

  /** An editor's tab by its label. */
  tab(label: string): Locator {
    return this.page.locator(".tabs-container .tab").filter({ hasText: label });
  }

  /** The document of the webview that holds `selector` visibly; waits until there is one. */
  async webviewFrame(selector = "body *"): Promise<Frame> {
    const limit = Date.now() + WAIT_MS;
    while (Date.now() < limit) {
      for (const frame of this.page.frames().filter((each) => each.url().includes(WEBVIEW_DOCUMENT))) {
        const shown = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (shown) return frame;
      }
      await this.page.waitForTimeout(POLL_MS);
    }
    throw new Error(`No webview shows "${selector}" after ${WAIT_MS / 1000} s.`);
  }

  /** Saves `.cache/e2e/NAME.png` and returns its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(PICTURES, `${name}.png`);
    await mkdir(PICTURES, { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  /** The visible lines of the active text editor, from top to bottom. */
  async editorText(): Promise<string> {
    const lines = this.page.locator(".editor-group-container.active .monaco-editor .view-line");
    await lines.first().waitFor();
    return lines.evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? "" }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll("\u00a0", " "))
        .join("\n"),
    );
  }

  /** The rows of the Problems view, which it opens: a file's row, then one row a problem. */
  async problems(): Promise<string[]> {
    await this.runCommand("Problems: Focus on Problems View");
    const panel = this.page.locator(".markers-panel-container");
    await panel.locator(".monaco-list-row, .message-box-container:not([style*='none'])").first().waitFor();
    return panel.locator(".monaco-list-row").allInnerTexts();
  }

  /** Code lenses that the active editor shows now. */
  codeLenses(): Locator {
    return this.page.locator(".editor-group-container.active .codelens-decoration a");
  }

  statusBarItem(text: string): Locator {
    return this.page.locator(".part.statusbar .statusbar-item").filter({ hasText: text });
  }

  /** Notifications that pop up over the workbench. */
  notifications(): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item-message");
  }

  /** Ends the page and removes the folder. Calling it twice does no harm. */
  async close(): Promise<void> {
    await this.#end();
  }
}
