// What a snapshot takes, counted while it is under way: control messages hop by hop, their bits, the bits that application
// messages carry for it, and how long processes were kept from sending or receiving.

import type { SnapshotCost } from "../trace/trace.ts";

/** A control message's snapshot id (32 bits) and kind (8). */
const HEADER_BITS = 40;

/** Each number that a control message carries: a process, a message, a count. */
export const WORD_BITS = 32;

/** Plain data. */
export interface Costs {
  /** When the first initiator started it, and when it was over; NaN before. */
  start: number;
  end: number;
  controlMessages: number;
  controlBits: number;
  piggybackBits: number;
  /** How many holds keep each process back now, since when the first of them does, and for how long it was before. */
  readonly holds: Uint32Array;
  readonly heldSince: Float64Array;
  readonly blocked: Float64Array;
}

export function newCosts(processes: number): Costs {
  return {
    start: Number.NaN,
    end: Number.NaN,
    controlMessages: 0,
    controlBits: 0,
    piggybackBits: 0,
    holds: new Uint32Array(processes),
    heldSince: new Float64Array(processes),
    blocked: new Float64Array(processes),
  };
}

/** A control message with so many numbers in it. `carried`: bits that a layer below adds to every message. */
export function countControl(costs: Costs, words: number, carried: number): void {
  costs.controlMessages++;
  costs.controlBits += HEADER_BITS + WORD_BITS * words;
  costs.piggybackBits += carried;
}

/** One hold more on a process, or one fewer. */
export function countHold(costs: Costs, process: number, held: boolean, now: number): void {
  if (held) {
    if (costs.holds[process]++ === 0) costs.heldSince[process] = now;
  } else if (--costs.holds[process] === 0) {
    costs.blocked[process] += now - costs.heldSince[process];
  }
}

export function costOf(costs: Costs): SnapshotCost {
  const duration = costs.end - costs.start;
  return {
    controlMessages: costs.controlMessages,
    controlBits: costs.controlBits,
    piggybackBits: costs.piggybackBits,
    ...(Number.isFinite(duration) ? { duration } : {}),
    blockedSum: costs.blocked.reduce((sum, time) => sum + time, 0),
    blockedMost: costs.blocked.reduce((most, time) => Math.max(most, time), 0),
  };
}

export function copiedCosts(costs: Costs): Costs {
  return {
    ...costs,
    holds: costs.holds.slice(),
    heldSince: costs.heldSince.slice(),
    blocked: costs.blocked.slice(),
  };
}
