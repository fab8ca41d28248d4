// Writes into the trace what does not happen in a run as it is written, each with its line: sends of what is not held,
// receive times that cannot be kept, what processes should do while they are down.

import type { Scenario } from "../scenario/scenario.ts";
import { type MessageId, NONE, type ProcessId } from "../trace/ids.ts";
import { describeTokens, type TokenCount } from "../trace/localState.ts";
import type { TraceBuilder } from "../trace/traceBuilder.ts";
import type { Origin } from "./script.ts";

export class ProblemWriter {
  readonly #scenario: Scenario;
  readonly #builder: TraceBuilder;

  constructor(scenario: Scenario, builder: TraceBuilder) {
    this.#scenario = scenario;
    this.#builder = builder;
  }

  report(
    { file, line, column = 1, endColumn }: Origin,
    code: string,
    message: string,
    args: Readonly<Record<string, string | number>>,
  ): void {
    const place = { file: this.#scenario.files[file] ?? "", line, column };
    const position = endColumn === undefined ? place : { ...place, endColumn };
    this.#builder.addProblem({ position, severity: "error", code, message, args });
  }

  /** A process lacks tokens for a send or a step, which is left out. */
  lack(
    origin: Origin,
    process: ProcessId,
    lacking: TokenCount & { readonly held: number },
    to: string,
    what: "send" | "step",
    time: number,
  ): void {
    const { token, count, held } = lacking;
    const { name } = this.#scenario.processes[process];
    const does = what === "send" ? "send" : "give up";
    const message = `${name} cannot ${does} ${describeTokens([{ token, count }])}${to} at ${time}: it holds ${held}; this ${what} is left out`;
    this.report(origin, "not-enough-tokens", message, { process: name, needs: count, held, token, time });
  }

  /** A process is down when it should do something, which is left out. */
  down(origin: Origin, process: ProcessId, time: number): void {
    const { name } = this.#scenario.processes[process];
    const message = `${name} is down at ${time}, since it crashed: this does not happen`;
    this.report(origin, "process-down", message, { process: name, time });
  }

  /** A message is received at another time than the one that is given. `behind`: the message that it must follow, or NONE. */
  delayed(now: number, message: MessageId, wanted: number, arrival: number, behind: MessageId): void {
    const origin = (of: MessageId): Origin => ({
      file: this.#builder.fileOfSend(of),
      line: this.#builder.lineOfSend(of),
    });
    const because =
      behind === NONE
        ? `it is sent at ${now}`
        : `the FIFO channel delivers the message of line ${origin(behind).line} before it`;
    const text = `this message cannot be received at ${wanted}: ${because}; it is received at ${arrival}`;
    this.report(origin(message), "receive-delayed", text, { wanted, arrival });
  }
}
