// The problems of a reading as they come: a file that is wrong on a million lines gives some hundred problems and a count,
// so that what is wrong with a file never takes more memory than the file.

import type { Problem } from "../trace/problem.ts";

/** Problems of one code in one file that are kept. */
const KEPT = 500;

interface Rest {
  count: number;
  last: Problem;
}

export class ProblemList {
  readonly #kept: Problem[] = [];
  readonly #counts = new Map<string, number>();
  readonly #rests = new Map<string, Rest>();

  add(problem: Problem): void {
    const key = `${problem.code} ${problem.position.file}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= KEPT) {
      this.#kept.push(problem);
      return;
    }
    const rest = this.#rests.get(key);
    if (rest === undefined) this.#rests.set(key, { count: 1, last: problem });
    else {
      rest.count++;
      rest.last = problem;
    }
  }

  /** What was kept, and of each kind that is not whole one problem more, at its last place, that counts the others. */
  all(): Problem[] {
    const rests = [...this.#rests.values()].map(({ count, last }): Problem => {
      const { position, severity, code } = last;
      const message = `${count} more problems of this kind (${code}) in this file, the last one here`;
      return { position, severity, code, message };
    });
    return [...this.#kept, ...rests];
  }
}
