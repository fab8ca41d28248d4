// From the text of a .lightcone file to its syntax tree, with a problem for each place that is not of the language.
// Langium's parser recovers: the tree holds everything else, and parts of a broken statement may be absent in it.

import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type ParseResult,
} from "langium";
import { findNearest } from "../../../core/trace/nearestName.ts";
import type { Problem, SourcePosition } from "../../../core/trace/problem.ts";
import type { File } from "../grammar/generated/ast.ts";
import { LightconeGeneratedModule, LightconeGeneratedSharedModule } from "../grammar/generated/module.ts";
import { BeginnersWords } from "./expected.ts";
import { STATEMENT_WORDS, slipOn } from "./mistyped.ts";
import { NameConverter } from "./names.ts";
import { createRecoveringParser, type ParserError } from "./recoveringParser.ts";

/** A file as it was read. */
export interface Parsed {
  readonly file: File;
  readonly problems: readonly Problem[];
}

/** Problems of one file that are reported; a file of another kind would have one a word. */
const MOST_PROBLEMS = 50;

/** Longer texts are not read: nobody writes them by hand, and every token becomes an object. */
const MOST_CHARACTERS = 4_000_000;

/** What a Langium language of ours differs in from the default; the language server adds to it. */
export const parsingModule = {
  parser: {
    ValueConverter: () => new NameConverter(),
    ParserErrorMessageProvider: () => new BeginnersWords(),
    LangiumParser: (services: LangiumCoreServices) => createRecoveringParser(services),
  },
};

/** What a process may do, by the word behind its name. */
const VERBS: readonly string[] = ["receives", "does", "crashes", "restarts"];

/** What somebody means who types these. */
const MEANT: Readonly<Record<string, string>> = {
  "→": "an arrow is written `->`",
  "⇒": "an arrow is written `->`",
  ">": "an arrow is written `->`",
  "↔": "a channel each way is written `<->`",
  "'": 'a text stands in double quotes, `"request"`',
  "“": 'a text stands in plain double quotes, `"request"`',
  ";": "a statement needs no mark at its end, and names are separated by commas",
  "(": "tokens and states stand in braces, `{ G, Y }`",
  "#": "a comment begins with `//`",
};

/** Reads texts one after the other. Making one takes some 50 ms, reading with it little. */
export class LightconeParser {
  readonly #services: LangiumCoreServices;

  constructor() {
    const shared: LangiumSharedCoreServices = inject(
      createDefaultSharedCoreModule(EmptyFileSystem),
      LightconeGeneratedSharedModule,
    );
    this.#services = inject(createDefaultCoreModule({ shared }), LightconeGeneratedModule, parsingModule);
    shared.ServiceRegistry.register(this.#services);
  }

  /** `name`: the file's name in positions. */
  parse(text: string, name: string): Parsed {
    const tooLong = text.length > MOST_CHARACTERS;
    const result = this.#services.parser.LangiumParser.parse<File>(tooLong ? "" : text);
    const problems = problemsOf(result, name, text);
    if (tooLong) {
      const message = `this text is longer than ${MOST_CHARACTERS} characters; generate traces in another format`;
      problems.push({
        position: { file: name, line: 1, column: 1 },
        severity: "error",
        code: "too-long",
        message,
      });
    }
    return { file: result.value, problems };
  }
}

/** What is not of the language. */
export function problemsOf(result: ParseResult<File>, name: string, text: string): Problem[] {
  const lexing = result.lexerErrors.map(({ line = 1, column = 1, length, message }): Problem => {
    const position = { file: name, line, column, endColumn: column + Math.max(1, length) };
    return { position, severity: "error", code: "character", message: characterWords(message) };
  });
  const parsing = result.parserErrors.map((error): Problem => {
    const second = secondWord(error, name, text);
    if (second !== undefined) return second;
    return { position: placeOf(error, name), severity: "error", code: "syntax", message: error.message };
  });
  return onePerLine([...lexing, ...parsing])
    .slice(0, MOST_PROBLEMS)
    .map((problem) => explained(problem, text));
}

/** The same problem at the word that was mistyped, where one is found. */
function explained(problem: Problem, text: string): Problem {
  const { file, line, column, endColumn = column } = problem.position;
  if (problem.args !== undefined) return problem;
  const slip = slipOn(text, line, endColumn);
  if (slip === undefined) return problem;
  const { written, meant, words } = slip;
  const position = { file, line, column: slip.column, endColumn: slip.column + written.length };
  const args = meant === undefined ? {} : { args: { name: written, nearest: meant } };
  return { ...problem, position, message: words, ...args };
}

/** The first slip of a line explains it; what the parser says of the rest of it mostly follows from that one. */
function onePerLine(problems: readonly Problem[]): Problem[] {
  const lines = new Set<number>();
  return problems.filter(({ position: { line } }) => !lines.has(line) && lines.add(line) !== undefined);
}

/** A statement that begins with a name is wrong in what follows the name: that is shown, not the name. */
function secondWord({ name, token, context }: ParserError, file: string, text: string): Problem | undefined {
  const isName = token.tokenType?.name === "ID" || token.tokenType?.name === "STRING";
  const isStatement = name === "NoViableAltException" && /^Statement\b/.test(context.ruleStack.at(-1) ?? "");
  // Where the parser gave the line up it may be a word of the language, mistyped: that is told of the word itself.
  const isLeft =
    name === "NotAllInputParsedException" && findNearest(token.image, STATEMENT_WORDS) === undefined;
  if (!isName || !(isStatement || isLeft)) return undefined;
  const rest = text.slice(token.startOffset + token.image.length);
  const next = /^\s*([^\s\p{L}\d_"]+|[\p{L}\d_]+|"[^"\n]*"?)/u.exec(rest);
  if (next === null) return undefined;
  const before = text.slice(0, token.startOffset + token.image.length + next[0].length - next[1].length);
  const line = before.split(/\r\n|\r|\n/).length;
  const column = before.length - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
  const nearest = findNearest(next[1], VERBS);
  const wanted =
    nearest === undefined
      ? "expected `->`, `receives`, `does`, `crashes` or `restarts`, such as `P -> Q : Y`, `Q receives Y` or `P does { - Y }`"
      : `did you mean \`${nearest}\`?`;
  const message = `found \`${next[1]}\` after \`${token.image}\`; ${wanted}`;
  const position = { file, line, column, endColumn: column + next[1].length };
  const args = nearest === undefined ? {} : { args: { name: next[1], nearest } };
  return { position, severity: "error", code: "syntax", message, ...args };
}

function characterWords(message: string): string {
  const character = /->(.*?)<-/s.exec(message)?.[1] ?? "";
  if (character === '"') return "a text in quotes ends on the line where it begins: a quote is missing";
  if (character === "/") return "a comment begins with `//`, or stands between `/*` and `*/`";
  const means = MEANT[character];
  return `\`${character}\` is no character of the language${means === undefined ? "" : `; ${means}`}`;
}

/** The token that does not fit; at the end of the file, the last one before it. */
function placeOf(error: ParserError, file: string): SourcePosition {
  const { token, previousToken } = error;
  const known = [token, previousToken].find((each) => each !== undefined && (each.startLine ?? 0) >= 1);
  const { startLine: line = 1, startColumn: column = 1, image = "" } = known ?? {};
  return image.includes("\n")
    ? { file, line, column }
    : { file, line, column, endColumn: column + image.length };
}
