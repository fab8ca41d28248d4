// Why nobody can tell whether a claim is possible although nothing stands against it: it wants what passing tokens does not
// do, or the channels are not what the question takes them for.

import { givesFaults, keepsOrder, type Transport } from "../../scenario/transport.ts";
import { asProcess, type ChannelId } from "../../trace/ids.ts";
import type { Doubt } from "./answer.ts";
import type { PuzzleQuestion } from "./puzzle.ts";
import type { Found } from "./search.ts";

/** Fields that the claim names with another value than they have: whether that can come is no matter of tokens. */
export function fieldDoubts({ system, claim }: PuzzleQuestion): Doubt[] {
  return claim.processes.flatMap(({ fields }, p) => {
    const before = system.processes[p].initial.fields;
    return fields.flatMap(({ name, value: claimed }): Doubt[] => {
      const initial = before.find((field) => field.name === name)?.value;
      return initial === claimed ? [] : [{ kind: "field", process: asProcess(p), name, initial, claimed }];
    });
  });
}

/** Messages under way at first that may have been received in more ways than were searched. */
export function wayDoubts(found: Found): Doubt[] {
  if (found.kind !== "unknown") return [];
  return [{ kind: "under-way", splittable: found.splittable, tried: found.tried }];
}

/**
 * Channels that need not keep order or deliver once. A run in which they do is a run of theirs, so what is possible stays so
 * unless they never do; but a token that is missing or there twice may be lost or repeated.
 */
export function channelDoubts({ system: { channels } }: PuzzleQuestion, isImpossible: boolean): Doubt[] {
  const unreliable = channels.flatMap(({ transport }, c) => {
    if (transport === undefined) return [];
    return (isImpossible ? mayFail(transport) : mustFail(transport)) ? [c as ChannelId] : [];
  });
  return unreliable.length === 0 ? [] : [{ kind: "unreliable", channels: unreliable }];
}

/** Whether a channel may do something else than deliver everything once, intact and in order. */
function mayFail(transport: Transport): boolean {
  const { loss, duplication, corruption = 0, reliable, passages } = transport;
  const isWhole = reliable !== undefined && Object.values(reliable).every((each) => each !== false);
  if (isWhole) return loss >= 1 || corruption >= 1;
  return !keepsOrder(transport) || loss + duplication + corruption > 0 || passages !== undefined;
}

/** Whether it surely does, sooner or later. */
function mustFail(transport: Transport): boolean {
  const { loss, duplication, corruption = 0, reliable } = transport;
  const repeats = duplication >= 1 && reliable === undefined;
  return loss >= 1 || corruption >= 1 || repeats || givesFaults(transport);
}
