// Markdown with its scenarios drawn, as Markdown again: each fence becomes a link to a picture beside the file, what is said
// of it as a list, and its text folded away. Pictures are files of their own, since hosts of Markdown leave inline SVG out.

import { drawRun } from "../../language/fences/drawRun.ts";
import type { FenceRun } from "../../language/fences/readFence.ts";
import { type VerdictLine, verdictLines } from "../../language/fences/verdictLines.ts";
import type { NotedFence, Notes } from "./readNotes.ts";

export interface WrittenNotes {
  readonly text: string;
  /** The pictures, by the names that the text links. */
  readonly pictures: readonly { readonly name: string; readonly svg: string }[];
}

/** `name`: what the pictures' names begin with. */
export function notesMarkdown({ text, fences }: Notes, name: string, theme: "light" | "dark"): WrittenNotes {
  const lines = text.split(/\r\n|\r|\n/);
  const pictures: { name: string; svg: string }[] = [];
  const addPicture = (svg: string): string => {
    pictures.push({ name: `${name}-${pictures.length + 1}.svg`, svg });
    return pictures[pictures.length - 1].name;
  };
  const written: string[] = [];
  let next = 0;
  for (const noted of fences) {
    const { first, last, prefix } = noted.fence;
    written.push(...lines.slice(next, first - 1));
    // Marks of lists begin an item once; what follows is indented as far.
    const indent = prefix.replaceAll(/[-*+]|\d+[.)]/g, (mark) => " ".repeat(mark.length));
    const own = fenceLines(noted, theme, addPicture);
    written.push(...own.map((line, i) => `${i === 0 ? prefix : indent}${line}`.trimEnd()));
    next = last;
  }
  written.push(...lines.slice(next));
  return { text: written.join("\n"), pictures };
}

function fenceLines(
  { fence, reading }: NotedFence,
  theme: "light" | "dark",
  addPicture: (svg: string) => string,
): string[] {
  const drawn = reading.runs.flatMap((run) => {
    const svg = drawRun(run, { theme });
    const picture =
      svg === undefined ? nameLines(run) : [`![${altOf(run)}](${encodeURI(addPicture(svg))})`, ""];
    const verdicts = verdictLines(run).flatMap((line) => verdictMarkdown(line, fence.first));
    return [...picture, ...verdicts, ...(verdicts.length === 0 ? [] : [""])];
  });
  const longest = Math.max(2, ...Array.from(fence.text.matchAll(/`+/g), ([marks]) => marks.length));
  const mark = "`".repeat(longest + 1);
  const source = [`${mark}text`, ...fence.text.split("\n"), mark];
  return [...drawn, "<details><summary>Scenario</summary>", "", ...source, "", "</details>"];
}

function nameLines({ name }: FenceRun): string[] {
  return name === "" ? [] : [`**${escapedMarkdown(name)}**`, ""];
}

function altOf({ name, cut }: FenceRun): string {
  const verdict = cut === undefined ? "" : `: ${cut.title}, ${cut.words}`;
  return escapedMarkdown(`Space-time diagram${name === "" ? "" : ` of ${name}`}${verdict}`);
}

const SIGNS = { good: "✓", bad: "✗", open: "?" } as const;

function verdictMarkdown({ kind, words, line, expected, actual }: VerdictLine, first: number): string[] {
  const at = line === undefined ? "" : ` (line ${first + line})`;
  const text = `- ${SIGNS[kind]} ${escapedMarkdown(words)}${at}`;
  if (expected === undefined || actual === undefined) return [text];
  const side = (title: string, side: string): string =>
    `  - ${title}: ${escapedMarkdown(side.replaceAll("\n", "; "))}`;
  return [text, side("expected", expected), side("actual", actual)];
}

/** Text that means itself in Markdown. */
function escapedMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|~&$!]/g, "\\$&").replaceAll(/\s+/g, " ");
}
