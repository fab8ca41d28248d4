// Reads a small JSON text that a person wrote into a tree that knows where everything stands, so that each fault, of the
// text or of what it says, can be told at its place. Recorded files are large: recordScanner.ts reads those.

import type { SourcePosition } from "../../trace/problem.ts";

interface Extent {
  /** Offsets of the first character and of the one after the last. */
  readonly start: number;
  readonly end: number;
}

export interface JsonEntry {
  readonly key: string;
  readonly keyExtent: Extent;
  readonly value: JsonNode;
}

export type JsonNode = Extent &
  (
    | { readonly kind: "object"; readonly entries: readonly JsonEntry[] }
    | { readonly kind: "list"; readonly items: readonly JsonNode[] }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "word"; readonly value: boolean | null }
  );

/** The text is not JSON, and where that shows first. */
export class JsonFault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Deeper than this is no file that a person wrote. */
const MOST_DEPTH = 100;

/** Raises `JsonFault`. */
export function readJsonTree(text: string): JsonNode {
  return new TreeReader(text).read();
}

/** Line and columns of an extent of a text, from 1. */
export function positionIn(file: string, text: string, { start, end }: Extent): SourcePosition {
  const before = text.slice(0, start);
  const column = start - before.lastIndexOf("\n");
  const isOneLine = !text.slice(start, end).includes("\n");
  const place = { file, line: before.split("\n").length, column };
  return isOneLine ? { ...place, endColumn: column + end - start } : place;
}

class TreeReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonNode {
    const node = this.#value("a value");
    this.#space();
    if (this.#at < this.#text.length) this.#fail("expected the end of the file");
    return node;
  }

  #value(wanted: string): JsonNode {
    this.#space();
    const first = this.#text[this.#at];
    if (first === "{") return this.#nested(() => this.#object());
    if (first === "[") return this.#nested(() => this.#list());
    const start = this.#at;
    if (first === '"') {
      const value = this.#string();
      return { kind: "text", value, start, end: this.#at };
    }
    const [word] = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(
      this.#text.slice(start, start + 400),
    ) ?? [undefined];
    if (word === undefined) this.#fail(`expected ${wanted}`);
    this.#at += word.length;
    const value: unknown = JSON.parse(word);
    const extent = { start, end: this.#at };
    if (typeof value === "number") return { kind: "number", value, ...extent };
    return { kind: "word", value: value as boolean | null, ...extent };
  }

  #nested(read: () => JsonNode): JsonNode {
    if (++this.#depth > MOST_DEPTH) this.#fail(`more than ${MOST_DEPTH} brackets stand in each other`);
    const node = read();
    this.#depth--;
    return node;
  }

  #object(): JsonNode {
    const start = this.#at++;
    const entries: JsonEntry[] = [];
    if (!this.#take("}")) {
      do {
        this.#space();
        const keyStart = this.#at;
        if (this.#text[keyStart] !== '"') this.#fail('expected a name in quotes, such as "P"');
        const key = this.#string();
        const keyExtent = { start: keyStart, end: this.#at };
        if (!this.#take(":")) this.#fail("expected `:`");
        entries.push({ key, keyExtent, value: this.#value("a value") });
      } while (this.#take(","));
      if (!this.#take("}")) this.#fail("expected `,` or `}`");
    }
    return { kind: "object", entries, start, end: this.#at };
  }

  #list(): JsonNode {
    const start = this.#at++;
    const items: JsonNode[] = [];
    if (!this.#take("]")) {
      do items.push(this.#value("a value"));
      while (this.#take(","));
      if (!this.#take("]")) this.#fail("expected `,` or `]`");
    }
    return { kind: "list", items, start, end: this.#at };
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"' && this.#text[end] !== "\n") {
      end += this.#text[end] === "\\" ? 2 : 1;
    }
    if (this.#text[end] !== '"') this.#fail("this text in quotes does not end");
    this.#at = end + 1;
    try {
      return JSON.parse(this.#text.slice(start, this.#at));
    } catch {
      throw new JsonFault("this text in quotes has a character that JSON does not allow", start);
    }
  }

  /** Takes a sign, if it comes next. */
  #take(sign: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at++;
  }

  #fail(message: string): never {
    throw new JsonFault(message, Math.min(this.#at, this.#text.length));
  }
}
