// Does a system, or a recorded trace, keep what a snapshot algorithm assumes? Each assumption that it breaks is told with a
// witness: a channel, a process, a message. Causal delivery is kept where an
// algorithm brings the layer that sees to it.

import type { Scenario } from "../scenario/scenario.ts";
import { givesFaults, keepsOrder, type Transport } from "../scenario/transport.ts";
import { type System, systemOf, unreachableFrom, withoutWayTo } from "../simulation/system.ts";
import type { Assumptions, SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";
import { describeMessage } from "../trace/describe.ts";
import { asProcess, type ProcessId } from "../trace/ids.ts";
import { EMPTY_STATE } from "../trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../trace/trace.ts";
import { fifoViolations } from "./channelOrder.ts";

/** An assumption that is broken, and by what. */
export interface BrokenAssumption {
  readonly assumption: keyof Assumptions;
  readonly words: string;
}

/** What is known of order and loss; each is the words for a witness, or undefined where there is none. */
interface Carriage {
  readonly disorder: string | undefined;
  readonly loss: string | undefined;
}

export function brokenIn(
  scenario: Scenario,
  algorithm: SnapshotAlgorithm,
  initiators: readonly ProcessId[],
): BrokenAssumption[] {
  return broken(systemOf(scenario), carriageOf(scenario), algorithm, initiators);
}

/** On a recorded trace: what its messages show, and the channels that it has. */
export function brokenOn(
  trace: Trace,
  algorithm: SnapshotAlgorithm,
  initiators: readonly ProcessId[],
): BrokenAssumption[] {
  const { from, to } = trace.channels;
  const system = systemOf({
    processes: trace.processes.map(({ name }) => ({ name, initial: EMPTY_STATE })),
    channels: Array.from(from, (source, c) => ({ from: asProcess(source), to: asProcess(to[c]) })),
  });
  return broken(system, carriageOn(trace), algorithm, initiators);
}

function broken(
  system: System,
  { disorder, loss }: Carriage,
  { assumes, layer }: SnapshotAlgorithm,
  initiators: readonly ProcessId[],
): BrokenAssumption[] {
  const list: BrokenAssumption[] = [];
  const add = (assumption: keyof Assumptions, words: string | undefined): void => {
    if (assumes[assumption] === true && words !== undefined) list.push({ assumption, words });
  };
  const names = (processes: readonly ProcessId[]): string => processes.map((p) => system.names[p]).join(", ");
  const [first] = initiators;
  const unreached = unreachableFrom(system, initiators);
  const away = withoutWayTo(system, first);
  add("fifo", disorder);
  add("reliable", loss);
  add("causal", layer === undefined ? "nothing delivers messages in causal order" : undefined);
  add("reachable", unreached.length === 0 ? undefined : `no channels lead to ${names(unreached)}`);
  add(
    "returns",
    away.length === 0 ? undefined : `no channels lead from ${names(away)} to ${system.names[first]}`,
  );
  add("direct", withoutChannel(system, first));
  add("bothWays", oneWay(system));
  add(
    "oneInitiator",
    initiators.length < 2 ? undefined : `${names(initiators)} all start it; only the first one counts`,
  );
  return list;
}

function withoutChannel(system: System, first: ProcessId): string | undefined {
  const near = new Set(system.outgoing[first].map((channel) => system.channels[channel].to));
  const far = system.names.findIndex((_, p) => p !== first && !near.has(asProcess(p)));
  return far < 0 ? undefined : `there is no channel ${system.names[first]} → ${system.names[far]}`;
}

function oneWay({ names, channels }: System): string | undefined {
  const ends = new Set(channels.map(({ from, to }) => `${from} ${to}`));
  const single = channels.find(({ from, to }) => !ends.has(`${to} ${from}`));
  return single === undefined ? undefined : `there is no channel ${names[single.to]} → ${names[single.from]}`;
}

function carriageOf(scenario: Scenario): Carriage {
  const { processes, channels, steps = [] } = scenario;
  const words = (index: number): string =>
    `${processes[channels[index].from].name} → ${processes[channels[index].to].name}`;
  const disordered = channels.findIndex(({ transport }) => transport !== undefined && !keepsOrder(transport));
  const lossy = channels.findIndex(({ transport }) => transport !== undefined && losesAny(transport));
  const fate = steps.find(
    (step) =>
      step.kind === "send" &&
      (step.fate?.lost === true || step.fate?.twice === true || step.fate?.spoilt === true),
  );
  return {
    disorder: disordered < 0 ? undefined : `the channel ${words(disordered)} keeps no order`,
    loss:
      lossy >= 0
        ? `the channel ${words(lossy)} loses, doubles or spoils messages`
        : fate?.kind === "send"
          ? `a message on ${words(fate.channel)} (line ${fate.line}) is lost, doubled or spoilt`
          : undefined,
  };
}

function losesAny(transport: Transport): boolean {
  const { loss, duplication, corruption = 0, reliable } = transport;
  return reliable === undefined && (loss + duplication + corruption > 0 || givesFaults(transport));
}

function carriageOn(trace: Trace): Carriage {
  const { flags, kind } = trace.messages;
  const [overtaken] = fifoViolations(trace);
  const lost = flags.findIndex(
    (bits, m) => (bits & MessageFlag.lost) !== 0 && kind[m] === MessageKind.application,
  );
  return {
    disorder:
      overtaken === undefined
        ? undefined
        : `${describeMessage(trace, overtaken.later)} overtook ${describeMessage(trace, overtaken.earlier)}`,
    loss: lost < 0 ? undefined : `${describeMessage(trace, lost)} was lost`,
  };
}
