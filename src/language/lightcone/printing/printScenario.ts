// Writes a scenario of the core as a .lightcone file of its own: imports resolved, shapes spelt out, every channel with
// what it does. Read again, it runs to the same trace.

import type { Expectation, ExpectedState, PlannedCut, Puzzle } from "../../../core/scenario/expectation.ts";
import type { Scenario, ScenarioChannel } from "../../../core/scenario/scenario.ts";
import type {
  CrashStep,
  LocalStep,
  RestartStep,
  SendStep,
  SnapshotStep,
  Step,
} from "../../../core/scenario/step.ts";
import { LANGUAGE_VERSION } from "../meaning/compile.ts";
import { fateWords, partitionWords, transportWords } from "./networkWords.ts";
import { nameWords, numberWords, payloadWords, stateWords, tokenWords, valueWords } from "./words.ts";

export function printScenario(scenario: Scenario): string {
  return new Printer(scenario).print();
}

class Printer {
  readonly #scenario: Scenario;
  readonly #steps: readonly Step[];
  /** Sends that something speaks of, and so need a name. */
  readonly #named: ReadonlySet<number>;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#steps = scenario.steps ?? [];
    const waited = this.#steps.flatMap((step) => (step.kind === "receive" ? [step.send] : []));
    const drawn = (scenario.cuts ?? []).flatMap(({ through }) =>
      through.kind === "time"
        ? []
        : through.points.flatMap(({ after }) => (after.kind === "message" ? [after.send] : [])),
    );
    const faulty = this.#steps.flatMap((step, i) =>
      step.kind === "send" && step.fate !== undefined ? [i] : [],
    );
    this.#named = new Set([...waited, ...drawn, ...faulty]);
  }

  print(): string {
    const { timeUnit, delivery, stopTime, processes, channels, partitions, cuts, puzzles, expectations } =
      this.#scenario;
    const parts = [
      [`lightcone ${LANGUAGE_VERSION}`],
      [
        ...(timeUnit === "tick" ? [] : [`time in ${timeUnit}`]),
        ...(delivery.seed === "1" ? [] : [`seed ${delivery.seed}`]),
        ...(stopTime === undefined ? [] : [`stop at ${numberWords(stopTime)}`]),
      ],
      processes.map(({ name, initial }) => `process ${nameWords(name)} ${stateWords(initial)}`),
      channels.map((channel) => this.#channel(channel)),
      processes.flatMap(({ name, clock }) =>
        clock === undefined
          ? []
          : [`clock ${nameWords(name)} skew ${numberWords(clock.skew)} drift ${numberWords(clock.drift)}`],
      ),
      (partitions ?? []).map((partition) => partitionWords(partition, (process) => this.#name(process))),
      this.#stepLines(),
      (cuts ?? []).map((cut) => this.#cut(cut)),
      (puzzles ?? []).map((puzzle) => this.#puzzle(puzzle)),
      (expectations ?? []).map((expectation) => this.#expectation(expectation)),
    ];
    const blocks = parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`);
    return blocks.join("\n");
  }

  #name(process: number): string {
    return nameWords(this.#scenario.processes[process].name);
  }

  #channel({ from, to, transport }: ScenarioChannel): string {
    const words = [`channel ${this.#name(from)} -> ${this.#name(to)}`];
    if (transport !== undefined) words.push(...transportWords(transport));
    return words.join(" ");
  }

  #stepLines(): string[] {
    const lines: string[] = [];
    this.#steps.forEach((step, i) => {
      if (step.kind === "send") lines.push(this.#send(step, i));
      else if (step.kind === "local") lines.push(this.#local(step));
      else if (step.kind === "workload")
        lines.push(`random ${step.sends} sends seed ${step.seed}${atWords(step)}`);
      else if (step.kind === "receive") {
        const send = this.#steps[step.send];
        const time = send?.kind === "send" && send.at === undefined ? send.receiveAt : undefined;
        lines.push(`${this.#name(step.process)} receives m${step.send + 1}${atWords({ at: time })}`);
      } else if (step.kind === "crash" || step.kind === "restart") lines.push(this.#outage(step));
      else if (this.#isFirstStart(step, i)) lines.push(this.#snapshot(step, i));
    });
    this.#steps.forEach((step, i) => {
      if (step.kind === "send" && step.fate !== undefined) lines.push(...fateWords(step.fate, `m${i + 1}`));
    });
    return lines;
  }

  #outage(step: CrashStep | RestartStep): string {
    const name = this.#name(step.process);
    if (step.kind === "crash") return `${name} crashes${atWords(step)}`;
    const before = this.#steps.slice(0, this.#steps.indexOf(step)).reverse();
    const crash = before.find((each) => each.kind === "crash" && each.process === step.process);
    const kept = crash?.kind === "crash" && crash.restart === "kept";
    return `${name} restarts${kept ? " with its state" : ""}${atWords(step)}`;
  }

  #send(step: SendStep, i: number): string {
    const { from, to } = this.#scenario.channels[step.channel];
    const content = payloadWords(this.#scenario.payloads[step.payload]);
    const name = this.#named.has(i) ? ` as m${i + 1}` : "";
    const received =
      step.receiveAt === undefined || step.at === undefined ? "" : `..${numberWords(step.receiveAt)}`;
    const before = step.underWay ? "underway " : "";
    return `${before}${this.#name(from)} -> ${this.#name(to)}${content === "" ? "" : ` : ${content}`}${name}${atWords(step)}${received}`;
  }

  #local(step: LocalStep): string {
    const changes = step.changes.map((change) => {
      if (change.kind === "token") {
        const token = { token: change.token, count: Math.abs(change.count) };
        return `${change.count < 0 ? "-" : "+"} ${tokenWords(token)}`;
      }
      if (change.kind === "set") return `${nameWords(change.field)} = ${valueWords(change.value)}`;
      return `${nameWords(change.field)} ${change.amount < 0 ? "-=" : "+="} ${numberWords(Math.abs(change.amount))}`;
    });
    const label = step.label === "" ? "" : ` "${step.label}"`;
    const braces = changes.length === 0 ? "" : ` { ${changes.join(", ")} }`;
    return `${this.#name(step.process)} does${label}${braces}${atWords(step)}`;
  }

  /** The starts of one snapshot stand in a row; the first stands for all. */
  #isFirstStart(step: SnapshotStep, i: number): boolean {
    const before = this.#steps[i - 1];
    return before?.kind !== "snapshot" || before.id !== step.id;
  }

  #snapshot({ id }: SnapshotStep, first: number): string {
    const timed: string[] = [];
    const untimed: string[] = [];
    for (let i = first; i < this.#steps.length; i++) {
      const step = this.#steps[i];
      if (step.kind !== "snapshot" || step.id !== id) break;
      (step.at === undefined ? untimed : timed).push(`${this.#name(step.process)}${atWords(step)}`);
    }
    // A time goes for those before it too, so who has none stands last.
    const starts = [...timed, ...untimed];
    const algorithm = this.#scenario.algorithms?.find(({ snapshot }) => snapshot === id)?.algorithm;
    const using = algorithm === undefined ? "" : ` using ${nameWords(algorithm)}`;
    const name = this.#snapshotName(id);
    return `snapshot${name === undefined ? "" : ` ${name}`} by ${starts.join(", ")}${using}`;
  }

  #snapshotName(id: number): string | undefined {
    const name = this.#scenario.snapshotNames?.find(({ snapshot }) => snapshot === id)?.name;
    return name === undefined ? undefined : nameWords(name);
  }

  #cut({ name, through }: PlannedCut): string {
    const title = `cut ${nameWords(name)}`;
    if (through.kind === "time") return `${title} at ${numberWords(through.time)}`;
    const points = through.points.map(({ process, after }) => {
      return `${this.#name(process)} after ${after.kind === "events" ? after.count : `m${after.send + 1}`}`;
    });
    return `${title} { ${points.join(", ")} }`;
  }

  #puzzle({ name, state }: Puzzle): string {
    return `possible ${name === "" ? "" : `${nameWords(name)} `}${this.#state(state)}`;
  }

  #expectation({ subject, claim }: Expectation): string {
    const { cuts = [], puzzles = [] } = this.#scenario;
    const words = ["expect"];
    if (subject.kind === "snapshot") words.push(`snapshot ${this.#snapshotName(subject.id) ?? subject.id}`);
    else if (subject.kind === "cut") words.push(`cut ${nameWords(cuts[subject.index].name)}`);
    else if (subject.kind === "puzzle") words.push(`puzzle ${nameWords(puzzles[subject.index].name)}`);
    else if (subject.kind === "end") words.push("end");
    if (claim.kind === "verdict") words.push(claim.verdict);
    else if (claim.kind === "conserved") words.push("tokens conserved");
    else if (claim.kind === "state") words.push(this.#state(claim.state));
    else words.push(`${claim.kind} { ${claim.tokens.map(tokenWords).join(", ")} }`);
    return words.join(" ");
  }

  #state({ processes, channels }: ExpectedState): string {
    const parts = [
      ...processes.map(({ process, state }) => `${this.#name(process)} ${stateWords(state)}`),
      ...channels.map(({ from, to, messages }) => {
        const list = messages.map((message) => {
          const isOneToken =
            message.label === "" && message.fields.length === 0 && message.tokens.length === 1;
          return isOneToken || message.label !== "" ? payloadWords(message) : stateWords(message);
        });
        return `${this.#name(from)} -> ${this.#name(to)} [ ${list.join(", ")} ]`;
      }),
    ];
    return parts.length === 0 ? "{ }" : `{\n    ${parts.join("\n    ")}\n}`;
  }
}

function atWords({ at }: { readonly at?: number }): string {
  return at === undefined ? "" : ` at ${numberWords(at)}`;
}
