// A prediction laid beside the answer: what of it is right, what is missing and what is too much, in words for the learner,
// with the rule that explains it. What he types is read leniently: `{ G, 2 Y }`, `G Y Y` and `g,y,y` mean the same.

import type { Question } from "./prediction.ts";

export interface Comparison {
  readonly isRight: boolean;
  /** Of a list: what is in both, only in the answer, only in the prediction. */
  readonly right: readonly string[];
  readonly missing: readonly string[];
  readonly tooMuch: readonly string[];
  /** All messages are right, in another order. */
  readonly otherOrder: boolean;
}

/** What a learner typed as a list of tokens or messages; or what is not understood. */
export type Read =
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "fault"; readonly part: string };

const MOST_ITEMS = 10_000;
const NOTHING = /^(nothing|none|empty|-|∅)?$/i;

/** `G, 2 Y`, `[B, O]`, `{ }`, `nothing`. Tokens joined by `+` are one message. Commas may be left out between plain names. */
export function readList(text: string): Read {
  const inner = text
    .trim()
    .replace(/^[[{(]/, "")
    .replace(/[\]})]$/, "")
    .trim();
  if (NOTHING.test(inner)) return { kind: "list", items: [] };
  const isPlain = !/[,+="]/.test(inner);
  const parts = isPlain ? joinedCounts(inner.split(/\s+/)) : inner.split(",").map((part) => part.trim());
  const items: string[] = [];
  for (const part of parts) {
    const [, count, name] = /^(?:(\d+)\s+)?(\S.*)$/.exec(part) ?? [];
    if (name === undefined || (name.includes("+") && name.split("+").some((each) => each.trim() === "")))
      return { kind: "fault", part };
    const times = count === undefined || name.includes("+") ? 1 : Number(count);
    if (times + items.length > MOST_ITEMS) return { kind: "fault", part };
    const written = name.includes("+") ? part : name;
    for (let i = 0; i < times; i++) items.push(written);
  }
  return { kind: "list", items };
}

/** A count belongs to the word behind it. */
function joinedCounts(words: readonly string[]): string[] {
  const joined: string[] = [];
  let count = "";
  for (const word of words) {
    if (/^\d+$/.test(word) && count === "") count = `${word} `;
    else {
      joined.push(`${count}${word}`);
      count = "";
    }
  }
  return count === "" ? joined : [...joined, count.trim()];
}

/** A choice by its id, or a list as `readList` gives it. */
export function comparePrediction(question: Question, predicted: string | readonly string[]): Comparison {
  if (question.kind === "choice") {
    const isRight = predicted === question.answer;
    return { isRight, right: [], missing: [], tooMuch: [], otherOrder: false };
  }
  const wanted = question.answer.map(normal);
  const left = [...wanted];
  const right: string[] = [];
  const tooMuch: string[] = [];
  const given = typeof predicted === "string" ? [] : predicted;
  for (const item of given) {
    const at = left.indexOf(normal(item));
    if (at < 0) tooMuch.push(item);
    else {
      left.splice(at, 1);
      right.push(item);
    }
  }
  const missing = left.map((item) => question.answer[wanted.indexOf(item)]);
  const isComplete = missing.length === 0 && tooMuch.length === 0;
  const otherOrder =
    isComplete && question.kind === "messages" && given.some((item, i) => normal(item) !== wanted[i]);
  return { isRight: isComplete && !otherOrder, right, missing, tooMuch, otherOrder };
}

/** The same tokens in another order within a message, in other case or with other blanks, are the same. */
function normal(item: string): string {
  const parts = item.split("+").map((part) =>
    part
      .trim()
      .replaceAll(/\s*=\s*/g, " = ")
      .replaceAll(/\s+/g, " ")
      .replaceAll('"', "")
      .replace(/^tokens$/i, "token"),
  );
  return parts.sort().join(" + ").toLowerCase();
}

/** `B, O`, or `nothing`. */
function listWords(items: readonly string[]): string {
  return items.length === 0 ? "nothing" : items.join(", ");
}

/** The answer as it is told once it may be. */
export function answerWords(question: Question): string {
  return question.kind === "choice" ? question.words : listWords(question.answer);
}

/** The difference in a sentence or two, without the rule: `Missing: O. Too much: Y.` */
export function comparisonWords(
  question: Question,
  { isRight, missing, tooMuch, right, otherOrder }: Comparison,
): string {
  const title = `${question.group}, ${question.title}`;
  if (isRight) return `Right. ${title}: ${answerWords(question)}.`;
  const parts = [
    ...(question.kind !== "choice" && right.length > 0 ? [`Right: ${listWords(right)}.`] : []),
    ...(missing.length > 0 ? [`Missing: ${listWords(missing)}.`] : []),
    ...(tooMuch.length > 0 ? [`Too much: ${listWords(tooMuch)}.`] : []),
    ...(otherOrder ? ["All are there, in another order."] : []),
  ];
  return `Not so. ${[...parts, `The answer: ${answerWords(question)}.`].join(" ")}`;
}
