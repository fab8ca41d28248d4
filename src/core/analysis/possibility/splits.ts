// How many of the messages that are under way on a channel at first may still be in it when it is recorded: since channels
// are FIFO the last ones, with which the claim then begins. docs/possible.md calls such a number a split of the channel.

import { asChannel, type ChannelId } from "../../trace/ids.ts";
import type { Payload } from "../../trace/trace.ts";
import type { PuzzleQuestion } from "./puzzle.ts";

/** A channel of which more than one split fits the claim. */
export interface Splittable {
  readonly channel: ChannelId;
  /** Ascending; the first is 0, for all may have been received. */
  readonly fits: readonly number[];
}

/** Of all other channels everything under way at first has been received, or the claim is not recorded. */
export function splittableChannels({ claim, underWay = [] }: PuzzleQuestion): Splittable[] {
  return underWay.flatMap((first, c): Splittable[] => {
    const claimed = claim.channels[c];
    if (first.length === 0 || claimed.length === 0) return [];
    const kept = fitsOf(first.map(keyOf), claimed.map(keyOf));
    return kept.length === 0 ? [] : [{ channel: asChannel(c), fits: [0, ...kept] }];
  });
}

/** Every length above 0 at which the end of one list is the beginning of the other, by the failure function of Knuth, Morris and Pratt. */
function fitsOf(first: readonly string[], claimed: readonly string[]): number[] {
  const border = new Int32Array(claimed.length);
  const follow = (length: number, next: string): number => {
    let at = length;
    while (at > 0 && (at === claimed.length || claimed[at] !== next)) at = border[at - 1];
    return claimed[at] === next ? at + 1 : at;
  };
  for (let i = 1; i < claimed.length; i++) border[i] = follow(border[i - 1], claimed[i]);
  let length = 0;
  for (const key of first) length = follow(length, key);
  const fits: number[] = [];
  for (; length > 0; length = border[length - 1]) fits.push(length);
  return fits.reverse();
}

/** Equal just for messages that nobody can tell apart. */
function keyOf({ label, tokens, fields }: Payload): string {
  return JSON.stringify([
    label,
    tokens.map(({ token, count }) => [token, count]),
    fields.map(({ name, value }) => [name, value]),
  ]);
}
