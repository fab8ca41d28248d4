// What the language server tells the extension of the puzzles of a document.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { puzzleOutcomes } from "../../../src/language/lightcone/server/puzzleOutcomes.ts";
import { judgements, open } from "./serverSupport.ts";
import { SYSTEM } from "./support.ts";

describe("the puzzles of a document", () => {
  it("are solved, each with its reasons or with a run that records it", async () => {
    const puzzles =
      "possible a { P { G }  Q { R, P, B, O }  P -> Q [ Y ] }\n\n" +
      "possible { P { }  Q { R, P }  P -> Q [ G, Y ]  Q -> P [ B, O ] }\npossible { P { a = 1 } }\n";
    const { document } = await open(SYSTEM + puzzles);
    const outcomes = await puzzleOutcomes(document, judgements);
    assert.deepEqual(
      outcomes.map(({ title, line, kind, details }) => [title, line, kind, details]),
      [
        ["puzzle a", 4, "possible", ["1 of 2 processes can start it alone: Q"]],
        [
          "this puzzle",
          6,
          "impossible",
          [
            "it is a consistent global state, though; no process can start it alone; it takes 2 initiators: P; Q",
          ],
        ],
        ["this puzzle", 7, "impossible", []],
      ],
    );
    assert.match(outcomes[0].witness ?? "", /\nP -> Q : Y at 1\.\.4\nsnapshot by Q at 2\n/);
    assert.equal(outcomes[1].witness, undefined);
  });
});
