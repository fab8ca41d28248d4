// Has the computation ended? It has when every process is passive and every channel is empty (E. Dijkstra, C. Scholten,
// "Termination Detection for Diffusing Computations", IPL 11(1), 1980). Stable: nobody wakes without a message.

import type { World } from "../../predicate/world.ts";
import { describeMessage, processName } from "../../trace/describe.ts";
import type { LocalState } from "../../trace/localState.ts";
import { type FieldNames, isNamed } from "./fieldNames.ts";
import { type Finding, listed } from "./finding.ts";

/** At most so many messages are named. */
const MOST_NAMED = 20;

export function findTermination(world: World, names: FieldNames): Finding {
  const { trace } = world;
  const active: number[] = [];
  const untold: number[] = [];
  trace.processes.forEach((_, p) => {
    const state = world.state(p);
    const passive = state === undefined ? undefined : isPassive(state, names);
    if (passive === undefined) untold.push(p);
    else if (!passive) active.push(p);
  });
  const messages: number[] = [];
  let unknownChannels = 0;
  for (let channel = 0; channel < trace.channels.from.length; channel++) {
    const held = world.messagesOn(channel);
    if (held === undefined) unknownChannels++;
    else messages.push(...held);
  }
  const nameOf = (process: number): string => processName(trace, process);
  const details = messages
    .slice(0, MOST_NAMED)
    .map((message) => `in a channel: ${describeMessage(trace, message)}`);
  const shared = { details, processes: active, messages };
  const parts = [
    ...(active.length === 0
      ? []
      : [`${listed(active.map(nameOf))} ${active.length === 1 ? "is" : "are"} active`]),
    ...(messages.length === 0 ? [] : [`${messages.length} in channels`]),
  ];
  if (parts.length > 0) return { kind: "violated", words: `not terminated: ${parts.join("; ")}`, ...shared };
  if (untold.length > 0) {
    const words = `unknown: no field tells whether ${listed(untold.map(nameOf))} ${untold.length === 1 ? "is" : "are"} passive`;
    return { kind: "unknown", words, ...shared, processes: untold };
  }
  if (unknownChannels > 0) {
    const words = `unknown: nobody knows what ${unknownChannels} of the channels hold`;
    return { kind: "unknown", words, ...shared };
  }
  return { kind: "holds", words: "terminated: all processes are passive and all channels empty", ...shared };
}

/** What the first field that tells says: `state = idle`, `active = 0`, `passive = yes`. */
function isPassive(state: LocalState, names: FieldNames): boolean | undefined {
  const field = state.fields.find(({ name }) => isNamed(name, names.activity));
  if (field === undefined) return undefined;
  const { name, value } = field;
  const text = String(value).toLowerCase();
  if (isNamed(text, names.passiveValues)) return true;
  const isYes = ["1", "true", "yes"].includes(text);
  const isNo = ["0", "false", "no"].includes(text);
  if (!isYes && !isNo) return false;
  return isNamed(name, names.passiveValues) ? isYes : isNo;
}
