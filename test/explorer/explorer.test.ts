// The exploring thread without its thread: what it answers, that it goes on hearing messages while it works, and that it
// comes to an end when it is cancelled.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Explorer } from "../../src/explorer/explorer.ts";
import type { ExplorerToHost } from "../../src/protocol/exploring.ts";
import { openText } from "../language/lightcone/support.ts";

const TEXT =
  "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\nP -> Q : Y\nsnapshot by Q\nexpect snapshot 1 { P { G }  Q { R, Y } }\nexpect consistent\n";

function started(turn: () => Promise<void> = async () => {}) {
  const messages: ExplorerToHost[] = [];
  const explorer = new Explorer((message) => messages.push(structuredClone(message)), turn);
  return { explorer, messages };
}

describe("the explorer's thread", () => {
  it("tells what can be recorded and what fails, and writes a run", async () => {
    const { scenario } = await openText(TEXT);
    assert.ok(scenario);
    const { explorer, messages } = started();
    await explorer.receive({
      type: "explore",
      scenario: structuredClone(scenario),
      order: "free",
      starts: "script",
    });
    const last = messages.at(-1);
    assert.ok(last?.type === "explored");
    const { snapshots, expectations, complete } = last.report;
    assert.deepEqual([complete, snapshots[0].states.length], [true, 3]);
    assert.deepEqual(
      expectations.map(({ kind, line }) => [kind, line]),
      [
        ["fails", 6],
        ["holds", 7],
      ],
    );
    await explorer.receive({ type: "run", final: expectations[0].final ?? -1 });
    const run = messages.at(-1);
    assert.ok(run?.type === "run");
    const again = await openText(run.text);
    assert.deepEqual(
      again.expectations.map(({ kind }) => kind),
      ["fails", "holds"],
    );
  });

  it("ends early when it is cancelled, with what it has", async () => {
    const { scenario } = await openText(
      "process N0..N5 { 3 tokens }\nchannel mesh\nrandom 30 sends seed 1\nsnapshot by N0\n",
    );
    assert.ok(scenario);
    let turns = 0;
    const { explorer, messages } = started(async () => {
      if (++turns === 3) await explorer.receive({ type: "cancel" });
    });
    await explorer.receive({ type: "explore", scenario, order: "free", starts: "script" });
    const last = messages.at(-1);
    assert.ok(last?.type === "explored");
    assert.equal(last.report.complete, false);
    assert.match(last.report.extent, /^not complete: it was cancelled/);
    assert.ok(messages.some(({ type }) => type === "progress"));
  });

  it("says why it cannot explore", async () => {
    const { scenario } = await openText(
      "process P { Y }\nprocess Q\nchannel P -> Q\nP -> Q : Y at 1\nP crashes at 2\n",
    );
    assert.ok(scenario);
    const { explorer, messages } = started();
    await explorer.receive({ type: "explore", scenario, order: "free", starts: "script" });
    assert.deepEqual(messages, [
      { type: "failed", words: "processes crash in it, which the explorer does not know" },
    ]);
  });

  it("draws the lattice of a run in the editor's colours, with the same as a list", async () => {
    const { trace } = await openText(TEXT);
    assert.ok(trace);
    const { explorer, messages } = started();
    await explorer.receive({ type: "lattice", trace: structuredClone(trace) });
    const last = messages.at(-1);
    assert.ok(last?.type === "lattice");
    assert.equal(last.report.words, "3 consistent cuts, 2 events");
    assert.match(last.report.svg ?? "", /fill="var\(--vscode-editor-background\)"/);
    assert.equal(last.report.cuts[0], "0 events: P=0, Q=0 (the run passed here)");
    assert.equal(last.report.cuts[1], "1 events: P=1, Q=0 (the run passed here; the cut of snapshot 1)");
  });

  it("searches the smallest counter-example, tells how far it is, and that there is none", async () => {
    const { explorer, messages } = started();
    const lai = { type: "counter-example", algorithm: "lai-yang" } as const;
    await explorer.receive({ ...lai, without: "returns", mostSize: 8 });
    const found = messages.at(-1);
    assert.ok(found?.type === "counter-example");
    assert.match(found.report?.found?.words ?? "", /^never ends: consistent/);
    assert.match(found.report?.found?.text ?? "", /snapshot by P .*using lai-yang/);
    await explorer.receive({ ...lai, mostSize: 6 });
    const none = messages.at(-1);
    assert.ok(none?.type === "counter-example");
    const { found: wrong, size, complete, scenarios } = none.report ?? {};
    assert.deepEqual([wrong, size, complete], [undefined, 6, true]);
    assert.ok((scenarios ?? 0) > 1);
    const told = messages.flatMap((message) => (message.type === "progress" ? [message.words] : []));
    assert.deepEqual([told[0], told.at(-1)], ["searching, 0 %", "searching, 75 %"]);
  });

  it("has no counter-example to tell when it is cancelled, and none to what is not assumed", async () => {
    let turns = 0;
    const { explorer, messages } = started(async () => {
      if (++turns === 2) await explorer.receive({ type: "cancel" });
    });
    await explorer.receive({ type: "counter-example", algorithm: "mattern", mostSize: 12 });
    assert.deepEqual(messages.at(-1), { type: "counter-example" });
    await explorer.receive({
      ...{ type: "counter-example", algorithm: "mattern", without: "fifo", mostSize: 8 },
    });
    assert.deepEqual(messages.at(-1), { type: "failed", words: "mattern does not assume fifo" });
  });
});
