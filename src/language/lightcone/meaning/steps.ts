// What happens in a scenario, as steps of the core: sends, receives, local steps, snapshots, workloads and faults, each
// in the lane of its process, or in one of its own where it stands beside the process's order.

import type { SendStep, StateChange, Step } from "../../../core/scenario/step.ts";
import { keepsOrder, PLAIN_TRANSPORT } from "../../../core/scenario/transport.ts";
import { independent } from "../../../core/snapshot/algorithms/independent.ts";
import { localClocks, timeOnClock } from "../../../core/snapshot/algorithms/localClocks.ts";
import { findAlgorithm, SNAPSHOT_ALGORITHMS } from "../../../core/snapshot/registry.ts";
import { asProcess, NONE, type ProcessId } from "../../../core/trace/ids.ts";
import type { SourcePosition } from "../../../core/trace/problem.ts";
import type { Payload } from "../../../core/trace/trace.ts";
import {
  type Change,
  type Crash,
  type Delay,
  type Fault,
  isFieldChange,
  isNumberValue,
  type Local,
  type Receive,
  type Restart,
  type Send,
  type Snapshot,
  type Workload,
} from "../grammar/generated/ast.ts";
import { type ContentReader, tokenName } from "./content.ts";
import { MessageNames, type NamedSend } from "./messages.ts";
import { Outages } from "./outages.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";
import { readFault } from "./singleFaults.ts";
import type { SystemReader } from "./system.ts";

