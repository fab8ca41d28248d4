// Fences of ours in VS Code's Markdown preview: each is drawn with its verdict. VS Code hands us its renderer and calls it
// while it waits, so the drawing (../scenarios) is loaded at the first such fence, and files that are imported are read ahead.

import * as vscode from "vscode";
import { scenarioBundle } from "../platform/laterBundle.ts";
import { switchSetting } from "../platform/settings.ts";
import type { FenceRenderer } from "../scenarios/fenceRenderer.ts";

/** What we use of markdown-it, which is VS Code's. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: { fence?: Rule | undefined } };
}

type Rule = (
  tokens: readonly Token[],
  index: number,
  options: unknown,
  env: unknown,
  self: { renderAttrs(token: Token): string },
) => string;

interface Token {
  readonly info: string;
  readonly content: string;
  /** The lines of the fence in the document, from 0. */
  readonly map: readonly [number, number] | null;
}

export class MarkdownPreview implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #listening: readonly vscode.Disposable[];
  #watcher: vscode.FileSystemWatcher | undefined;
  /** Texts of imported files by URI; undefined where there is none. */
  readonly #imports = new Map<string, string | undefined>();
  #renderer: FenceRenderer | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#extension = extension;
    this.#log = log;
    // Told of files outside of the workspace too, which the watcher is not.
    this.#listening = [
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#changed(uri)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (this.#renderer !== undefined && change.affectsConfiguration("lightcone.learning"))
          this.#drawAgain();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#refresh);
    for (const listener of this.#listening) listener.dispose();
    this.#watcher?.dispose();
  }

  /** Teaches VS Code's renderer our fences; all others stay as they are. */
  extend<Renderer extends MarkdownIt>(markdown: Renderer): Renderer {
    const { rules } = markdown.renderer;
    const others = rules.fence;
    rules.fence = (tokens, index, options, env, self) => {
      const token = tokens[index];
      const isOurs = /^lightcone(\s|$)/i.test(token.info.trim());
      if (!isOurs) return others?.(tokens, index, options, env, self) ?? "";
      const inner = this.#draw(token, documentOf(env));
      if (inner === undefined) return others?.(tokens, index, options, env, self) ?? "";
      // VS Code's own attributes tell the line, which scrolls with the editor.
      return `<div${self.renderAttrs(token)}><div class="lightcone-fence">${inner}</div></div>\n`;
    };
    return markdown;
  }

  /** The fence's inside, or undefined where nothing can be drawn here: then its text is shown as any other code. */
  #draw({ content, map }: Token, document: string): string | undefined {
    try {
      this.#renderer ??= new (scenarioBundle(this.#extension).FenceRenderer)();
      const line = (map?.[0] ?? 0) + 2;
      const readImport = (path: string): string | undefined => this.#imported(path);
      const text = content.replace(/\n$/, "");
      const isVeiled = switchSetting("learning.enabled", vscode.Uri.parse(document));
      return this.#renderer.html(text, { document, line, words: words(), readImport, isVeiled });
    } catch (error) {
      this.#log.error(`A scenario in Markdown could not be drawn: ${String(error)}`);
      return undefined;
    }
  }

  /** What is known of a file; one that nobody has read yet is read now, and the preview drawn again. */
  #imported(path: string): string | undefined {
    if (!/^[a-z][\w+.-]*:/i.test(path)) return undefined;
    const key = vscode.Uri.parse(path).toString();
    this.#watcher ??= this.#watch();
    if (!this.#imports.has(key)) {
      this.#imports.set(key, undefined);
      void this.#read(key);
    }
    return this.#imports.get(key);
  }

  async #read(key: string): Promise<void> {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(key));
      this.#imports.set(key, new TextDecoder().decode(bytes));
      this.#drawAgain();
    } catch {
      // That it is not there stands in the preview, at the import.
    }
  }

  #watch(): vscode.FileSystemWatcher {
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.lightcone");
    const changed = (uri: vscode.Uri): void => this.#changed(uri);
    watcher.onDidCreate(changed);
    watcher.onDidChange(changed);
    watcher.onDidDelete(changed);
    return watcher;
  }

  #changed(uri: vscode.Uri): void {
    if (this.#imports.delete(uri.toString())) this.#drawAgain();
  }

  #drawAgain(): void {
    this.#renderer?.forget();
    clearTimeout(this.#refresh);
    this.#refresh = setTimeout(() => void vscode.commands.executeCommand("markdown.preview.refresh"), 50);
  }
}

function documentOf(env: unknown): string {
  const known = typeof env === "object" && env !== null && "currentDocument" in env;
  return known && env.currentDocument instanceof vscode.Uri ? env.currentDocument.toString() : "";
}

function words() {
  return {
    scenario: vscode.l10n.t("Scenario"),
    nothingDrawn: vscode.l10n.t("This scenario cannot be drawn yet:"),
    line: vscode.l10n.t("line {0}", "{0}"),
    place: vscode.l10n.t("line {0}, column {1}", "{0}", "{1}"),
    expected: vscode.l10n.t("expected"),
    actual: vscode.l10n.t("actual"),
    answer: vscode.l10n.t("Show the answer"),
  };
}
