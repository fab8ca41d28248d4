// Every run of small systems whose channels keep no order, for the algorithms that need none: colours in place of markers.
// Each snapshot must pass every check of the core and of the oracle, and the counts are exact.

import { describe } from "node:test";
import { laiYang } from "../../../src/core/snapshot/algorithms/laiYang.ts";
import { mattern } from "../../../src/core/snapshot/algorithms/mattern.ts";
import { checkRows, oneInitiator, twoInitiators, twoSnapshots } from "../../support/enumerate.ts";
import { PAIR, RING } from "../../support/smallScenarios.ts";

describe("Lai and Yang's snapshots are right without FIFO channels", () => {
  const exploration = { algorithm: laiYang, fifo: false };
  checkRows(
    [
      ["2 processes", PAIR, 0, 2, 2, 0],
      ["2 processes", PAIR, 2, 24, 760, 478],
      ["a ring of 3", RING, 1, 18, 378, 147],
    ],
    oneInitiator,
    exploration,
  );
  checkRows([["2 processes, two initiators", PAIR, 1, 12, 180, 66]], twoInitiators, exploration);
  checkRows([["2 processes, two snapshots", PAIR, 1, 24, 2240, 1310]], twoSnapshots, exploration);
});

describe("Mattern's snapshots are right without FIFO channels", () => {
  const exploration = { algorithm: mattern, fifo: false };
  checkRows(
    [
      ["2 processes", PAIR, 0, 2, 2, 0],
      ["2 processes", PAIR, 2, 24, 2786, 1484],
      ["a ring of 3", RING, 1, 18, 1926, 552],
    ],
    oneInitiator,
    exploration,
  );
  checkRows([["2 processes, two initiators", PAIR, 1, 12, 548, 158]], twoInitiators, exploration);
  checkRows([["2 processes, two snapshots", PAIR, 0, 4, 504, 0]], twoSnapshots, exploration);
});
