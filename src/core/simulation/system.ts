// The fixed part of a simulated system, looked at from each process: who is next to whom, in a stable order.
// Networks and snapshot algorithms walk it, so its order decides every run.

import type { Scenario } from "../scenario/scenario.ts";
import { asProcess, type ChannelId, type ProcessId } from "../trace/ids.ts";

export interface System {
  readonly names: readonly string[];
  readonly channels: readonly { readonly from: ProcessId; readonly to: ProcessId }[];
  /** Each process's outgoing channels, sorted by the names of their destinations (UTF-16 order: N10 before N2). */
  readonly outgoing: readonly (readonly ChannelId[])[];
  /** Each process's incoming channels, sorted by the names of their sources. */
  readonly incoming: readonly (readonly ChannelId[])[];
  /** The processes sorted by name, as above. */
  readonly byName: readonly ProcessId[];
}

export function systemOf(scenario: Pick<Scenario, "processes" | "channels">): System {
  const names = scenario.processes.map(({ name }) => name);
  const byName = names.map((_, p) => asProcess(p)).sort((a, b) => compareText(names[a], names[b]));
  const outgoing: ChannelId[][] = names.map(() => []);
  const incoming: ChannelId[][] = names.map(() => []);
  scenario.channels.forEach(({ from, to }, channel) => {
    outgoing[from].push(channel as ChannelId);
    incoming[to].push(channel as ChannelId);
  });
  const { channels } = scenario;
  for (const list of outgoing) list.sort((a, b) => compareText(names[channels[a].to], names[channels[b].to]));
  for (const list of incoming)
    list.sort((a, b) => compareText(names[channels[a].from], names[channels[b].from]));
  return { names, channels, outgoing, incoming, byName };
}

/** The processes to which no path of channels leads from any of `sources`. */
export function unreachableFrom(system: System, sources: readonly ProcessId[]): ProcessId[] {
  return beyond(system, sources, (process) => system.outgoing[process].map((c) => system.channels[c].to));
}

/** The processes from which no path of channels leads to `target`. */
export function withoutWayTo(system: System, target: ProcessId): ProcessId[] {
  return beyond(system, [target], (process) => system.incoming[process].map((c) => system.channels[c].from));
}

function beyond(
  system: System,
  sources: readonly ProcessId[],
  neighbours: (process: ProcessId) => readonly ProcessId[],
): ProcessId[] {
  const reached = new Uint8Array(system.names.length);
  const pending = [...sources];
  for (const source of sources) reached[source] = 1;
  for (let process = pending.pop(); process !== undefined; process = pending.pop()) {
    for (const next of neighbours(process)) {
      if (reached[next] === 1) continue;
      reached[next] = 1;
      pending.push(next);
    }
  }
  return system.names.map((_, p) => asProcess(p)).filter((p) => reached[p] === 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
