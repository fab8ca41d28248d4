// What may become of what a step sends: every combination of passages. Under causal delivery each message carries a stamp, and
// what is lost on its way was never sent, so the stamps and the sender's past differ from one outcome to the next.

import { afterSend, type CausalPast, stampOf } from "./causalPast.ts";
import type { ChannelContents } from "./channelContents.ts";
import { copies, isSpoilt, type Passage, type Passages } from "./passages.ts";
import type { Sending } from "./stepDraft.ts";

/** A message that is sent, and what becomes of it. */
export interface Transmitted {
  readonly channel: number;
  readonly marker: boolean;
  readonly passage: Passage;
  /** What goes into its channel. */
  readonly items: readonly number[];
}

/** What of a part of a state changes with each message that is sent. */
interface SenderState {
  readonly past?: CausalPast;
  readonly taken?: readonly number[];
}

export interface Combination extends SenderState {
  readonly sent: readonly Transmitted[];
}

/** Every combination, the last passage changing first. */
export function combinations(
  sendings: readonly Sending[],
  { past, taken }: SenderState,
  contents: ChannelContents,
  passages: Passages,
): Combination[] {
  let all: Combination[] = [{ sent: [], past, taken }];
  for (const sending of sendings) {
    all = all.flatMap((before) =>
      optionsOf(sending, before, passages).map((passage) => {
        const after = extended(before, sending, passage, contents);
        return { ...after, taken: afterTaking(before, sending, passages) };
      }),
    );
  }
  return all;
}

/** A fate of its own comes first, then what is given to the messages of its channel, one by one. */
function optionsOf(
  { fate, item }: Sending,
  { taken }: SenderState,
  { open, given }: Passages,
): readonly Passage[] {
  if (fate !== undefined) return [fate];
  const next = given[item.channel][taken?.[item.channel] ?? 0];
  return next === undefined ? open[item.channel] : [next];
}

/** Only what has no fate of its own takes what is given. */
function afterTaking(
  { taken }: SenderState,
  { fate, item: { channel } }: Sending,
  { given }: Passages,
): readonly number[] | undefined {
  if (fate !== undefined) return taken;
  return taken?.map((count, on) => (on === channel && count < given[on].length ? count + 1 : count));
}

function extended(
  { sent, past }: Combination,
  { item, further = [] }: Sending,
  passage: Passage,
  contents: ChannelContents,
): Combination {
  const { channel, marker } = item;
  const carried = isSpoilt(passage) ? { ...item, spoilt: true } : item;
  const items: number[] = [];
  let after = past;
  for (let copy = copies(passage); copy > 0; copy--) {
    const stamped = after === undefined ? carried : { ...carried, stamp: stampOf(after, channel, further) };
    items.push(contents.itemNumber(stamped));
    after &&= afterSend(after, channel);
  }
  return { sent: [...sent, { channel, marker, passage, items }], past: after };
}
