// What may become of what a step sends: every combination of passages. Under causal delivery each message carries a stamp, and
// what is lost on its way was never sent, so the stamps and the sender's past differ from one outcome to the next.

import { afterSend, type CausalPast, stampOf } from "./causalPast.ts";
import type { ChannelContents } from "./channelContents.ts";
import type { Passage } from "./explored.ts";
import type { Sending } from "./stepDraft.ts";

/** A message that is sent, and what becomes of it. */
export interface Transmitted {
  readonly channel: number;
  readonly marker: boolean;
  readonly passage: Passage;
  /** What goes into its channel. */
  readonly items: readonly number[];
}

export interface Combination {
  readonly sent: readonly Transmitted[];
  readonly past: CausalPast | undefined;
}

/** Every combination, the last passage changing first. `passages`: what may become of a message, for each channel. */
export function combinations(
  sendings: readonly Sending[],
  past: CausalPast | undefined,
  contents: ChannelContents,
  passages: readonly (readonly Passage[])[],
): Combination[] {
  let all: Combination[] = [{ sent: [], past }];
  for (const sending of sendings) {
    const { fate, item } = sending;
    const options = fate === undefined ? passages[item.channel] : [fate];
    all = all.flatMap((before) => options.map((passage) => extended(before, sending, passage, contents)));
  }
  return all;
}

function extended(
  { sent, past }: Combination,
  { item, further = [] }: Sending,
  passage: Passage,
  contents: ChannelContents,
): Combination {
  const { channel, marker } = item;
  const items: number[] = [];
  let after = past;
  for (let copy = copies(passage); copy > 0; copy--) {
    const stamped = after === undefined ? item : { ...item, stamp: stampOf(after, channel, further) };
    items.push(contents.itemNumber(stamped));
    after &&= afterSend(after, channel);
  }
  return { sent: [...sent, { channel, marker, passage, items }], past: after };
}

export function copies(passage: Passage): number {
  return passage === "once" ? 1 : passage === "twice" ? 2 : 0;
}
