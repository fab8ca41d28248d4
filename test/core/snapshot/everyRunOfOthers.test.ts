// Every run of small systems under the assumptions of each further algorithm: causal delivery over channels without order,
// barriers, a world that stops, initiators that share work. Each snapshot must end and pass every check of the core and of
// the oracle, and the counts are exact. (Colours are in everyRunWithoutOrder.test.ts.)

import { describe } from "node:test";
import { acharyaBadrinath } from "../../../src/core/snapshot/algorithms/acharyaBadrinath.ts";
import { alagarVenkatesan } from "../../../src/core/snapshot/algorithms/alagarVenkatesan.ts";
import { alignedBarriers } from "../../../src/core/snapshot/algorithms/alignedBarriers.ts";
import { spezialettiKearns } from "../../../src/core/snapshot/algorithms/spezialettiKearns.ts";
import { stopTheWorld } from "../../../src/core/snapshot/algorithms/stopTheWorld.ts";
import { unalignedBarriers } from "../../../src/core/snapshot/algorithms/unalignedBarriers.ts";
import { checkRows, oneInitiator, twoInitiators, twoSnapshots } from "../../support/enumerate.ts";
import { LINE, MESH, PAIR, RING } from "../../support/smallScenarios.ts";

describe("Spezialetti and Kearns's snapshots are right", () => {
  const exploration = { algorithm: spezialettiKearns };
  checkRows(
    [
      ["2 processes", PAIR, 1, 8, 38, 8],
      ["3 in a line", LINE, 1, 24, 2604, 484],
    ],
    oneInitiator,
    exploration,
  );
  checkRows(
    [
      ["2 processes, two initiators", PAIR, 1, 12, 736, 132],
      ["3 in a line, two initiators", LINE, 0, 6, 5674, 0],
    ],
    twoInitiators,
    exploration,
  );
});

describe("Acharya and Badrinath's snapshots are right under causal delivery", () => {
  const exploration = { algorithm: acharyaBadrinath, fifo: false };
  checkRows(
    [
      ["2 processes", PAIR, 0, 2, 2, 0],
      ["2 processes", PAIR, 2, 24, 726, 402],
      ["3 all connected", MESH, 1, 36, 2208, 780],
    ],
    oneInitiator,
    exploration,
  );
  checkRows([["2 processes, two snapshots", PAIR, 1, 24, 1844, 942]], twoSnapshots, exploration);
});

describe("Alagar and Venkatesan's snapshots are right under causal delivery", () => {
  const exploration = { algorithm: alagarVenkatesan, fifo: false };
  checkRows(
    [
      ["2 processes", PAIR, 0, 2, 2, 0],
      ["2 processes", PAIR, 2, 24, 1238, 512],
      ["3 all connected", MESH, 0, 3, 36, 0],
    ],
    oneInitiator,
    exploration,
  );
});

describe("snapshots by barriers that are aligned are right", () => {
  const exploration = { algorithm: alignedBarriers };
  checkRows(
    [
      ["2 processes", PAIR, 2, 24, 340, 170],
      ["a ring of 3", RING, 2, 81, 2514, 1152],
      ["3 in a line", LINE, 1, 24, 706, 188],
    ],
    oneInitiator,
    exploration,
  );
  checkRows([["2 processes, two snapshots", PAIR, 1, 24, 364, 152]], twoSnapshots, exploration);
});

describe("snapshots by barriers that overtake are right", () => {
  const exploration = { algorithm: unalignedBarriers };
  checkRows(
    [
      ["2 processes", PAIR, 2, 24, 554, 384],
      ["a ring of 3", RING, 2, 81, 4296, 2934],
      ["3 in a line", LINE, 1, 24, 902, 384],
    ],
    oneInitiator,
    exploration,
  );
  checkRows([["2 processes, two initiators", PAIR, 1, 12, 202, 88]], twoInitiators, exploration);
  checkRows([["2 processes, two snapshots", PAIR, 1, 24, 1834, 1188]], twoSnapshots, exploration);
});

describe("snapshots of a world that stops are right without FIFO channels", () => {
  const exploration = { algorithm: stopTheWorld, fifo: false };
  checkRows(
    [
      ["2 processes", PAIR, 0, 2, 2, 0],
      ["2 processes", PAIR, 2, 24, 1488, 0],
      ["3 all connected", MESH, 0, 3, 216, 0],
    ],
    oneInitiator,
    exploration,
  );
  checkRows([["2 processes, two initiators", PAIR, 1, 12, 454, 0]], twoInitiators, exploration);
});
