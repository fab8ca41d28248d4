// What a random workload sends next: a random token of a random holder on a random channel of its own.
// The engine asks at each of the workload's moments.

import { asProcess, type ChannelId, type ProcessId } from "../trace/ids.ts";
import type { Payload } from "../trace/trace.ts";
import type { SeededRandom } from "./seededRandom.ts";
import type { System } from "./system.ts";

/** A send, with the index of its payload; undefined where nobody can send. `kindsHeld`: which tokens a process can send. */
export function drawnSend(
  payloads: readonly Payload[],
  system: System,
  kindsHeld: (process: ProcessId) => readonly string[],
  random: SeededRandom,
): { readonly process: ProcessId; readonly channel: ChannelId; readonly payload: number } | undefined {
  const choices = system.outgoing.flatMap((channels, p) =>
    channels.length === 0 ? [] : kindsHeld(asProcess(p)).map((token) => ({ p, token })),
  );
  if (choices.length === 0) return undefined;
  const { p, token } = choices[random.int(0, choices.length - 1)];
  const channels = system.outgoing[p];
  const channel = channels[random.int(0, channels.length - 1)];
  const payload = payloads.findIndex(
    ({ label, tokens }) =>
      label === "" && tokens.length === 1 && tokens[0].token === token && tokens[0].count === 1,
  );
  return payload < 0 ? undefined : { process: asProcess(p), channel, payload };
}
