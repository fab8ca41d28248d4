// Where a value stands in a JSON text that is known to be right: the way to it is walked over the text, so that a fault
// found in the parsed value can be shown on its line.

/** Offsets of a value's first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The place of the value at the end of a path of keys and indices; of the innermost one there is where the path leads on. */
export function spanOf(text: string, path: readonly (string | number)[]): Span {
  let at = skipSpace(text, 0);
  for (const step of path) {
    const inner = childOf(text, at, step);
    if (inner < 0) break;
    at = inner;
  }
  return { start: at, end: endOf(text, at) };
}

/** Line and column of an offset, from 1. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return {
    line: before.split("\n").length,
    column: offset - before.lastIndexOf("\n"),
  };
}

/** Where the value under a key or index of the object or list at `at` begins; −1 where there is none. Of equal keys the last. */
function childOf(text: string, at: number, step: string | number): number {
  let found = -1;
  const isObject = text[at] === "{";
  if (!isObject && text[at] !== "[") return -1;
  let next = skipSpace(text, at + 1);
  for (let index = 0; next < text.length && text[next] !== "}" && text[next] !== "]"; index++) {
    let key: string | number = index;
    if (isObject) {
      const end = endOfString(text, next);
      key = JSON.parse(text.slice(next, end));
      // Past the colon.
      next = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (key === step) found = next;
    next = skipSpace(text, endOf(text, next));
    if (text[next] === ",") next = skipSpace(text, next + 1);
  }
  return found;
}

/** The end of the value that begins at `at`. */
function endOf(text: string, at: number): number {
  if (text[at] === '"') return endOfString(text, at);
  if (text[at] !== "{" && text[at] !== "[") {
    let end = at;
    while (end < text.length && !",]} \t\r\n".includes(text[end])) end++;
    return end;
  }
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '"') i = endOfString(text, i) - 1;
    else if (text[i] === "{" || text[i] === "[") depth++;
    else if ((text[i] === "}" || text[i] === "]") && --depth === 0) return i + 1;
  }
  return text.length;
}

function endOfString(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i + 1;
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && " \t\r\n".includes(text[i])) i++;
  return i;
}
