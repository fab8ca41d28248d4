// The rollback-dependency graph as it is drawn and listed: on the domino sample, and its bounds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { recoveryLine } from "../../../../src/core/analysis/uses/recoveryLine.ts";
import { rollbackGraph } from "../../../../src/core/analysis/uses/rollbackGraph.ts";
import { rollbackGraphSvg } from "../../../../src/core/diagram/rollbackGraphSvg.ts";
import { openText } from "../../../language/lightcone/support.ts";

const sample = new URL("../../../../samples/uses/07-domino.lightcone", import.meta.url);
const OPTIONS = { title: "<Domino>", subtitle: "Recovery line: consistent" };

describe("the rollback-dependency graph", () => {
  it("says of each interval whether it is undone, and what it depends on", async () => {
    const { trace } = await openText(readFileSync(sample, "utf8"));
    assert.ok(trace !== undefined);
    const { rows, arrows, list } = rollbackGraph(trace, recoveryLine(trace));
    assert.deepEqual(
      rows.map(({ name, intervals }) => [name, intervals.map(({ isUndone }) => isUndone)]),
      [
        ["P", [true, true, true]],
        ["Q", [true, true, true]],
      ],
    );
    assert.equal(arrows.length, 5);
    assert.equal(list[0], "P goes back to its initial state");
    assert.match(list[2], /^Q after its initial state depends on P after its initial state: it has received/);
    const svg = rollbackGraphSvg({ rows, arrows }, OPTIONS) ?? "";
    assert.equal(svg.split("<rect").length - 1, 1 + 6);
    assert.equal(svg.split("<polygon").length - 1, 5);
    assert.match(svg, /<title>&lt;Domino&gt;<\/title>/);
    // No box lies on another.
    const places = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g)].map((match) =>
      match.slice(1).map(Number),
    );
    for (const [x, y, width] of places)
      for (const [x2, y2] of places) assert.ok(y !== y2 || x2 <= x || x2 >= x + width, `${x} ${x2}`);
  });

  it("is not drawn where it has too many boxes", () => {
    const interval = { name: "c", time: 0, isChosen: false, isUndone: false };
    const rows = [{ name: "P", intervals: new Array(401).fill(interval) }];
    assert.equal(rollbackGraphSvg({ rows, arrows: [] }, OPTIONS), undefined);
  });
});
