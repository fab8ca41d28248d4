// Who called whom: the parent of each span by its id, where one id may name both halves of a call (Zipkin's shared spans),
// and how deep each span lies in its tree. What is wrong with ids is reported here.

import { NONE } from "../../trace/ids.ts";
import type { SourcePosition } from "../../trace/problem.ts";
import { PairIndex } from "./pairIndex.ts";
import { SpanKind, type SpanTable } from "./spanTable.ts";
import type { Tally } from "./tally.ts";

/** What stands in `parent` where the parent's id is not in the files. */
export const MISSING = -2;

/** Whether a span of this kind takes what another process sent. */
export function isReceiver(kind: number): boolean {
  return kind === SpanKind.server || kind === SpanKind.consumer;
}

/** Whether a span of this kind sends to another process. */
export function isSender(kind: number): boolean {
  return kind === SpanKind.client || kind === SpanKind.producer;
}

export class SpanParents {
  /** The row of each span's parent, NONE, or MISSING. */
  readonly parent: Int32Array;
  /** How many ancestors each span has in the files. */
  readonly depth: Uint32Array;
  /** 1 for spans that repeat another's id: they are left out. */
  readonly repeated: Uint8Array;
  readonly #table: SpanTable;
  readonly #process: Uint32Array;
  readonly #tally: Tally;
  /** The spans of each trace and id, as lists in the order of the files. */
  readonly #first: PairIndex;
  readonly #next: Int32Array;

  constructor(table: SpanTable, process: Uint32Array, tally: Tally) {
    const n = table.spans.length;
    this.#table = table;
    this.#process = process;
    this.#tally = tally;
    this.#first = new PairIndex(n);
    this.#next = new Int32Array(n).fill(NONE);
    this.repeated = new Uint8Array(n);
    this.parent = new Int32Array(n).fill(NONE);
    this.depth = new Uint32Array(n);
    this.#index(n);
    for (let row = 0; row < n; row++) if (this.repeated[row] === 0) this.parent[row] = this.#parentOf(row);
    this.#measure(n);
  }

  /** The span that a link names; NONE where it is not in the files. */
  linked(trace: number, id: number): number {
    return this.#find(trace, id, NONE, isSender);
  }

  position(row: number): SourcePosition {
    const { file, line } = this.#table.spans.columns;
    return { file: this.#table.files[file[row]] ?? "", line: line[row], column: 1 };
  }

  #index(n: number): void {
    const { id, trace } = this.#table.spans.columns;
    for (let row = 0; row < n; row++) {
      if (id[row] === 0) continue;
      if (this.#isRepeated(row)) {
        this.repeated[row] = 1;
        const words = `span ${this.#table.ids.textOf(id[row])} is in the files more than once; the first counts`;
        this.#tally.add(this.position(row), "warning", "span-twice", words);
        continue;
      }
      const first = this.#first.get(trace[row], id[row]);
      if (first === NONE) this.#first.set(trace[row], id[row], row);
      else this.#next[first] = row;
    }
  }

  /** One id may name the two halves of a call, but not two of a kind. */
  #isRepeated(row: number): boolean {
    const { id, trace, kind } = this.#table.spans.columns;
    for (let other = this.#first.get(trace[row], id[row]); other !== NONE; other = this.#next[other]) {
      const halves = isSender(kind[other])
        ? isReceiver(kind[row])
        : isReceiver(kind[other]) && isSender(kind[row]);
      if (!halves) return true;
    }
    return false;
  }

  #parentOf(row: number): number {
    const { id, trace, kind, parent } = this.#table.spans.columns;
    if (isReceiver(kind[row]) && id[row] !== 0) {
      const half = this.#find(trace[row], id[row], row, isSender);
      if (half !== NONE && isSender(kind[half])) return half;
    }
    if (parent[row] === 0) return NONE;
    if (parent[row] === id[row]) {
      const words = `span ${this.#table.ids.textOf(id[row])} is said to be its own parent`;
      this.#tally.add(this.position(row), "warning", "parent-cycle", words);
      return NONE;
    }
    const found = this.#find(trace[row], parent[row], row, (half) => !isSender(half));
    if (found !== NONE) return found;
    const words = `the parent of this span, ${this.#table.ids.textOf(parent[row])}, is not in the files`;
    this.#tally.add(this.position(row), "warning", "parent-missing", words);
    return MISSING;
  }

  /** A span by its id: of two halves the one on the process of `row`, else the one preferred by its kind. */
  #find(trace: number, id: number, row: number, preferred: (kind: number) => boolean): number {
    const { kind, id: ids } = this.#table.spans.columns;
    let found: number = NONE;
    for (let other = this.#first.get(trace, id); other !== NONE; other = this.#next[other]) {
      if (other === row) continue;
      if (row !== NONE && id !== ids[row] && this.#process[other] === this.#process[row]) return other;
      if (found === NONE || preferred(kind[other])) found = other;
    }
    return found;
  }

  /** Depths, each found once; a circle of parents is cut where it closes. */
  #measure(n: number): void {
    const known = new Uint8Array(n);
    const path: number[] = [];
    for (let start = 0; start < n; start++) {
      let row = start;
      for (; row >= 0 && known[row] === 0; row = this.parent[row]) {
        known[row] = 1;
        path.push(row);
      }
      if (row >= 0 && known[row] === 1) {
        const words = `span ${this.#table.ids.textOf(this.#table.spans.columns.id[row])} is its own ancestor`;
        this.#tally.add(this.position(row), "warning", "parent-cycle", words);
        this.parent[row] = NONE;
      }
      for (let at = path.pop(); at !== undefined; at = path.pop()) {
        known[at] = 2;
        this.depth[at] = this.parent[at] < 0 ? 0 : this.depth[this.parent[at]] + 1;
      }
    }
  }
}
