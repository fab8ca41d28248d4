// What is wrong with how a run's messages were delivered, checked from the trace alone: each sending received once, as it
// was sent, in the order of sending on its channel. Shares no code with the transport protocol.

import { forEachSent, MessageFlag, type Trace } from "../../src/core/trace/trace.ts";

/** In words; empty where every message arrived intact, once and in order. */
export function deliveryFaults(trace: Trace): string[] {
  const { send, receive, channel, flags } = trace.messages;
  const faults: string[] = [];
  for (let m = 0; m < send.length; m++) {
    if ((flags[m] & MessageFlag.spoilt) !== 0 && receive[m] >= 0) faults.push(`message ${m} arrives spoilt`);
    if (receive[m] < 0) faults.push(`message ${m} never arrives`);
  }
  for (let event = 0; event < trace.events.time.length; event++) {
    let count = 0;
    forEachSent(trace, event, () => count++);
    if (count > 1) faults.push(`what event ${event} sends arrives ${count} times`);
  }
  const order = Array.from(send, (_, m) => m).filter((m) => receive[m] >= 0);
  order.sort((a, b) => send[a] - send[b]);
  const last = new Map<number, number>();
  for (const m of order) {
    if (receive[m] < (last.get(channel[m]) ?? -1)) faults.push(`message ${m} is overtaken`);
    last.set(channel[m], Math.max(receive[m], last.get(channel[m]) ?? -1));
  }
  return faults;
}
