// Where recorded times make effects precede causes in a circle, the lines of the processes cannot all keep their order by
// time. Here is an order of each line that breaks the circles by moving events forward, one at a time, as little as it can.

import { NONE } from "../../trace/ids.ts";

interface Messages {
  readonly send: Int32Array;
  readonly receive: Int32Array;
  readonly length: number;
}

export interface Moves {
  /** The rows, process by process. */
  readonly order: Uint32Array;
  /** A row, and the row before which it was put although its time is later. */
  readonly moved: readonly (readonly [row: number, before: number])[];
  /** Messages in a circle that no order of events can break. */
  readonly cut: readonly number[];
}

/** Events looked at behind a blocked one. */
const REACH = 10_000;
/** Events looked at in all; then circles are broken by giving up messages. */
const BUDGET = 100_000_000;

/** Gives undefined where the order is without circles as it is. */
export function causalOrder(
  order: Uint32Array,
  process: Uint32Array,
  processes: number,
  messages: Messages,
  structure: () => Iterable<readonly [number, number]>,
): Moves | undefined {
  const lines = Array.from({ length: processes }, (): number[] => []);
  for (const row of order) lines[process[row]].push(row);
  const placing = new Placing(lines, process, messages);
  placing.run();
  if (placing.left === 0) return undefined;
  placing.restrict(structure());
  const moved: [number, number][] = [];
  const cut: number[] = [];
  while (placing.left > 0) {
    const move = placing.move();
    if (move !== undefined) moved.push(move);
    else cut.push(...placing.cut());
    placing.run();
  }
  return { order: Uint32Array.from(placing.placed.flat()), moved, cut };
}

/** Places events one by one, each after its causes, as long as the heads of the lines let it. */
class Placing {
  readonly placed: number[][];
  left: number;
  readonly #lines: number[][];
  readonly #head: number[];
  readonly #process: Uint32Array;
  readonly #messages: Messages;
  /** Unplaced causes of each row: sends of what it receives, and, once restricted, of its own process. */
  readonly #waiting: Int32Array;
  /** The messages that a row sends, and those that it receives, as lists. */
  readonly #firstOut: Int32Array;
  readonly #nextOut: Int32Array;
  readonly #firstIn: Int32Array;
  readonly #nextIn: Int32Array;
  readonly #given: Uint8Array;
  readonly #done: Uint8Array;
  readonly #after = new Map<number, number[]>();
  /** Processes whose head may have become free. */
  readonly #ready: number[];
  #budget = BUDGET;

  constructor(lines: number[][], process: Uint32Array, messages: Messages) {
    const rows = lines.reduce((sum, line) => sum + line.length, 0);
    const { send, receive, length } = messages;
    this.#lines = lines;
    this.#head = lines.map(() => 0);
    this.#ready = lines.map((_, p) => p);
    this.#process = process;
    this.#messages = messages;
    this.#waiting = new Int32Array(rows);
    this.#firstOut = new Int32Array(rows).fill(NONE);
    this.#nextOut = new Int32Array(length).fill(NONE);
    this.#firstIn = new Int32Array(rows).fill(NONE);
    this.#nextIn = new Int32Array(length).fill(NONE);
    this.#given = new Uint8Array(length);
    this.#done = new Uint8Array(rows);
    this.placed = lines.map(() => []);
    this.left = rows;
    for (let m = 0; m < length; m++) {
      if (send[m] === NONE || receive[m] === NONE) continue;
      this.#waiting[receive[m]]++;
      this.#nextOut[m] = this.#firstOut[send[m]];
      this.#firstOut[send[m]] = m;
      this.#nextIn[m] = this.#firstIn[receive[m]];
      this.#firstIn[receive[m]] = m;
    }
  }

  /** Places what can be placed without a move. */
  run(): void {
    for (let p = this.#ready.pop(); p !== undefined; p = this.#ready.pop()) {
      for (let row = this.#headOf(p); row !== NONE && this.#waiting[row] === 0; row = this.#headOf(p)) {
        this.#place(row);
      }
    }
  }

  /** From now on events may leave the order of their line, but not that of these pairs. */
  restrict(pairs: Iterable<readonly [number, number]>): void {
    for (const [before, after] of pairs) {
      if (this.#done[before] === 1 || this.#done[after] === 1 || before === after) continue;
      const list = this.#after.get(before);
      if (list === undefined) this.#after.set(before, [after]);
      else list.push(after);
      this.#waiting[after]++;
    }
  }

  /** Places the nearest event behind a blocked head that waits for nothing; undefined where there is none. */
  move(): [number, number] | undefined {
    let best: [number, number] | undefined;
    let nearest = REACH;
    for (const [p, line] of this.#lines.entries()) {
      const head = this.#headOf(p);
      let passed = 0;
      for (let at = this.#head[p]; at < line.length && passed < nearest && this.#budget > 0; at++) {
        this.#budget--;
        if (this.#done[line[at]] === 1) continue;
        if (this.#waiting[line[at]] === 0) {
          best = [line[at], head];
          nearest = passed;
          break;
        }
        passed++;
      }
    }
    if (best !== undefined) this.#place(best[0]);
    return best;
  }

  /** Gives up the messages for which a blocked event waits. */
  cut(): number[] {
    for (const p of this.#lines.keys()) {
      const head = this.#headOf(p);
      const given: number[] = [];
      for (let m = head === NONE ? NONE : this.#firstIn[head]; m !== NONE; m = this.#nextIn[m]) {
        if (this.#done[this.#messages.send[m]] === 1 || this.#given[m] === 1) continue;
        this.#given[m] = 1;
        given.push(m);
      }
      if (given.length === 0) continue;
      this.#waiting[head] -= given.length;
      this.#ready.push(p);
      return given;
    }
    // Every head waits for its own line only: the pairs themselves are a circle, so they are given up.
    for (const after of this.#after.values()) for (const row of after) this.#waiting[row]--;
    this.#after.clear();
    this.#ready.push(...this.#lines.keys());
    return [];
  }

  #headOf(p: number): number {
    const line = this.#lines[p];
    while (this.#head[p] < line.length && this.#done[line[this.#head[p]]] === 1) this.#head[p]++;
    return line[this.#head[p]] ?? NONE;
  }

  #place(row: number): void {
    this.#done[row] = 1;
    this.left--;
    this.placed[this.#process[row]].push(row);
    this.#ready.push(this.#process[row]);
    for (let m = this.#firstOut[row]; m !== NONE; m = this.#nextOut[m]) {
      if (this.#given[m] === 0) this.#release(this.#messages.receive[m]);
    }
    for (const after of this.#after.get(row) ?? []) this.#release(after);
    this.#after.delete(row);
  }

  #release(row: number): void {
    if (--this.#waiting[row] === 0) this.#ready.push(this.#process[row]);
  }
}
