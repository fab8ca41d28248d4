// Where a Markdown text has fences of ours (```lightcone), by the rules of CommonMark: fences of any language are followed,
// so that one within another is text; those in lists and quotations are found, with what stands before each of their lines.

import type { SourcePosition } from "../../core/trace/problem.ts";

export interface Fence {
  /** What stands between the fence's lines, without indentation and marks of quotation. */
  readonly text: string;
  /** The lines of the fence in the document, from 1: the opening one, and the closing one or the last. */
  readonly first: number;
  readonly last: number;
  /** Of each line of the text, how many characters stand before it in the document. */
  readonly columns: readonly number[];
  /** What stands before the opening fence: indentation, marks of lists and quotations. */
  readonly prefix: string;
}

const OPENING = /^((?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*)(`{3,}(?=[^`]*$)|~{3,})[ \t]*(\S*)/;
/** A line of a list: whatever is indented as far as its text belongs to it. */
const ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+/;

/** The fences whose language is `lightcone`, in their order. One that is never closed goes to the end. */
export function findFences(markdown: string): Fence[] {
  const lines = markdown.split(/\r\n|\r|\n/);
  const fences: Fence[] = [];
  let listIndent = 0;
  for (let i = 0; i < lines.length; i++) {
    const opening = OPENING.exec(lines[i]);
    listIndent = indentOfList(lines[i], listIndent);
    if (opening === null) continue;
    const [, prefix, mark, language] = opening;
    if (leadingBlanks(prefix) - listIndent > 3) continue;
    const end = endOfFence(lines, i, mark, prefix.split(">").length - 1);
    if (/^lightcone$/i.test(language)) fences.push(fenceAt(lines, i, end, prefix));
    i = end.last;
  }
  return fences;
}

/** How far text must be indented to belong to the list that is open after this line; 0 where none is. */
function indentOfList(line: string, before: number): number {
  const item = ITEM.exec(line);
  if (item !== null) return item[0].length;
  const isBelow = line.trim() === "" || leadingBlanks(line) >= before;
  return isBelow ? before : 0;
}

function leadingBlanks(text: string): number {
  return /^[ \t]*/.exec(text)?.[0].replaceAll("\t", "    ").length ?? 0;
}

interface End {
  /** Index of the closing line, or of the last line of the quotation or document. */
  readonly last: number;
  readonly isClosed: boolean;
}

/** `quotes`: how many marks of quotation stand before the fence; it ends with its quotation. */
function endOfFence(lines: readonly string[], opening: number, mark: string, quotes: number): End {
  const closing = new RegExp(`^[ \\t]*${mark[0] === "`" ? "`" : "~"}{${mark.length},}[ \\t]*$`);
  for (let i = opening + 1; i < lines.length; i++) {
    const within = afterQuotes(lines[i], quotes);
    if (within === undefined) return { last: i - 1, isClosed: false };
    if (closing.test(within)) return { last: i, isClosed: true };
  }
  return { last: lines.length - 1, isClosed: false };
}

/** The line behind so many marks of quotation, or undefined where it has fewer. */
function afterQuotes(line: string, quotes: number): string | undefined {
  if (quotes === 0) return line;
  const marks = new RegExp(`^(?:[ \\t]*>){${quotes}} ?`).exec(line);
  return marks === null ? undefined : line.slice(marks[0].length);
}

function fenceAt(lines: readonly string[], opening: number, end: End, prefix: string): Fence {
  const quotes = prefix.split(">").length - 1;
  const indent = prefix.slice(prefix.lastIndexOf(">") + 1).length - (quotes > 0 ? 1 : 0);
  const texts: string[] = [];
  const columns: number[] = [];
  for (let i = opening + 1; i < (end.isClosed ? end.last : end.last + 1); i++) {
    const within = afterQuotes(lines[i], quotes) ?? lines[i];
    const blanks = /^[ \t]*/.exec(within)?.[0].length ?? 0;
    const text = within.slice(Math.min(blanks, Math.max(0, indent)));
    texts.push(text);
    columns.push(lines[i].length - text.length);
  }
  return { text: texts.join("\n"), first: opening + 1, last: end.last + 1, columns, prefix };
}

/** A place in a fence's text as one of its document. */
export function placeInDocument(fence: Fence, position: SourcePosition): SourcePosition {
  const before = fence.columns[position.line - 1] ?? 0;
  const { endColumn } = position;
  return {
    ...position,
    line: fence.first + Math.max(1, position.line),
    column: position.column + before,
    ...(endColumn === undefined ? {} : { endColumn: endColumn + before }),
  };
}
