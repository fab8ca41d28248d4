// What carries a scenario's messages: the network that it asks for, with what a protocol wants on top of it. The engine asks
// once, when it is made.

import type { Scenario } from "../scenario/scenario.ts";
import { ChannelNetwork, type Delayed } from "./channelNetwork.ts";
import type { Holds, Layers } from "./controlProtocol.ts";
import { CourseNetwork } from "./courseNetwork.ts";
import type { HoldingNetwork, Network } from "./network.ts";
import type { System } from "./system.ts";
import { TransportNetwork } from "./transport/transportNetwork.ts";

type Wire = ConstructorParameters<typeof TransportNetwork>[2];

/** The network of a scenario. `delayed` and `wire` hear of what it does. */
export function networkOf(scenario: Scenario, system: System, delayed: Delayed, wire: Wire): Network {
  const { delivery, channels } = scenario;
  if (delivery.kind === "course") return new CourseNetwork(system, BigInt(delivery.seed));
  const plain = new ChannelNetwork(channels, delivery.seed, delayed);
  if (channels.every(({ transport }) => transport?.reliable === undefined)) return plain;
  return new TransportNetwork(scenario, plain, wire);
}

/** A network with layers on it. `gate`: the top, where there is one. */
export function stacked(
  system: System,
  bottom: Network,
  { over, gate }: Layers = { over: [] },
): { readonly network: Network; readonly gate?: HoldingNetwork } {
  const carrier = over.reduce((below, layer) => layer(system, below), bottom);
  const top = gate?.(system, carrier);
  return { network: top ?? carrier, gate: top };
}

/** What a protocol may hold back. `heldSenders`: 1 for each process that it keeps from sending. */
export function holdsOf(gate: HoldingNetwork | undefined, heldSenders: Uint8Array): Holds {
  return {
    deliveries: (channel, held) => gate?.hold(channel, held),
    sends: (process, held) => {
      heldSenders[process] = held ? 1 : 0;
    },
  };
}