/** Sends of one workload. Each is a step of the run and several events of the trace. */
const MOST_SENDS = 100_000;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class StepReader {
  /** In the order of the text; receives that came to nothing are absent. */
  readonly #drafts: (Step | undefined)[] = [];
  /** Receives, with their places among the drafts: they may stand before the line that sends their message. */
  readonly #receives: { readonly node: Receive; readonly places: Places; readonly draft: number }[] = [];
  readonly payloads: Payload[] = [];
  readonly algorithms: { readonly snapshot: number; readonly algorithm: string }[] = [];
  readonly snapshots: { readonly id: number; readonly name?: string; readonly position: SourcePosition }[] =
    [];
  readonly messages: MessageNames;
  readonly #payloadOf = new Map<string, number>();
  /** The last given time of each process's steps, and where it stands. */
  readonly #lastTime = new Map<number, { readonly time: number; readonly position: SourcePosition }>();
  readonly #system: SystemReader;
  readonly #reporter: Reporter;
  readonly #outages: Outages;
  #ownLanes = 0;

  constructor(system: SystemReader, reporter: Reporter) {
    this.#system = system;
    this.#reporter = reporter;
    this.messages = new MessageNames(reporter);
    this.#outages = new Outages(this.#drafts, (process) => system.processes[process].name, reporter);
  }

  /** After all statements: the steps, and for a send statement the index of its step, or NONE where it is left out. */
  finish(): { readonly steps: readonly Step[]; readonly stepOf: (sent: NamedSend) => number } {
    for (const each of this.#receives) this.#receive(each.node, each.places, each.draft);
    this.#checkOrder();
    const indexOf: number[] = [];
    const steps: Step[] = [];
    for (const step of this.#drafts) indexOf.push(step === undefined ? NONE : steps.push(step) - 1);
    const moved = steps.map((step) =>
      step.kind === "receive" ? { ...step, send: indexOf[step.send] } : step,
    );
    return { steps: moved, stepOf: ({ step }) => (step === NONE ? NONE : indexOf[step]) };
  }

  send(node: Send, places: Places, content: ContentReader): void {
    const step = this.#sendStep(node, places, content);
    this.messages.add({ node, places, step: step === undefined ? NONE : this.#drafts.push(step) - 1 });
  }

  receive(node: Receive, places: Places): void {
    const process = this.#system.process(node.process, places.reference(node.process, node));
    if (process !== undefined && this.#outages.isDown(process, places.of(node))) return;
    this.#receives.push({ node, places, draft: this.#drafts.push(undefined) - 1 });
  }

  #receive(node: Receive, places: Places, draft: number): void {
    const process = this.#system.process(node.process, places.reference(node.process, node));
    const called = node.message?.$refText;
    if (process === undefined || called === undefined) return;
    const at = places.reference(node.message, node);
    const name = this.#system.processes[process].name;
    const sent = this.messages.takeReceived(called, name);
    if (sent === undefined) {
      this.#noSuchMessage(at, called, ` to ${name}`);
      return;
    }
    if (sent.node.to?.$refText !== name) {
      const message = `${called} goes to ${sent.node.to?.$refText ?? "somebody else"}, so ${name} does not receive it`;
      this.#reporter.error(at, "not-the-receiver", message, {}, [
        { position: sent.places.of(sent.node), message: `${called} is sent here` },
      ]);
      return;
    }
    if (sent.step === NONE) return;
    if (node.time !== undefined) this.#receiveAt(sent, node.time, places.property(node, "time"));
    this.#drafts[draft] = {
      kind: "receive",
      process,
      send: sent.step,
      lane: process,
      ...lineOf(places.of(node)),
    };
  }

  local(node: Local, places: Places, content: ContentReader): void {
    const step = this.#placed(node, places);
    if (step === undefined || this.#outages.isDown(step.process, places.of(node))) return;
    const changes = node.changes.flatMap((change) => this.#change(change, places, content) ?? []);
    this.#drafts.push({ kind: "local", label: node.label ?? "", changes, ...step });
  }

  /** Where a step of a process's own order stands in it, and in the text. */
  #placed(node: Local | Crash | Restart, places: Places) {
    const process = this.#system.process(node.process, places.reference(node.process, node));
    if (process === undefined) return undefined;
    const at = this.#timeInOrder(process, node.time, places.property(node, "time"));
    return { process, lane: process, ...at, ...lineOf(places.of(node)) };
  }

  snapshot(node: Snapshot, places: Places): void {
    const id = this.snapshots.length + 1;
    const position = places.of(node);
    const first = this.snapshots.find(({ name }) => name !== undefined && name === node.name);
    if (first !== undefined && node.name !== undefined) {
      this.#reporter.twice(places.property(node, "name"), "snapshot", node.name, first.position);
    }
    this.snapshots.push({ id, name: node.name, position });
    const algorithm = this.#algorithmOf(node, places);
    if (algorithm !== undefined) this.algorithms.push({ snapshot: id, algorithm });
    for (const { process, time } of this.#initiatorsOf(node, places)) {
      const lane = time === undefined ? process : this.#ownLane();
      const at = time === undefined ? {} : { at: time };
      this.#drafts.push({ kind: "snapshot", process, id, lane, ...at, ...lineOf(position) });
    }
  }

  workload(node: Workload, places: Places): void {
    const { sends = 0, time } = node;
    const position = places.of(node);
    if (!Number.isInteger(sends) || sends > MOST_SENDS) {
      const message = `expected a whole number of sends, at most ${MOST_SENDS}, found ${sends}`;
      this.#reporter.error(places.property(node, "sends"), "number-expected", message);
      return;
    }
    for (const { initial } of this.#system.processes) {
      for (const { token } of initial.tokens)
        this.#payload({ label: "", tokens: [{ token, count: 1 }], fields: [] });
    }
    for (const { tokens } of [...this.payloads]) {
      for (const { token } of tokens) this.#payload({ label: "", tokens: [{ token, count: 1 }], fields: [] });
    }
    const at = time === undefined ? {} : { at: time };
    this.#drafts.push({
      kind: "workload",
      sends,
      seed: String(node.seed ?? 1),
      lane: this.#ownLane(),
      ...at,
      ...lineOf(position),
    });
  }

  crash(node: Crash, places: Places): void {
    const step = this.#placed(node, places);
    if (step !== undefined) this.#outages.crash(step, places.of(node));
  }

  restart(node: Restart, places: Places): void {
    const step = this.#placed(node, places);
    if (step !== undefined) this.#outages.restart(step, places.of(node), node.kept);
  }

  fault(node: Fault | Delay, places: Places): void {
    const stepOf = ({ step }: NamedSend): Step | undefined => this.#drafts[step];
    readFault(node, places, this.messages, stepOf, this.#reporter, (at, called) =>
      this.#noSuchMessage(at, called, ""),
    );
  }

  /** Given times that a FIFO channel cannot keep: a message received before one that was sent before it. */
  #checkOrder(): void {
    const byChannel = new Map<number, { readonly step: SendStep; readonly sent: NamedSend }[]>();
    for (const sent of this.messages.all) {
      const step = this.#drafts[sent.step];
      if (step?.kind !== "send" || step.at === undefined || step.receiveAt === undefined) continue;
      const { transport = PLAIN_TRANSPORT } = this.#system.channels[step.channel];
      if (!keepsOrder(transport) || step.fate?.lost) continue;
      byChannel.set(step.channel, [...(byChannel.get(step.channel) ?? []), { step, sent }]);
    }
    for (const sends of byChannel.values()) {
      sends.sort((a, b) => (a.step.at ?? 0) - (b.step.at ?? 0));
      sends.forEach(({ step, sent }, i) => {
        const before = sends[i - 1];
        if (before === undefined || (before.step.receiveAt ?? 0) <= (step.receiveAt ?? 0)) return;
        const ends = `${sent.node.from?.$refText} -> ${sent.node.to?.$refText}`;
        const message =
          `this message would be received at ${step.receiveAt}, before one that was sent earlier on the FIFO channel ${ends} ` +
          `(received at ${before.step.receiveAt}); declare the channel \`not fifo\`, or change a time`;
        const related = {
          position: before.sent.places.of(before.sent.node),
          message: "the message that was sent earlier",
        };
        this.#reporter.error(sent.places.of(sent.node), "fifo-broken", message, { ends }, [related]);
        (step as Writable<SendStep>).receiveAt = before.step.receiveAt;
      });
    }
  }

  #sendStep(node: Send, places: Places, content: ContentReader): SendStep | undefined {
    const from = this.#system.process(node.from, places.reference(node.from, node));
    const to = this.#system.process(node.to, places.reference(node.to, node));
    const payload = this.#payload(content.payload(node.content));
    if (from === undefined || to === undefined) return undefined;
    const channel = this.#system.channel(from, to);
    if (channel === undefined) {
      this.#noChannel(from, to, places.of(node));
      return undefined;
    }
    if (!node.underWay && this.#outages.isDown(from, places.of(node))) return undefined;
    if (node.underWay && node.time !== undefined) {
      const message =
        "what is under way at the start has been sent already: its receipt can have a time, not its sending";
      this.#reporter.error(places.property(node, "time"), "underway-time", message);
    }
    const at = node.underWay ? {} : this.#timeInOrder(from, node.time, places.property(node, "time"));
    let receiveAt = node.received;
    if (receiveAt !== undefined && node.time !== undefined && receiveAt <= node.time) {
      this.#receivedTooEarly(places.property(node, "received"), receiveAt, node.time);
      receiveAt = undefined;
    }
    const given = receiveAt === undefined ? {} : { receiveAt };
    return {
      kind: "send",
      process: from,
      channel,
      payload,
      lane: from,
      ...at,
      ...given,
      ...(node.underWay ? { underWay: true as const } : {}),
      ...lineOf(places.of(node)),
    };
  }

  #receiveAt({ node, step, places }: NamedSend, time: number, position: SourcePosition): void {
    const send = this.#drafts[step] as Writable<SendStep>;
    if (send.receiveAt !== undefined && send.receiveAt !== time) {
      const message = `this message is received at ${send.receiveAt} already, not at ${time}`;
      this.#reporter.error(position, "received-twice", message, {}, [
        { position: places.of(node), message: "its other time is given here" },
      ]);
    } else if (send.at !== undefined && time <= send.at) {
      this.#receivedTooEarly(position, time, send.at);
    } else {
      send.receiveAt = time;
    }
  }

  #receivedTooEarly(position: SourcePosition, received: number, sent: number): void {
    const message = `a message is received after it is sent: this one is sent at ${sent}, so not received at ${received}`;
    this.#reporter.error(position, "received-before-sent", message, { received, sent });
  }

  /** A given time, if the process's order lets it be. */
  #timeInOrder(
    process: ProcessId,
    time: number | undefined,
    position: SourcePosition,
  ): { readonly at?: number } {
    if (time === undefined) return {};
    const last = this.#lastTime.get(process);
    if (last !== undefined && time < last.time) {
      const { name } = this.#system.processes[process];
      const message = `what ${name} does stands in the order in which it happens: this is at ${time}, what stands before it at ${last.time}`;
      this.#reporter.error(position, "time-runs-back", message, { time, last: last.time }, [
        { position: last.position, message: `${name} at ${last.time}` },
      ]);
      return {};
    }
    this.#lastTime.set(process, { time, position });
    return { at: time };
  }

  #change(change: Change, places: Places, content: ContentReader): StateChange | undefined {
    if (!isFieldChange(change)) {
      const token = change.token === undefined ? undefined : tokenName(change.token);
      if (token === undefined) return undefined;
      const count = content.count(change.token);
      return { kind: "token", token, count: change.sign === "-" ? -count : count };
    }
    if (change.operator === "=")
      return { kind: "set", field: change.name, value: content.value(change.value) };
    if (isNumberValue(change.value)) {
      const amount = (change.value.number ?? 0) * (change.operator === "-=" ? -1 : 1);
      return { kind: "add", field: change.name, amount };
    }
    this.#reporter.error(
      places.of(change),
      "number-expected",
      `\`${change.operator}\` adds numbers; \`=\` sets any value`,
    );
    return undefined;
  }

  #algorithmOf(node: Snapshot, places: Places): string | undefined {
    if (node.byClocks) return localClocks.id;
    if (node.independently) return independent.id;
    const id = node.algorithm;
    if (id === undefined || findAlgorithm(id) !== undefined) return id;
    const known = SNAPSHOT_ALGORITHMS.map((algorithm) => algorithm.id);
    this.#reporter.unknown(places.property(node, "algorithm"), "algorithm", id, known);
    return undefined;
  }

  /** Who starts a snapshot, and when: undefined stands for the place in the process's order. */
  #initiatorsOf(
    node: Snapshot,
    places: Places,
  ): { readonly process: ProcessId; readonly time: number | undefined }[] {
    if (node.byClocks)
      return this.#system.processes.map((_, p) => this.#atOwnClock(asProcess(p), node, places));
    if (node.independently) {
      return this.#system.processes.map((_, p) => ({ process: asProcess(p), time: node.time }));
    }
    let time: number | undefined;
    const starts = [...node.initiators].reverse().flatMap((initiator) => {
      // The last time of a list goes for those before it: `by P, Q at 3`.
      time = initiator.time ?? time;
      const process = this.#system.process(initiator.process, places.reference(initiator.process, initiator));
      return process === undefined ? [] : [{ process, time }];
    });
    return starts.reverse();
  }

  #atOwnClock(process: ProcessId, node: Snapshot, places: Places) {
    const time = timeOnClock(node.time ?? 0, this.#system.processes[process].clock ?? { skew: 0, drift: 0 });
    if (time >= 0) return { process, time };
    const { name } = this.#system.processes[process];
    const message = `the clock of ${name} shows ${node.time} before the run begins, so ${name} records at its beginning`;
    this.#reporter.warning(places.property(node, "time"), "clock-ahead", message);
    return { process, time: 0 };
  }

  #noChannel(from: ProcessId, to: ProcessId, position: SourcePosition): void {
    const [a, b] = [this.#system.processes[from].name, this.#system.processes[to].name];
    const back = this.#system.channel(to, from) === undefined ? "" : `; there is one from ${b} to ${a}`;
    const message = `there is no channel from ${a} to ${b}${back}; declare \`channel ${a} -> ${b}\``;
    this.#reporter.error(position, "no-channel", message, { from: a, to: b });
  }

  #noSuchMessage(position: SourcePosition, called: string, to: string): void {
    const known = this.messages.names;
    const message = `no message ${called} is sent${to}`;
    const hint = known.length === 0 ? "; a message gets a name by `as`, such as `P -> Q : Y as m1`" : "";
    this.#reporter.error(position, "unknown-message", `${message}${hint}`, { name: called });
  }

  /** The payload's index; equal ones are shared. */
  #payload(payload: Payload): number {
    const key = JSON.stringify(payload);
    const known = this.#payloadOf.get(key) ?? this.payloads.push(payload) - 1;
    this.#payloadOf.set(key, known);
    return known;
  }

  #ownLane(): number {
    return this.#system.processes.length + this.#ownLanes++;
  }
}

/** Where a step stands. Its file is the scenario's first: what happens is written in one file. */
function lineOf({ line, column, endColumn }: SourcePosition) {
  return { file: 0, line, column, ...(endColumn === undefined ? {} : { endColumn }) };
}
