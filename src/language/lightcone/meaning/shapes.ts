// The shapes of `channel mesh`, `ring`, `star`, `grid` and `random`: which ordered pairs of processes they
// join, and in which order the channels are numbered. system.ts declares the channels.

import { SeededRandom } from "../../../core/simulation/seededRandom.ts";

export type ShapeKind =
  | { readonly kind: "mesh" }
  | { readonly kind: "ring"; readonly bothWays: boolean }
  /** `center`: a place among the members. */
  | { readonly kind: "star"; readonly center: number }
  | { readonly kind: "grid"; readonly rows: number; readonly columns: number }
  /** Each ordered pair has a channel with this probability. */
  | { readonly kind: "random"; readonly share: number; readonly seed: string };

/** Pairs of places among `count` members, from and to. */
export function* pairsOf(shape: ShapeKind, count: number): Iterable<readonly [number, number]> {
  switch (shape.kind) {
    case "mesh":
      yield* allPairs(count);
      return;
    case "ring":
      for (let i = 0; i < count && count > 1; i++) {
        yield [i, (i + 1) % count];
        if (shape.bothWays) yield [(i + 1) % count, i];
      }
      return;
    case "star":
      for (let i = 0; i < count; i++) {
        if (i === shape.center) continue;
        yield [shape.center, i];
        yield [i, shape.center];
      }
      return;
    case "grid":
      yield* gridPairs(shape.rows, shape.columns);
      return;
    case "random": {
      const random = new SeededRandom(shape.seed);
      for (const pair of allPairs(count)) if (random.unit() < shape.share) yield pair;
    }
  }
}

function* allPairs(count: number): Iterable<readonly [number, number]> {
  for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) if (i !== j) yield [i, j];
}

function* gridPairs(rows: number, columns: number): Iterable<readonly [number, number]> {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const here = row * columns + column;
      if (column + 1 < columns) yield* [[here, here + 1] as const, [here + 1, here] as const];
      if (row + 1 < rows) yield* [[here, here + columns] as const, [here + columns, here] as const];
    }
  }
}
