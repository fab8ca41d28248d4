// Did each channel deliver in the order of sending? Chandy–Lamport and others assume it (FIFO), so a channel that
// did not is told with the two messages that show it.

import { asChannel, asMessage, type ChannelId, type MessageId, NONE } from "../trace/ids.ts";
import { forEachReceived, type Trace } from "../trace/trace.ts";

/** `later` was sent after `earlier` on the same channel and received before it. */
export interface FifoViolation {
  readonly channel: ChannelId;
  readonly earlier: MessageId;
  readonly later: MessageId;
}

/**
 * One violation for each message that was overtaken, with the one sent last of those that overtook it. Messages received
 * by one event do not overtake each other. One pass over the events, for those of a process receive in its order.
 */
export function fifoViolations(trace: Trace): FifoViolation[] {
  const { send, channel } = trace.messages;
  const newest = new Int32Array(trace.channels.from.length).fill(NONE);
  const violations: FifoViolation[] = [];
  const check = (message: MessageId): void => {
    const later = channel[message] === NONE ? NONE : newest[channel[message]];
    if (later === NONE || send[message] === NONE || send[message] >= send[later]) return;
    violations.push({ channel: asChannel(channel[message]), earlier: message, later: asMessage(later) });
  };
  const take = (message: MessageId): void => {
    const on = channel[message];
    if (on === NONE || send[message] === NONE) return;
    if (newest[on] === NONE || send[message] > send[newest[on]]) newest[on] = message;
  };
  for (let event = 0; event < trace.events.received.length; event++) {
    if (trace.events.received[event] === NONE) continue;
    forEachReceived(trace, event, check);
    forEachReceived(trace, event, take);
  }
  return violations;
}
