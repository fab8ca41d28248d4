// Are tokens conserved: what is missing and what is there too often, by name.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  compareTokens,
  holdsTokens,
  initialTokens,
  tokenDifference,
} from "../../../src/core/analysis/conservation.ts";
import { fullCut } from "../../../src/core/trace/cut.ts";
import { globalStateAt } from "../../../src/core/trace/globalState.ts";
import { isConserved } from "../../../src/core/trace/verdict.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const drawn = traceFromText("P -a-\nQ --A", { tokens: { P: 5, Q: 1 }, carries: { a: 2 } });

describe("the difference of tokens", () => {
  it("is what is missing and what is there too often, each by name", () => {
    const expected = [
      { token: "B", count: 1 },
      { token: "G", count: 3 },
      { token: "Y", count: 2 },
    ];
    const actual = [
      { token: "G", count: 1 },
      { token: "R", count: 4 },
      { token: "Y", count: 2 },
    ];
    assert.deepEqual(compareTokens(expected, actual), {
      missing: [
        { token: "B", count: 1 },
        { token: "G", count: 2 },
      ],
      surplus: [{ token: "R", count: 4 }],
    });
  });

  it("is none between equals", () => {
    assert.equal(isConserved(compareTokens([{ token: "B", count: 1 }], [{ token: "B", count: 1 }])), true);
    assert.equal(isConserved(compareTokens([], [{ token: "B", count: 1 }])), false);
    assert.equal(isConserved(compareTokens([{ token: "B", count: 1 }], [])), false);
  });

  it("of a global state is measured against the initial states", () => {
    assert.deepEqual(initialTokens(drawn.trace), [{ token: "token", count: 6 }]);
    assert.equal(
      isConserved(tokenDifference(drawn.trace, globalStateAt(drawn.trace, fullCut(drawn.trace)))),
      true,
    );
    const received = globalStateAt(drawn.trace, Uint32Array.of(0, 1));
    assert.deepEqual(tokenDifference(drawn.trace, received), {
      missing: [],
      surplus: [{ token: "token", count: 2 }],
    });
  });
});

describe("a trace holds tokens", () => {
  it("if a process begins with some or a message carries some", () => {
    assert.equal(holdsTokens(drawn.trace), true);
    assert.equal(holdsTokens(traceFromText("P -a", { carries: { a: 1 }, to: { a: "P" } }).trace), true);
    assert.equal(holdsTokens(traceFromText("P -a", { to: { a: "P" } }).trace), false);
  });
});
