// The packets in which a message travelled, in words: for the details of a message, where the picture cannot be seen or
// holds too many of them.

import { formatTime } from "./describe.ts";
import { PacketFlag, PacketKind } from "./packets.ts";
import type { Trace } from "./trace.ts";

/** So many packets are told one by one. */
const MOST_TOLD = 12;

/** `sent at 1, lost`, and so on, in the order of sending; empty where the message travelled as it is. Looks at all packets. */
export function describePacketsOf(trace: Trace, message: number): readonly string[] {
  const { packets } = trace;
  if (packets === undefined) return [];
  const told: string[] = [];
  let more = 0;
  for (let row = 0; row < packets.kind.length; row++) {
    if (packets.kind[row] !== PacketKind.data || packets.message[row] !== message) continue;
    if (told.length === MOST_TOLD) more++;
    else told.push(packetWords(trace, row));
  }
  return more === 0 ? told : [...told, `and ${more} more`];
}

function packetWords(trace: Trace, row: number): string {
  const { flags, sent, arrives } = trace.packets ?? { flags: [], sent: [], arrives: [] };
  const has = (flag: number): boolean => (flags[row] & flag) !== 0;
  const begin = has(PacketFlag.copy)
    ? "a copy that the network made"
    : `sent ${has(PacketFlag.again) ? "again " : ""}at ${formatTime(trace, sent[row])}`;
  if (has(PacketFlag.lost)) return `${begin}, lost`;
  const spoilt = has(PacketFlag.spoilt) ? " spoilt" : "";
  const dropped = has(PacketFlag.dropped) ? " and thrown away" : "";
  return `${begin}, arrives${spoilt} at ${formatTime(trace, arrives[row])}${dropped}`;
}
