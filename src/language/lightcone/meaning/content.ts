// What stands between braces and after a colon: the tokens and fields of a process's state, and what a message carries,
// as states and payloads of the core.

import {
  type Field as CoreField,
  type LocalState,
  PLAIN_TOKEN,
  tokenList,
} from "../../../core/trace/localState.ts";
import type { Payload } from "../../../core/trace/trace.ts";
import {
  type ChannelMessage,
  type Content,
  isNumberValue,
  isSetValue,
  isTokenCount,
  type State,
  type TokenCount,
  type Value,
} from "../grammar/generated/ast.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";

/** The largest count of one token: sums of such stay exact. */
const MOST_TOKENS = 2 ** 31 - 1;

export class ContentReader {
  readonly #places: Places;
  readonly #reporter: Reporter;

  constructor(places: Places, reporter: Reporter) {
    this.#places = places;
    this.#reporter = reporter;
  }

  state(state: State | undefined): LocalState {
    const fields = new Map<string, CoreField["value"]>();
    const tokens: TokenCount[] = [];
    for (const entry of state?.entries ?? []) {
      if (isTokenCount(entry)) {
        tokens.push(entry);
      } else if (fields.has(entry.name)) {
        this.#reporter.error(
          this.#places.of(entry),
          "field-twice",
          `the field ${entry.name} stands here twice`,
        );
      } else {
        fields.set(entry.name, this.value(entry.value));
      }
    }
    const list = [...fields].map(([name, value]) => ({ name, value }));
    return { tokens: this.tokens(tokens), fields: list.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  }

  /** Adds up tokens; a count that is no whole number is reported and counts as none. */
  tokens(list: readonly TokenCount[]): LocalState["tokens"] {
    const counts = new Map<string, number>();
    for (const each of list) {
      const token = tokenName(each);
      if (token !== undefined) counts.set(token, (counts.get(token) ?? 0) + this.count(each));
    }
    return tokenList(counts);
  }

  count(token: TokenCount): number {
    const { count = 1 } = token;
    if (Number.isInteger(count) && count <= MOST_TOKENS) return count;
    const message = `expected a whole number of tokens, at most ${MOST_TOKENS}, found ${count}`;
    this.#reporter.error(this.#places.of(token), "number-expected", message);
    return 0;
  }

  value(value: Value | undefined): CoreField["value"] {
    if (value === undefined) return "";
    if (isNumberValue(value)) return value.number ?? 0;
    if (isSetValue(value)) return setWords(value.items);
    return value.text ?? "";
  }

  payload(content: Content | ChannelMessage | undefined): Payload {
    const { label = "", state } = content ?? {};
    const tokens = content === undefined ? [] : "token" in content && content.token ? [content.token] : [];
    const listed = content !== undefined && "tokens" in content ? content.tokens : tokens;
    if (listed.length > 0) return { label, tokens: this.tokens(listed), fields: [] };
    return { label, ...this.state(state) };
  }
}

/** `tokens` alone are nameless ones, as in `{ 10 tokens }`. */
export function tokenName({ token }: Partial<TokenCount>): string | undefined {
  return token === "tokens" ? PLAIN_TOKEN : token;
}

function setWords(items: readonly string[]): string {
  return items.length === 0 ? "{ }" : `{ ${[...items].sort().join(", ")} }`;
}
