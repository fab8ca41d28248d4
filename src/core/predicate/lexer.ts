// Cuts a predicate's text into words, numbers, texts and signs, each with its place. What is no such thing becomes one
// fault; nothing here looks further than a character, so any text is read in one pass.

import { type Fault, KEYWORDS, namePattern, type Span } from "./syntax.ts";

export type Token = Span &
  (
    | { readonly kind: "name"; readonly text: string }
    /** Of one of KEYWORDS. */
    | { readonly kind: "keyword"; readonly text: string }
    | { readonly kind: "number"; readonly text: string; readonly value: number }
    /** `text`: without its quotes. */
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "sign"; readonly text: string }
    | { readonly kind: "end"; readonly text: "" }
  );

export type Lexed = { readonly tokens: readonly Token[] } | { readonly fault: Fault };

/** So that a number can be written again as it is. */
const MOST_DIGITS = 20;

/** Longest first. The mathematical signs are read as the typed ones. */
const SIGNS: readonly (readonly [written: string, sign: string])[] = [
  ["->", "->"],
  ["→", "->"],
  ["!=", "!="],
  ["<=", "<="],
  [">=", ">="],
  ["==", "="],
  ["≠", "!="],
  ["≤", "<="],
  ["≥", ">="],
  ["−", "-"],
  ...["=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "{", "}", ",", ":", "."].map(
    (sign) => [sign, sign] as const,
  ),
];

export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at])) at++;
    if (at === text.length) break;
    const token = tokenAt(text, at);
    if (!("kind" in token)) return { fault: token };
    tokens.push(token);
    at = token.end;
  }
  return { tokens: [...tokens, { kind: "end", text: "", start: at, end: at }] };
}

function tokenAt(text: string, start: number): Token | Fault {
  if (text[start] === '"') return quoted(text, start);
  const number = matchAt(/\d+(?:\.\d+)?/y, text, start);
  if (number !== undefined) {
    const end = start + number.length;
    const value = Number(number);
    if (number.length <= MOST_DIGITS) return { kind: "number", text: number, value, start, end };
    return { start, end, message: `a number has at most ${MOST_DIGITS} digits` };
  }
  const name = matchAt(namePattern(), text, start);
  if (name !== undefined) {
    const kind = KEYWORDS.includes(name) ? "keyword" : "name";
    return { kind, text: name, start, end: start + name.length };
  }
  const sign = SIGNS.find(([written]) => text.startsWith(written, start));
  if (sign !== undefined) return { kind: "sign", text: sign[1], start, end: start + sign[0].length };
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const hint = { "&": "; write and", "|": "; write or", "!": "; write not" }[character] ?? "";
  return { start, end: start + character.length, message: `unexpected \`${character}\`${hint}` };
}

function quoted(text: string, start: number): Token | Fault {
  let end = start + 1;
  while (end < text.length && text[end] !== '"' && text[end] !== "\n" && text[end] !== "\r") end++;
  if (text[end] !== '"') return { start, end, message: "this text lacks its closing quote" };
  return { kind: "text", text: text.slice(start + 1, end), start, end: end + 1 };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
