// What may be written next in a predicate, at a place of its text: names of processes, fields, tokens, words, functions and
// keywords. A pure function of the text and the trace's names; the editor and the command line show what it gives.

import { FUNCTIONS } from "./functions.ts";
import { lex, type Token } from "./lexer.ts";
import { wordText } from "./syntax.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface Suggestion {
  /** What is written instead of `start … end` of the text. */
  readonly insert: string;
  readonly kind: "process" | "field" | "token" | "word" | "function" | "keyword" | "variable" | "domain";
  /** A few words on it. */
  readonly detail: string;
}

export interface Completion {
  /** The part of the text that a suggestion takes the place of. */
  readonly start: number;
  readonly end: number;
  /** Those that begin as what is there, in a useful order. */
  readonly suggestions: readonly Suggestion[];
}

const OPENERS: readonly Suggestion[] = [
  { insert: "all p: ", kind: "keyword", detail: "it holds of every process" },
  { insert: "any p: ", kind: "keyword", detail: "it holds of some process" },
  { insert: "(count p: ", kind: "keyword", detail: "of how many processes it holds" },
  { insert: "(sum p: ", kind: "keyword", detail: "a sum over all processes" },
  { insert: "not ", kind: "keyword", detail: "it does not hold" },
];
const JOINTS: readonly Suggestion[] = [
  "and",
  "or",
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "not in",
  "+",
  "-",
].map((sign) => ({ insert: `${sign} `, kind: "keyword", detail: "" }));
const DOMAINS: readonly Suggestion[] = [
  { insert: "processes", kind: "domain", detail: "all processes" },
  { insert: "channels", kind: "domain", detail: "all channels" },
  { insert: "messages", kind: "domain", detail: "all messages in channels" },
];

/** `offset`: where the cursor stands, in UTF-16 units. */
export function completePredicate(text: string, offset: number, vocabulary: Vocabulary): Completion {
  const lexed = lex(text.slice(0, offset));
  // Behind what is no word nothing fits.
  if ("fault" in lexed) return { start: offset, end: offset, suggestions: [] };
  const before = lexed.tokens.slice(0, -1);
  const last = before.at(-1);
  const isTyped =
    last !== undefined && last.end === offset && (last.kind === "name" || last.kind === "keyword");
  const start = isTyped ? last.start : offset;
  const typed = text.slice(start, offset).toLowerCase();
  const context = isTyped ? before.slice(0, -1) : before;
  const suggestions = offered(context, vocabulary).filter(({ insert }) =>
    insert.replace(/^["(]/, "").toLowerCase().startsWith(typed),
  );
  return { start, end: offset, suggestions };
}

function offered(context: readonly Token[], vocabulary: Vocabulary): readonly Suggestion[] {
  const last = context.at(-1);
  const variables = variablesOf(context);
  if (last?.text === "." && last.kind === "sign") return fieldsFor(context, variables, vocabulary);
  if (last?.text === "->" && last.kind === "sign") return processes(vocabulary);
  if (last !== undefined && isOperand(last)) return JOINTS;
  if (last?.kind === "keyword" && last.text === "in") return [...DOMAINS, ...values(context, vocabulary)];
  const isCompared = last?.kind === "sign" && ["=", "!="].includes(last.text);
  if (isCompared || isInSet(context)) return values(context, vocabulary);
  return [
    ...variables.map(({ name }): Suggestion => ({ insert: name, kind: "variable", detail: "" })),
    ...OPENERS,
    ...processes(vocabulary),
    ...FUNCTIONS.map(
      ({ name, usage, words }): Suggestion => ({
        insert: `${name}(`,
        kind: "function",
        detail: `${usage}: ${words}`,
      }),
    ),
    ...words(vocabulary.tokens, "token"),
  ];
}

/** Whether a token ends a value, so that an operator comes next. */
function isOperand({ kind, text }: Token): boolean {
  if (kind === "sign") return text === ")" || text === "}";
  return kind === "name" || kind === "number" || kind === "text" || text === "true" || text === "false";
}

function isInSet(context: readonly Token[]): boolean {
  const signs = context.map(({ kind, text }) => (kind === "sign" ? text : ""));
  return signs.lastIndexOf("{") > signs.lastIndexOf("}");
}

/** Variables that all, any, count and sum bring in; `of`: what they range over. */
function variablesOf(context: readonly Token[]): { readonly name: string; readonly of: string }[] {
  return context.flatMap((token, i) => {
    const opens = token.kind === "keyword" && ["all", "any", "count", "sum"].includes(token.text);
    const name = context[i + 1];
    const isInScope = context.slice(i).some(({ kind, text }) => kind === "sign" && text === ":");
    if (!opens || name?.kind !== "name" || !isInScope) return [];
    const domain = context[i + 2]?.text === "in" ? context[i + 3]?.text : "processes";
    const isChannel = context[i + 4]?.text === "->";
    return [{ name: name.text, of: isChannel ? "messages" : (domain ?? "processes") }];
  });
}

function fieldsFor(
  context: readonly Token[],
  variables: readonly { readonly name: string; readonly of: string }[],
  { fields, messageFields }: Vocabulary,
): Suggestion[] {
  const owner = context.at(-2)?.text;
  const isMessage = variables.some(({ name, of }) => name === owner && of === "messages");
  const field = (name: string): Suggestion => ({
    insert: wordText(name),
    kind: "field",
    detail: isMessage ? "a field of messages" : "a field of processes",
  });
  return (isMessage ? messageFields : fields).map(field);
}

function processes(vocabulary: Vocabulary): Suggestion[] {
  return vocabulary.processes.map((name) => ({
    insert: wordText(name),
    kind: "process",
    detail: "a process",
  }));
}

function values(context: readonly Token[], vocabulary: Vocabulary): Suggestion[] {
  const variables = variablesOf(context).map(
    ({ name }): Suggestion => ({ insert: name, kind: "variable", detail: "" }),
  );
  return [
    ...variables,
    ...words(vocabulary.words, "word"),
    ...words(vocabulary.tokens, "token"),
    ...processes(vocabulary),
  ];
}

function words(names: readonly string[], kind: "word" | "token"): Suggestion[] {
  const detail = kind === "token" ? "a kind of token" : "a value that there is";
  return names.map((name) => ({ insert: wordText(name), kind, detail }));
}
