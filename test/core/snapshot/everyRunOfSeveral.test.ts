// Every run of small systems with two initiators of one snapshot, or with two snapshots under way at once.
// Each snapshot must pass every check of the core and of the oracle.

import { describe } from "node:test";
import { checkRows, twoInitiators, twoSnapshots } from "../../support/enumerate.ts";
import { LINE, MESH, PAIR, RING } from "../../support/smallScenarios.ts";

describe("every snapshot by two initiators is right", () => {
  checkRows(
    [
      ["2 processes", PAIR, 0, 2, 8, 0],
      ["2 processes", PAIR, 1, 12, 160, 46],
      ["2 processes", PAIR, 2, 48, 2488, 1230],
      ["2 processes", PAIR, 3, 160, 36096, 22668],
      ["a ring of 3", RING, 0, 6, 39, 0],
      ["a ring of 3", RING, 1, 54, 1698, 474],
      ["3 in a line", LINE, 0, 6, 184, 0],
      ["3 in a line", LINE, 1, 72, 14036, 3802],
      ["3 all connected", MESH, 0, 6, 6912, 0],
    ],
    twoInitiators,
  );
});

describe("two snapshots under way at once are both right", () => {
  checkRows(
    [
      ["2 processes", PAIR, 0, 4, 22, 0],
      ["2 processes", PAIR, 1, 24, 646, 290],
      ["2 processes", PAIR, 2, 96, 13330, 9146],
      ["a ring of 3", RING, 0, 9, 165, 0],
      ["a ring of 3", RING, 1, 81, 11889, 4866],
      ["3 in a line", LINE, 0, 9, 5014, 0],
    ],
    twoSnapshots,
  );
});
