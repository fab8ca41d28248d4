// Every run of small systems with one snapshot: every script up to a size, the snapshot at every place by every
// initiator, every order of deliveries. Each snapshot must pass every check of the core and of the oracle.

import { describe } from "node:test";
import { checkRows, oneInitiator } from "../../support/enumerate.ts";
import { LINE, MESH, PAIR, RING } from "../../support/smallScenarios.ts";

describe("every snapshot by one initiator is right", () => {
  checkRows(
    [
      ["2 processes", PAIR, 0, 2, 2, 0],
      ["2 processes", PAIR, 1, 8, 28, 8],
      ["2 processes", PAIR, 2, 24, 340, 170],
      ["2 processes", PAIR, 3, 64, 4092, 2618],
      ["2 processes", PAIR, 4, 160, 50046, 36438],
      ["a ring of 3", RING, 0, 3, 3, 0],
      ["a ring of 3", RING, 1, 18, 96, 24],
      ["a ring of 3", RING, 2, 81, 2514, 1152],
      ["a ring of 3", RING, 3, 324, 63834, 39201],
      ["3 in a line", LINE, 0, 3, 12, 0],
      ["3 in a line", LINE, 1, 24, 706, 188],
      ["3 in a line", LINE, 2, 144, 31794, 15154],
      ["3 all connected", MESH, 0, 3, 360, 0],
      ["3 all connected", MESH, 1, 36, 52920, 13104],
    ],
    oneInitiator,
  );
});
