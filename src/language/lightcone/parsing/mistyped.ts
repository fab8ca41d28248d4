// Finds the word or the arrow that somebody most likely mistyped, on a line that is not of the language: the parser tells where
// it gave up, which is often the word behind. A word counts as mistyped where one of the words that its statement may hold is
// near, and where it is nobody's name.

import { findNearest } from "../../../core/trace/nearestName.ts";

export interface Slip {
  /** From 1. */
  readonly column: number;
  readonly written: string;
  /** What may be meant, or undefined where that is open; then `words` tell what to write. */
  readonly meant: string | undefined;
  readonly words: string;
}

/** What a statement may begin with. */
export const STATEMENT_WORDS: readonly string[] =
  "channel clock cut delay duplicate expect import lose partition possible process random scenario seed snapshot stop time".split(
    " ",
  );

/** The words that may stand inside a statement, by the one that it begins with, or by its arrow or verb. */
const INNER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    channel:
      "latency not fifo loss duplication corruption reordering reliable without checksum numbers retransmission deduplication ordering delays lost spoilt exponential normal spread pareto shape mesh ring star grid random around window timeout seed",
    snapshot: "by at using clocks independently",
    cut: "at after",
    clock: "skew drift",
    delay: "by",
    expect:
      "consistent inconsistent unfinished possible impossible tokens conserved missing duplicated snapshot cut puzzle end",
    random: "sends seed",
    partition: "at",
    stop: "at",
    time: "in",
    "->": "at as",
    does: "at",
    crashes: "at",
    restarts: "at with its state",
  }),
);

const VERBS = ["receives", "does", "crashes", "restarts"];

/** Characters of a text, and of a line, that somebody types: longer ones are not looked through for each of their faults. */
const MOST_TEXT = 200_000;
const MOST_LINE = 1_000;

/** The slip on a line of a text, if one is found. `line`: its number from 1; `before`: the column behind what the parser minded. */
export function slipOn(text: string, line: number, before: number): Slip | undefined {
  const written = text.length > MOST_TEXT ? "" : (text.split(/\r\n|\r|\n/)[line - 1] ?? "");
  if (written.length > MOST_LINE) return undefined;
  const code = written.replace(/"[^"]*"/g, (quoted) => '"'.repeat(quoted.length)).replace(/\/\/.*$/, "");
  return arrowSlip(code) ?? wordSlip(code, text, before);
}

/** `--->`, `=>`, `<=>` and the like. */
function arrowSlip(code: string): Slip | undefined {
  for (const { 0: run, index } of code.matchAll(/[-=~<>]+/g)) {
    // `- >` is one arrow that was pulled apart.
    const rest = /^-+$/.test(run) ? (/^\s+>/.exec(code.slice(index + run.length))?.[0] ?? "") : "";
    const written = run + rest;
    if (written === "->" || written === "<->" || !/[<>]/.test(written)) continue;
    const column = index + 1;
    const found = `found \`${written}\``;
    if (!written.includes(">")) {
      const words = `${found}; an arrow is written \`->\`, from the sender to the receiver`;
      return { column, written, meant: undefined, words };
    }
    const meant = written.includes("<") ? "<->" : "->";
    return { column, written, meant, words: `${found}; did you mean \`${meant}\`?` };
  }
  return undefined;
}

function wordSlip(code: string, text: string, before: number): Slip | undefined {
  const words = [...code.matchAll(/[\p{L}_][\p{L}\p{N}_-]*/gu)];
  const [first, second] = words;
  if (first === undefined) return undefined;
  const begins = /^\s*$/.test(code.slice(0, first.index)) ? first[0] : "";
  const isStep = /^\s*[\p{L}_][\p{L}\p{N}_-]*\s*->/u.test(code);
  const verb = VERBS.find((each) => each === second?.[0]);
  const inner = INNER_WORDS.get(isStep ? "->" : (verb ?? begins));
  if (inner === undefined) return isStep || verb !== undefined ? undefined : beginning(first, code, text);
  const known = inner.split(" ");
  // The parser may mind a word because of the one behind it.
  const last = words.findIndex(({ index }) => index + 1 >= before);
  for (const { 0: written, index } of words.slice(1, last < 0 ? undefined : last + 1)) {
    const meant = known.includes(written) ? undefined : near(written, known);
    if (meant !== undefined && !isName(written, text)) return slip(index + 1, written, meant);
  }
  return undefined;
}

/** A word at the beginning that is near one that begins a statement, before something that could follow it. */
function beginning(first: RegExpMatchArray, code: string, text: string): Slip | undefined {
  const [written] = first;
  const index = first.index ?? 0;
  const isKnown = STATEMENT_WORDS.includes(written) || isName(written, text);
  const meant = isKnown ? undefined : near(written, STATEMENT_WORDS);
  const goesOn = /^\s+["\p{L}\p{N}{]/u.test(code.slice(index + written.length));
  return meant === undefined || !goesOn ? undefined : slip(index + 1, written, meant);
}

function slip(column: number, written: string, meant: string): Slip {
  return { column, written, meant, words: `found \`${written}\`; did you mean \`${meant}\`?` };
}

/** Short words have many neighbours: of these one letter may differ. */
function near(written: string, known: readonly string[]): string | undefined {
  if (written.length < 3) return undefined;
  const short = known.filter((word) => word.length <= 3 && Math.abs(word.length - written.length) <= 1);
  const long = known.filter((word) => word.length > 3);
  const nearest = findNearest(written, long);
  if (nearest !== undefined || written.length > 4) return nearest;
  return short.find(
    (word) => [...written].filter((letter) => !word.includes(letter)).length <= 1 && word[0] === written[0],
  );
}

/** Whether a word stands in the text more than once, or between braces: then somebody calls something so. */
function isName(word: string, text: string): boolean {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])${word}(?![\\p{L}\\p{N}_-])`, "gu");
  return [...text.matchAll(pattern)].length > 1;
}
