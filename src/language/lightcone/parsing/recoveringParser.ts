// Langium's parser, made to read to the end. Its own recovery stops where something begins no statement at all; here the
// rest of that line is passed over and the parser goes on, so that one slip does not hide the lines below it.

import {
  createParser,
  type LangiumCoreServices,
  LangiumParser,
  type ParseResult,
  type ParserOptions,
} from "langium";

type Recognition = ParseResult["parserErrors"][number];
export type ParserError = Recognition & { readonly previousToken?: Recognition["token"] };

/** So many lines of one file are passed over; each costs another reading. */
const MOST_RETRIES = 20;

export function createRecoveringParser(services: LangiumCoreServices): LangiumParser {
  const parser = createParser(
    services.Grammar,
    new RecoveringParser(services),
    services.parser.Lexer.definition,
  );
  parser.finalize();
  return parser;
}

class RecoveringParser extends LangiumParser {
  override parse<T extends ParseResult["value"]>(input: string, options?: ParserOptions): ParseResult<T> {
    let result = super.parse<T>(input, options);
    const { lexerErrors } = result;
    const kept: ParserError[] = [];
    let passed = -1;
    let text = input;
    for (let i = 0; ; i++) {
      // What stands right behind a part that was passed over misses that part: no fault of its own.
      const errors = (result.parserErrors as ParserError[]).filter(
        (error) => offsetOf(error.previousToken ?? error.token) > passed,
      );
      kept.push(...errors);
      const stop = errors.find(({ name }) => name === "NotAllInputParsedException");
      if (stop === undefined || i === MOST_RETRIES || offsetOf(stop.token) <= passed) break;
      passed = offsetOf(stop.token);
      text = withoutRestOfLine(text, passed);
      result = super.parse<T>(text, options);
    }
    return { ...result, parserErrors: kept, lexerErrors };
  }
}

/** Where a token begins; −1 for the end of the file, which has no place. */
function offsetOf({ startOffset }: ParserError["token"]): number {
  return Number.isFinite(startOffset) ? startOffset : -1;
}

/** The text with blanks from an offset to the end of its line; all places stay as they are. */
function withoutRestOfLine(text: string, from: number): string {
  const end = text.slice(from).search(/[\n\r]/);
  const until = end < 0 ? text.length : from + end;
  return `${text.slice(0, from)}${" ".repeat(until - from)}${text.slice(until)}`;
}
