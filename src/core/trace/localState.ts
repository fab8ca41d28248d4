// What a process holds or a message carries: a multiset of tokens and named fields, as plain data
// that crosses to the webview as it is. Counting and comparing of such multisets stands here too.

/** So many of one kind of token. */
export interface TokenCount {
  readonly token: string;
  readonly count: number;
}

/** A named value of a process's state or of a message. */
export interface Field {
  readonly name: string;
  readonly value: number | string;
}

/** A process's state, or a message's content: tokens sorted by name with counts above 0, and fields sorted by name. */
export interface LocalState {
  readonly tokens: readonly TokenCount[];
  readonly fields: readonly Field[];
}

/** The kind of a token that has no name of its own, as in the course's files: `N1 10` holds ten of it. */
export const PLAIN_TOKEN = "token";

export const EMPTY_STATE: LocalState = { tokens: [], fields: [] };

/** A state of `count` nameless tokens. */
export function plainTokens(count: number): LocalState {
  return count === 0 ? EMPTY_STATE : { tokens: [{ token: PLAIN_TOKEN, count }], fields: [] };
}

/** How many nameless tokens a state holds. */
export function plainTokenCount(state: LocalState): number {
  return state.tokens.find((entry) => entry.token === PLAIN_TOKEN)?.count ?? 0;
}

/** Adds the tokens of `state`, `times` over (−1 takes them away), to a running count. */
export function countTokens(into: Map<string, number>, state: LocalState, times = 1): void {
  for (const { token, count } of state.tokens) {
    into.set(token, (into.get(token) ?? 0) + times * count);
  }
}

/** A running count as a sorted list, without the tokens whose count is 0. */
export function tokenList(counts: ReadonlyMap<string, number>): TokenCount[] {
  const list: TokenCount[] = [];
  for (const [token, count] of counts) if (count !== 0) list.push({ token, count });
  return list.sort((a, b) => (a.token < b.token ? -1 : 1));
}

/** Tokens in words: `10 tokens`, `G, Y×2`, `none`. */
export function describeTokens(tokens: readonly TokenCount[]): string {
  if (tokens.length === 0) return "none";
  return tokens
    .map(({ token, count }) => {
      if (token === PLAIN_TOKEN) return count === 1 ? "1 token" : `${count} tokens`;
      return count === 1 ? token : `${token}×${count}`;
    })
    .join(", ");
}

/** A state in words: its tokens, then its fields as `name = value`. */
export function describeState(state: LocalState): string {
  const fields = state.fields.map((field) => `${field.name} = ${field.value}`).join(", ");
  if (fields === "") return describeTokens(state.tokens);
  return state.tokens.length === 0 ? fields : `${describeTokens(state.tokens)}, ${fields}`;
}

/** Whether two states hold the same tokens and fields. */
export function sameState(a: LocalState, b: LocalState): boolean {
  return (
    a.tokens.length === b.tokens.length &&
    a.fields.length === b.fields.length &&
    a.tokens.every((entry, i) => entry.token === b.tokens[i].token && entry.count === b.tokens[i].count) &&
    a.fields.every((field, i) => field.name === b.fields[i].name && field.value === b.fields[i].value)
  );
}
