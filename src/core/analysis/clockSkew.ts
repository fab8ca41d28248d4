// Clock skew that the messages prove: a message received at an earlier time than it was sent shows that the
// receiver's clock is behind the sender's by more than that difference. A lower bound, never a correction.

import { asProcess, type MessageId, type ProcessId } from "../trace/ids.ts";
import { skewOf } from "../trace/skew.ts";
import type { Trace } from "../trace/trace.ts";

/** The receiver's clock is behind the sender's by more than `atLeast`, in the trace's unit. */
export interface Skew {
  readonly ahead: ProcessId;
  readonly behind: ProcessId;
  readonly atLeast: number;
  /** The message that shows it. */
  readonly witness: MessageId;
  /** How many messages between the two are received before they are sent. */
  readonly messages: number;
}

/** One entry for each ordered pair of processes with an impossible message, largest skew first. */
export function clockSkews(trace: Trace): Skew[] {
  const { send, receive } = trace.messages;
  const { process } = trace.events;
  const byPair = new Map<number, Skew>();
  for (let m = 0; m < send.length; m++) {
    const difference = skewOf(trace, m);
    if (difference === 0) continue;
    const ahead = asProcess(process[send[m]]);
    const behind = asProcess(process[receive[m]]);
    const key = ahead * trace.processes.length + behind;
    const known = byPair.get(key);
    const messages = (known?.messages ?? 0) + 1;
    if (known !== undefined && known.atLeast >= difference) byPair.set(key, { ...known, messages });
    else byPair.set(key, { ahead, behind, atLeast: difference, witness: m as MessageId, messages });
  }
  return [...byPair.values()].sort((a, b) => b.atLeast - a.atLeast);
}
