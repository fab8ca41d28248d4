// Scenarios of two or three processes over an unreliable network, for tests: who sends how many tokens when, over which
// transport, with which snapshots.

import { ActionBuilder } from "../../src/core/scenario/actionBuilder.ts";
import type { Scenario } from "../../src/core/scenario/scenario.ts";
import type { Fate, SendStep, Step } from "../../src/core/scenario/step.ts";
import {
  type Latency,
  type Partition,
  PLAIN_TRANSPORT,
  type Reliability,
  type Transport,
  wholeReliability,
} from "../../src/core/scenario/transport.ts";
import { asChannel, asProcess } from "../../src/core/trace/ids.ts";

const TOKENS = [..."ABCDEFGHIJKLMNOPQRSTUVWX"];

/** What happens: a send of the next token, or a snapshot. */
export type Act =
  | { readonly send: 0 | 1; readonly fate?: Fate; readonly at?: number }
  | { readonly snapshot: readonly (0 | 1)[]; readonly at?: number };

export interface NetworkOptions {
  readonly transport?: Partial<Transport>;
  readonly reliable?: Partial<Reliability> | false;
  readonly partitions?: readonly Partition[];
  readonly seed?: string;
}

/** P and Q with a channel each way; each token is sent once, by who has it: P has A, C, E …, and Q the others. */
export function networkScenario(acts: readonly Act[], options: NetworkOptions = {}): Scenario {
  const latency: Latency = options.transport?.latency ?? PLAIN_TRANSPORT.latency;
  const reliable =
    options.reliable === false ? {} : { reliable: { ...wholeReliability(latency), ...options.reliable } };
  const transport: Transport = { ...PLAIN_TRANSPORT, ...options.transport, ...reliable };
  const sent = [0, 0];
  let snapshots = 0;
  const steps = acts.flatMap((act): Step[] => {
    const place = { file: 0, line: 0, ...(act.at === undefined ? {} : { at: act.at }) };
    if ("snapshot" in act) {
      const id = ++snapshots;
      return act.snapshot.map((by) => ({ kind: "snapshot", process: asProcess(by), id, lane: by, ...place }));
    }
    const payload = 2 * sent[act.send]++ + act.send;
    const fate = act.fate === undefined ? {} : { fate: act.fate };
    const send: SendStep = {
      kind: "send",
      process: asProcess(act.send),
      channel: asChannel(act.send),
      payload,
      lane: act.send,
      ...place,
      ...fate,
    };
    return [send];
  });
  return {
    name: "network",
    timeUnit: "tick",
    files: ["network.lightcone"],
    processes: ["P", "Q"].map((name, p) => ({
      name,
      initial: {
        tokens: TOKENS.slice(0, 2 * Math.max(1, ...sent))
          .filter((_, i) => i % 2 === p)
          .map((token) => ({ token, count: 1 })),
        fields: [],
      },
    })),
    channels: [
      { from: asProcess(0), to: asProcess(1), transport },
      { from: asProcess(1), to: asProcess(0), transport },
    ],
    payloads: TOKENS.map((token) => ({ label: "", tokens: [{ token, count: 1 }], fields: [] })),
    actions: new ActionBuilder().build(),
    steps,
    endTime: 0,
    delivery: { kind: "channels", seed: options.seed ?? "1" },
    ...(options.partitions === undefined ? {} : { partitions: options.partitions }),
  };
}
