// How long functions are, measured on the text: TypeScript 7 offers no parser to call, so a function is found by its
// brackets. Nested functions count in the outer one too.
import { maskNonCode } from "../mask.ts";
import { lineAt, type Sources, type Violation } from "../sources.ts";

const MOST_FUNCTION_LINES = 60;
/** What stands before parentheses whose braces are no function's body. */
const NO_FUNCTION = /(?<![\w$.#])(?:if|for|while|switch|catch|with|await|extends\s+[\w$.]+)\s*$/;
/** How far back that is looked for. */
const HEAD_LENGTH = 200;

export function checkFunctionLengths(sources: Sources): Violation[] {
  return [...sources].flatMap(([file, text]) => {
    const code = maskNonCode(text);
    return functionsIn(code)
      .map(({ start, end }) => ({
        line: lineAt(code, start),
        lines: code.slice(start, end).split("\n").length,
      }))
      .filter(({ lines }) => lines > MOST_FUNCTION_LINES)
      .map(({ line, lines }) => {
        return { file, line, message: `has a function of ${lines} lines, more than ${MOST_FUNCTION_LINES}` };
      });
  });
}

/**
 * Where functions with a body stand, from their parameters to their closing brace: a brace after `=>`, or after
 * parentheses (and a return type) that no `if`, `for`, `while`, `switch` or `catch` begins.
 */
export function functionsIn(code: string): { start: number; end: number }[] {
  const closing = matchBrackets(code);
  const found: { start: number; end: number }[] = [];
  for (const match of code.matchAll(/=>\s*\{/g)) {
    const brace = match.index + match[0].length - 1;
    found.push({ start: match.index, end: (closing.get(brace) ?? brace) + 1 });
  }
  for (const match of code.matchAll(/\(/g)) {
    const head = code.slice(Math.max(0, match.index - HEAD_LENGTH), match.index);
    if (NO_FUNCTION.test(head)) continue;
    const brace = bodyAfter(code, (closing.get(match.index) ?? match.index) + 1, closing);
    if (brace !== undefined) found.push({ start: match.index, end: (closing.get(brace) ?? brace) + 1 });
  }
  return found;
}

/** The brace that opens a function's body right after its parameters, past a return type if there is one. */
function bodyAfter(code: string, from: number, closing: ReadonlyMap<number, number>): number | undefined {
  let at = skipSpace(code, from);
  if (code[at] === "{") return at;
  if (code[at] !== ":") return undefined;
  // In a type, a brace after one of these begins an object type; after anything else the type is over.
  let last = ":";
  for (at = skipSpace(code, at + 1); at < code.length; at = skipSpace(code, at + 1)) {
    const char = code[at] ?? "";
    if (char === "{" && !/[:|&<,]/.test(last)) return at;
    if (/[;=)\]}]/.test(char) && code.slice(at, at + 2) !== "=>") return undefined;
    if (code.slice(at, at + 2) === "=>") {
      at += 1;
      last = ":";
    } else {
      if (/[([{]/.test(char)) at = closing.get(at) ?? code.length;
      last = code[at] ?? "";
    }
  }
  return undefined;
}

function skipSpace(code: string, from: number): number {
  const rest = /\S/.exec(code.slice(from, from + 2000));
  return rest === null ? code.length : from + rest.index;
}

/** Each opening bracket's closing one. */
function matchBrackets(code: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const match of code.matchAll(/[()[\]{}]/g)) {
    if (/[([{]/.test(match[0])) open.push(match.index);
    else {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, match.index);
    }
  }
  return pairs;
}
