// Markdown with its scenarios drawn, as one HTML page that needs nothing else: the pictures stand in it and follow the
// reader's light or dark, in the very form of VS Code's preview.

import { readFile } from "node:fs/promises";
import { Marked } from "marked";
import { DARK, LIGHT, type Palette } from "../../core/diagram/style.ts";
import { drawFence, ENGLISH, escaped, fenceHtml } from "../../language/fences/fenceHtml.ts";
import type { NotedFence, Notes } from "./readNotes.ts";

/** `theme`: one theme for everybody; without it each reader has his own. */
export async function notesHtml(notes: Notes, theme?: "light" | "dark"): Promise<string> {
  const left = [...notes.fences];
  const marked = new Marked({
    gfm: true,
    renderer: {
      code({ text, lang }) {
        if (!/^lightcone(\s|$)/i.test(lang ?? "")) return false;
        // Equal texts are drawn equal, but stand on lines of their own.
        const at = left.findIndex(({ fence }) => fence.text.trimEnd() === text.trimEnd());
        const [noted] = at < 0 ? [] : left.splice(at, 1);
        return noted === undefined ? false : fenceOf(noted, notes.file);
      },
    },
  });
  const body = marked.parse(notes.text, { async: false });
  const title = /^#\s+(.+)$/m.exec(notes.text)?.[1] ?? notes.file;
  const style = await readFile(new URL("../media/markdown.css", import.meta.url), "utf8");
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>\n${themeStyle(theme)}\n${PAGE}\n${style}</style>\n</head>\n<body>\n<main>`,
    `${body}</main>\n</body>\n</html>\n`,
  ].join("\n");
}

function fenceOf({ fence, reading }: NotedFence, document: string): string {
  const place = { document, line: fence.first + 1, words: ENGLISH };
  return `<div class="lightcone-fence">${fenceHtml(drawFence(fence.text, reading), place)}</div>\n`;
}

function themeStyle(theme: "light" | "dark" | undefined): string {
  if (theme !== undefined) return `:root { ${variables(theme === "dark" ? DARK : LIGHT)} }`;
  return `:root { ${variables(LIGHT)} }\n@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }`;
}

/** The page's colours under the names of VS Code, which media/markdown.css reads. */
function variables(palette: Palette): string {
  const names: Readonly<Record<string, string>> = {
    "editor-background": palette.background,
    "editor-foreground": palette.text,
    descriptionForeground: palette.mutedText,
    "charts-purple": palette.marker,
    "charts-blue": palette.inTransit,
    errorForeground: palette.orphan,
    "charts-orange": palette.lost,
    "charts-green": palette.cut,
    "charts-yellow": palette.past,
    "terminal-ansiCyan": palette.future,
    "editorWarning-foreground": palette.unknown,
    "editorWidget-background": palette.pill,
  };
  const scheme = palette === DARK ? "dark" : "light";
  const set = Object.entries(names).map(([name, color]) => `--vscode-${name}: ${color};`);
  return `color-scheme: ${scheme}; ${set.join(" ")}`;
}

const PAGE = `body { margin: 0; background: var(--vscode-editor-background); color: var(--vscode-editor-foreground);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Ubuntu, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem; }
pre { overflow-x: auto; padding: 0.75em 1em; border-radius: 6px;
  background: color-mix(in srgb, var(--vscode-editor-foreground) 6%, var(--vscode-editor-background)); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.88em; }`;
