// Crashes and restarts of processes, as steps of the core. A process that crashed does nothing until it restarts, so
// whatever stands in its order between the two is reported.

import type { CrashStep, RestartStep, Step } from "../../../core/scenario/step.ts";
import type { ProcessId } from "../../../core/trace/ids.ts";
import type { SourcePosition } from "../../../core/trace/problem.ts";
import type { Reporter } from "./reporter.ts";

/** A crash without its restart so far: its place among the drafts, and in the text. */
interface Open {
  readonly draft: number;
  readonly position: SourcePosition;
}

export class Outages {
  readonly #drafts: (Step | undefined)[];
  readonly #reporter: Reporter;
  readonly #nameOf: (process: ProcessId) => string;
  readonly #open = new Map<ProcessId, Open>();

  /** `drafts`: the steps read so far, which it adds to. */
  constructor(drafts: (Step | undefined)[], nameOf: (process: ProcessId) => string, reporter: Reporter) {
    this.#drafts = drafts;
    this.#nameOf = nameOf;
    this.#reporter = reporter;
  }

  /** Whether a process is down where something of its order stands, which is reported then. */
  isDown(process: ProcessId, position: SourcePosition): boolean {
    const open = this.#open.get(process);
    if (open === undefined) return false;
    const name = this.#nameOf(process);
    const message = `${name} is down here, since it has crashed: it does nothing until \`${name} restarts\``;
    this.#reporter.error(position, "process-down", message, { process: name }, [
      { position: open.position, message: `${name} crashes here` },
    ]);
    return true;
  }

  crash(step: Omit<CrashStep, "kind" | "restart">, position: SourcePosition): void {
    if (this.isDown(step.process, position)) return;
    const draft = this.#drafts.push({ kind: "crash", restart: "never", ...step }) - 1;
    this.#open.set(step.process, { draft, position });
  }

  restart(step: Omit<RestartStep, "kind">, position: SourcePosition, kept: boolean): void {
    const open = this.#open.get(step.process);
    if (open === undefined) {
      const name = this.#nameOf(step.process);
      const message = `${name} is not down here: it restarts after \`${name} crashes\``;
      this.#reporter.error(position, "restart-without-crash", message, { process: name });
      return;
    }
    const crash = this.#drafts[open.draft];
    if (crash?.kind === "crash") this.#drafts[open.draft] = { ...crash, restart: kept ? "kept" : "initial" };
    this.#drafts.push({ kind: "restart", ...step });
    this.#open.delete(step.process);
  }
}
