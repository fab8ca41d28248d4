// What the transport protocol costs: the same sends on channels as they are, over the protocol on a network without
// faults, and on one with faults, in messages delivered a second.

import { ActionBuilder } from "../../src/core/scenario/actionBuilder.ts";
import type { Scenario } from "../../src/core/scenario/scenario.ts";
import { PLAIN_TRANSPORT, type Transport, wholeReliability } from "../../src/core/scenario/transport.ts";
import { simulationOf } from "../../src/core/snapshot/simulate.ts";
import { asChannel, asProcess } from "../../src/core/trace/ids.ts";
import { plainTokens } from "../../src/core/trace/localState.ts";
import { heading, median, ROUNDS, row, seconds } from "./measure.ts";

const PROCESSES = 20;
const SENDS = 100_000;
const TICKS = 10_000;

const LATENCY = { least: 1, most: 5 };
const CASES: readonly (readonly [string, Partial<Transport>])[] = [
  ["channels as they are", {}],
  ["reliable, no faults", { reliable: wholeReliability(LATENCY) }],
  [
    "reliable, 3 × 5 % faults",
    {
      fifo: false,
      loss: 0.05,
      duplication: 0.05,
      corruption: 0.05,
      reliable: wholeReliability(LATENCY),
    },
  ],
];

export function networkFigures(): void {
  heading(
    `Network: ${PROCESSES} processes in a ring both ways, ${SENDS} sends over ${TICKS} ticks, latency 1..5, one snapshot`,
  );
  for (const [words, transport] of CASES) {
    const scenario = ringOf({ ...PLAIN_TRANSPORT, latency: LATENCY, ...transport });
    const times: number[] = [];
    let delivered = 0;
    let packets = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const simulation = simulationOf(scenario);
      simulation.run();
      const trace = simulation.finish();
      times.push(performance.now() - start);
      delivered = trace.messages.receive.filter((event) => event >= 0).length;
      packets = trace.packets?.sent.length ?? 0;
    }
    const whole = median(times);
    const told = packets === 0 ? "" : `, ${packets} packets`;
    row(
      words,
      `${seconds(whole)}, ${delivered} delivered, ${Math.round(delivered / whole)}000 a second${told}`,
    );
  }
}

/** Everybody sends one token after the other, in turn to the one neighbour and the other. */
function ringOf(transport: Transport): Scenario {
  const actions = new ActionBuilder();
  for (let send = 0; send < SENDS; send++) {
    const process = send % PROCESSES;
    const side = Math.floor(send / PROCESSES) % 2;
    const time = 1 + Math.floor((send * TICKS) / SENDS);
    actions.send(time, asProcess(process), asChannel(2 * process + side), 0);
  }
  actions.snapshot(TICKS / 2, asProcess(0), 1);
  return {
    name: "ring",
    timeUnit: "tick",
    files: [],
    processes: Array.from({ length: PROCESSES }, (_, p) => ({ name: `N${p}`, initial: plainTokens(SENDS) })),
    channels: Array.from({ length: 2 * PROCESSES }, (_, channel) => {
      const from = channel >> 1;
      const to = (from + (channel % 2 === 0 ? 1 : PROCESSES - 1)) % PROCESSES;
      return { from: asProcess(from), to: asProcess(to), transport };
    }),
    payloads: [{ label: "", ...plainTokens(1) }],
    actions: actions.build(),
    endTime: 2 * TICKS,
    delivery: { kind: "channels", seed: "1" },
  };
}
