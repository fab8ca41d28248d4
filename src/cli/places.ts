// Events, messages and cuts as the command line prints them: with their place in the sources, as text and as JSON.
// The JSON's keys are a contract with users' scripts: add to them, never rename.

import type { Cut } from "../core/trace/cut.ts";
import { describeMessage, formatTime, messageName, processName } from "../core/trace/describe.ts";
import { contentOf } from "../core/trace/globalState.ts";
import { NONE } from "../core/trace/ids.ts";
import type { LocalState } from "../core/trace/localState.ts";
import { localIndex, receiverOf, senderOf, type Trace } from "../core/trace/trace.ts";

/** `N1 event 4, tick 3 (a.events:7)`: events count from 1. */
function eventPlace(trace: Trace, event: number): string {
  const { process, time, file, line } = trace.events;
  const at = formatTime(trace, time[event]);
  const source = line[event] === 0 ? "" : ` (${trace.files[file[event]]}:${line[event]})`;
  return `${processName(trace, process[event])} event ${localIndex(trace, event) + 1}${at === "" ? "" : `, ${at}`}${source}`;
}

/** An orphan message in a sentence that names both ends. */
export function orphanLine(trace: Trace, message: number): string {
  const { send, receive } = trace.messages;
  return (
    `orphan: ${describeMessage(trace, message)}: received inside the cut at ${eventPlace(trace, receive[message])}, ` +
    `sent outside it at ${eventPlace(trace, send[message])}`
  );
}

/** The cut by process name. */
export function cutRecord(trace: Trace, cut: Cut): Record<string, number> {
  return Object.fromEntries(trace.processes.map(({ name }, p) => [name, cut[p]]));
}

/** A message for JSON. */
export function messageRecord(trace: Trace, message: number) {
  const { send, receive } = trace.messages;
  return {
    id: message,
    message: messageName(trace, message),
    from: processName(trace, senderOf(trace, message)),
    to: processName(trace, receiverOf(trace, message)),
    sent: send[message] === NONE ? null : eventRecord(trace, send[message]),
    received: receive[message] === NONE ? null : eventRecord(trace, receive[message]),
    ...stateRecord(contentOf(trace, message)),
  };
}

/** A state for JSON: tokens by kind, fields by name. */
export function stateRecord(state: LocalState) {
  return {
    tokens: Object.fromEntries(state.tokens.map(({ token, count }) => [token, count])),
    fields: Object.fromEntries(state.fields.map(({ name, value }) => [name, value])),
  };
}

function eventRecord(trace: Trace, event: number) {
  const { process, time, file, line } = trace.events;
  return {
    process: trace.processes[process[event]].name,
    event: localIndex(trace, event) + 1,
    time: Number.isNaN(time[event]) ? null : time[event],
    file: line[event] === 0 ? null : trace.files[file[event]],
    line: line[event] === 0 ? null : line[event],
  };
}
