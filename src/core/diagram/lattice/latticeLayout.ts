// Where the consistent cuts of a lattice are drawn: levels to the right, as time runs in the diagrams, and within a level
// by which process is ahead, so that two processes give the grid that one draws by hand.

import type { CutLattice } from "../../trace/cutLattice.ts";

export interface LatticeLayout {
  readonly width: number;
  readonly height: number;
  /** One for each cut. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

const LEVEL_GAP = 64;
const ROW_GAP = 44;

export function layoutLattice({ cuts, levels }: CutLattice): LatticeLayout {
  const x = new Float64Array(cuts.length);
  const y = new Float64Array(cuts.length);
  const processes = cuts[0].length;
  // Processes pull up or down, each with a weight of its own, so that few cuts of a level fall together.
  const weight = (p: number): number => (processes === 1 ? 0 : (2 * p) / (processes - 1) - 1);
  const pull = (cut: number): number => cuts[cut].reduce((sum, frontier, p) => sum + frontier * weight(p), 0);
  for (let level = 0; level + 1 < levels.length; level++) {
    const places = Array.from({ length: levels[level + 1] - levels[level] }, (_, i) => levels[level] + i);
    const pulls = new Map(places.map((place) => [place, pull(place)]));
    places.sort((a, b) => (pulls.get(a) ?? 0) - (pulls.get(b) ?? 0) || a - b);
    const middle = (places.length - 1) / 2;
    let last = Number.NEGATIVE_INFINITY;
    const rows = places.map((place, i) => {
      // With two processes the pull itself is the grid; with more, cuts that fall together make room for each other.
      const wanted = processes === 2 ? (pulls.get(place) ?? 0) / 2 : i - middle;
      last = Math.max(wanted, last + (processes === 2 ? 0.5 : 1));
      return last;
    });
    places.forEach((place, i) => {
      x[place] = level * LEVEL_GAP;
      y[place] = rows[i] * ROW_GAP;
    });
  }
  const top = Math.min(...y);
  for (let i = 0; i < y.length; i++) y[i] -= top;
  return { width: (levels.length - 2) * LEVEL_GAP, height: Math.max(...y), x, y };
}
