// Causal delivery in the explorer: what simulation/causalDelivery.ts keeps for a process, as plain data, and its three rules from
// data to data: the stamp of a message that is sent, whether a stamped message may be handed over, and what its receiver then
// knows.

import type { System } from "../simulation/system.ts";

/** One number for each channel of the system, both. */
export interface CausalPast {
  /** How many messages the process knows to have been sent. */
  readonly known: readonly number[];
  /** How many messages have been handed to it, on its incoming channels. */
  readonly delivered: readonly number[];
}

export function noPast({ channels }: System): CausalPast {
  const none = channels.map(() => 0);
  return { known: none, delivered: none };
}

export function pastKey({ known, delivered }: CausalPast): string {
  return `${known.join()}/${delivered.join()}`;
}

/** What a message carries: what its sender knew before. `further`: where others follow that count as sent at once with it. */
export function stampOf({ known }: CausalPast, channel: number, further: readonly number[]): number[] {
  return known.map((count, on) => count + further.filter((other) => other === on && on !== channel).length);
}

export function afterSend({ known, delivered }: CausalPast, channel: number): CausalPast {
  return { known: known.map((count, on) => (on === channel ? count + 1 : count)), delivered };
}

/** Whether all that its sender knew to be on its way to the process has been handed over. `incoming`: of the process. */
export function isDue(
  { delivered }: CausalPast,
  stamp: readonly number[],
  incoming: readonly number[],
): boolean {
  return incoming.every((channel) => delivered[channel] >= stamp[channel]);
}

export function afterReceipt(past: CausalPast, channel: number, stamp: readonly number[]): CausalPast {
  return {
    known: past.known.map((count, on) => Math.max(count, on === channel ? stamp[on] + 1 : stamp[on])),
    delivered: past.delivered.map((count, on) => (on === channel ? count + 1 : count)),
  };
}
