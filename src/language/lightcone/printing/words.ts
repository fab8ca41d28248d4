// Small parts of the language as text: names, numbers, tokens, states and what messages carry. They are written so that
// reading them gives the same again.

import { type LocalState, PLAIN_TOKEN, type TokenCount } from "../../../core/trace/localState.ts";
import type { Payload } from "../../../core/trace/trace.ts";

/** Words of the grammar that cannot be names as they are; a test compares them with it. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    "after as at by channel consistent crashes cut does duplicate duplicated duplication expect fifo impossible import in " +
    "inconsistent independently latency lightcone lose not possible process receives restarts scenario sends snapshot unfinished using"
  ).split(" "),
);

/** A name: in quotes where it is no word, or a word of the language. Characters that no name can hold become `_`. */
export function nameWords(name: string): string {
  return /^[A-Za-z_]\w*(-\w+)*$/.test(name) && !RESERVED.has(name) ? name : textWords(name);
}

export function textWords(text: string): string {
  return `"${text.replaceAll(/["\n\r]/g, "_")}"`;
}

/** A number in decimals, for the language has no exponents. */
export function numberWords(value: number): string {
  const text = String(value);
  if (!/e/i.test(text)) return text;
  return value.toFixed(20).replace(/\.?0+$/, "");
}

export function valueWords(value: number | string): string {
  return typeof value === "number" ? numberWords(value) : textWords(value);
}

/** `G`, `2 G`, `1 tokens`. */
export function tokenWords({ token, count }: TokenCount): string {
  const name = token === PLAIN_TOKEN ? "tokens" : nameWords(token);
  return count === 1 && token !== PLAIN_TOKEN ? name : `${count} ${name}`;
}

export function stateWords({ tokens, fields }: LocalState): string {
  const entries = [
    ...tokens.map(tokenWords),
    ...fields.map(({ name, value }) => `${nameWords(name)} = ${valueWords(value)}`),
  ];
  return entries.length === 0 ? "{ }" : `{ ${entries.join(", ")} }`;
}

/** What stands after the colon of a message; empty where it carries nothing. */
export function payloadWords(payload: Payload): string {
  const isEmpty = payload.tokens.length + payload.fields.length === 0;
  if (payload.label !== "") return `${textWords(payload.label)}${isEmpty ? "" : ` ${stateWords(payload)}`}`;
  if (payload.fields.length > 0) return stateWords(payload);
  return payload.tokens.map(tokenWords).join(", ");
}
