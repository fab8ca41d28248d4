// A fence as HTML: diagrams one below the other, what is said of each, and the text itself, folded away. A fence that is
// wrong shows its problems, with the lines at fault. All that comes from the text is escaped; nothing of it is markup.

import type { Problem } from "../../core/trace/problem.ts";
import { withoutSnapshots } from "../../core/trace/withoutSnapshots.ts";
import { drawRun, PAGE_PALETTE } from "./drawRun.ts";
import type { FenceReading, FenceRun } from "./readFence.ts";
import { type VerdictLine, verdictLines } from "./verdictLines.ts";

/** What the page says of its own accord, in the reader's language. */
export interface FenceWords {
  readonly scenario: string;
  readonly nothingDrawn: string;
  /** With {0} for the line. */
  readonly line: string;
  /** With {0} for the line and {1} for the column. */
  readonly place: string;
  readonly expected: string;
  readonly actual: string;
  readonly answer: string;
}

export const ENGLISH: FenceWords = {
  scenario: "Scenario",
  nothingDrawn: "This scenario cannot be drawn yet:",
  line: "line {0}",
  place: "line {0}, column {1}",
  expected: "expected",
  actual: "actual",
  answer: "Show the answer",
};

/** A fence that is drawn: texts only, so that it can be kept while its document is edited. */
export interface DrawnFence {
  readonly text: string;
  readonly runs: readonly DrawnRun[];
  readonly problems: readonly Problem[];
  readonly isVeiled: boolean;
}

interface DrawnRun {
  readonly name: string;
  /** Undefined where nothing happens in the run. */
  readonly svg: string | undefined;
  /** For who is to find out himself: the run as if no snapshot was taken. */
  readonly veiled?: string | undefined;
  readonly lines: readonly VerdictLine[];
}

/** `isVeiled`: for a learner, so that what snapshots record, and the verdicts, wait behind a click. */
export function drawFence(text: string, { runs, problems }: FenceReading, isVeiled = false): DrawnFence {
  const prefix = `lc${hashOf(text)}-`;
  const drawn = runs.map((run, i): DrawnRun => {
    const options = { theme: PAGE_PALETTE, idPrefix: `${prefix}${i}-` };
    const svg = drawRun(run, options);
    const drawing = { name: run.name, svg, lines: verdictLines(run) };
    if (!isVeiled) return drawing;
    return { ...drawing, veiled: drawRun(veiledRun(run), { ...options, idPrefix: `${prefix}v${i}-` }) };
  });
  return { text, runs: drawn, problems, isVeiled };
}

function veiledRun(run: FenceRun): FenceRun {
  const { trace } = withoutSnapshots(run.opened.trace, () => false);
  return { ...run, opened: { ...run.opened, trace }, cut: undefined };
}

export interface FencePlace {
  /** The document, as problems name it. */
  readonly document: string;
  /** Its line on which the fence's text begins, from 1. */
  readonly line: number;
  readonly words: FenceWords;
}

/** What stands inside the element that the page makes for the fence. */
export function fenceHtml({ text, runs, problems, isVeiled }: DrawnFence, place: FencePlace): string {
  const wrong = problemsHtml(text, problems, place);
  const source = `<pre class="lightcone-source"><code>${escaped(text)}</code></pre>`;
  if (runs.length === 0) return `${wrong}${source}`;
  const folded = `<details><summary>${escaped(place.words.scenario)}</summary>${source}</details>`;
  const shown = runs.map((run) => runHtml(run, place)).join("");
  if (!isVeiled) return `${shown}${wrong}${folded}`;
  // What is expected stands in the text, so the text waits too.
  const veiled = runs.map(({ name, veiled: svg }) => figureHtml(name, svg)).join("");
  const summary = `<summary>${escaped(place.words.answer)}</summary>`;
  return `${veiled}${wrong}<details class="lightcone-answer">${summary}${shown}${folded}</details>`;
}

function figureHtml(name: string, svg: string | undefined): string {
  const title = svg === undefined && name !== "" ? `<figcaption>${escaped(name)}</figcaption>` : "";
  if (svg === undefined && title === "") return "";
  return `<figure class="lightcone-diagram">${title}${svg ?? ""}</figure>`;
}

function runHtml({ name, svg, lines }: DrawnRun, place: FencePlace): string {
  const items = lines.map((line) => verdictHtml(line, place));
  const list = items.length === 0 ? "" : `<ul class="lightcone-verdicts">${items.join("")}</ul>`;
  return `${figureHtml(name, svg)}${list}`;
}

const SIGNS = { good: "✓", bad: "✗", open: "?" } as const;

function verdictHtml({ kind, words, line, expected, actual }: VerdictLine, place: FencePlace): string {
  const at =
    line === undefined
      ? ""
      : ` <span class="lightcone-place">${escaped(filled(place.words.line, line + place.line - 1))}</span>`;
  const differs = expected !== undefined && actual !== undefined;
  const sides = differs
    ? `<dl>${sideHtml(place.words.expected, expected)}${sideHtml(place.words.actual, actual)}</dl>`
    : "";
  return `<li class="lightcone-${kind}"><span aria-hidden="true">${SIGNS[kind]}</span> ${escaped(words)}${at}${sides}</li>`;
}

function sideHtml(title: string, text: string): string {
  return `<dt>${escaped(title)}</dt><dd><code>${escaped(text)}</code></dd>`;
}

function problemsHtml(text: string, problems: readonly Problem[], place: FencePlace): string {
  const { words, document } = place;
  if (problems.length === 0) return "";
  const lines = text.split("\n");
  const items = problems.map(({ position, message, severity }) => {
    const kind = severity === "error" ? "bad" : "open";
    const isOwn = position.file === document;
    const line = Math.max(1, position.line) + (isOwn ? place.line - 1 : 0);
    const file = isOwn ? "" : `${position.file.slice(position.file.lastIndexOf("/") + 1)}, `;
    const at = `${file}${filled(words.place, line, position.column)}`;
    const source = isOwn ? (lines[position.line - 1]?.trim() ?? "") : "";
    const shown = source === "" ? "" : `<br><code>${escaped(source.slice(0, 200))}</code>`;
    return `<li class="lightcone-${kind}"><span class="lightcone-place">${escaped(at)}</span> ${escaped(message)}${shown}</li>`;
  });
  const hasError = problems.some(({ severity }) => severity === "error");
  const title = hasError ? `<p>${escaped(words.nothingDrawn)}</p>` : "";
  return `<div class="lightcone-problems">${title}<ul>${items.join("")}</ul></div>`;
}

function filled(pattern: string, ...values: readonly number[]): string {
  return pattern.replaceAll(/\{(\d)\}/g, (_, i) => String(values[Number(i)] ?? ""));
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]).replaceAll("\u0000", "\ufffd");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A short name for a text: two that are equal have the same, which harms nothing. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
