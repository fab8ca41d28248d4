// Clock skew that one message proves: received at an earlier time than it was sent, it shows that the receiver's clock is
// behind the sender's by more than the difference. A lower bound, never a correction.

import { NONE } from "./ids.ts";
import { MessageFlag, type Trace } from "./trace.ts";

/** How much earlier a message is received than sent, in the trace's unit; 0 where it is not, or where a time is unknown. */
export function skewOf(trace: Trace, message: number): number {
  const { send, receive, flags } = trace.messages;
  if (send[message] === NONE || receive[message] === NONE) return 0;
  if ((flags[message] & MessageFlag.replayed) !== 0) return 0;
  const difference = trace.events.time[send[message]] - trace.events.time[receive[message]];
  return Number.isNaN(difference) ? 0 : Math.max(0, difference);
}
