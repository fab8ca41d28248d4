// What the views show of a trace at a cut: processes with their state, channels with their contents, cuts with verdicts.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askedCut } from "../../src/core/analysis/shownCut.ts";
import type { DiagramCut } from "../../src/protocol/diagram.ts";
import { channelRows, contentWords, cutRows, messageRows, processRows } from "../../src/vscode/views/rows.ts";
import { traceFromText } from "../support/traceFromText.ts";

const { trace, event } = traceFromText(
  `
  P  -a---b----
  Q  ---A---*--
  R  --------B-
  `,
  { tokens: { P: 9, Q: 1 }, carries: { a: 2, b: 3 } },
);

function cut(...frontier: number[]): DiagramCut {
  return { ...askedCut(trace, "mine", Uint32Array.from(frontier)), id: "cut:0" };
}

describe("the rows of processes", () => {
  it("tell the state at the cut and the last event inside", () => {
    const rows = processRows(trace, cut(1, 0, 0));
    assert.deepEqual(
      rows.map(({ name, state, inside, events }) => [name, state, inside, events]),
      [
        ["P", "7 tokens", 1, 2],
        ["Q", "1 token", 0, 2],
        ["R", "none", 0, 1],
      ],
    );
    assert.deepEqual([rows[0].last, rows[1].last], [event("a"), -1]);
    assert.equal(rows[0].lastWords, "sends token(2) to Q (tick 1)");
  });

  it("stand at the end of the run where no cut is selected", () => {
    assert.deepEqual(
      processRows(trace, undefined).map(({ state }) => state),
      ["4 tokens", "3 tokens", "3 tokens"],
    );
  });
});

describe("the rows of channels", () => {
  it("hold the messages in transit", () => {
    const rows = channelRows(trace, cut(2, 1, 0));
    assert.deepEqual(
      rows.map((row) => [row.from, row.to, row.held.length, contentWords(trace, row)]),
      [
        ["P", "Q", 0, ""],
        ["P", "R", 1, "token(3)"],
      ],
    );
    const [held] = messageRows(trace, rows[1]);
    assert.equal(held.kind, "message");
    if (held.kind !== "message") return;
    assert.deepEqual([held.words, held.event], ["sent tick 5, received tick 8", event("b")]);
  });

  it("show an orphan as what it is", () => {
    const rows = channelRows(trace, cut(0, 1, 0));
    const [orphan] = messageRows(trace, rows[0]);
    assert.equal(orphan.kind === "message" && orphan.orphan, true);
    assert.equal(contentWords(trace, rows[0]), "orphan token(2)");
  });

  it("list the first of very many messages, and count the others", () => {
    const [row] = channelRows(trace, cut(0, 0, 0));
    const many = { ...row, held: Array.from({ length: 2000 }, () => 0) };
    const rows = messageRows(trace, many);
    assert.deepEqual(rows.at(-1), { kind: "rest", more: 2000 - (rows.length - 1) });
    assert.equal(contentWords(trace, many), "token(2) ×2000");
  });
});

describe("the rows of cuts", () => {
  it("end with the end of the run, which is selected where no cut is", () => {
    const mine = cut(0, 1, 0);
    const rows = cutRows(trace, [mine], undefined, () => false);
    assert.deepEqual(
      rows.map(({ id, verdict, selected, removable }) => [id, verdict, selected, removable]),
      [
        ["cut:0", "inconsistent", false, true],
        ["", "none", true, false],
      ],
    );
    assert.match(rows[0].words, /1 orphan message/);
    assert.equal(cutRows(trace, [mine], mine, () => false)[0].selected, true);
  });
});
