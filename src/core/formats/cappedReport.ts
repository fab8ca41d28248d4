// Problems of one kind up to a limit, and the rest as a count: a file may be wrong on each of a hundred million lines,
// and then neither memory nor a reader's patience would last.

import type { Problem, Report } from "../trace/problem.ts";

/** Problems of one code that are passed on. */
const LIMIT = 1000;

/** Passes problems on to a report, and in the end tells of each code how many more there were. */
export class CappedReport {
  readonly #report: Report;
  readonly #kinds = new Map<string, { readonly first: Problem; count: number }>();

  constructor(report: Report) {
    this.#report = report;
  }

  readonly add: Report = (problem) => {
    const kind = this.#kinds.get(problem.code) ?? { first: problem, count: 0 };
    this.#kinds.set(problem.code, kind);
    if (kind.count++ < LIMIT) this.#report(problem);
  };

  finish(): void {
    for (const [code, { first, count }] of this.#kinds) {
      if (count <= LIMIT) continue;
      const message = `${count - LIMIT} more problems of this kind (${code}) are not listed`;
      const position = { file: first.position.file, line: 0, column: 0 };
      this.#report({ position, severity: first.severity, code, message });
    }
  }
}
