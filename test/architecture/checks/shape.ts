// How a file is built: a comment on its job first, not too long, no `any`, no barrel, nothing mutable that outlives
// a call.
import { maskNonCode } from "../mask.ts";
import { matchesIn, type Sources, type Violation } from "../sources.ts";

const MOST_FILE_LINES = 400;
const MOST_HEAD_LINES = 5;
const CHANGES = "set|add|push|delete|clear|pop|shift|unshift|splice|sort|reverse|fill|copyWithin";

/** Runs a check of one file on all. */
function inEach(
  sources: Sources,
  check: (file: string, code: string, text: string) => Violation[],
): Violation[] {
  return [...sources].flatMap(([file, text]) => check(file, maskNonCode(text), text));
}

/** Files that do not open with a comment of `least` to five lines. */
export function checkHeads(sources: Sources, least = 2): Violation[] {
  return inEach(sources, (file, _code, text) => {
    const lines = headLines(text);
    if (lines >= least && lines <= MOST_HEAD_LINES) return [];
    const message = `opens with a comment of ${lines} lines, not ${least} to ${MOST_HEAD_LINES}`;
    return [{ file, line: 1, message }];
  });
}

/** Lines with words in the comment at the top. */
function headLines(text: string): number {
  const body = text.replace(/^#!.*\n/, "").trimStart();
  const block = /^\/\*[\s\S]*?\*\//.exec(body)?.[0];
  const comment = block ?? /^(?:[ \t]*\/\/.*(?:\n|$))+/.exec(body)?.[0] ?? "";
  return comment.split("\n").filter((line) => /\w/.test(line)).length;
}

export function checkFileLengths(sources: Sources): Violation[] {
  return inEach(sources, (file, _code, text) => {
    const lines = text.trimEnd().split("\n").length;
    if (lines <= MOST_FILE_LINES) return [];
    return [{ file, line: lines, message: `has ${lines} lines, more than ${MOST_FILE_LINES}` }];
  });
}

export function checkAny(sources: Sources): Violation[] {
  const pattern = /(?:[:<|&,(=[]|\bas|\bextends|=>)\s*any\b(?!\s*[(.:=]|\s*=>)/g;
  return inEach(sources, (file, code) => matchesIn(file, code, pattern, () => "uses the type any"));
}

/** Files that only pass on what others define: the reader should be sent to the definition at once. */
export function checkBarrels(sources: Sources): Violation[] {
  const reExport = /\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*["'][^"']*["']\s*;?/g;
  const imported = /\bimport\b[^;"']*(?:from\s*)?["'][^"']*["']\s*;?/g;
  const named = /\bexport\s+(?:type\s+)?\{[^}]*\}\s*;?/g;
  return inEach(sources, (file, code) => {
    if (!/\bexport\b/.test(code)) return [];
    const rest = code.replace(reExport, "").replace(imported, "").replace(named, "");
    return rest.trim() === ""
      ? [{ file, line: 1, message: "only re-exports: import the defining file" }]
      : [];
  });
}

/** Variables of a module that change: `let` and `var`, and a `const` whose content the module changes. */
export function checkModuleState(sources: Sources): Violation[] {
  return inEach(sources, (file, code) => {
    const top = blankInside(code);
    const variables = matchesIn(
      file,
      top,
      /(?<![\w$.])(?:let|var)\s+[\w$[{]/g,
      () => "has a module-level variable",
    );
    const constants = [...top.matchAll(/(?<![\w$.])const\s+([\w$]+)/g)].map((match) => match[1] ?? "");
    const changed = constants.flatMap((name) => {
      const own = `(?<![\\w$.])${name.replaceAll("$", "\\$")}`;
      const change = new RegExp(
        `${own}(?:\\.(?:${CHANGES})\\(|(?:\\.\\w+|\\[[^\\]]*\\])+\\s*(?:[-+*/|&]?=(?![=>])|\\+\\+|--))`,
        "g",
      );
      return matchesIn(file, code, change, () => `changes the module-level constant ${name}`);
    });
    return [...variables, ...changed];
  });
}

/** The code outside of all brackets; the rest becomes spaces. */
function blankInside(code: string): string {
  let depth = 0;
  return code.replaceAll(/[^\n]/g, (char) => {
    if (/[)\]}]/.test(char)) depth -= 1;
    const shown = depth === 0 ? char : " ";
    if (/[([{]/.test(char)) depth += 1;
    return shown;
  });
}
