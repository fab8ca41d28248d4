// Finds the end of one JSON value in a text that may still be growing. It looks at brackets, quotes and line ends only;
// whether what is between is JSON is for `JSON.parse` to say. Goes on where it stopped when more text is there.

import type { TextCursor } from "./textCursor.ts";

/** `more`: the text ends inside the value. `broken`: it cannot be a value. */
export type ScanResult = "end" | "more" | "broken" | "deep";

/** Brackets inside one another. Deeper texts are attacks, not traces. */
const DEEPEST = 500;

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
/** `{` and `[`, `}` and `]` differ in this bit only. */
const BRACKET_BIT = 32;
const OPENING = 123;
const CLOSING = 125;

export class ValueScan {
  /** Where the scan stands; after `end`, one past the value. */
  at = 0;
  line = 1;
  /** Where the current line starts; below 0 if that text is gone. */
  lineStart = 0;
  #depth = 0;
  #inString = false;
  #scalar = false;
  /** A line that begins so inside the value shows that the value was never closed. */
  #lead = "";

  /** Starts at the first character of a value. */
  begin({ text, at, line, lineStart }: TextCursor, lead = ""): void {
    this.at = at;
    this.line = line;
    this.lineStart = lineStart;
    this.#depth = 0;
    this.#lead = lead;
    const first = text.charCodeAt(at);
    this.#inString = false;
    this.#scalar = first !== QUOTE && (first | BRACKET_BIT) !== OPENING;
  }

  /** The text before `by` is gone. */
  shift(by: number): void {
    this.at -= by;
    this.lineStart -= by;
  }

  run(text: string): ScanResult {
    return this.#scalar ? this.#runScalar(text) : this.#runContainer(text);
  }

  #runContainer(text: string): ScanResult {
    const n = text.length;
    let at = this.at;
    let depth = this.#depth;
    if (this.#inString) {
      at = stringEnd(text, at);
      if (at < 0) return this.#stopped(text, at);
      this.#inString = false;
      if (depth === 0) return this.#ended(at, depth);
    }
    for (; at < n; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        const end = stringEnd(text, at + 1);
        if (end < 0) {
          this.#depth = depth;
          this.#inString = true;
          this.at = at + 1;
          return this.#stopped(text, end);
        }
        at = end - 1;
        if (depth === 0) return this.#ended(end, depth);
      } else if (code > 90) {
        const bracket = code | BRACKET_BIT;
        if (bracket === OPENING) {
          if (++depth > DEEPEST) {
            this.at = at;
            return "deep";
          }
        } else if (bracket === CLOSING && --depth <= 0) return this.#ended(at + 1, depth);
      } else if (code === NEWLINE) {
        this.line++;
        this.lineStart = at + 1;
        if (this.#lead !== "" && text.startsWith(this.#lead, at + 1)) return "broken";
      }
    }
    return this.#more(at, depth);
  }

  #ended(at: number, depth: number): ScanResult {
    this.at = at;
    return depth < 0 ? "broken" : "end";
  }

  #more(at: number, depth: number): ScanResult {
    this.at = at;
    this.#depth = depth;
    return "more";
  }

  /** A string did not end: there is more to come, or a line ends inside it, which JSON does not have. */
  #stopped(text: string, end: number): ScanResult {
    if (end < OPEN_STRING) {
      this.at = BROKEN_STRING - end;
      return "broken";
    }
    // An escape may be cut in two: the scan goes on before it.
    let at = text.length;
    while (at > this.at && text.charCodeAt(at - 1) === BACKSLASH) at--;
    this.at = at;
    return "more";
  }

  #runScalar(text: string): ScanResult {
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      // , ] } and white space end a scalar; a quote or an opening bracket breaks it.
      if (code === 44 || (code | BRACKET_BIT) === CLOSING || code <= 32) return "end";
      if (code === QUOTE || (code | BRACKET_BIT) === OPENING) return "broken";
      this.at++;
    }
    return "more";
  }
}

const OPEN_STRING = -1;
const BROKEN_STRING = -2;

/** One past the quote that ends a string; at or below BROKEN_STRING, by where a line ends inside it. */
function stringEnd(text: string, from: number): number {
  const n = text.length;
  for (let at = from; at < n; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
    else if (code === NEWLINE) return BROKEN_STRING - at;
  }
  return OPEN_STRING;
}
