// Did each channel deliver in the order of sending? Chandy–Lamport and others assume it (FIFO), so a channel that
// did not is told with the two messages that show it.

import { asChannel, type ChannelId, type MessageId, NONE } from "../trace/ids.ts";
import type { Trace } from "../trace/trace.ts";

/** `later` was sent after `earlier` on the same channel and received before it. */
export interface FifoViolation {
  readonly channel: ChannelId;
  readonly earlier: MessageId;
  readonly later: MessageId;
}

/**
 * One violation for each message that was overtaken, with the one sent last of those that overtook it. Messages received
 * by one event do not overtake each other. Takes O(m log m).
 */
export function fifoViolations(trace: Trace): FifoViolation[] {
  const { send, receive, channel } = trace.messages;
  const received: number[] = [];
  for (let m = 0; m < send.length; m++) {
    if (send[m] !== NONE && receive[m] !== NONE && channel[m] !== NONE) received.push(m);
  }
  received.sort((a, b) => channel[a] - channel[b] || receive[a] - receive[b] || send[a] - send[b]);
  const violations: FifoViolation[] = [];
  let newest = -1;
  for (const [i, message] of received.entries()) {
    if (i === 0 || channel[received[i - 1]] !== channel[message]) newest = message;
    else if (send[message] > send[newest]) newest = message;
    else if (send[message] < send[newest]) {
      violations.push({
        channel: asChannel(channel[message]),
        earlier: message as MessageId,
        later: newest as MessageId,
      });
    }
  }
  return violations;
}
