// Counts the problems of a kind and reports the first of them one by one, the rest in one sentence: a file may be
// wrong in the same way a million times, and nobody reads that list.

import type { Report, Severity, SourcePosition } from "../../trace/problem.ts";

/** Problems of one code that are reported one by one. */
const REPORTED = 100;

interface Kind {
  readonly severity: Severity;
  readonly position: SourcePosition;
  count: number;
}

export class Tally {
  readonly #report: Report;
  readonly #kinds = new Map<string, Kind>();

  constructor(report: Report) {
    this.#report = report;
  }

  add(position: SourcePosition, severity: Severity, code: string, message: string): void {
    const kind = this.#kinds.get(code) ?? { severity, position, count: 0 };
    this.#kinds.set(code, kind);
    if (kind.count++ < REPORTED) this.#report({ position, severity, code, message });
  }

  /** Whether another problem of this code would be reported by itself. */
  isOpen(code: string): boolean {
    return (this.#kinds.get(code)?.count ?? 0) < REPORTED;
  }

  /** Tells how many there were in all. */
  finish(): void {
    for (const [code, { severity, position, count }] of this.#kinds) {
      if (count <= REPORTED) continue;
      const message = `${count - REPORTED} more problems of this kind (${code}) are not listed`;
      const whole = { file: position.file, line: 0, column: 0 };
      this.#report({ position: whole, severity, code, message, args: { count } });
    }
  }
}
