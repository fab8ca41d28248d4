// Why markers of one initiator cannot reach everybody over the channels that are to be recorded as empty: two sets of
// processes into which none of these leads. It holds whatever the processes do and whatever the channels are like.

import type { ChannelId, ProcessId } from "../../trace/ids.ts";
import type { Enclosed, MarkerReason } from "./answer.ts";
import { type Graph, sourceComponents } from "./graph.ts";

/**
 * `graph`: of all channels. `groups`: the source components of the empty ones. Gives one reason, or none where there is only
 * one group, from which everybody is reached.
 */
export function markerReasons(
  channels: readonly { readonly from: ProcessId; readonly to: ProcessId }[],
  graph: Graph,
  groups: readonly (readonly ProcessId[])[],
): MarkerReason[] {
  const everywhere = sourceComponents(graph);
  const isUnreachable = everywhere.length > 1;
  const [first, second] = isUnreachable ? everywhere : groups;
  if (second === undefined) return [];
  const enclosed = (processes: readonly ProcessId[]): Enclosed => {
    const inside = new Set(processes);
    const entering = channels.flatMap(({ from, to }, c) =>
      inside.has(to) && !inside.has(from) ? [c as ChannelId] : [],
    );
    return { processes, entering };
  };
  const kind = isUnreachable ? "unreachable" : "first-marker";
  return [{ kind, enclosed: [enclosed(first), enclosed(second)] }];
}
